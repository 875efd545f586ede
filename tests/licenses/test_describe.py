"""A license in words."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.files.policies import load_knowledge
from auditor.licenses.describe import compare, describe, facts, how_read
from auditor.schema.facts import HowRead


@pytest.fixture(scope="module")
def catalog():
    return load_knowledge().catalog


def test_every_license_can_be_described(catalog):
    for item in catalog.licenses:
        text = describe(item)
        assert text.startswith(f"{item.id}: ")
        assert item.commercial_use.value in text


def test_a_condition_shows_clause_value_and_effect(catalog):
    text = describe(catalog.get("llama2"))
    assert "clause 2" in text
    assert "monthly_active_users <= 700,000,000" in text


def test_required_words_are_shown(catalog):
    assert "“Built with Llama”" in describe(catalog.get("llama3.1"))


def test_a_license_without_a_known_text_says_so(catalog):
    unread = next(item for item in catalog.licenses if not item.text_known)
    assert "second-hand" in describe(unread)


def test_twins_of_opposite_terms_differ_where_it_matters(catalog):
    lines = compare(catalog.get("qwen-research"), catalog.get("qwen-2024")).splitlines()
    assert any(line.startswith("≠ commercial use") for line in lines)
    assert any(line.startswith("≠ limits non-commercial") for line in lines)


def test_a_license_does_not_differ_from_itself(catalog):
    assert "≠" not in compare(catalog.get("MIT"), catalog.get("MIT"))


def test_whose_law_governs_and_what_a_suit_ends_is_said(catalog):
    text = describe(catalog.get("mnpl-0.1"))
    assert "governing-law — France" in text
    assert "ends all rights" in text
    assert "way out: A license for other purposes" in text
    assert "read at         https://" in text
    assert "takes in        llama3.1-aup" in describe(catalog.get("llama3.1"))


def test_licenses_under_different_laws_differ(catalog):
    lines = compare(catalog.get("llama3.1"), catalog.get("qwen-2024")).splitlines()
    (law,) = [line for line in lines if "governing-law" in line]
    assert law.startswith("≠")
    assert "California" in law
    assert "China" in law


def test_every_clause_of_one_kind_is_shown(catalog):
    text = describe(catalog.get("llama3.1-aup"))
    assert all(f"  {point} point" in text for point in ("first", "second", "third"))
    assert text.count("limits field-of-use") == 3
    first = text.index("No crime")
    assert facts(catalog.get("llama3.1-aup"))["limits", "field-of-use"][0] == "first point; second point; third point"
    assert first < text.index("No deception")


def test_every_fact_says_how_it_was_read_and_the_license_by_whom_and_when(catalog):
    known = catalog.get("llama3.1")
    lines = describe(known).splitlines()
    assert f"  read by         {known.reading.by}, {known.reading.date.isoformat()}" in lines
    assert any("must name-prefix" in line and line.endswith(" [checked]") for line in lines)
    assert any("must export" in line and line.endswith(" [spot-checked]") for line in lines)
    own = {"read": HowRead.PINNED, "read_by": "J. Doe", "read_on": date(2026, 1, 31)}
    duties = tuple(duty.model_copy(update=own) for duty in known.obligations)
    pinned = known.model_copy(update={"obligations": duties})
    assert any(
        "must export" in line and line.endswith("[pinned by J. Doe, 2026-01-31]")
        for line in describe(pinned).splitlines()
    )


def test_who_read_the_license_read_its_facts_unless_they_say_otherwise(catalog):
    known = catalog.get("llama3.1")
    fact = known.obligations[0]
    assert how_read(fact, known) == f"checked by {known.reading.by}, {known.reading.date.isoformat()}"
    own = fact.model_copy(update={"read_by": "J. Doe", "read_on": date(2026, 1, 31)})
    assert how_read(own, known) == "checked by J. Doe, 2026-01-31"
    assert how_read(fact, known.model_copy(update={"reading": None})) == "checked"
