"""One license condition against the declared use: satisfied, violated, or open because a value was not stated."""

from __future__ import annotations

import operator
from collections.abc import Callable
from enum import StrEnum

from auditor.schema.license import Condition, Metric, Operator
from auditor.schema.use import Use


class Fit(StrEnum):
    """How a condition stands."""

    SATISFIED = "satisfied"
    VIOLATED = "violated"
    OPEN = "open"


# Metrics that a field of the use block answers.
_FIELDS: dict[Metric, str] = {
    Metric.MONTHLY_ACTIVE_USERS: "monthly_active_users",
    Metric.DAILY_ACTIVE_USERS: "daily_active_users",
    Metric.ANNUAL_REVENUE_USD: "annual_revenue_usd",
}
_COMPARE: dict[Operator, Callable[[int, int], bool]] = {
    Operator.AT_MOST: operator.le,
    Operator.BELOW: operator.lt,
    Operator.ABOVE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}
# Member states of the European Union, ISO 3166-1 alpha-2.
_EU = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()  # noqa: SIM905 - a table
)


def check(condition: Condition, use: Use) -> tuple[Fit, str]:
    """How the condition stands, and the field of the use block (or the metric) that it is about."""
    if condition.metric is Metric.TERRITORY:
        return _territory(condition, use), "regions"
    field = _FIELDS.get(condition.metric)
    if field is None:
        return _other(condition, use), condition.metric.value
    value = getattr(use, field)
    compare = _COMPARE.get(condition.operator)
    if value is None or compare is None or not isinstance(condition.value, int):
        return Fit.OPEN, field
    return (Fit.SATISFIED if compare(value, condition.value) else Fit.VIOLATED), field


def _other(condition: Condition, use: Use) -> Fit:
    """A month's revenue is below a bound when the whole year's is."""
    if condition.metric is Metric.MONTHLY_REVENUE_USD and isinstance(condition.value, int):
        compare = _COMPARE.get(condition.operator)
        if use.annual_revenue_usd is not None and compare and compare(use.annual_revenue_usd, condition.value):
            return Fit.SATISFIED
    return Fit.OPEN


def _territory(condition: Condition, use: Use) -> Fit:
    if use.regions == "any":
        return Fit.OPEN
    value = condition.value
    named = _countries((value,) if isinstance(value, str) else value if isinstance(value, tuple) else ())
    declared = _countries(use.regions)
    if condition.operator is Operator.NOT_IN:
        return Fit.VIOLATED if declared & named else Fit.SATISFIED
    if condition.operator is Operator.IN:
        return Fit.SATISFIED if declared <= named else Fit.VIOLATED
    return Fit.OPEN


def _countries(codes: tuple[str, ...]) -> frozenset[str]:
    """Country codes in capitals, `EU` spelled out; `UK` is `GB`."""
    spelled: set[str] = set()
    for code in codes:
        upper = code.strip().upper()
        spelled |= _EU if upper == "EU" else {"GB" if upper == "UK" else upper}
    return frozenset(spelled)
