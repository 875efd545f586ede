"""What nobody has read of a repository, but for what its lineage, its license or its linked code settle.

Some stand where terms stand (`passages`); others hold words of terms, of a topic each (`sentences`), and a license that
is known to say the same of its own repository explains these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from auditor.decide.findings.reserved import region_excluded
from auditor.decide.findings.rule import Raised
from auditor.decide.findings.settled import code_at, is_settled
from auditor.schema.decision import SENTENCE
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.license import CommercialUse, Family, License, Metric, ObligationKind, RestrictionKind
from auditor.schema.unread import Unread
from auditor.schema.verdict import Openness

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


def passages(dossier: Dossier, model: Repository, openness: Openness, base: str) -> Iterator[Raised]:
    """The passages of one model of the lineage; `base` is its id where it is not the subject."""
    regional = bool(region_excluded(dossier, model, openness))
    for item in (item for item in _left(model) if item.row is None):
        code = code_at(item, dossier)
        if not is_settled(item, model, dossier, regional=regional):
            there = f"; GitHub finds {code.license} there" if code and code.license else ""
            of = f" (of its base {base})" if base else ""
            names = (item.kind.value, item.citation.file, SENTENCE + item.key)
            message = f"{item.citation.place}: “{item.words[:160]}” {item.why}{there}{of}"
            yield Raised(message, (item.citation,), binds=base or None, names=names)


def _left(model: Repository) -> Iterator[Unread]:
    """What is unread, but for the files that somebody clarified."""
    return (item for item in model.unread if not model.conclusion.settles(item.citation))


def sentences(dossier: Dossier, model: Repository, base: str) -> Iterator[Raised]:
    """The sentences of one model with words of terms; `base` is its id where it is not the subject."""
    facts = {item.id: item for item in dossier.licenses}
    held = model.conclusion.licenses if not model.conclusion.alternatives else ()  # what is chosen may say less
    known = _known([facts[name] for name in held if name in facts], facts)
    left = [item for item in _left(model) if item.row and not _is_carried(item, known, held, facts)]
    of = f" (of its base {base})" if base else ""
    yield from (_raised(item, of, base) for item in left[:MOST])
    if rest := left[MOST:]:
        yield Raised(
            f"{rest[0].citation.place} has {len(rest)} more sentences that may be terms and are not understood{of}",
            tuple(item.citation for item in rest),
            binds=base or None,
            names=tuple(SENTENCE + item.key for item in rest),
        )


def _known(held: list[License], facts: Mapping[str, License]) -> set[str]:
    """The topics that these licenses speak of; of a name for several licenses, those that each of them speaks of."""
    found = _carried(item for item in held if not item.members)
    for item in held:
        members = [_carried([facts[name]]) for name in item.members if name in facts]
        if members:
            found |= set.intersection(*members)
    return found


def _is_carried(item: Unread, known: set[str], held: tuple[str, ...], facts: Mapping[str, License]) -> bool:
    """Whether a license that applies says it; a name only where that license, or one of its family, applies."""
    if item.names is None:
        return (item.row or "").partition("/")[2] in known
    named = facts.get(item.names)
    return not {item.names, *(named.members if named else ())}.isdisjoint(held)


def _raised(item: Unread, of: str, base: str) -> Raised:
    number = f"(sentence {item.key})"
    return Raised(
        f"{item.citation.place} says what may be terms and is not understood: “{item.words[:240]}”{of} {number}",
        (item.citation, *item.places),
        row=item.row,
        binds=base or None,
        names=(SENTENCE + item.key,),
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
