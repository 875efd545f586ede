"""What a vendor's license asks first, in a few words: its conditions that concern the use, and what has to be shown."""

from __future__ import annotations

from auditor.decide.asking import statement
from auditor.decide.conditions import concerns
from auditor.decide.occasions import occurs
from auditor.schema.facts import Obligation, ObligationKind
from auditor.schema.license import Family, License
from auditor.schema.use import Use

# Families of which the name alone tells nothing: their own conditions and duties lead.
_OWN = (Family.VENDOR_COMMUNITY, Family.VENDOR_TERMS, Family.THRESHOLD, Family.REGISTRATION, Family.FIELD_RESTRICTED)
_SHOWN = 3


def headline(known: License, use: Use) -> str:
    """A few words that go on from the license's name; empty where it has nothing of that kind."""
    if known.family not in _OWN:
        return ""
    asked = [statement(one) for one in known.conditions if concerns(one, use) is not False]
    shown = [_shown(duty) for duty in known.obligations if _is_shown(duty, use)]
    told = list(dict.fromkeys((*asked, *shown)))
    more = f"; and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
    return f"it may be used under conditions: {'; '.join(told[:_SHOWN])}{more}" if told else ""


def _shown(duty: Obligation) -> str:
    named = duty.obligation is ObligationKind.NAME_PREFIX
    return f"names that begin with “{duty.text}”" if named else f"“{duty.text}” shown"


def _is_shown(duty: Obligation, use: Use) -> bool:
    kinds = (ObligationKind.DISPLAY_TEXT, ObligationKind.NAME_PREFIX)
    return duty.obligation in kinds and bool(duty.text) and not duty.above and occurs(duty.when, use) is True
