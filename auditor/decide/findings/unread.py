"""What nobody has read of a repository, but for what its lineage, its license or its linked code settle.

Some stand where terms stand (`passages`); others hold words of terms, of a topic each (`sentences`), and a license that
is known to say the same of its own repository explains these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from auditor.decide.effective import models
from auditor.decide.findings.reserved import region_excluded
from auditor.decide.findings.rule import Raised
from auditor.parse.code import github_id
from auditor.parse.license_links import hub_repository
from auditor.schema.decision import SENTENCE
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.license import CommercialUse, Family, License, Metric, ObligationKind, RestrictionKind
from auditor.schema.linked import LinkedCode
from auditor.schema.unread import Unread, UnreadKind
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
_OF_A_LICENSE = (UnreadKind.LINK, UnreadKind.NAME)


def passages(dossier: Dossier, model: Repository, openness: Openness, base: str) -> Iterator[Raised]:
    """The passages of one model of the lineage; `base` is its id where it is not the subject."""
    regional = bool(region_excluded(dossier, model, openness))
    lineage = {name.lower() for one in models(dossier) for name in (one.id, *(named.id for named in one.bases))}
    for item in (item for item in _left(model) if item.row is None and item.kind is not UnreadKind.LANGUAGE):
        code = _code(dossier, item)
        if not _is_settled(item, model, lineage, code, regional=regional):
            there = f"; GitHub finds {code.license} there" if code and code.license else ""
            of = f" (of its base {base})" if base else ""
            names = (item.kind.value, item.citation.file, SENTENCE + item.key)
            message = f"{item.citation.place}: “{item.words[:160]}” {item.why}{there}{of}"
            yield Raised(message, (item.citation,), binds=base or None, names=names)


def languages(model: Repository, base: str) -> Iterator[Raised]:
    """The sections of one model's papers in a language without rows; `base` is its id where it is not the subject."""
    of = f" (of its base {base})" if base else ""
    for item in _left(model):
        if item.kind is UnreadKind.LANGUAGE:
            message = f"{item.citation.place}: “{item.words}” {item.why}{of} (sentence {item.key})"
            yield Raised(message, (item.citation,), binds=base or None, names=(SENTENCE + item.key,))


def _left(model: Repository) -> Iterator[Unread]:
    """What is unread, but for the files that somebody clarified."""
    return (item for item in model.unread if not model.conclusion.settles(item.citation))


def _is_settled(item: Unread, model: Repository, lineage: set[str], code: LinkedCode | None, *, regional: bool) -> bool:
    """Whether something else speaks of it.

    A license that excludes a region says what the gate does; a link into a repository of the lineage leads to terms
    that bind by themselves; linked code that was read is under the license that holds; and where no license is known,
    license-unresolved speaks of what names one.
    """
    if item.kind is UnreadKind.REGION:
        return regional
    if item.kind in _OF_A_LICENSE and not model.conclusion.licenses:
        return True
    if (hub_repository(item.address or "") or "").lower() in lineage:
        return True
    return code is not None and code.license in model.conclusion.licenses


def _code(dossier: Dossier, item: Unread) -> LinkedCode | None:
    """The code that was read where the link leads."""
    name = (github_id(item.address or "") or "").lower()
    return next((code for code in dossier.code if name and code.id.lower() == name), None)


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
        if any(duty.obligation is ObligationKind.ATTRIBUTION for duty in item.obligations):
            found.add("credit")
        if any(duty.obligation is ObligationKind.USE_POLICY for duty in item.obligations):
            found.update(("agreements", "forbidden"))
    return found
