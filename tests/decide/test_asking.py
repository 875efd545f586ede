"""A condition as one plain question with the clause's own number, and how to answer it."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.cli.audit import command
from auditor.decide.asking import OPTIONS, answer, declared, sentence, statement
from auditor.schema.facts import Condition, Metric, Operator
from auditor.schema.use import Use
from tests.builders import standards


def asks(metric: str, operator: str, value: Any, **more: Any) -> str:
    stated = {"metric": metric, "operator": operator, "value": value, "effect": "else nothing"}
    return sentence(Condition.model_validate(stated | more))


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (asks("monthly_active_users", "<=", 700_000_000), "are there at most 700,000,000 monthly active users?"),
        (asks("annual_revenue_usd", "<", 10), "is the annual revenue less than 10 US dollars?"),
        (asks("annual_revenue", "<=", 1_000, currency="CNY"), "is the annual revenue at most CNY 1,000?"),
        (asks("employees", "<", 10, period="ever"), "are there fewer than 10 employees (ever)?"),
        (asks("territory", "not-in", ("EU", "GB")), "is it used not in EU, GB?"),
        (asks("registration", "done", "a form sent to the maker"), "is this done: a form sent to the maker?"),
        (asks("registration", "done", ""), "is this done: registration?"),
        (asks("business", "not-in", ("cloud-provider",)), "is the licensee none of these: cloud-provider?"),
        (
            asks("annual_revenue_usd", "<=", 5, business=("model-as-a-service",)),
            "is the annual revenue at most 5 US dollars; it is asked of model-as-a-service alone?",
        ),
    ],
)
def test_a_question_has_the_number_of_the_clause(question: str, says: str) -> None:
    assert question == says


def test_every_metric_of_every_license_makes_a_question_that_says_how_to_answer_it() -> None:
    for known in standards().knowledge.catalog.licenses:
        for condition in known.conditions:
            asked = sentence(condition)
            assert asked.endswith("?")
            assert "{" not in asked + statement(condition)
            assert not statement(condition).endswith("?")
            assert answer(condition.metric.value, known.row(condition.row)).startswith("--")
    assert {sentence(Condition(metric=Metric.OTHER, operator=Operator.IN, value="x", effect="y"))}


def test_every_option_that_an_answer_names_exists_and_states_a_field_of_the_use() -> None:
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    for field, options in OPTIONS.items():
        assert field in Use.model_fields
        assert {word for word in options.split() if word.startswith("--")} <= known


def test_a_clause_that_measures_one_month_is_answered_with_that_month() -> None:
    row = "licenses/x/conditions/monthly_active_users"
    assert answer("users_in", row, "2024-06") == "--users-in 2024-06=N"
    assert answer("monthly_active_users", row, "2024-06") == "--users N or --users-in 2024-06=N"
    assert answer("domicile", row, "2024-06") == "--domicile CODE"


@pytest.mark.parametrize(
    ("stated", "field", "says"),
    [
        ({"domicile": "DE"}, "domicile", " (DE)"),
        ({"monthly_active_users": 800_000_000}, "monthly_active_users", " (800,000,000)"),
        ({"research": False}, "research", " (no)"),
        ({"business": ("cloud-provider", "academic")}, "business", " (cloud-provider, academic)"),
        ({"users_in": ({"month": "2024-06", "users": 5},)}, "users_in", " (5 in 2024-06)"),
        ({"distribution": "hosted"}, "distribution", " (hosted)"),
        ({}, "domicile", ""),
        ({}, "authorization", ""),
    ],
)
def test_what_was_declared_is_said_beside_its_field(stated: dict[str, Any], field: str, says: str) -> None:
    assert declared(field, Use.model_validate(stated)) == says
