"""The terms of one license that go with what is made from the licensed model: a table from fact to kind and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.schema.acts import Trigger, acts
from auditor.schema.facts import Condition, Metric, Obligation, ObligationKind, RestrictionKind
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.lineage import FlowKind


@dataclass(frozen=True)
class Flowing:
    """One term that flows down: its kind, what it says in our words, its clause, and the row of policies/ it is from.

    `forbids` is the act that it forbids, where it is a restriction; `text` the words that it requires.
    """

    kind: FlowKind
    says: str
    clause: str
    row: str
    text: str = ""
    forbids: RestrictionKind | None = None


_OBLIGATIONS: dict[ObligationKind, tuple[FlowKind, str]] = {
    ObligationKind.PASS_THROUGH: (FlowKind.USE_RESTRICTIONS, "its use restrictions must be passed on"),
    ObligationKind.SHARE_ALIKE: (FlowKind.SHARE_ALIKE, "derivatives must be under the same license"),
    ObligationKind.NETWORK_SOURCE: (
        FlowKind.SHARE_ALIKE,
        "derivatives stay under it, also when offered over a network",
    ),
    ObligationKind.NAME_PREFIX: (FlowKind.NAME_PREFIX, "derivatives must carry its name"),
    ObligationKind.USE_POLICY: (FlowKind.USE_RESTRICTIONS, "its acceptable-use policy binds those who receive it"),
    ObligationKind.DISPLAY_TEXT: (FlowKind.DISPLAY, "its notice must be displayed"),
    ObligationKind.NOTICE_TEXT: (FlowKind.NOTICE, "its notice must go with copies"),
    ObligationKind.ATTRIBUTION: (FlowKind.ATTRIBUTION, "its author must be named"),
    ObligationKind.COPYRIGHT_NOTICE: (FlowKind.ATTRIBUTION, "its copyright notices must be kept"),
    ObligationKind.LICENSE_COPY: (FlowKind.ATTRIBUTION, "its license must go with copies"),
}
_RESTRICTIONS: dict[RestrictionKind, tuple[FlowKind, str]] = {
    RestrictionKind.NON_COMMERCIAL: (FlowKind.NON_COMMERCIAL, "it allows no commercial use"),
    RestrictionKind.RESEARCH_ONLY: (FlowKind.NON_COMMERCIAL, "it allows research only"),
    RestrictionKind.FIELD_OF_USE: (FlowKind.USE_RESTRICTIONS, "it limits the field of use"),
    RestrictionKind.NO_MILITARY: (FlowKind.USE_RESTRICTIONS, "it forbids military use"),
    RestrictionKind.NO_CLOUD_PROVIDER: (FlowKind.USE_RESTRICTIONS, "cloud providers may not use it"),
    RestrictionKind.NO_DERIVATIVES: (FlowKind.NO_DERIVATIVES, "adapted versions may not be shared"),
    RestrictionKind.NO_REDISTRIBUTION: (FlowKind.NO_DERIVATIVES, "it may not be passed on"),
    RestrictionKind.NO_COMPETING_MODEL: (FlowKind.OUTPUTS, "it may not be used to make a competing model"),
    RestrictionKind.NO_TRAINING_ON_OUTPUTS: (FlowKind.OUTPUTS, "its outputs may not train other models"),
    RestrictionKind.OUTPUTS_RESTRICTED: (FlowKind.OUTPUTS, "its outputs are restricted too"),
    RestrictionKind.DISTILLED_IS_DERIVATIVE: (
        FlowKind.OUTPUTS,
        "a model trained on its outputs counts as a derivative",
    ),
}
_METRICS: dict[Metric, FlowKind] = {
    Metric.TERRITORY: FlowKind.TERRITORY,
    Metric.DOMICILE: FlowKind.TERRITORY,
    Metric.MODALITY: FlowKind.TERRITORY,
    Metric.AUTHORIZATION: FlowKind.REGISTRATION,
    Metric.REGISTRATION: FlowKind.REGISTRATION,
}
_ORDER = tuple(FlowKind)
FORBID_MODELS = (RestrictionKind.NO_TRAINING_ON_OUTPUTS, RestrictionKind.NO_COMPETING_MODEL)
"""Acts without which no model is made from another's outputs."""

# Families whose members ask for the same: each asks that its list of uses be passed on, as the other's has it.
_ALIKE = (Family.OPEN_RAIL,)
_SHARED_ALIKE = (Family.SHARE_ALIKE, Family.COPYLEFT, Family.NETWORK_COPYLEFT, Family.WEAK_COPYLEFT)


