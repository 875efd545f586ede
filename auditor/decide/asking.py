"""What a clause asks of the user, as one plain sentence with the clause's own number, and how to answer it."""

from __future__ import annotations

from auditor.schema.facts import Condition, Metric, Operator, Restriction
from auditor.schema.use import Use

# What each metric asks, and how it is stated; `{}` is the bound in words.
_SENTENCES: dict[Metric, tuple[str, str]] = {
    Metric.MONTHLY_ACTIVE_USERS: ("are there {} monthly active users", "{} monthly active users"),
    Metric.DAILY_ACTIVE_USERS: ("are there {} daily active users", "{} daily active users"),
    Metric.MONTHLY_VISITS: ("are there {} visits a month", "{} visits a month"),
    Metric.ANNUAL_REVENUE_USD: ("is the annual revenue {} US dollars", "an annual revenue of {} US dollars"),
    Metric.ANNUAL_REVENUE: ("is the annual revenue {}", "an annual revenue of {}"),
    Metric.MONTHLY_REVENUE_USD: ("is a month's revenue {} US dollars", "a month's revenue of {} US dollars"),
    Metric.EMPLOYEES: ("are there {} employees", "{} employees"),
    Metric.DEVICES: ("does it run on {} devices", "{} devices"),
    Metric.USERS: ("are there {} users", "{} users"),
    Metric.FUNDING_USD: ("is the funding {} US dollars", "funding of {} US dollars"),
    Metric.TERRITORY: ("is it used {}", "use {}"),
    Metric.DOMICILE: ("is the licensee seated {}", "a seat {}"),
    Metric.MODALITY: (
        "is the licensee seated elsewhere, or is the model not multimodal",
        "for multimodal models, a seat elsewhere",
    ),
    Metric.BUSINESS: ("is the licensee {}", "a licensee that is {}"),
    Metric.REGISTRATION: ("is this done: {}", "{}"),
    Metric.AUTHORIZATION: ("did the licensor authorize the use in writing", "written permission of the licensor"),
    Metric.DATE: ("is this date reached: {}", "the date {}"),
    Metric.OTHER: ("does this hold: {}", "{}"),
}
_SIGNS = {
    Operator.AT_MOST: "at most",
    Operator.BELOW: "fewer than",
    Operator.ABOVE: "more than",
    Operator.AT_LEAST: "at least",
    Operator.NOT_IN: "not in",
    Operator.IN: "only in",
    Operator.DONE: "",
}
_LESS = frozenset({Metric.ANNUAL_REVENUE_USD, Metric.MONTHLY_REVENUE_USD, Metric.ANNUAL_REVENUE, Metric.FUNDING_USD})
_MONTH = "YYYY-MM"
# The option of `auditor audit` that states each field of the use block.
OPTIONS = {
    "monthly_active_users": "--users N",
    "daily_active_users": "--daily-users N",
    "annual_revenue_usd": "--revenue USD",
    "monthly_revenue_usd": "--monthly-revenue USD",
    "employees": "--employees N",
    "devices": "--devices N",
    "users_in": f"--users-in {_MONTH}=N",
    "regions": "--region CODE",
    "domicile": "--domicile CODE",
    "research": "--research or --no-research",
    "business": "--business KIND",
    "offered": "--embedded or --offered-as-such",
    "trains_other_models": "--trains-none or --trains-others",
    "modifies": "--unmodified or --modifies",
    "distribution": "--distribution KIND",
}


def sentence(condition: Condition) -> str:
    """The question of a condition, without the license and clause that are shown beside it."""
    asked = _SENTENCES[condition.metric][0].format(_bound(condition)).rstrip()
    whose = f"; it is asked of {_kinds(condition)} alone" if condition.business else ""
    within = f" ({condition.within})" if condition.within else ""
    return f"{asked}{within}{whose}?"


def statement(condition: Condition) -> str:
    """The same as a few words that state it: `at most 700,000,000 monthly active users`."""
    stated = _SENTENCES[condition.metric][1].format(_bound(condition)).strip()
    return f"{stated} (of {_kinds(condition)})" if condition.business else stated


def answer(field: str, row: str, month: str = "") -> str:
    """How to answer it: the option that states the field, or the row to declare met where no field does.

    What a clause measures in one `month` is answered with the users of that month; today's may answer it too.
    """
    option = OPTIONS.get(field) or f"--met {row}"
    then = OPTIONS["users_in"].replace(_MONTH, month)
    if not month or field not in ("users_in", "monthly_active_users"):
        return option
    return then if field == "users_in" else f"{option} or {then}"


def declared(field: str, use: Use) -> str:
    """What the use block states in a field, in words to put behind its name; empty where it states nothing."""
    value = getattr(use, field, None)
    said = "yes" if value is True else "no" if value is False else f"{value:,}" if isinstance(value, int) else ""
    if isinstance(value, tuple):
        said = ", ".join(map(str, value))
    return f" ({said or value})" if value is not None else ""


def left(limit: Restriction) -> str:
    """What a restriction still allows, in words that go on from what it forbids."""
    return f"; allowed are {limit.allows}" if limit.allows else ""


def _bound(condition: Condition) -> str:
    value, sign = condition.value, _SIGNS[condition.operator]
    if condition.operator is Operator.BELOW and condition.metric in _LESS:
        sign = "less than"
    if condition.operator is Operator.DONE and condition.metric is Metric.REGISTRATION:
        return value if isinstance(value, str) and value else "registration"
    if isinstance(value, tuple):
        if condition.metric is Metric.BUSINESS:
            return f"{'none of these' if condition.operator is Operator.NOT_IN else 'one of these'}: {', '.join(value)}"
        return f"{sign} {', '.join(value)}"
    amount = f"{value:,}" if isinstance(value, int) else str(value)
    return f"{sign} {condition.currency} {amount}".replace("  ", " ").strip()


def _kinds(condition: Condition) -> str:
    return " and ".join(kind.value for kind in condition.business)
