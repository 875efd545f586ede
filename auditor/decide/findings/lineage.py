"""Findings about where the model comes from: terms dropped on the way, bases that cannot be identified."""

from __future__ import annotations

from auditor.decide.findings.rule import Found
from auditor.licenses.flow import dropped_terms
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.verdict import Openness


def upstream_terms_dropped(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """A base's terms must be handed on, and the model is offered without them."""
    return [(dropped.message, dropped.citations) for dropped in dropped_terms(dossier)]


def lineage_unresolved(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """A base is named that is no Hub repository. One that could not be fetched is an issue, not a finding."""
    asked = {issue.subject for issue in dossier.issues}
    unknown = [base for base in subject.bases if base.resolved is None and base.id not in asked]
    return [(f"the base `{base.id[:120]}` is no repository on the Hub", (base.citation,)) for base in unknown]
