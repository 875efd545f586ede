"""Findings that somebody has accepted: they stay, marked, and no longer speak in the decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from auditor.parse.references import covers
from auditor.schema.decision import SENTENCE, Finding
from auditor.schema.waiver import Waiver


def waive(findings: Iterable[Finding], purl: str, waivers: Iterable[Waiver], on: date) -> tuple[Finding, ...]:
    """The findings on the model with this package URL, those marked that a waiver accepts on this day."""
    held = tuple(item for item in waivers if not item.is_of_repository)
    return tuple(
        finding.model_copy(update={"waived": accepted})
        if (accepted := waiver_for(finding.id, purl, held, on, finding.names)) is not None
        else finding
        for finding in findings
    )


def waiver_for(
    finding: str, purl: str, waivers: Iterable[Waiver], on: date, names: tuple[str, ...] = ()
) -> Waiver | None:
    """The waiver that accepts this finding on this day, the one that holds longest; expired ones accept nothing.

    One of a sentence accepts the finding of that sentence; a finding of several is accepted where each of them is.
    """
    holding = [item for item in waivers if item.finding == finding and on <= item.expires and _names(item, purl)]
    whole = max((item for item in holding if item.sentence is None), key=_last_day, default=None)
    sentences = [name.removeprefix(SENTENCE) for name in names if name.startswith(SENTENCE)]
    each = [
        max((item for item in holding if item.sentence == digest), key=_last_day, default=None) for digest in sentences
    ]
    accepted = [item for item in each if item is not None]
    if accepted and len(accepted) == len(each):
        first = min(accepted, key=_last_day)
        return first if whole is None or first.expires > whole.expires else whole
    return whole


def _names(waiver: Waiver, purl: str) -> bool:
    """Whether it names this model; one of a reference or a file alone names any."""
    return covers(waiver.model, purl) if waiver.model else waiver.is_of_repository


def _last_day(waiver: Waiver) -> date:
    return waiver.expires
