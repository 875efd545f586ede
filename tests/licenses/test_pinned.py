"""Readings that counsel pinned, over the catalog's."""

from __future__ import annotations

import hashlib
import pickle
from typing import Any

import pytest

from auditor.licenses.catalog import Catalog
from auditor.licenses.pinned import digest_of, facts_of, pinned
from auditor.schema.facts import Fact, HowRead, Obligation
from auditor.schema.license import License
from auditor.schema.pin import Pin
from tests.builders import standards

CATALOG = standards().knowledge.catalog
DIGEST = "17fc19fb4485fe2d"
SIGNED = {"by": "J. Doe", "on": "2026-01-31", "reason": "a memo"}


def fact(name: str, row: str, catalog: Catalog = CATALOG) -> Fact:
    return next(item for item in facts_of(known(catalog, name)) if item.row == row)


def known(catalog: Catalog, name: str) -> License:
    found = catalog.get(name)
    assert found is not None
    return found


def pin(row: str, name: str = "llama3.1", **said: Any) -> Pin:
    of = {} if "add" in said else {"of": digest_of(fact(name, row))}
    return Pin.model_validate({"license": name, "row": row} | SIGNED | of | said)


def test_a_field_is_read_anew_and_the_rest_stays() -> None:
    held = pinned(CATALOG, [pin("obligations/name-prefix", set={"when": ["redistribute"]})])
    before, after = (fact("llama3.1", "obligations/name-prefix", one) for one in (CATALOG, held.catalog))
    assert after.plain() == before.plain() | {
        "when": ["redistribute"],
        "read": HowRead.PINNED.value,
        "read_by": "J. Doe",
        "read_on": "2026-01-31",
    }
    assert (len(held.hold), held.stale) == (1, ())


def test_a_fact_is_left_out_and_one_is_added_to_one_license_alone() -> None:
    pins = [pin("restrictions/termination", drop=True), pin("restrictions/no-military", add={"clause": "9"})]
    held = pinned(CATALOG, pins).catalog
    rows = [item.row for item in facts_of(known(held, "llama3.1"))]
    assert "restrictions/termination" not in rows
    assert rows.count("restrictions/no-military") == 1
    assert fact("llama3.1", "restrictions/no-military", held).read is HowRead.PINNED
    others = [(one, two) for one, two in zip(CATALOG.licenses, held.licenses, strict=True) if one.id != "llama3.1"]
    assert all(one is two for one, two in others)
    assert held.get("llama3.2") is CATALOG.get("llama3.2")


def test_names_texts_and_rows_of_the_catalog_follow() -> None:
    held = pinned(CATALOG, [pin("restrictions/no-military", add={"clause": "9"})]).catalog
    own = known(CATALOG, "llama3.1")
    assert held.by_digest(own.text_sha256[0]) is held.get("LicenseRef-llama3.1") is held.get("llama3.1")
    assert held.rows - CATALOG.rows == {"licenses/llama3.1/restrictions/no-military"}
    assert pickle.loads(pickle.dumps(held)).licenses == held.licenses


def test_without_pins_the_catalog_is_itself() -> None:
    assert pinned(CATALOG, []).catalog is CATALOG


@pytest.mark.parametrize(
    "said", [{"of": "0123456789abcdef"}, {"clause": "99"}, {"row": "obligations/source"}, {"license": "gone-1"}]
)
def test_a_pin_of_what_the_catalog_does_not_say_is_stale_and_changes_nothing(said: dict[str, str]) -> None:
    old = Pin.model_validate(pin("obligations/name-prefix", drop=True).plain() | said)
    held = pinned(CATALOG, [old])
    assert (held.hold, held.stale) == ((), (old,))
    assert held.catalog.licenses == CATALOG.licenses


def test_of_two_pins_for_one_fact_the_last_counts_and_the_first_is_nothing() -> None:
    row = "conditions/monthly_active_users"
    first, last = pin(row, set={"value": 5}), pin(row, set={"value": 7}, clause="2")
    held = pinned(CATALOG, [first, last])
    assert (held.hold, held.stale) == ((last,), ())
    assert fact("llama3.1", row, held.catalog).plain()["value"] == 7


def test_a_last_pin_that_is_stale_gives_the_word_to_the_catalog() -> None:
    row = "conditions/monthly_active_users"
    first, last = pin(row, set={"value": 5}), pin(row, set={"value": 7}, of="0123456789abcdef")
    held = pinned(CATALOG, [first, last])
    assert (held.hold, held.stale) == ((), (last,))
    assert fact("llama3.1", row, held.catalog) == fact("llama3.1", row)


def test_a_digest_is_over_what_a_fact_says_and_not_over_who_read_it() -> None:
    said = fact("llama3.1", "obligations/name-prefix")
    again = said.model_copy(update={"read": HowRead.SECOND_HAND, "read_by": "A. N. Other"})
    assert digest_of(again) == digest_of(said)
    changed: list[dict[str, Any]] = [{"clause": "2"}, {"note": "else"}, {"when": ("host",)}, {"text": "L"}]
    digests = {digest_of(said.model_copy(update=update)) for update in changed} | {digest_of(said)}
    assert len(digests) == 1 + len(changed)


def test_a_digest_is_the_same_in_every_version_of_ours() -> None:
    duty = Obligation.model_validate({"clause": "1", "obligation": "source", "text": "Bär", "when": ["host"]})
    line = '{"clause":"1","obligation":"source","text":"B\\u00e4r","when":["host"]}'
    assert digest_of(duty) == hashlib.sha256(line.encode()).hexdigest()[:16] == DIGEST


def test_several_facts_of_a_row_are_told_apart_by_the_clause_alone() -> None:
    row = "restrictions/field-of-use"
    (one, two, *_) = (item for item in facts_of(known(CATALOG, "llama3.1-aup")) if item.row == row)
    unclear = pin(row, "llama3.1-aup", drop=True, of=digest_of(two))
    assert pinned(CATALOG, [unclear]).stale == (unclear,)
    clear = unclear.model_copy(update={"clause": two.clause})
    left = facts_of(known(pinned(CATALOG, [clear]).catalog, "llama3.1-aup"))
    assert one in left
    assert two not in left


def test_no_two_facts_of_a_license_have_one_digest_or_one_place() -> None:
    for one in CATALOG.licenses:
        facts = facts_of(one)
        assert len({digest_of(item) for item in facts}) == len(facts), one.id
        assert len({(item.row, item.clause) for item in facts}) == len(facts), one.id


def test_of_facts_in_one_clause_the_digest_says_which() -> None:
    own = known(CATALOG, "llama3.1")
    twin = own.restrictions[0].model_copy(update={"note": "another remark"})
    catalog = CATALOG.holding({own.id: own.model_copy(update={"restrictions": (*own.restrictions, twin)})})
    said = {"clause": twin.clause, "drop": True, "of": digest_of(twin)}
    held = pinned(catalog, [pin(twin.row, **said)])
    assert known(held.catalog, own.id).restrictions == own.restrictions
    assert pinned(catalog, [pin(twin.row, **said | {"of": "0123456789abcdef"})]).hold == ()
