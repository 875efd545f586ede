"""From the licenses that are named to those that are held to apply: which of A OR B is taken, and what they leave.

The dossier says what is written. What follows from it is judged here, before any criterion is asked, and again
whenever a saved dossier is judged: judged twice it stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.decide.commercial import by_licenses, by_papers
from auditor.licenses.catalog import COMMERCIAL_ORDER, FAMILY_ORDER
from auditor.licenses.expression import conjunction
from auditor.schema.evidence import Conclusion, Confidence, Dossier, Repository
from auditor.schema.license import CommercialUse, License


def concluded(dossier: Dossier) -> Dossier:
    """The dossier with the conclusion on each repository judged. Pure, by the license facts that it carries."""
    facts = {item.id: item for item in dossier.licenses}
    return dossier.model_copy(
        update={
            "subject": _judged(dossier.subject, facts) if dossier.subject else None,
            "ancestors": tuple(_judged(item, facts) for item in dossier.ancestors),
            "datasets": tuple(_judged(item, facts) for item in dossier.datasets),
        }
    )


def choose(alternatives: tuple[tuple[str, ...], ...], facts: Mapping[str, License]) -> tuple[str, ...]:
    """Under A OR B, the alternative that allows the most; the first of those that allow as much."""
    return max(alternatives, key=lambda one: _freedom(one, facts), default=())


def _freedom(licenses: tuple[str, ...], facts: Mapping[str, License]) -> tuple[int, int]:
    """How much licenses allow together: by commercial use, then by the strictest family."""
    families = [_strictest(facts[name], facts) for name in licenses if name in facts]
    return COMMERCIAL_ORDER.index(by_licenses(licenses, facts)), min(families, default=0)


def _strictest(known: License, facts: Mapping[str, License]) -> int:
    meant = [facts[member] for member in known.members if member in facts] or [known]
    return min(FAMILY_ORDER.index(item.family) if item.family in FAMILY_ORDER else 0 for item in meant)


def _judged(repository: Repository, facts: Mapping[str, License]) -> Repository:
    held = repository.conclusion
    changed: dict[str, Any] = {}
    licenses = held.licenses
    if held.alternatives:
        licenses = _under(choose(held.alternatives, facts), held)
        changed = {"licenses": licenses, "expression": conjunction(licenses, facts) or None}
    if held.forbidding and licenses and by_licenses(licenses, facts) is not CommercialUse.NO:
        reason = f"{held.forbidding[0].place} forbids commercial use in its own words"
        changed |= {"confidence": Confidence.LOW, "reason": reason}
    changed["commercial_use"] = by_papers(repository, licenses, facts)
    return repository.model_copy(update={"conclusion": held.model_copy(update=changed)})


def _under(chosen: tuple[str, ...], held: Conclusion) -> tuple[str, ...]:
    """The licenses that apply where this alternative is chosen: what one need not choose does not bind."""
    left = {name for one in held.alternatives for name in one} - set(chosen)
    return tuple(name for name in held.licenses if name not in left)
