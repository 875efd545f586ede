"""Counsel's table: what the texts allow, cell by cell, is what the product answers from the catalog."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from auditor.parse.yaml import load
from auditor.schema.decision import Decision, Outcome
from tests.builders import audited, snapshot, standards, under

TABLE = load((Path(__file__).parents[1] / "fixtures" / "uses.yaml").read_text(encoding="utf-8")).value
USES = {item["id"]: item["use"] for item in TABLE["uses"]}
CELLS = [(name, use) for name, cells in TABLE["licenses"].items() for use in cells]
MULTIMODAL = frozenset({"llama4"})  # every model of that release is
CAUTION = ("allowed", "asks", "forbidden")


@cache
def months() -> tuple[str, ...]:
    """Every month in which a text measures users once for all; a use has its users in each of them."""
    named = (condition.as_of for item in standards().knowledge.catalog.licenses for condition in item.conditions)
    return tuple(sorted({month for month in named if month}))


def decided(license_id: str, use: dict[str, Any]) -> Decision:
    users = use.get("monthly_active_users")
    then = () if users is None else tuple({"month": month, "users": users} for month in months())
    tags = ["image-text-to-text" if license_id in MULTIMODAL else "text-generation"]
    model = snapshot(front=f"license: other\nlicense_name: {license_id}", tags=tags)
    return audited(model, policy=under(**use, users_in=then).policy).decision


def answer(license_id: str, use: dict[str, Any]) -> str:
    decision = decided(license_id, use)
    said = [reason.outcome for reason in decision.reasons if reason.rule.startswith(("license/", "use/"))]
    assert said, "the license has to speak"
    if Outcome.DENIED in said:
        return "forbidden"
    return "asks" if decision.questions or Outcome.REVIEW in said else "allowed"


@pytest.mark.parametrize(("license_id", "use"), CELLS)
def test_the_catalog_answers_as_counsel_reads_the_text(license_id: str, use: str) -> None:
    cell = TABLE["licenses"][license_id][use]
    assert answer(license_id, USES[use]) == cell.get("product", cell["answer"]), cell


@pytest.mark.parametrize(("license_id", "use"), CELLS)
def test_a_cell_says_which_clause_and_why(license_id: str, use: str) -> None:
    cell = TABLE["licenses"][license_id][use]
    assert cell["answer"] in CAUTION
    assert cell["clause"]
    assert cell["why"].endswith(".")
    assert bool(cell.get("because")) == ("product" in cell)


def test_the_product_never_allows_what_counsel_does_not() -> None:
    cells = [cell for cells in TABLE["licenses"].values() for cell in cells.values() if "product" in cell]
    assert [cell for cell in cells if cell["product"] == "allowed"] == []


def test_the_table_is_large_enough_and_was_read_twice_in_part() -> None:
    assert len(TABLE["licenses"]) >= 25
    assert len(USES) >= 10
    again = [cell for cells in TABLE["licenses"].values() for cell in cells.values() if "read_again" in cell]
    assert len(again) >= 60


STATED = ("domicile", "business", "monthly_active_users", "annual_revenue_usd", "monthly_revenue_usd", "research")


@pytest.mark.parametrize("license_id", TABLE["licenses"])
def test_a_use_that_says_less_is_never_allowed_what_it_is_not_allowed_in_full(license_id: str) -> None:
    for use in USES.values():
        if answer(license_id, use) != "allowed":
            bare = {field: value for field, value in use.items() if field not in STATED}
            assert answer(license_id, bare) != "allowed", use
