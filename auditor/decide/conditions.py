"""One license condition against the declared use: satisfied, violated, or open because a value was not stated."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from auditor.decide.modality import modality
from auditor.decide.occasions import Told, all_of, any_of, asked, occurs
from auditor.schema.acts import Business
from auditor.schema.decision import Fit
from auditor.schema.evidence import Repository
from auditor.schema.facts import Condition, GrantKind, Metric, Operator
from auditor.schema.regions import ANY, countries, unknown
from auditor.schema.use import Distribution, Use

# Metrics that a field of the use block answers with a number.
_FIELDS: dict[Metric, str] = {
    Metric.MONTHLY_ACTIVE_USERS: "monthly_active_users",
    Metric.DAILY_ACTIVE_USERS: "daily_active_users",
    Metric.ANNUAL_REVENUE_USD: "annual_revenue_usd",
    Metric.MONTHLY_REVENUE_USD: "monthly_revenue_usd",
    Metric.EMPLOYEES: "employees",
    Metric.DEVICES: "devices",
}
_COMPARE: dict[Operator, Callable[[int, int], bool]] = {
    Operator.AT_MOST: operator.le,
    Operator.BELOW: operator.lt,
    Operator.ABOVE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}
_MONTHS = 12


@dataclass(frozen=True)
class Weighed:
    """How a condition stands, and the field of the use block (or the metric) that it is about.

    `doubtful`: what was stated speaks against it, yet the text asks for a value that was not, so a person has to look.
    """

    fit: Fit
    field: str
    doubtful: bool = False


def check(condition: Condition, use: Use, row: str = "", models: Iterable[Repository] = ()) -> Weighed:
    """How the condition stands for these models: the one judged, and the one whose license asks.

    A condition on a right that the use does not exercise, in an act that it does not do, or for licensees of another
    kind, is satisfied; and so is one whose row the use declares met.
    """
    applies = all_of((concerns(condition, use), _is_of(condition.business, use)))
    if applies is False or (row and row in (use.met or ())):
        return Weighed(Fit.SATISFIED, _about(condition))
    measured = _measured(condition, use, tuple(models))
    if applies or measured.fit is Fit.SATISFIED:
        return measured
    return Weighed(Fit.OPEN, asked(condition.when, use) or "business", measured.doubtful)


def exercised(right: GrantKind, use: Use) -> Told:
    """Whether a use makes use of a right; None where it does not say."""
    answers: dict[GrantKind, Told] = {
        GrantKind.COMMERCIAL: use.commercial,
        GrantKind.HOSTING: use.distribution is not Distribution.INTERNAL,
        GrantKind.REDISTRIBUTE: use.distribution is Distribution.REDISTRIBUTED,
        GrantKind.SUBLICENSE: use.distribution is Distribution.REDISTRIBUTED,
        GrantKind.MODIFY: use.modifies,
    }
    return answers.get(right, True)


def concerns(condition: Condition, use: Use) -> Told:
    """Whether the use may exercise one of the rights that are at stake, in one of the acts that it speaks of."""
    at_stake = any_of(exercised(right, use) for right in condition.affects)
    return all_of((at_stake is not False, occurs(condition.when, use)))


def _is_of(kinds: tuple[Business, ...], use: Use) -> Told:
    if not kinds:
        return True
    return None if use.business is None else bool(set(kinds) & set(use.business))


def _about(condition: Condition) -> str:
    named = {
        Metric.TERRITORY: "regions",
        Metric.MODALITY: "domicile",
        Metric.DOMICILE: "domicile",
        Metric.BUSINESS: "business",
    }
    return named.get(condition.metric) or _FIELDS.get(condition.metric) or condition.metric.value


def _measured(condition: Condition, use: Use, models: tuple[Repository, ...]) -> Weighed:
    about = _about(condition)
    if condition.metric is Metric.TERRITORY:
        regions = (use.regions,) if isinstance(use.regions, str) else use.regions
        return Weighed(_within(condition, regions), about)
    if condition.metric is Metric.DOMICILE:
        return Weighed(_within(condition, (use.domicile,) if use.domicile else ()), about)
    if condition.metric is Metric.MODALITY:
        return Weighed(modality(condition, use, models), about)
    if condition.metric is Metric.BUSINESS:
        return Weighed(_business(condition, use), about)
    if condition.metric in _FIELDS and isinstance(condition.value, int):
        return _number(condition, condition.value, use)
    return Weighed(Fit.OPEN, about)


def _number(condition: Condition, bound: int, use: Use) -> Weighed:
    field = _FIELDS[condition.metric]
    compare = _COMPARE.get(condition.operator)
    value = _stated(field, use)
    if compare is None:
        return Weighed(Fit.OPEN, field)
    if condition.as_of and condition.metric is Metric.MONTHLY_ACTIVE_USERS:
        then = next((item.users for item in use.users_in or () if item.month == condition.as_of), None)
        if then is not None:
            return Weighed(_fit(compare(then, bound)), "users_in")
        if value is not None and not compare(value, bound):
            return Weighed(Fit.OPEN, "users_in", doubtful=True)
    if value is None and condition.metric is Metric.MONTHLY_REVENUE_USD:
        return _of_a_month(compare, bound, use)
    return Weighed(Fit.OPEN if value is None else _fit(compare(value, bound)), field)


# What a number cannot be smaller than, where both are stated: the smaller one is a slip, and never helps.
_LEAST: dict[str, Callable[[Use], int]] = {
    "monthly_active_users": lambda use: use.daily_active_users or 0,
    "annual_revenue_usd": lambda use: use.monthly_revenue_usd or 0,
    "monthly_revenue_usd": lambda use: (use.annual_revenue_usd or 0) // _MONTHS,
}


def _stated(field: str, use: Use) -> int | None:
    value: int | None = getattr(use, field)
    return None if value is None else max(value, _LEAST[field](use) if field in _LEAST else 0)


def _of_a_month(compare: Callable[[int, int], bool], bound: int, use: Use) -> Weighed:
    """A month's revenue is below a bound when the whole year's is; above it in some month when a twelfth of it is."""
    field, year = "monthly_revenue_usd", use.annual_revenue_usd
    if year is not None and compare(year, bound):
        return Weighed(Fit.SATISFIED, field)
    return Weighed(Fit.OPEN, field, doubtful=year is not None and not compare(year // _MONTHS, bound))


def _fit(holds: bool) -> Fit:
    return Fit.SATISFIED if holds else Fit.VIOLATED


def _business(condition: Condition, use: Use) -> Fit:
    if use.business is None:
        return Fit.OPEN
    value = condition.value
    kinds = {value} if isinstance(value, str) else set(value) if isinstance(value, tuple) else set()
    listed = bool(kinds & set(use.business))
    return _fit(listed == (condition.operator is Operator.IN))


def _within(condition: Condition, places: tuple[str, ...]) -> Fit:
    """Open where no place is stated, or one that is no country: that it lies outside is then not known."""
    if not places or ANY in places or unknown(places):
        return Fit.OPEN
    value = condition.value
    named = countries((value,) if isinstance(value, str) else value if isinstance(value, tuple) else ())
    declared = countries(places)
    if condition.operator is Operator.NOT_IN:
        return _fit(not declared & named)
    if condition.operator is Operator.IN:
        return _fit(declared <= named)
    return Fit.OPEN
