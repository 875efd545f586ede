"""A pin does one thing to one fact, and is signed."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from auditor.schema.facts import HowRead, Obligation
from auditor.schema.pin import Pin

OF = "0123456789abcdef"
SIGNED = {"license": "llama3.1", "row": "obligations/export", "by": "J. Doe", "on": "2026-01-31", "reason": "a memo"}
ADDED: dict[str, Any] = {"add": {"clause": "9", "when": ["host"]}}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, "says one of `set`, `drop: true` and `add`, not none"),
        ({"of": OF, "drop": True, "set": {"when": ["host"]}}, "not set and drop"),
        ({"drop": True}, "says in `of` which fact was read"),
        ({"set": {"when": ["host"]}}, "says in `of` which fact was read"),
        ({"of": OF, "set": {}}, "sets no field"),
        ({"of": OF, "drop": False}, "drop"),
        (ADDED | {"of": OF}, "has no `of`"),
        (ADDED | {"clause": "9"}, "`clause` stands inside `add`"),
        ({"of": 123, "drop": True}, "16 digits in quotes"),
        ({"of": "0123", "drop": True}, "16 digits in quotes"),
        ({"of": OF, "drop": True, "on": 20260131}, "a day such as"),
        ({"of": OF, "drop": True, "by": ""}, "by"),
        ({"of": OF, "drop": True, "reason": ""}, "reason"),
        ({"of": OF, "drop": True, "until": "2027-01-31"}, "until"),
    ],
)
def test_what_is_no_pin_is_refused(said: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ValidationError, match=wrong):
        Pin.model_validate(SIGNED | said)


@pytest.mark.parametrize("missing", SIGNED)
def test_a_pin_without_one_of_its_fields_is_none(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        Pin.model_validate({key: value for key, value in SIGNED.items() if key != missing} | ADDED)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (ADDED, "llama3.1 obligations/export (clause 9): added; pinned by J. Doe, 2026-01-31: a memo"),
        ({"of": OF, "drop": True}, "llama3.1 obligations/export: left out; pinned by J. Doe, 2026-01-31: a memo"),
        (
            {"of": OF, "clause": "1", "set": {"when": ["host"], "note": ""}},
            "llama3.1 obligations/export (clause 1): when, note read anew; pinned by J. Doe, 2026-01-31: a memo",
        ),
    ],
)
def test_a_pin_is_told_in_a_line(said: dict[str, Any], told: str) -> None:
    assert Pin.model_validate(SIGNED | said).told == told


def test_a_fact_says_who_pinned_it_and_one_of_the_catalog_s_nobody() -> None:
    own = {"obligation": "export", "read_by": "J. Doe", "read_on": "2026-01-31"}
    assert str(Obligation.model_validate(own | {"read": "pinned"}).pinned) == "pinned by J. Doe, 2026-01-31"
    assert all(Obligation.model_validate(own | {"read": how}).pinned is None for how in HowRead if how != "pinned")
