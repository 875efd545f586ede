"""A license's facts have to go together: what would let every use pass is refused."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from auditor.schema.facts import Condition
from auditor.schema.license import License

PLAIN = {"id": "x", "title": "X", "family": "permissive", "commercial_use": "yes"}


@pytest.mark.parametrize("right", ["use", "commercial"])
def test_no_commercial_use_without_the_right_to_it(right: str) -> None:
    with pytest.raises(ValidationError, match=f"the right `{right}` is not given"):
        License.model_validate(PLAIN | {"grants": [{"grant": right, "given": "no"}]})
    License.model_validate(PLAIN | {"commercial_use": "no", "grants": [{"grant": right, "given": "no"}]})
    License.model_validate(PLAIN | {"grants": [{"grant": "patent", "given": "no"}]})


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ({"metric": "business", "operator": "done", "value": ["individual"]}, "`in` or `not-in`"),
        ({"metric": "territory", "operator": "<=", "value": ["EU"]}, "`in` or `not-in`"),
        ({"metric": "territory", "operator": "not-in", "value": ["Europe"]}, "'Europe' is no region"),
        ({"metric": "domicile", "operator": "not-in", "value": "any"}, "'any' is no region"),
        ({"metric": "authorization", "operator": "done", "value": "", "affects": []}, "at least 1 item"),
    ],
)
def test_a_condition_that_holds_for_everybody(fact: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Condition.model_validate(fact | {"effect": "ask first"})
