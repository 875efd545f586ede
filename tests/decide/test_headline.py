"""The words that a conditional answer leads with."""

from __future__ import annotations

import pytest

from auditor.decide.headline import headline
from auditor.schema.use import Use
from tests.builders import standards

CATALOG = standards().knowledge.catalog


def leads(license_id: str, **use: object) -> str:
    known = CATALOG.get(license_id)
    assert known is not None
    return headline(known, Use.model_validate(use))


def test_conditions_and_what_is_shown_lead() -> None:
    said = leads("llama3.1", distribution="hosted")
    assert "at most 700,000,000 monthly active users" in said
    assert "“Built with Llama” shown" in said
    assert "?" not in said


def test_a_name_to_begin_with_is_no_text_to_show() -> None:
    said = leads("llama3.1", distribution="hosted", trains_other_models=True)
    assert "names that begin with “Llama”" in said
    assert "“Llama” shown" not in said


def test_conditions_of_other_acts_are_left_out() -> None:
    assert "registration" not in leads("yi-2.1", commercial=False)
    assert "Built with Llama" not in leads("llama3.1", distribution="internal")


@pytest.mark.parametrize("license_id", ["AGPL-3.0", "CC-BY-SA-4.0", "MIT", "CC-BY-NC-4.0"])
def test_families_that_tell_by_their_name_are_told_by_it(license_id: str) -> None:
    assert leads(license_id) == ""


def test_a_long_list_says_how_many_more_there_are() -> None:
    long = [headline(known, Use()) for known in CATALOG.licenses]
    assert all(said.count(";") <= 3 for said in long)
    assert any(said.endswith(" more") for said in long)
