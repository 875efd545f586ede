"""What a license that applies says already: sentences that say no more than it does need no more reading.

Topics are rows of the tables `alarm` and `license-topics`, without their tables. Clause by clause it is known of what a
license speaks; that it has conditions at all explains a sentence only that refers to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from auditor.licenses.catalog import UNDEMANDING
from auditor.schema.facts import Metric, ObligationKind, RestrictionKind
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.unread import Unread

_COMMERCE = ("non-commercial", "commercial", "only-for")
_NAME, _REFERS, _EU, _CREDIT, _COMPANY = "license-names", "refers", "eu", "credit", "company"
_WEAK = {"words", "binding", "same-again"}  # that there are terms, whichever
# What a sentence names of its own, and no license explains; `cut`: not all of it is known.
_OWN = {"number", "price", "place", _COMPANY, "cut"}
# What a license that asks for something is said to ask, where it is referred to.
_AGREEING = ("commercial", "permission", "ask-first", "companies", "production")
_NAMING = ("agreements", _NAME)
_USES = ("forbidden", "may-not", "agreements", "military")
_FREE = (*UNDEMANDING, Family.UNKNOWN)
_BY_METRIC: Mapping[Metric, tuple[str, ...]] = {
    Metric.TERRITORY: ("territory",),
    Metric.DOMICILE: ("territory",),
    Metric.BUSINESS: ("ask-first", "permission", "commercial"),
    Metric.AUTHORIZATION: ("ask-first", "agreements", "permission", "commercial"),
    Metric.REGISTRATION: ("ask-first", "agreements", "permission", "commercial"),
    Metric.MODALITY: ("territory",),
    Metric.DATE: ("revoke",),
    Metric.OTHER: (),
}
_BY_RESTRICTION: Mapping[RestrictionKind, tuple[str, ...]] = {
    RestrictionKind.NON_COMMERCIAL: _COMMERCE,
    RestrictionKind.RESEARCH_ONLY: _COMMERCE,
    RestrictionKind.NO_REDISTRIBUTION: ("resale",),
    RestrictionKind.NO_COMPETING_MODEL: ("compete",),
    RestrictionKind.NO_MILITARY: ("military",),
    RestrictionKind.REVOCABLE: ("revoke",),
    RestrictionKind.TERMINATION: ("revoke",),
}


@dataclass(frozen=True)
class SaidByLicenses:
    """The topics that licenses speak of: clause by clause, and those that a sentence may speak of by referring to one.

    `names`: the licenses themselves, and names that stand for several of which one is.
    """

    clauses: frozenset[str] = frozenset()
    referred: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def __or__(self, other: SaidByLicenses) -> SaidByLicenses:
        return SaidByLicenses(self.clauses | other.clauses, self.referred | other.referred, self.names | other.names)


def said_by(held: Sequence[License], facts: Mapping[str, License]) -> SaidByLicenses:
    """What these licenses say together; of a name for several licenses, what each of them says."""
    return reduce(SaidByLicenses.__or__, (_of_one(item, facts) for item in held), SaidByLicenses())


def is_carried(item: Unread, said: SaidByLicenses) -> bool:
    """Whether a license that applies says as much as a sentence does, and the sentence names nothing of its own."""
    topics = {row.partition("/")[2] for row in (item.row or "", *item.topics)}
    own = topics & _OWN
    if topics - _WEAK - {_REFERS, _COMPANY} == {_CREDIT}:  # who is to be credited is no condition of its own
        own = own - {_COMPANY}
    if own or (item.names is not None and item.names not in said.names):
        return False
    refers = item.names is not None or _REFERS in topics
    known = said.clauses | (said.referred if refers else set()) | ({_NAME} if item.names else set())
    return topics - {_REFERS} - _OWN <= known


def _of_one(known: License, facts: Mapping[str, License]) -> SaidByLicenses:
    members = [_of_one(facts[name], facts) for name in known.members if name in facts]
    own = SaidByLicenses(names=frozenset({known.id, *_kin(known, facts)}))
    if not known.members:
        return own | SaidByLicenses(frozenset(_clauses(known)), frozenset(_referred(known)))
    clauses, referred = ([one.clauses for one in members], [one.referred for one in members])
    return own | SaidByLicenses(_shared(clauses), _shared(referred))


def _shared(each: Sequence[frozenset[str]]) -> frozenset[str]:
    return reduce(frozenset.intersection, each) if each else frozenset()


def _kin(known: License, facts: Mapping[str, License]) -> set[str]:
    """Names for several licenses that this is one of."""
    return {item.id for item in facts.values() if known.id in item.members}


def _clauses(known: License) -> set[str]:
    found = set(_WEAK) if known.family not in _FREE else set()
    if known.commercial_use is CommercialUse.NO:
        found.update(_COMMERCE)
    for condition in known.conditions:
        found.update(_BY_METRIC.get(condition.metric, ("thresholds",)))
        values = condition.value if isinstance(condition.value, tuple) else ()
        if _EU.upper() in (*values, *condition.regions):
            found.add(_EU)
    for restriction in known.restrictions:
        found.update(_BY_RESTRICTION.get(restriction.restriction, ()))
    if any(duty.obligation is ObligationKind.ATTRIBUTION for duty in known.obligations):
        found.add(_CREDIT)
    return found


def _referred(known: License) -> set[str]:
    found = set(_NAMING) if known.family not in _FREE else set()
    if known.commercial_use in (CommercialUse.NO, CommercialUse.CONDITIONAL):
        found.update(_AGREEING)
    if any(item.restriction is RestrictionKind.FIELD_OF_USE for item in known.restrictions) or any(
        duty.obligation is ObligationKind.USE_POLICY for duty in known.obligations
    ):
        found.update(_USES)
    return found
