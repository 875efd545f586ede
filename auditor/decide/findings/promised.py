"""Findings about what is not there yet: placeholders and promises that have grown old."""

from __future__ import annotations

from auditor.decide.findings.rule import Raised, only
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.reading import Part
from auditor.schema.verdict import Openness

OVERDUE = 365
_WHAT = {Part.DATA: "data", Part.CODE: "code", Part.WEIGHTS: "weights", Part.PAPER: "a paper", Part.BASE_DATA: "data"}


def data_section_placeholder(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The card's section on training data holds a template's placeholder."""
    places = subject.reading.placeholders
    return (
        [Raised(f"the section “{places[0].quote.strip('# ')[:80]}” holds only a placeholder (D1, D2)", places)]
        if places
        else []
    )


def promise_overdue(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """Something was to come soon, and more than a year later the card still says so."""
    old = [item for item in subject.reading.promises if item.days is not None and item.days >= OVERDUE]
    if not old:
        return []
    kinds = " and ".join(dict.fromkeys(_WHAT[item.of] for item in old))
    return [
        Raised(
            f"{kinds} promised at least {min(item.days or 0 for item in old)} days ago",
            tuple(item.citation for item in old),
            row=only(item.row for item in old),
            names=tuple(dict.fromkeys(item.of.value for item in old)),
        )
    ]
