"""One license condition against the declared use: satisfied, violated, or open because a value was not stated."""

from __future__ import annotations

import operator
from collections.abc import Callable

from auditor.schema.decision import Fit
from auditor.schema.license import Condition, GrantKind, Metric, Operator
from auditor.schema.regions import ANY, countries, unknown
from auditor.schema.use import Distribution, Use

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


def check(condition: Condition, use: Use) -> tuple[Fit, str]:
    """How the condition stands, and the field of the use block (or the metric) that it is about.

    A condition on a right that the use does not exercise is satisfied.
    """
    if not set(condition.affects) & _exercised(use):
        return Fit.SATISFIED, condition.metric.value
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


def _exercised(use: Use) -> set[GrantKind]:
    """The rights that a use makes use of; what is not stated about it may be exercised."""
    rights = {GrantKind.USE, GrantKind.OUTPUTS}
    conditional = {
        GrantKind.COMMERCIAL: use.commercial,
        GrantKind.HOSTING: use.distribution is not Distribution.INTERNAL,
        GrantKind.REDISTRIBUTE: use.distribution is Distribution.REDISTRIBUTED,
        GrantKind.SUBLICENSE: use.distribution is Distribution.REDISTRIBUTED,
        GrantKind.MODIFY: use.modifies is not False,
    }
    return rights | {right for right, exercised in conditional.items() if exercised}


def _other(condition: Condition, use: Use) -> Fit:
    """A month's revenue is below a bound when the whole year's is."""
    if condition.metric is Metric.MONTHLY_REVENUE_USD and isinstance(condition.value, int):
        compare = _COMPARE.get(condition.operator)
        if use.annual_revenue_usd is not None and compare and compare(use.annual_revenue_usd, condition.value):
            return Fit.SATISFIED
    return Fit.OPEN


def _territory(condition: Condition, use: Use) -> Fit:
    """Open where no region is stated, or one that is no country: that it lies outside is then not known."""
    regions = (use.regions,) if isinstance(use.regions, str) else use.regions
    if not regions or ANY in regions or unknown(regions):
        return Fit.OPEN
    value = condition.value
    named = countries((value,) if isinstance(value, str) else value if isinstance(value, tuple) else ())
    declared = countries(regions)
    if condition.operator is Operator.NOT_IN:
        return Fit.VIOLATED if declared & named else Fit.SATISFIED
    if condition.operator is Operator.IN:
        return Fit.SATISFIED if declared <= named else Fit.VIOLATED
    return Fit.OPEN
