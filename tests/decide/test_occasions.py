"""Acts and joined acts held against a use: yes, no, or not stated."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.decide.occasions import all_of, any_of, asked, occurs, under
from auditor.schema.acts import Trigger, acts
from auditor.schema.use import Use


def use(**stated: Any) -> Use:
    return Use.model_validate(stated)


@pytest.mark.parametrize(
    ("told", "every", "some"),
    [
        ((True, True), True, True),
        ((True, None), None, True),
        ((True, False), False, True),
        ((None, False), False, None),
        ((None, None), None, None),
        ((False, False), False, False),
        ((), True, False),
    ],
)
def test_three_answers_join_as_they_must(told: tuple[bool | None, ...], every: bool | None, some: bool | None) -> None:
    assert (all_of(told), any_of(told)) == (every, some)


@pytest.mark.parametrize(
    ("when", "stated", "expected"),
    [
        (("always",), {}, True),
        (("modify",), {}, None),
        (("modify", "always"), {}, True),
        (("modify and redistribute",), {"distribution": "hosted"}, False),
        (("modify and redistribute",), {"distribution": "redistributed"}, None),
        (("modify and redistribute", "commercial"), {"distribution": "hosted", "commercial": False}, False),
        (("offer-as-such",), {"distribution": "internal"}, False),
        (("offer-as-such",), {"distribution": "hosted"}, None),
        (("offer-as-such",), {"offered": "embedded"}, False),
        (("embed",), {"offered": "embedded"}, True),
        (("embed",), {"offered": "as-such"}, False),
        (("termination",), {}, None),
    ],
)
def test_whether_an_occasion_comes_about(when: tuple[str, ...], stated: dict[str, Any], expected: bool | None) -> None:
    assert occurs(when, use(**stated)) is expected


def test_every_act_is_answered_and_what_may_be_open_has_words() -> None:
    bare = use(distribution="hosted")
    for act in Trigger:
        told = occurs((act.value,), bare)
        assert (told is None) == bool(under((act.value,), bare)), act


def test_what_is_open_is_said_and_the_field_that_tells_is_named() -> None:
    shipped = use(distribution="redistributed")
    assert under(("modify and redistribute",), shipped) == "if you change it: "
    assert asked(("modify and redistribute",), shipped) == "modifies"
    assert under(("modify", "redistribute"), shipped) == ""
    both = "if you change it and you train other models with its outputs: "
    assert under(("modify and train-on-outputs",), shipped) == both
    either = "if you change it or you train other models with its outputs: "
    assert under(("modify and host", "train-on-outputs"), shipped) == either
    assert under(("modify and host", "modify and redistribute"), shipped) == "if you change it: "
    assert asked(("termination",), shipped) == ""


@pytest.mark.parametrize("wrong", ["", "sell", "modify,host", "modify and", "Modify"])
def test_a_word_that_is_no_act_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        acts(wrong)
