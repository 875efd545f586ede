"""Which obligations a declared use brings about."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.decide.duties import _DO, duties
from auditor.decide.effective import Term, effective_terms
from auditor.schema.acts import Trigger
from auditor.schema.evidence import Dossier
from auditor.schema.facts import NEED_REMARK, Metric, Obligation, ObligationKind, Scale
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.use import Distribution, Use
from tests.builders import dossier, snapshot

INTERNAL, HOSTED, GIVEN = Distribution


def done(when: tuple[str, ...], above: tuple[Scale, ...] = (), **use: Any) -> list[str]:
    """What must be done for an obligation with these triggers."""
    asked = Obligation(obligation=ObligationKind.SOURCE, when=when, above=above)
    known = License(id="x", title="X", family=Family.COPYLEFT, commercial_use=CommercialUse.YES, obligations=(asked,))
    evidence: Dossier = dossier()
    assert evidence.subject is not None
    return [duty.do for duty in duties((Term("x", known, evidence.subject, False),), evidence, Use(**use))]


DO = _DO[ObligationKind.SOURCE]


@pytest.mark.parametrize(
    ("trigger", "internal", "hosted", "redistributed"),
    [
        (Trigger.ALWAYS, [DO], [DO], [DO]),
        (Trigger.HOST, [], [DO], [DO]),
        (Trigger.REDISTRIBUTE, [], [], [DO]),
        (Trigger.COMMERCIAL, [DO], [DO], [DO]),
    ],
)
def test_by_distribution(trigger: Trigger, internal: list[str], hosted: list[str], redistributed: list[str]) -> None:
    found = [done((trigger,), distribution=item) for item in (INTERNAL, HOSTED, GIVEN)]
    assert found == [internal, hosted, redistributed]


@pytest.mark.parametrize(
    ("trigger", "field", "condition"),
    [
        (Trigger.MODIFY, "modifies", "if you change it: "),
        (Trigger.TRAIN_ON_OUTPUTS, "trains_other_models", "if you train other models with its outputs: "),
    ],
)
def test_what_is_not_stated_is_said_under_a_condition(trigger: Trigger, field: str, condition: str) -> None:
    found = [done((trigger,), **{field: value}) for value in (True, False, None)]
    assert found == [[DO], [], [condition + DO]]


def test_acts_that_must_come_together_bring_the_duty_about_together_alone() -> None:
    together = ("modify and redistribute",)
    assert done(together, distribution=GIVEN, modifies=True) == [DO]
    assert done(together, distribution=GIVEN, modifies=False) == []
    assert done(together, distribution=HOSTED, modifies=True) == []
    assert done(together, distribution=GIVEN) == ["if you change it: " + DO]


def test_a_duty_above_a_size_begins_above_it() -> None:
    above = (Scale(metric=Metric.MONTHLY_ACTIVE_USERS, value=100), Scale(metric=Metric.MONTHLY_REVENUE_USD, value=20))
    small = {"monthly_active_users": 100, "monthly_revenue_usd": 20}
    assert done((Trigger.ALWAYS,), above=above, **small) == []
    assert done((Trigger.ALWAYS,), above=above, **small | {"monthly_active_users": 101}) == [DO]
    words = "above 100 monthly active users or 20 US dollars of monthly revenue: "
    assert done((Trigger.ALWAYS,), above=above) == [words + DO]


def test_what_is_due_when_the_license_ends_is_said_as_that() -> None:
    assert done((Trigger.TERMINATION,)) == ["if the license ends: " + DO]


@pytest.mark.parametrize("word", ["sell", "modify and sell", "modify or host", ""])
def test_an_occasion_is_made_of_acts(word: str) -> None:
    with pytest.raises(ValueError, match="is no occasion"):
        Obligation(obligation=ObligationKind.SOURCE, when=(word,))


@pytest.mark.parametrize("kind", sorted(NEED_REMARK))
def test_a_duty_that_says_nothing_by_its_kind_needs_a_remark(kind: str) -> None:
    with pytest.raises(ValueError, match="says in a note"):
        Obligation(obligation=ObligationKind(kind))
    assert Obligation(obligation=ObligationKind(kind), note="Report incidents within a week.").note


def test_a_certain_trigger_wins_over_a_possible_one() -> None:
    assert done((Trigger.MODIFY, Trigger.REDISTRIBUTE), distribution=GIVEN) == [DO]
    assert done((Trigger.MODIFY, Trigger.REDISTRIBUTE), distribution=HOSTED) == ["if you change it: " + DO]


def test_non_commercial_use_has_no_commercial_duty() -> None:
    assert done((Trigger.COMMERCIAL,), commercial=False) == []


def test_every_obligation_has_words() -> None:
    assert set(_DO) == set(ObligationKind)


def test_an_umbrella_asks_for_what_its_members_ask_once() -> None:
    evidence = dossier(snapshot(front="license: gemma"))
    found = duties(effective_terms(evidence), evidence, Use(distribution=GIVEN, modifies=True))
    assert {duty.license for duty in found} == {"gemma", "gemma-2024-02-21", "gemma-pup"}
    assert len({(duty.license, duty.do, duty.text, duty.note) for duty in found}) == len(found) > 3


def test_what_not_every_version_asks_for_stands_under_the_one_that_does() -> None:
    evidence = dossier(snapshot(front="license: gemma"))
    found = duties(effective_terms(evidence), evidence, Use(distribution=GIVEN))
    (update,) = [duty for duty in found if duty.obligation == "update"]
    assert (update.license, update.clause) == ("gemma-2024-02-21", "4.1")
    assert update.note.endswith("Not every version of the license asks for it.")
    (copy,) = [duty for duty in found if duty.obligation == "license-copy"]
    assert copy.license == "gemma"


def test_duties_of_a_base_name_the_base() -> None:
    tuned = snapshot(front="license: mit\nbase_model: maker/base")
    evidence = dossier(tuned, snapshot("maker/base", "license: apache-2.0"))
    found = duties(effective_terms(evidence), evidence, Use(distribution=GIVEN))
    assert {(duty.license, "base" in duty.origin) for duty in found} == {("MIT", False), ("Apache-2.0", True)}
