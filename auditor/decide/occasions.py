"""Whether a declared use does what a clause speaks of: yes, no, or not stated; and that in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from auditor.schema.acts import Trigger, acts
from auditor.schema.use import Distribution, Offered, Use

Told = bool | None


def _offered(as_such: bool) -> Callable[[Use], Told]:
    def told(use: Use) -> Told:
        if use.distribution is Distribution.INTERNAL and as_such:
            return False
        return None if use.offered is None else (use.offered is Offered.AS_SUCH) == as_such

    return told


_DOES: dict[Trigger, Callable[[Use], Told]] = {
    Trigger.ALWAYS: lambda _: True,
    Trigger.COMMERCIAL: lambda use: use.commercial,
    Trigger.NON_COMMERCIAL: lambda use: not use.commercial,
    Trigger.REDISTRIBUTE: lambda use: use.distribution is Distribution.REDISTRIBUTED,
    Trigger.HOST: lambda use: use.distribution is not Distribution.INTERNAL,
    Trigger.MODIFY: lambda use: use.modifies,
    Trigger.TRAIN_ON_OUTPUTS: lambda use: use.trains_other_models,
    Trigger.OFFER_AS_SUCH: _offered(as_such=True),
    Trigger.EMBED: _offered(as_such=False),
    Trigger.TERMINATION: lambda _: None,
}
# The acts that a use may leave open, in words, and the field that states them.
_IF: dict[Trigger, tuple[str, str]] = {
    Trigger.MODIFY: ("you change it", "modifies"),
    Trigger.TRAIN_ON_OUTPUTS: ("you train other models with its outputs", "trains_other_models"),
    Trigger.OFFER_AS_SUCH: ("the model itself is what you offer", "offered"),
    Trigger.EMBED: ("it is part of a product", "offered"),
    Trigger.TERMINATION: ("the license ends", ""),
}


def occurs(when: Iterable[str], use: Use) -> Told:
    """Whether the use is one of these occasions: some of them, all acts of it. None: that depends on what is open."""
    return any_of(all_of(_DOES[act](use) for act in acts(occasion)) for occasion in when)


def under(when: tuple[str, ...], use: Use) -> str:
    """What is still open of the occasions that may come about, in words: `if you change it: `."""
    if occurs(when, use):
        return ""
    open_ = dict.fromkeys(" and ".join(_IF[act][0] for act in acts_) for acts_ in _open(when, use))
    return f"if {' or '.join(open_)}: " if open_ else ""


def asked(when: Iterable[str], use: Use) -> str:
    """The field of the use block that would tell whether the occasion comes about; empty where none would."""
    return next((_IF[open_[0]][1] for open_ in _open(when, use)), "")


def all_of(answers: Iterable[Told]) -> Told:
    """No where one is no; else not known where one is not."""
    told = list(answers)
    return False if False in told else None if None in told else True


def any_of(answers: Iterable[Told]) -> Told:
    """Yes where one is yes; else not known where one is not."""
    told = list(answers)
    return True if True in told else None if None in told else False


def _open(when: Iterable[str], use: Use) -> Iterable[list[Trigger]]:
    for occasion in when:
        answers = {act: _DOES[act](use) for act in acts(occasion)}
        if all_of(answers.values()) is None:
            yield [act for act, told in answers.items() if told is None]
