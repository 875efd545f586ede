"""What a finding rule is: a function from the evidence to what it raises, as values and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from auditor.schema.citation import Citation
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.pin import PinnedBy
from auditor.schema.verdict import Openness

T = TypeVar("T")


@dataclass(frozen=True)
class Raised:
    """One finding: a message in one sentence, where it was read, and the same as values (`schema.decision.Grounds`).

    `binds` is None for the subject.
    """

    message: str
    citations: tuple[Citation, ...]
    license: str | None = None
    clause: str = ""
    row: str | None = None
    binds: str | None = None
    names: tuple[str, ...] = ()
    pinned: PinnedBy | None = None


def only(items: Iterable[T]) -> T | None:
    """The one that all of these are; None where they differ, or there is none."""
    different = set(items)
    return different.pop() if len(different) == 1 else None


Rule = Callable[[Dossier, Repository, Openness], list[Raised]]
"""A pure function of the dossier, its subject and the verdicts."""
