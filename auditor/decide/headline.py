"""What a vendor's license asks first, in a few words: its conditions that concern the use, and what has to be shown."""

from __future__ import annotations

from auditor.decide.asking import statement
from auditor.decide.conditions import concerns
from auditor.decide.occasions import occurs
from auditor.schema.facts import Fact, Obligation, ObligationKind
from auditor.schema.license import Family, License
from auditor.schema.pin import PinnedBy
from auditor.schema.use import Use

# Families of which the name alone tells nothing: their own conditions and duties lead.
_OWN = (Family.VENDOR_COMMUNITY, Family.VENDOR_TERMS, Family.THRESHOLD, Family.REGISTRATION, Family.FIELD_RESTRICTED)
_SHOWN = 3


def headline(known: License, use: Use) -> str:
    """A few words that go on from the license's name; empty where it has nothing of that kind."""
    told = list(_told(known, use))
    more = f"; and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
    return f"it may be used under conditions: {'; '.join(told[:_SHOWN])}{more}" if told else ""


def first_pinned(known: License, use: Use) -> PinnedBy | None:
    """Who pinned the first of the facts told there that somebody did pin."""
    told = list(_told(known, use).values())[:_SHOWN]
    return next((fact.pinned for fact in told if fact.pinned), None)


def _told(known: License, use: Use) -> dict[str, Fact]:
    """What is told of its facts, each in a few words and once."""
    if known.family not in _OWN:
        return {}
    told: dict[str, Fact] = {}
    for one in known.conditions:
        if concerns(one, use) is not False:
            told.setdefault(statement(one), one)
    for duty in known.obligations:
        if _is_shown(duty, use):
            told.setdefault(_shown(duty), duty)
    return told


def _shown(duty: Obligation) -> str:
    named = duty.obligation is ObligationKind.NAME_PREFIX
    return f"names that begin with “{duty.text}”" if named else f"“{duty.text}” shown"


def _is_shown(duty: Obligation, use: Use) -> bool:
    kinds = (ObligationKind.DISPLAY_TEXT, ObligationKind.NAME_PREFIX)
    return duty.obligation in kinds and bool(duty.text) and not duty.above and occurs(duty.when, use) is True
