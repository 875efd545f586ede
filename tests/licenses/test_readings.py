"""Facts as YAML that counsel pastes into a policy."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from auditor.errors import UsageError
from auditor.licenses.pinned import digest_of, facts_of, pinned
from auditor.licenses.readings import explain_row, readings
from auditor.parse.yaml import load
from auditor.schema.pin import Pin
from tests.builders import standards

CATALOG = standards().knowledge.catalog
DAY = date(2026, 1, 31)
ROW = "obligations/name-prefix"


def pins_of(text: str) -> list[Pin]:
    """The entries as a company would sign them."""
    listed: list[dict[str, Any]] = load(text).value["readings"]
    return [Pin.model_validate(item | {"by": "J. Doe", "reason": "a memo"}) for item in listed]


def test_every_fact_of_every_license_can_be_pasted_and_says_what_it_said() -> None:
    for known in CATALOG.licenses:
        facts = facts_of(known)
        if facts:
            pins = pins_of(readings(known, DAY))
            held = pinned(CATALOG, pins)
            assert (len(held.hold), held.stale) == (len(facts), ()), known.id
            after = held.catalog.get(known.id)
            assert after is not None
            assert [digest_of(item) for item in facts_of(after)] == [digest_of(item) for item in facts]


def test_what_is_pasted_as_it_stands_is_not_signed() -> None:
    known = CATALOG.get("llama3.1")
    assert known is not None
    text = readings(known, DAY, ROW)
    assert all(line in text for line in ('by: ""', 'reason: ""', "on: 2026-01-31", 'clause: "1.b.i"'))
    with pytest.raises(ValidationError):
        Pin.model_validate(load(text).value["readings"][0])
    assert "# checked by Auditor contributors, 2026-11-30" in text


def test_a_name_for_several_licenses_names_its_members() -> None:
    umbrella = CATALOG.get("llama")
    assert umbrella is not None
    assert readings(umbrella, DAY).startswith("# llama has no facts of its own; pin a reading of llama1, llama2")


def explained(row: str, *pins: Pin) -> str:
    return explain_row("llama3.1", row, CATALOG, pinned(CATALOG, pins).catalog, DAY)


def test_a_row_is_explained_with_its_reading_and_what_a_pin_would_be() -> None:
    text = explained(ROW)
    assert text.startswith("licenses/llama3.1/obligations/name-prefix, clause 1.b.i\n  says  must name-prefix")
    assert "read  checked by Auditor contributors, 2026-11-30" in text
    assert len(pins_of(text.partition("\n\n")[2])) == 1


def test_under_a_policy_a_row_is_explained_as_pinned_and_may_be_pinned_anew() -> None:
    plain = explained(ROW)
    (one,) = pins_of(plain.partition("\n\n")[2])
    text = explained(ROW, one.model_copy(update={"set": {"when": ["host"]}}))
    assert "must name-prefix (host)" in text
    assert "read  pinned by J. Doe, 2026-01-31" in text
    assert text.partition("\n\n")[2] == plain.partition("\n\n")[2]
    gone = explained(ROW, one.model_copy(update={"set": None, "drop": True}))
    assert gone.startswith("licenses/llama3.1/obligations/name-prefix: left out\n")


@pytest.mark.parametrize("row", ["family", "commercial_use"])
def test_other_rows_of_a_license_show_all_of_it(row: str) -> None:
    assert explained(row).startswith("llama3.1: Llama 3.1")


def test_what_is_no_fact_is_refused_with_what_is_near() -> None:
    with pytest.raises(UsageError) as raised:
        explained("obligations/name-prefx")
    assert "did you mean obligations/name-prefix" in (raised.value.hint or "")
