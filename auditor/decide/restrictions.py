"""What a license forbids: the declared use answers some of it, and the rest has to be kept to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.schema.decision import Fit
from auditor.schema.license import License, Restriction, RestrictionKind
from auditor.schema.use import Distribution, Use

Does = Callable[[Use], bool | None]


def _passes_on(use: Use) -> bool:
    return use.distribution is Distribution.REDISTRIBUTED


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
}
# What no field of the use block answers, and a user has to keep to.
_KEEP: dict[RestrictionKind, str] = {
    RestrictionKind.FIELD_OF_USE: "keep out of the uses that it forbids",
    RestrictionKind.NO_MILITARY: "do not put it to military use",
    RestrictionKind.NO_COMPETING_MODEL: "make no model with it that competes with the licensor's",
    RestrictionKind.NO_CLOUD_PROVIDER: "do not offer it as a cloud service",
    RestrictionKind.OUTPUTS_RESTRICTED: "keep to its terms for outputs too",
}


@dataclass(frozen=True)
class Held:
    """One restriction held against the use. `certain`: the clause leaves nothing of the act allowed."""

    fact: Restriction
    fit: Fit
    field: str
    ask: str
    effect: str
    certain: bool


def held(known: License, use: Use) -> Iterator[Held]:
    """The restrictions that the use block answers, or could answer."""
    for item in known.restrictions:
        act = _ACTS.get(item.restriction)
        if act is not None:
            does = act.does(use)
            fit = Fit.OPEN if does is None else Fit.VIOLATED if does else Fit.SATISFIED
            effect = f"{act.effect}; allowed are {item.allows}" if item.allows else act.effect
            yield Held(item, fit, act.field, act.ask, effect, not item.allows)


def prohibitions(known: License) -> Iterator[tuple[str, Restriction]]:
    """What has to be kept to, in words, and the restriction that says so."""
    return ((_KEEP[item.restriction], item) for item in known.restrictions if item.restriction in _KEEP)
