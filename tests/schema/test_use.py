"""The declared use: what would clear a condition by a slip of the pen is refused."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from auditor.schema.manifest import UseOverride
from auditor.schema.use import Use

MONTH = {"month": "2024-06", "users": 1}
COUNTED = (
    *("monthly_active_users", "daily_active_users", "annual_revenue_usd"),
    *("monthly_revenue_usd", "employees", "devices"),
)


@pytest.mark.parametrize("kind", [Use, UseOverride])
@pytest.mark.parametrize("users", [1, 900_000_000])
def test_a_month_has_one_number_of_users(kind: type[Use], users: int) -> None:
    with pytest.raises(ValidationError, match="the users in 2024-06 are stated more than once"):
        kind.model_validate({"users_in": [MONTH, {"month": "2024-06", "users": users}]})
    assert kind.model_validate({"users_in": [MONTH, {"month": "2024-07", "users": users}]}).users_in is not None


@pytest.mark.parametrize("month", ["2024-13", "2024-00", "24-06", "2024-6", "2024-06-01", "٢٠٢٤-06", "2024-06\n"])
def test_a_month_that_is_none(month: str) -> None:
    with pytest.raises(ValidationError, match=r"users_in\.0\.month"):
        Use.model_validate({"users_in": [{"month": month, "users": 1}]})


@pytest.mark.parametrize("field", COUNTED)
@pytest.mark.parametrize("said", [True, False])
def test_yes_and_no_are_no_numbers(field: str, said: bool) -> None:
    with pytest.raises(ValidationError, match="not yes or no"):
        Use.model_validate({field: said})
    assert getattr(Use.model_validate({field: 1}), field) == 1


def test_users_of_a_month_are_a_number() -> None:
    with pytest.raises(ValidationError, match="not yes or no"):
        Use.model_validate({"users_in": [{"month": "2024-06", "users": True}]})


def test_no_kind_of_business_is_said_and_never_left_empty() -> None:
    with pytest.raises(ValidationError, match=r"write \[none\]"):
        Use.model_validate({"business": []})
    assert Use.model_validate({"business": ["none"]}).business == ("none",)