def flowing(known: License, facts: dict[str, License], *, by_outputs: bool) -> tuple[Flowing, ...]:
    """The terms that go with a derivative, gravest first, one a kind; of an umbrella, those that all members have."""
    if known.family is Family.UMBRELLA:
        members = [flowing(facts[item], facts, by_outputs=by_outputs) for item in known.members if item in facts]
        shared = set.intersection(*({term.kind for term in terms} for terms in members)) if members else set()
        return tuple(term for term in (members[0] if members else ()) if term.kind in shared)
    found: dict[FlowKind, Flowing] = {}
    derivative = not by_outputs or _distilled_is_derivative(known)
    for term in (*_duties(known, derivative), *_restrictions(known, derivative), *_conditions(known, derivative)):
        found.setdefault(term.kind, term)
    return tuple(sorted(found.values(), key=lambda term: _ORDER.index(term.kind)))


def bears_name(repo_id: str, term: Flowing) -> bool:
    """Whether a repository is called as a term on the names of derivatives asks, however it joins the words."""
    prefix = term.text.lower().replace(" ", "-")
    name = repo_id.rpartition("/")[2].lower().replace("_", "-")
    return name.startswith((prefix, prefix.replace("-", ""), f"meta-{prefix}"))


def holds(own: list[License], inherited: License, facts: dict[str, License]) -> bool:
    """Whether these licenses hold the inherited one: by name, by umbrella, or as one that asks the same."""
    return any(_is_held(mine, inherited, facts) for mine in own)


def _is_held(mine: License, inherited: License, facts: dict[str, License]) -> bool:
    if mine.id == inherited.id or inherited.id in mine.members or mine.id in inherited.members:
        return True
    families = [_families(item, facts) for item in (mine, inherited)]
    if all(family and family <= set(_ALIKE) for family in families):
        return True
    # a later version of the same share-alike license
    same = mine.family is inherited.family and mine.family in _SHARED_ALIKE
    return same and mine.id.rstrip("0123456789.") == inherited.id.rstrip("0123456789.")


def _families(known: License, facts: dict[str, License]) -> set[Family]:
    if known.family is not Family.UMBRELLA:
        return {known.family}
    return {facts[item].family if item in facts else Family.UNKNOWN for item in known.members}


def _distilled_is_derivative(known: License) -> bool:
    return any(item.restriction is RestrictionKind.DISTILLED_IS_DERIVATIVE for item in known.restrictions)


def _restrictions(known: License, derivative: bool) -> Iterator[Flowing]:
    never = known.commercial_use is CommercialUse.NO
    # what forbids a model made with it goes before what limits outputs otherwise: one term a kind speaks
    for item in sorted(known.restrictions, key=lambda item: item.restriction not in FORBID_MODELS):
        kind, says = _RESTRICTIONS.get(item.restriction, (None, ""))
        # where commercial use is allowed under a condition, the condition says more
        if kind and (derivative or kind is FlowKind.OUTPUTS) and (never or kind is not FlowKind.NON_COMMERCIAL):
            yield Flowing(kind, says, item.clause, known.row(item.row), forbids=item.restriction)
    if never and derivative:
        yield Flowing(FlowKind.NON_COMMERCIAL, "it allows no commercial use", "", known.row("commercial_use"))


def _duties(known: License, derivative: bool) -> Iterator[Flowing]:
    for item in known.obligations:
        kind, says = _OBLIGATIONS.get(item.obligation, (None, ""))
        if kind and (derivative or any(Trigger.TRAIN_ON_OUTPUTS in acts(occasion) for occasion in item.when)):
            yield Flowing(kind, _with_text(says, item), item.clause, known.row(item.row), item.text)


def _with_text(says: str, item: Obligation) -> str:
    return f"{says}, “{item.text}”" if item.text and len(item.text) <= 40 else says


def _conditions(known: License, derivative: bool) -> Iterator[Flowing]:
    for item in known.conditions if derivative else ():
        kind = _METRICS.get(item.metric, FlowKind.THRESHOLD)
        yield Flowing(kind, _limit(item), item.clause, known.row(item.row))


def _limit(item: Condition) -> str:
    value = f"{item.value:,}" if isinstance(item.value, int) else item.value
    shown = value if isinstance(value, str) else ", ".join(value)
    return f"it applies only where {item.metric.value.replace('_', ' ')} {item.operator.value} {shown}"
