"""Which of the readings that a policy pins concern a model: those of the licenses that bind it."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.decide.effective import effective_terms, meant
from auditor.decide.use_policies import taken_in
from auditor.schema.evidence import Dossier
from auditor.schema.pin import Pin


def concerned(dossier: Dossier, pins: Iterable[Pin]) -> tuple[Pin, ...]:
    """The readings of licenses that bind, of an umbrella's members, and of the policies that these take in."""
    listed = tuple(pins)
    if not listed:
        return ()
    known = [item for term in effective_terms(dossier) for item in meant(term, dossier) if item]
    names = {one.id for item in known for one in (item, *taken_in(item, dossier))}
    return tuple(pin for pin in listed if pin.license in names)
