"""What a license forbids or withholds: the declared use answers some of it, and the rest has to be kept to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.decide.asking import left
from auditor.decide.occasions import all_of, asked, occurs, under
from auditor.schema.acts import Trigger
from auditor.schema.decision import Fit
from auditor.schema.facts import Answer3, Grant, GrantKind, Restriction, RestrictionKind
from auditor.schema.license import CommercialUse, License
from auditor.schema.use import Distribution, Use

Does = Callable[[Use], bool | None]


def _passes_on(use: Use) -> bool:
    return use.distribution is Distribution.REDISTRIBUTED


def _is_no_research(use: Use) -> bool | None:
    return None if use.research is None else not use.research


@dataclass(frozen=True)
class _Act:
    """An act that a license may forbid, and the field of the use block on it; `does` is None where that is not said."""

    field: str
    does: Does
    ask: str
    effect: str


_ACTS: dict[RestrictionKind, _Act] = {
    RestrictionKind.NO_TRAINING_ON_OUTPUTS: _Act(
        "trains_other_models",
        lambda use: use.trains_other_models,
        "is no other model trained with its outputs?",
        "its outputs may not train other models",
    ),
    RestrictionKind.NO_DERIVATIVES: _Act(
        "modifies",
        lambda use: _passes_on(use) and use.modifies,
        "is it passed on as it is?",
        "adapted versions may not be shared",
    ),
    RestrictionKind.NO_REDISTRIBUTION: _Act(
        "distribution", _passes_on, "is it not passed on?", "it may not be passed on"
    ),
    RestrictionKind.RESEARCH_ONLY: _Act(
        "research", _is_no_research, "is the use research, as the license means it?", "it allows research only"
    ),
}
_WITHHELD: dict[GrantKind, _Act] = {
    GrantKind.MODIFY: _Act(
        "modifies", lambda use: use.modifies, "is it used as it is?", "it gives no right to change it"
    ),
    GrantKind.REDISTRIBUTE: _Act("distribution", _passes_on, "is it not passed on?", "it gives no right to pass it on"),
    GrantKind.HOSTING: _Act(
        "distribution",
        lambda use: use.distribution is Distribution.HOSTED,
        "is it not offered to others as a service?",
        "it gives no right to offer it to others as a service",
    ),
    GrantKind.OUTPUTS: _Act("outputs", lambda _: None, "are its outputs not used?", "it gives no right to its outputs"),
}
# What no field of the use block answers, and a user has to keep to.
_KEEP: dict[RestrictionKind, str] = {
    RestrictionKind.FIELD_OF_USE: "keep out of the uses that it forbids",
    RestrictionKind.NO_MILITARY: "do not put it to military use",
    RestrictionKind.NO_COMPETING_MODEL: "make no model with it that competes with the licensor's",
    RestrictionKind.NO_CLOUD_PROVIDER: "do not offer it as a cloud service",
    RestrictionKind.OUTPUTS_RESTRICTED: "keep to its terms for outputs too",
    RestrictionKind.FREE_OF_CHARGE: "take no money for it",
    RestrictionKind.OWNS_DERIVATIVES: "note that what you make from it belongs to the licensor",
    RestrictionKind.DISTILLED_IS_DERIVATIVE: "put a model trained with its outputs under the same terms",
    RestrictionKind.OTHER: "keep to this clause",
}
# Acts in which alone a thing has to be kept to, where the fact itself names none.
_ONLY: dict[RestrictionKind, tuple[str, ...]] = {
    RestrictionKind.OWNS_DERIVATIVES: (Trigger.MODIFY.value,),
    RestrictionKind.DISTILLED_IS_DERIVATIVE: (Trigger.TRAIN_ON_OUTPUTS.value,),
}
_ALWAYS = (Trigger.ALWAYS.value,)


@dataclass(frozen=True)
class Forbidden:
    """One restriction, or one withheld right, held against the use.

    `certain`: the clause leaves nothing of the act allowed.
    """

    fact: Restriction | Grant
    fit: Fit
    field: str
    ask: str
    effect: str
    certain: bool


def held(known: License, use: Use) -> Iterator[Forbidden]:
    """The restrictions and withheld rights that the use block answers, or could answer."""
    settled = use.commercial and known.commercial_use is CommercialUse.NO  # denied, whatever is researched
    for limit in known.restrictions:
        act = _ACTS.get(limit.restriction)
        if act is not None and not (settled and limit.restriction is RestrictionKind.RESEARCH_ONLY):
            yield _against(known, limit, act, use, act.effect + left(limit))
    for grant in known.grants:
        act = _WITHHELD.get(grant.grant)
        if act is not None and grant.given is Answer3.NO:
            yield _against(known, grant, act, use, act.effect + (f"; left are {grant.allows}" if grant.allows else ""))


def prohibitions(known: License, use: Use) -> Iterator[tuple[str, Restriction]]:
    """What has to be kept to under this use, in words, and the restriction that says so."""
    for limit in known.restrictions:
        when = _ONLY.get(limit.restriction, limit.when) if limit.when == _ALWAYS else limit.when
        if limit.restriction in _KEEP and occurs(when, use) is not False:
            yield under(when, use) + _KEEP[limit.restriction], limit


def _against(known: License, fact: Restriction | Grant, act: _Act, use: Use, effect: str) -> Forbidden:
    does = all_of((known.row(fact.row) not in (use.met or ()), occurs(fact.when, use), act.does(use)))
    fit = Fit.OPEN if does is None else Fit.VIOLATED if does else Fit.SATISFIED
    field = act.field if act.does(use) is None else asked(fact.when, use) or act.field
    return Forbidden(fact, fit, field, under(fact.when, use) + act.ask, effect, not fact.allows)
