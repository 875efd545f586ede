"""Sentences that hold words of terms and that nobody has understood: the alarm, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.decide.effective import models
from auditor.decide.findings.rule import Raised
from auditor.schema.decision import SENTENCE
from auditor.schema.evidence import Dossier, Repository, Unread
from auditor.schema.license import CommercialUse, Family, License, Metric, ObligationKind, RestrictionKind

MOST = 8  # sentences of one repository that are findings of their own; the others are counted in one

_COMMERCE = ("non-commercial", "commercial", "only-for")
# What a license that asks for something is said to ask: the license itself is read, clause by clause.
_AGREEING = ("commercial", "permission", "ask-first", "companies", "production")
_NAMING = ("words", "agreements", "license-names")
_FREE = (Family.PUBLIC_DOMAIN, Family.PERMISSIVE, Family.ATTRIBUTION, Family.PERMISSIVE_MODEL, Family.UNKNOWN)
_BY_METRIC: Mapping[Metric, tuple[str, ...]] = {
    Metric.TERRITORY: ("territory",),
    Metric.REGISTRATION: ("ask-first", "agreements", "permission", "commercial"),
    Metric.MODALITY: ("territory",),
    Metric.DATE: ("revoke",),
    Metric.OTHER: (),
}
_BY_RESTRICTION: Mapping[RestrictionKind, tuple[str, ...]] = {
    RestrictionKind.NON_COMMERCIAL: _COMMERCE,
    RestrictionKind.RESEARCH_ONLY: _COMMERCE,
    RestrictionKind.FIELD_OF_USE: ("forbidden", "may-not", "agreements", "military"),
    RestrictionKind.NO_REDISTRIBUTION: ("resale",),
    RestrictionKind.NO_COMPETING_MODEL: ("compete",),
    RestrictionKind.NO_MILITARY: ("military",),
    RestrictionKind.REVOCABLE: ("revoke",),
    RestrictionKind.TERMINATION: ("revoke",),
}


def sentences_unread(dossier: Dossier) -> list[Raised]:
    """The unread sentences of the model and its bases; a license that says the same of its own repository explains."""
    facts = {item.id: item for item in dossier.licenses}
    return [
        raised
        for model in models(dossier)
        for raised in _of(model, "" if model is dossier.subject else model.id, facts)
    ]


def _of(model: Repository, base: str, facts: Mapping[str, License]) -> list[Raised]:
    if model.conclusion.clarified is not None:
        return []
    held = model.conclusion.licenses if not model.conclusion.alternatives else ()  # what is chosen may say less
    known = _known([facts[name] for name in held if name in facts], facts)
    left = [item for item in model.unread if (item.row or "").partition("/")[2] not in known]
    of = f" (of its base {base})" if base else ""
    found = [_raised(item, of, base) for item in left[:MOST]]
    rest = left[MOST:]
    if rest:
        found.append(
            Raised(
                f"{rest[0].citation.place} has {len(rest)} more sentences that may be terms and are not understood{of}",
                tuple(item.citation for item in rest),
                binds=base or None,
                names=tuple(SENTENCE + item.digest for item in rest),
            )
        )
    return found


def _known(held: list[License], facts: Mapping[str, License]) -> set[str]:
    """The topics that these licenses speak of; of a name for several licenses, those that each of them speaks of."""
    found = _carried(item for item in held if not item.members)
    for item in held:
        members = [_carried([facts[name]]) for name in item.members if name in facts]
        if members:
            found |= set.intersection(*members)
    return found


def _raised(item: Unread, of: str, base: str) -> Raised:
    number = f"(sentence {item.digest})"
    return Raised(
        f"{item.citation.place} says what may be terms and is not understood: “{item.words[:240]}”{of} {number}",
        (item.citation, *item.places),
        row=item.row,
        binds=base or None,
        names=(SENTENCE + item.digest,),
    )


def _carried(licenses: Iterable[License]) -> set[str]:
    """The topics of which a license that applies already says what its repository's words can say."""
    found: set[str] = set()
    for item in licenses:
        if item.commercial_use is CommercialUse.NO:
            found.update(_COMMERCE)
        if item.commercial_use in (CommercialUse.NO, CommercialUse.CONDITIONAL):
            found.update(_AGREEING)
        if item.family not in _FREE:
            found.update(_NAMING)
        for condition in item.conditions:
            found.update(_BY_METRIC.get(condition.metric, ("thresholds",)))
        for restriction in item.restrictions:
            found.update(_BY_RESTRICTION.get(restriction.restriction, ()))
        if any(duty.obligation is ObligationKind.USE_POLICY for duty in item.obligations):
            found.update(("agreements", "forbidden"))
    return found
