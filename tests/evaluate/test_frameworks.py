"""OSAID is a conjunction that no unknown passes; the tiers are a ladder that is climbed rung by rung."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.evaluate.frameworks import UNDETERMINED, holds, missing, osaid, stands, tier
from auditor.files.policies import load_rubric
from auditor.schema.rubric import Answer
from auditor.schema.verdict import OsaidOutcome, Verdict

RUBRIC = load_rubric()
IDS = [criterion.id for criterion in RUBRIC.criteria]
REQUIRED = {requirement.criterion: requirement for requirement in RUBRIC.osaid.requires}
ANSWERS = st.fixed_dictionaries({name: st.sampled_from(Answer) for name in IDS})
LADDER = sorted({requirement.criterion for rung in RUBRIC.tier.rungs for requirement in rung.asked})
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
        ({"C5": Answer.PARTIAL}, OsaidOutcome.LIKELY_PASS),
        ({"C6": Answer.PARTIAL}, OsaidOutcome.LIKELY_PASS),
        ({"L2": Answer.NOT_MET, "L5": Answer.UNKNOWN}, OsaidOutcome.PASS),
        ({"L7": Answer.UNKNOWN, "C1": Answer.PARTIAL}, OsaidOutcome.LIKELY_PASS),
        ({"D4": Answer.NOT_APPLICABLE, "D5": Answer.NOT_APPLICABLE, "P2": Answer.NOT_APPLICABLE}, OsaidOutcome.PASS),
        ({"D1": Answer.UNKNOWN}, OsaidOutcome.UNDETERMINED),
        ({"D6": Answer.NOT_MET, "P4": Answer.NOT_MET, "T2": Answer.UNKNOWN}, OsaidOutcome.PASS),
    ],
)
def test_osaid_by_what_differs_from_met(changed: dict[str, Answer], outcome: OsaidOutcome) -> None:
    assert osaid(all_of(Answer.MET, **changed), RUBRIC.osaid).outcome is outcome


def test_an_open_tier_stands_on_all_open_tiers_below_it() -> None:
    for changed in combinations(((name, answer) for name in LADDER for answer in Answer), 2):
        found = all_of(Answer.MET, **dict(changed))
        standing = [stands(rung, found) for rung in RUBRIC.tier.rungs[FIRST_OPEN:]]
        assert standing == sorted(standing, reverse=True), changed


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


WITHHELD = {"D6": Answer.UNKNOWN, "D8": Answer.UNKNOWN}
OTHERS_DATA = {"D6": Answer.NOT_MET, "D8": Answer.MET}


@pytest.mark.parametrize(
    ("changed", "name", "blocking"),
    [
        (OTHERS_DATA, "open-source-ai", ("D6",)),
        (OTHERS_DATA | {"D3": Answer.PARTIAL}, "open-weights", ("D3",)),
        (WITHHELD, "open-weights", ("D8",)),  # information on data is not the data
        ({"D1": Answer.PARTIAL, "D2": Answer.UNKNOWN, "D3": Answer.UNKNOWN}, "open-source-ai-with-open-data", ()),
        ({"D7": Answer.PARTIAL}, "open-weights", ("D7",)),
        ({"D7": Answer.NOT_APPLICABLE}, "open-source-ai-with-open-data", ()),
        ({"X3": Answer.UNKNOWN}, "open-weights", ("X3",)),
        ({"X3": Answer.NOT_MET}, UNDETERMINED, ("X3",)),
        ({"P3": Answer.NOT_MET}, "weights-available", ("P3",)),
        ({"P3": Answer.NOT_MET, "C3": Answer.UNKNOWN}, UNDETERMINED, ("P3", "C3")),
        ({"P3": Answer.NOT_MET, "X3": Answer.NOT_MET}, UNDETERMINED, ("X3", "P3")),
        ({"X2": Answer.NOT_MET}, "closed", ("X2", "P3")),
    ],
)
def test_a_tier_by_what_differs_from_met(changed: dict[str, Answer], name: str, blocking: tuple[str, ...]) -> None:
    assert tier(all_of(Answer.MET, **changed), RUBRIC.tier) == (name, blocking)


def test_of_several_groups_the_nearest_is_what_is_missing() -> None:
    rung = next(rung for rung in RUBRIC.tier.rungs if rung.either)
    assert missing(rung, all_of(Answer.MET, D6=Answer.UNKNOWN)) == ()
    far = {"D6": Answer.UNKNOWN, "D8": Answer.UNKNOWN, "D2": Answer.UNKNOWN}
    assert missing(rung, all_of(Answer.MET, **far)) == ("D6",)
