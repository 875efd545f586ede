"""Findings about what the licensor keeps back: places where nothing is granted, terms that can change."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.findings.rule import Raised
from auditor.decide.modality import is_multimodal
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.facts import Condition, Metric, Restriction, RestrictionKind
from auditor.schema.license import Family, License
from auditor.schema.numbering import clause
from auditor.schema.verdict import Openness


def region_excluded(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The license grants nothing in some region."""
    return [
        _raised(f"{known.id} excludes a region{_clause(item)}: {item.effect}", subject, known, item)
        for known, item in _conditions(dossier, subject)
        if item.metric in (Metric.TERRITORY, Metric.DOMICILE)
        or (item.metric is Metric.MODALITY and item.within and is_multimodal([subject]))
    ][:1]


def mutable_terms(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The license takes in terms that the licensor can change later, or may itself be changed."""
    return [
        _raised(f"{known.id} lets the licensor change terms later{_clause(item)}", subject, known, item)
        for known, item in _restrictions(dossier, subject)
        if item.restriction is RestrictionKind.MUTABLE_TERMS
    ][:1]


def _licenses(dossier: Dossier, subject: Repository) -> Iterator[License]:
    """The concluded licenses; of an umbrella the member that was last issued."""
    facts = {item.id: item for item in dossier.licenses}
    for license_id in subject.conclusion.licenses:
        known = facts.get(license_id)
        if known and known.family is Family.UMBRELLA and known.members:
            known = facts.get(known.members[-1])
        if known:
            yield known


def _conditions(dossier: Dossier, subject: Repository) -> Iterator[tuple[License, Condition]]:
    for known in _licenses(dossier, subject):
        for condition in known.conditions:
            yield known, condition


def _restrictions(dossier: Dossier, subject: Repository) -> Iterator[tuple[License, Restriction]]:
    for known in _licenses(dossier, subject):
        for restriction in known.restrictions:
            yield known, restriction


def _raised(message: str, subject: Repository, known: License, item: Condition | Restriction) -> Raised:
    cited = subject.conclusion.citations
    return Raised(message, cited, license=known.id, clause=item.clause, row=known.row(item.row), pinned=item.pinned)


def _clause(item: Condition | Restriction) -> str:
    return f" ({clause(item.clause)})" if item.clause else ""
