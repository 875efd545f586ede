"""What a finding rule is: a function from the evidence to messages with their citations."""

from __future__ import annotations

from collections.abc import Callable

from auditor.schema.evidence import Citation, Dossier, Repository
from auditor.schema.verdict import Openness

Found = list[tuple[str, tuple[Citation, ...]]]
"""What was found: for each finding a message in one sentence, and what it rests on."""

Rule = Callable[[Dossier, Repository, Openness], Found]
"""A pure function of the dossier, its subject and the verdicts."""
