"""A use as options: what they state is the same use again."""

from __future__ import annotations

import click
import pytest
from hypothesis import given
from hypothesis import strategies as some

from auditor.cli.audit import command
from auditor.cli.stated import months, offered_as
from auditor.report.parts.use import options
from auditor.schema.use import Use

COUNTS = some.none() | some.integers(min_value=0, max_value=10**12)
USES = some.fixed_dictionaries(
    {
        "commercial": some.booleans(),
        "distribution": some.sampled_from(["internal", "hosted", "redistributed"]),
        "regions": some.just("any") | some.lists(some.sampled_from(["US", "EU", "KR"]), min_size=1, max_size=2),
        "monthly_active_users": COUNTS,
        "monthly_revenue_usd": COUNTS,
        "employees": COUNTS,
        "modifies": some.sampled_from([None, True, False]),
        "research": some.sampled_from([None, True, False]),
        "offered": some.sampled_from([None, "embedded", "as-such"]),
        "domicile": some.sampled_from([None, "DE", "EU"]),
        "business": some.sampled_from([None, ["none"], ["individual", "cloud-provider"]]),
        "users_in": some.sampled_from([None, [{"month": "2024-06", "users": 7}]]),
        "met": some.sampled_from([None, ["licenses/yi-2.1/conditions/registration"]]),
    }
)


@given(USES)
def test_the_options_of_a_use_state_it_again(stated: dict[str, object]) -> None:
    use = Use.model_validate(stated)
    with click.Context(command) as context:
        command.parse_args(context, ["org/x", *options(use)])
    taken = dict(context.params)
    taken["offered"] = offered_as(taken.pop("embedded"))
    taken["users_in"] = months(taken["users_in"])
    again = {key: value for key, value in taken.items() if key in Use.model_fields and value not in (None, ())}
    assert Use.model_validate(again) == use


@pytest.mark.parametrize("one", ["2024-13=1", "2024-6=1", "2024-06", "2024-06=-1", "2024-06=1e3", "=5"])
def test_a_month_without_its_users_is_refused(one: str) -> None:
    with pytest.raises(Exception, match="no month with its users"):
        months((one,))
