"""OSAID is a conjunction that no unknown passes; the tiers are a ladder that is climbed rung by rung."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.evaluate.frameworks import UNDETERMINED, holds, osaid, tier
from auditor.files.policies import load_rubric
from auditor.schema.rubric import Answer
from auditor.schema.verdict import OsaidOutcome, Verdict

RUBRIC = load_rubric()
IDS = [criterion.id for criterion in RUBRIC.criteria]
REQUIRED = {requirement.criterion: requirement for requirement in RUBRIC.osaid.requires}
ANSWERS = st.fixed_dictionaries({name: st.sampled_from(Answer) for name in IDS})
FIRST_OPEN = [rung.name for rung in RUBRIC.tier.rungs].index("open-weights")


def verdicts(answers: dict[str, Answer]) -> dict[str, Verdict]:
    return {name: Verdict(criterion=name, name="x", answer=given, reason="") for name, given in answers.items()}


def all_of(answer: Answer, **others: Answer) -> dict[str, Verdict]:
    return verdicts(dict.fromkeys(IDS, answer) | others)


@given(ANSWERS)
def test_osaid_fails_exactly_when_a_required_answer_is_not_met(answers: dict[str, Answer]) -> None:
    result = osaid(verdicts(answers), RUBRIC.osaid)
    refused = {name for name in REQUIRED if answers[name] is Answer.NOT_MET}
    assert (result.outcome is OsaidOutcome.FAIL) == bool(refused)
    assert set(result.blocking) == refused


@given(ANSWERS)
def test_osaid_passes_exactly_when_every_requirement_holds(answers: dict[str, Answer]) -> None:
    result = osaid(verdicts(answers), RUBRIC.osaid)
    holding = all(holds(requirement, verdicts(answers)) for requirement in REQUIRED.values())
    assert (result.outcome is OsaidOutcome.PASS) == holding


@given(ANSWERS, st.sampled_from(sorted(REQUIRED)))
def test_osaid_never_passes_over_an_unknown(answers: dict[str, Answer], unknown: str) -> None:
    result = osaid(verdicts(answers | {unknown: Answer.UNKNOWN}), RUBRIC.osaid)
    assert result.outcome is not OsaidOutcome.PASS
    assert unknown in result.open


@pytest.mark.parametrize("unknown", ["D1", "D2", "C2", "P1", "P3", "L3"])
def test_a_pass_is_not_likely_where_what_it_rests_on_is_unknown(unknown: str) -> None:
    result = osaid(all_of(Answer.MET, **{unknown: Answer.UNKNOWN}), RUBRIC.osaid)
    assert result.outcome not in (OsaidOutcome.PASS, OsaidOutcome.LIKELY_PASS)


def test_a_pass_is_likely_where_data_code_and_terms_are_there_and_the_rest_is_open() -> None:
    assert osaid(all_of(Answer.MET, C1=Answer.UNKNOWN), RUBRIC.osaid).outcome is OsaidOutcome.LIKELY_PASS


def test_a_fail_is_likely_where_data_is_described_and_neither_source_nor_code_is_named() -> None:
    silent = dict.fromkeys(("D1", "D3", "D5", "C1", "C2"), Answer.UNKNOWN)
    assert osaid(all_of(Answer.MET, **silent), RUBRIC.osaid).outcome is OsaidOutcome.LIKELY_FAIL
    silent |= dict.fromkeys(("D2", "D4", "T5"), Answer.UNKNOWN)
    assert osaid(all_of(Answer.MET, **silent), RUBRIC.osaid).outcome is OsaidOutcome.UNDETERMINED


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_one_required_not_met_fails_osaid(name: str) -> None:
    assert osaid(all_of(Answer.MET, **{name: Answer.NOT_MET}), RUBRIC.osaid).blocking == (name,)


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({}, OsaidOutcome.PASS),
        ({"L4": Answer.PARTIAL}, OsaidOutcome.LIKELY_PASS),
        ({"C5": Answer.PARTIAL, "C6": Answer.PARTIAL}, OsaidOutcome.PASS),
        ({"D4": Answer.NOT_APPLICABLE, "D5": Answer.NOT_APPLICABLE, "P2": Answer.NOT_APPLICABLE}, OsaidOutcome.PASS),
        ({"D1": Answer.UNKNOWN}, OsaidOutcome.UNDETERMINED),
        ({"D6": Answer.NOT_MET, "P4": Answer.NOT_MET, "T2": Answer.UNKNOWN}, OsaidOutcome.PASS),
    ],
)
def test_osaid_by_what_differs_from_met(changed: dict[str, Answer], outcome: OsaidOutcome) -> None:
    assert osaid(all_of(Answer.MET, **changed), RUBRIC.osaid).outcome is outcome


@given(ANSWERS)
def test_an_open_tier_stands_on_all_open_tiers_below_it(answers: dict[str, Answer]) -> None:
    found = verdicts(answers)
    name, _ = tier(found, RUBRIC.tier)
    names = [rung.name for rung in RUBRIC.tier.rungs]
    if name in names[FIRST_OPEN:]:
        for rung in RUBRIC.tier.rungs[FIRST_OPEN : names.index(name) + 1]:
            assert all(holds(requirement, found) for requirement in rung.requires)


@given(ANSWERS, st.sampled_from(IDS))
def test_a_better_answer_never_lowers_an_open_tier(answers: dict[str, Answer], name: str) -> None:
    ranks = [rung.name for rung in RUBRIC.tier.rungs]
    before, _ = tier(verdicts(answers), RUBRIC.tier)
    after, _ = tier(verdicts(answers | {name: Answer.MET}), RUBRIC.tier)
    if before in ranks[FIRST_OPEN:]:
        assert ranks.index(after) >= ranks.index(before)


@given(ANSWERS)
def test_terms_that_are_not_met_never_reach_an_open_tier(answers: dict[str, Answer]) -> None:
    name, _ = tier(verdicts(answers | {"P3": Answer.NOT_MET}), RUBRIC.tier)
    assert name in (UNDETERMINED, "closed", "weights-available")


def test_nothing_known_is_no_tier() -> None:
    name, blocking = tier(all_of(Answer.UNKNOWN), RUBRIC.tier)
    assert name == UNDETERMINED
    assert "P3" in blocking


def test_the_highest_tier_has_nothing_in_the_way() -> None:
    assert tier(all_of(Answer.MET), RUBRIC.tier) == ("open-source-ai-with-open-data", ())
