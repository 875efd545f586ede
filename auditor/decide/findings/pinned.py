"""Readings that counsel pinned, of facts that the catalog reads otherwise by now."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.decide.findings.rule import Raised
from auditor.decide.pinned import concerned
from auditor.schema.evidence import Dossier
from auditor.schema.pin import Pin

READING_STALE = "reading-stale"


def reading_stale(dossier: Dossier, stale: Iterable[Pin]) -> list[Raised]:
    """A reading of a license that binds here is void, and the catalog speaks."""
    return [
        Raised(
            f"{pin.fact} is {pin.pinned}{_where(pin)} ({pin.does}), and the catalog reads it otherwise by now: "
            "the pin is void, and the catalog's reading holds",
            dossier.subject.conclusion.citations[:4] if dossier.subject else (),
            license=pin.license,
            clause=pin.clause or "",
            row=f"licenses/{pin.license}/{pin.row}",
            names=(pin.of or "",),
        )
        for pin in concerned(dossier, stale)
    ]


def _where(pin: Pin) -> str:
    return f" in {pin.place}" if pin.place else ""
