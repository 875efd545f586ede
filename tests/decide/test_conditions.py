"""One license condition against the declared use: every metric by every way of stating a value."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.decide.conditions import check
from auditor.schema.decision import Fit
from auditor.schema.facts import Condition, GrantKind, Metric, Operator
from auditor.schema.regions import unknown
from auditor.schema.use import Use

OPEN, SATISFIED, VIOLATED = Fit.OPEN, Fit.SATISFIED, Fit.VIOLATED
STATED = {
    Metric.MONTHLY_ACTIVE_USERS: "monthly_active_users",
    Metric.DAILY_ACTIVE_USERS: "daily_active_users",
    Metric.ANNUAL_REVENUE_USD: "annual_revenue_usd",
}
# below, at and above a bound of 1,000
BY_OPERATOR = {
    Operator.AT_MOST: (SATISFIED, SATISFIED, VIOLATED),
    Operator.BELOW: (SATISFIED, VIOLATED, VIOLATED),
    Operator.ABOVE: (VIOLATED, VIOLATED, SATISFIED),
    Operator.AT_LEAST: (VIOLATED, SATISFIED, SATISFIED),
}


def condition(metric: Metric, operator: Operator, value: Any) -> Condition:
    return Condition(metric=metric, operator=operator, value=value, affects=(GrantKind.USE,), effect="ask first")


@pytest.mark.parametrize("metric", STATED)
@pytest.mark.parametrize("operator", BY_OPERATOR)
def test_a_number_below_at_above_and_not_stated(metric: Metric, operator: Operator) -> None:
    asked = condition(metric, operator, 1_000)
    fits = [check(asked, Use.model_validate({STATED[metric]: value}))[0] for value in (999, 1_000, 1_001)]
    assert tuple(fits) == BY_OPERATOR[operator]
    assert check(asked, Use()) == (OPEN, STATED[metric])


@pytest.mark.parametrize("operator", [Operator.AT_MOST, Operator.BELOW])
@pytest.mark.parametrize(("year", "fit"), [(None, OPEN), (900, SATISFIED), (5_000, OPEN)])
def test_a_month_s_revenue_is_bounded_by_the_year_s(operator: Operator, year: int | None, fit: Fit) -> None:
    asked = condition(Metric.MONTHLY_REVENUE_USD, operator, 1_000)
    assert check(asked, Use(annual_revenue_usd=year))[0] is fit


@pytest.mark.parametrize(
    "metric", [item for item in Metric if item not in (*STATED, Metric.TERRITORY, Metric.MONTHLY_REVENUE_USD)]
)
def test_what_no_field_of_the_use_answers_stays_open(metric: Metric) -> None:
    everything = Use(monthly_active_users=1, daily_active_users=1, annual_revenue_usd=1, regions=("US",))
    assert check(condition(metric, Operator.AT_MOST, 10), everything)[0] is OPEN


@pytest.mark.parametrize("value", ["a year's end", ("a", "b")])
def test_a_bound_that_is_no_number_stays_open(value: object) -> None:
    asked = condition(Metric.MONTHLY_ACTIVE_USERS, Operator.AT_MOST, value)
    assert check(asked, Use(monthly_active_users=1))[0] is OPEN


@pytest.mark.parametrize(
    ("regions", "not_in_eu", "not_in_three", "only_in_us"),
    [
        ("any", OPEN, OPEN, OPEN),
        (("any",), OPEN, OPEN, OPEN),
        ((), OPEN, OPEN, OPEN),
        (("Europe",), OPEN, OPEN, OPEN),
        (("US", "Europe"), OPEN, OPEN, OPEN),
        (("EU",), VIOLATED, VIOLATED, VIOLATED),
        (("eu",), VIOLATED, VIOLATED, VIOLATED),
        (("DE",), VIOLATED, VIOLATED, VIOLATED),
        (("EEA",), VIOLATED, VIOLATED, VIOLATED),
        (("US", "FR"), VIOLATED, VIOLATED, VIOLATED),
        (("GB",), SATISFIED, VIOLATED, VIOLATED),
        (("UK",), SATISFIED, VIOLATED, VIOLATED),
        (("KR",), SATISFIED, VIOLATED, VIOLATED),
        (("US",), SATISFIED, SATISFIED, SATISFIED),
        (("us", "US"), SATISFIED, SATISFIED, SATISFIED),
        (("CH", "NO"), SATISFIED, SATISFIED, VIOLATED),
    ],
)
def test_territory(regions: Any, not_in_eu: Fit, not_in_three: Fit, only_in_us: Fit) -> None:
    use = Use(regions=regions)
    asked = (
        condition(Metric.TERRITORY, Operator.NOT_IN, ("EU",)),
        condition(Metric.TERRITORY, Operator.NOT_IN, ("EU", "GB", "KR")),
        condition(Metric.TERRITORY, Operator.IN, ("US",)),
    )
    assert tuple(check(item, use)[0] for item in asked) == (not_in_eu, not_in_three, only_in_us)
    assert check(asked[0], use)[1] == "regions"


def test_a_region_is_a_country_a_union_or_any() -> None:
    assert unknown(["DE", "gb", "UK", "EU", "EEA", "any", "Any"]) == ()
    assert unknown(["EUR", "Europe", "XX", ""]) == ("EUR", "Europe", "XX", "")
