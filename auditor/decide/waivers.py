"""Findings that somebody has accepted: they stay, marked, and no longer speak in the decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from auditor.parse.references import covers
from auditor.schema.decision import Finding
from auditor.schema.waiver import Waiver


def waive(findings: Iterable[Finding], purl: str, waivers: Iterable[Waiver], on: date) -> tuple[Finding, ...]:
    """The findings on the model with this package URL, those marked that a waiver accepts on this day."""
    held = tuple(waivers)
    return tuple(
        finding.model_copy(update={"waived": accepted})
        if (accepted := waiver_for(finding.id, purl, held, on)) is not None
        else finding
        for finding in findings
    )


def waiver_for(finding: str, purl: str, waivers: Iterable[Waiver], on: date) -> Waiver | None:
    """The waiver that accepts this finding on this day, the one that holds longest; expired ones accept nothing."""
    holding = [item for item in waivers if item.finding == finding and on <= item.expires and covers(item.model, purl)]
    return max(holding, key=lambda item: item.expires, default=None)
