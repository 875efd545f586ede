"""Rows of names hold what their examples say; facts on data say whether it trains models."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from auditor.schema.system import Handled, NameRule, undated

ROW: dict[str, Any] = {
    "id": "heron-path",
    "of": ["heron"],
    "takes": r"models/(?P<name>.+)",
    "gives": r"\g<name>",
    "fits": {"models/wren-1": "wren-1"},
    "misses": ["wren-1"],
}


def test_a_row_says_what_a_name_becomes() -> None:
    row = NameRule.model_validate(ROW)
    assert (row.given("MODELS/wren-2"), row.given("wren-2")) == ("wren-2", None)
    assert (
        NameRule.model_validate(ROW | {"means": "hub", "fits": {"models/heron/wren": "hub:heron/wren"}}).means == "hub"
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"fits": {"models/wren-1": "wren-2"}}, "`models/wren-1` becomes `wren-1`, and not `wren-2`"),
        ({"fits": {"wren-1": "wren-1"}}, "`wren-1` becomes `None`, and not `wren-1`"),
        ({"misses": ["models/owl"]}, "takes `models/owl`, which it must not"),
        ({"fits": {}}, "fits"),
        ({"misses": []}, "misses"),
    ],
)
def test_a_row_without_examples_that_hold_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        NameRule.model_validate(ROW | change)


@pytest.mark.parametrize("change", [{"aspect": "training"}, {"aspect": "retention", "answer": "no"}])
def test_training_has_an_answer_and_nothing_else_has(change: dict[str, str]) -> None:
    told = {"says": "It is kept.", "source": "its terms", "date": "2026-01"}
    with pytest.raises(ValidationError, match="`answer` is for `training`"):
        Handled.model_validate(told | change)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("wren-2024-08-06", "wren"),
        ("wren-20240806", "wren"),
        ("wren-latest", "wren"),
        ("wren-001", "wren"),
        ("wren-0613", "wren-0613"),
        ("wren-preview", "wren-preview"),
    ],
)
def test_a_day_behind_a_name_is_taken_off(name: str, plain: str) -> None:
    assert undated(name) == plain
