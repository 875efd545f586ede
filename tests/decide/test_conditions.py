"""One license condition against the declared use: every metric by every way of stating a value."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.decide.asking import answer
from auditor.decide.conditions import Weighed, check, exercised
from auditor.schema.decision import Fit
from auditor.schema.facts import Condition, GrantKind, Metric, Operator
from auditor.schema.regions import unknown
from auditor.schema.use import Use

OPEN, SATISFIED, VIOLATED = Fit.OPEN, Fit.SATISFIED, Fit.VIOLATED
STATED = {
    Metric.MONTHLY_ACTIVE_USERS: "monthly_active_users",
    Metric.DAILY_ACTIVE_USERS: "daily_active_users",
    Metric.ANNUAL_REVENUE_USD: "annual_revenue_usd",
    Metric.MONTHLY_REVENUE_USD: "monthly_revenue_usd",
    Metric.EMPLOYEES: "employees",
    Metric.DEVICES: "devices",
}
PLACES = (Metric.TERRITORY, Metric.DOMICILE, Metric.MODALITY, Metric.BUSINESS)
# below, at and above a bound of 1,000
BY_OPERATOR = {
    Operator.AT_MOST: (SATISFIED, SATISFIED, VIOLATED),
    Operator.BELOW: (SATISFIED, VIOLATED, VIOLATED),
    Operator.ABOVE: (VIOLATED, VIOLATED, SATISFIED),
    Operator.AT_LEAST: (VIOLATED, SATISFIED, SATISFIED),
}


def condition(metric: Metric, operator: Operator, value: Any, **more: Any) -> Condition:
    currency = "CNY" if metric is Metric.ANNUAL_REVENUE else ""
    stated = {"metric": metric, "operator": operator, "value": value, "currency": currency, "effect": "ask first"}
    return Condition.model_validate(stated | more)


def fit(asked: Condition, **use: Any) -> Fit:
    return check(asked, Use.model_validate(use)).fit


@pytest.mark.parametrize("metric", STATED)
@pytest.mark.parametrize("operator", BY_OPERATOR)
def test_a_number_below_at_above_and_not_stated(metric: Metric, operator: Operator) -> None:
    asked = condition(metric, operator, 1_000)
    fits = [fit(asked, **{STATED[metric]: value}) for value in (999, 1_000, 1_001)]
    assert tuple(fits) == BY_OPERATOR[operator]
    assert check(asked, Use()) == Weighed(OPEN, STATED[metric])


@pytest.mark.parametrize("operator", [Operator.AT_MOST, Operator.BELOW])
@pytest.mark.parametrize(
    ("year", "expected", "doubtful"),
    [(None, OPEN, False), (900, SATISFIED, False), (5_000, OPEN, False), (12_000 + 12, OPEN, True)],
)
def test_a_month_s_revenue_is_bounded_by_the_year_s(
    operator: Operator, year: int | None, expected: Fit, doubtful: bool
) -> None:
    asked = condition(Metric.MONTHLY_REVENUE_USD, operator, 1_000)
    assert check(asked, Use(annual_revenue_usd=year)) == Weighed(expected, "monthly_revenue_usd", doubtful)


def test_a_bound_of_one_month_is_held_against_that_month() -> None:
    asked = condition(Metric.MONTHLY_ACTIVE_USERS, Operator.AT_MOST, 1_000, as_of="2024-06")
    then = {"users_in": [{"month": "2024-06", "users": 10}]}
    assert check(asked, Use.model_validate({"monthly_active_users": 5_000})) == Weighed(OPEN, "users_in", True)
    assert fit(asked, monthly_active_users=5_000, **then) is SATISFIED
    assert fit(asked, monthly_active_users=5, users_in=[{"month": "2024-06", "users": 1_001}]) is VIOLATED
    assert fit(asked, monthly_active_users=5_000, users_in=[{"month": "2024-05", "users": 1}]) is OPEN
    assert fit(asked, monthly_active_users=5) is SATISFIED


def test_an_answer_names_the_month_that_the_clause_names() -> None:
    assert answer("users_in", "row", "2024-06") == "--users-in 2024-06=N"
    assert answer("users_in", "row") == "--users-in YYYY-MM=N"
    assert answer("registration", "licenses/x/conditions/y") == "--met licenses/x/conditions/y"


def test_a_bound_on_commercial_use_or_on_some_businesses_holds_there_alone() -> None:
    commerce = condition(Metric.MONTHLY_ACTIVE_USERS, Operator.AT_MOST, 1_000, when=("commercial",))
    assert [fit(commerce, commercial=use, monthly_active_users=9_000) for use in (True, False)] == [VIOLATED, SATISFIED]
    service = condition(Metric.ANNUAL_REVENUE_USD, Operator.AT_MOST, 1_000, business=("model-as-a-service",))
    found = [
        check(service, Use.model_validate({"annual_revenue_usd": revenue, "business": business}))
        for revenue, business in ((9_000, None), (9_000, ["none"]), (9_000, ["model-as-a-service"]), (5, None))
    ]
    assert [item.fit for item in found] == [OPEN, SATISFIED, VIOLATED, SATISFIED]
    assert found[0].field == "business"


def test_a_bound_in_an_act_that_is_not_stated_asks_for_the_act() -> None:
    asked = condition(Metric.EMPLOYEES, Operator.AT_MOST, 10, when=("modify and redistribute",))
    assert check(asked, Use.model_validate({"employees": 50, "distribution": "redistributed"})).field == "modifies"
    assert fit(asked, employees=50, distribution="hosted") is SATISFIED
    assert fit(asked, employees=50, distribution="redistributed", modifies=True) is VIOLATED


def test_what_is_declared_met_is_satisfied_by_its_row_alone() -> None:
    asked = condition(Metric.REGISTRATION, Operator.DONE, "")
    use = Use(met=("licenses/x/conditions/registration",))
    assert check(asked, use, "licenses/x/conditions/registration").fit is SATISFIED
    assert check(asked, use, "licenses/y/conditions/registration").fit is OPEN
    assert check(asked, use).fit is OPEN


@pytest.mark.parametrize(
    ("operator", "business", "expected"),
    [
        (Operator.NOT_IN, None, OPEN),
        (Operator.NOT_IN, ["none"], SATISFIED),
        (Operator.NOT_IN, ["individual"], SATISFIED),
        (Operator.NOT_IN, ["individual", "cloud-provider"], VIOLATED),
        (Operator.IN, ["cloud-provider"], SATISFIED),
        (Operator.IN, ["none"], VIOLATED),
    ],
)
def test_kinds_of_business(operator: Operator, business: list[str] | None, expected: Fit) -> None:
    assert fit(condition(Metric.BUSINESS, operator, ("cloud-provider",)), business=business) is expected


def test_the_seat_is_never_taken_from_where_it_is_used() -> None:
    asked = condition(Metric.DOMICILE, Operator.NOT_IN, ("EU",))
    assert check(asked, Use(regions=("DE",))) == Weighed(OPEN, "domicile")
    assert [fit(asked, domicile=seat, regions=["EU"]) for seat in ("DE", "EU", "US", "de")] == [
        *(VIOLATED, VIOLATED, SATISFIED, VIOLATED)
    ]


def test_rights_that_are_not_exercised_ask_nothing() -> None:
    asked = condition(Metric.EMPLOYEES, Operator.AT_MOST, 1, affects=("commercial",))
    assert fit(asked, employees=9, commercial=False) is SATISFIED
    assert exercised(GrantKind.MODIFY, Use()) is None
    assert fit(condition(Metric.EMPLOYEES, Operator.AT_MOST, 1, affects=("modify",)), employees=9) is VIOLATED


@pytest.mark.parametrize("metric", [item for item in Metric if item not in (*STATED, *PLACES)])
def test_what_no_field_of_the_use_answers_stays_open(metric: Metric) -> None:
    numbers = dict.fromkeys(STATED.values(), 1)
    assert fit(condition(metric, Operator.AT_MOST, 10), **numbers, regions=("US",), domicile="US") is OPEN


@pytest.mark.parametrize("value", ["a year's end", ("a", "b")])
def test_a_bound_that_is_no_number_stays_open(value: object) -> None:
    asked = condition(Metric.MONTHLY_ACTIVE_USERS, Operator.AT_MOST, value)
    assert fit(asked, monthly_active_users=1) is OPEN


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
    assert tuple(check(item, use).fit for item in asked) == (not_in_eu, not_in_three, only_in_us)
    assert check(asked[0], use).field == "regions"


def test_a_region_is_a_country_a_union_or_any() -> None:
    assert unknown(["DE", "gb", "UK", "EU", "EEA", "any", "Any"]) == ()
    assert unknown(["EUR", "Europe", "XX", ""]) == ("EUR", "Europe", "XX", "")


def test_a_smaller_number_than_another_that_it_holds_never_helps() -> None:
    month = condition(Metric.MONTHLY_REVENUE_USD, Operator.AT_MOST, 1_000)
    assert fit(month, monthly_revenue_usd=1, annual_revenue_usd=120_000) is VIOLATED
    assert fit(month, monthly_revenue_usd=1_000, annual_revenue_usd=12_000) is SATISFIED
    users = condition(Metric.MONTHLY_ACTIVE_USERS, Operator.AT_MOST, 1_000)
    assert fit(users, monthly_active_users=1, daily_active_users=5_000) is VIOLATED
    year = condition(Metric.ANNUAL_REVENUE_USD, Operator.AT_MOST, 1_000)
    assert fit(year, annual_revenue_usd=1, monthly_revenue_usd=5_000) is VIOLATED
