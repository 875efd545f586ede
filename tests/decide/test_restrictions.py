"""What a license forbids is held against the declared use, and what the use cannot answer has to be kept to."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.decide.restrictions import held, prohibitions
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Fit, Outcome
from auditor.schema.facts import Answer3, Grant, GrantKind
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.use import Distribution, Use
from tests.builders import audited, snapshot, standards, under

CATALOG = standards().knowledge.catalog
RULE = "use/condition-violated"


def judged(license_id: str, **use: Any) -> ModelAudit:
    return audited(snapshot(front=f"license: other\nlicense_name: {license_id}"), policy=under(**use).policy)


@pytest.mark.parametrize(
    ("license_id", "use", "expected"),
    [
        # a clause without exception is a denial
        ("hunyuan-7b", {"trains_other_models": True}, Outcome.DENIED),
        ("minicpm", {"trains_other_models": True}, Outcome.REVIEW),
        # one that leaves something allowed has to be read
        ("llama2", {"trains_other_models": True}, Outcome.REVIEW),
        ("llama2", {"trains_other_models": False}, None),
        ("llama3.1", {"trains_other_models": True}, None),
        ("CC-BY-ND-4.0", {"distribution": Distribution.REDISTRIBUTED, "modifies": True}, Outcome.DENIED),
        ("CC-BY-ND-4.0", {"distribution": Distribution.REDISTRIBUTED, "modifies": False}, None),
        ("CC-BY-ND-4.0", {"distribution": Distribution.INTERNAL, "modifies": True}, None),
        ("ms-research", {"distribution": Distribution.REDISTRIBUTED, "commercial": False}, Outcome.DENIED),
        ("ms-research", {"distribution": Distribution.INTERNAL, "commercial": False}, None),
        ("MIT", {"trains_other_models": True, "modifies": True, "distribution": Distribution.REDISTRIBUTED}, None),
    ],
)
def test_an_act_that_the_license_forbids(license_id: str, use: dict[str, Any], expected: Outcome | None) -> None:
    reasons = [reason for reason in judged(license_id, **use).decision.reasons if reason.rule == RULE]
    assert [reason.outcome for reason in reasons] == ([expected] if expected else [])


def test_the_reason_names_clause_and_what_is_left() -> None:
    reason = next(r for r in judged("llama2", trains_other_models=True).decision.reasons if r.rule == RULE)
    assert "clause 1.b.v" in reason.message
    assert "allowed are this model and its derivatives" in reason.message


def test_what_is_not_stated_is_asked() -> None:
    decision = judged("llama2", monthly_active_users=10).decision
    assert [(item.about, item.clause) for item in decision.questions] == [("trains_other_models", "1.b.v")]
    assert judged("llama2", monthly_active_users=10, trains_other_models=False).decision.questions == ()


@pytest.mark.parametrize(
    ("umbrella", "expected"), [("tencent-hunyuan-community", Outcome.REVIEW), ("llama", Outcome.REVIEW)]
)
def test_of_an_umbrella_a_doubtful_member_asks_for_a_person(umbrella: str, expected: Outcome) -> None:
    reasons = judged(umbrella, trains_other_models=True).decision.reasons
    assert [reason.outcome for reason in reasons if reason.rule == RULE] == [expected]


def test_what_no_field_answers_is_a_duty() -> None:
    duties = {duty.obligation: duty for duty in judged("flux-1-dev-nc-1.1", commercial=False).decision.duties}
    assert "competes" in duties["no-competing-model"].do
    assert "military" in duties["no-military"].do
    assert duties["no-competing-model"].clause


@pytest.mark.parametrize("license_id", ["MIT", "Apache-2.0", "CC-BY-4.0", "GPL-3.0-only"])
def test_free_licenses_forbid_no_act(license_id: str) -> None:
    known = CATALOG.get(license_id)
    assert known is not None
    assert not list(prohibitions(known, Use()))
    assert not list(held(known, Use()))


@pytest.mark.parametrize(
    ("research", "expected"), [(None, Outcome.CONDITIONAL), (True, Outcome.CONDITIONAL), (False, Outcome.DENIED)]
)
def test_a_research_license_asks_whether_it_is_research(research: bool | None, expected: Outcome) -> None:
    decision = judged("apple-amlr", commercial=False, research=research).decision
    assert decision.outcome is expected
    assert [item.about for item in decision.questions] == (["research"] if research is None else [])


def test_commercial_use_of_a_research_license_is_denied_without_asking() -> None:
    decision = judged("apple-amlr", commercial=True).decision
    assert decision.outcome is Outcome.DENIED
    assert "research" not in {item.about for item in decision.questions}


@pytest.mark.parametrize(
    ("grant", "use", "fit"),
    [
        (GrantKind.HOSTING, {"distribution": "hosted"}, Fit.VIOLATED),
        (GrantKind.HOSTING, {"distribution": "internal"}, Fit.SATISFIED),
        (GrantKind.REDISTRIBUTE, {"distribution": "redistributed"}, Fit.VIOLATED),
        (GrantKind.REDISTRIBUTE, {"distribution": "hosted"}, Fit.SATISFIED),
        (GrantKind.MODIFY, {"modifies": True}, Fit.VIOLATED),
        (GrantKind.MODIFY, {"modifies": False}, Fit.SATISFIED),
        (GrantKind.MODIFY, {}, Fit.OPEN),
        (GrantKind.OUTPUTS, {}, Fit.OPEN),
    ],
)
def test_a_withheld_right_that_the_use_exercises(grant: GrantKind, use: dict[str, Any], fit: Fit) -> None:
    withheld = Grant(grant=grant, given=Answer3.NO, clause="7")
    known = License(id="x", title="X", family=Family.VENDOR_TERMS, commercial_use=CommercialUse.YES, grants=(withheld,))
    found = list(held(known, Use.model_validate(use)))
    assert [(item.fit, item.certain) for item in found] == [(fit, True)]
    partly = known.model_copy(update={"grants": (withheld.model_copy(update={"allows": "tests"}),)})
    assert [item.certain for item in held(partly, Use.model_validate(use))] == [False]


@pytest.mark.parametrize("given", [Answer3.YES, Answer3.CONDITIONAL])
def test_a_right_that_is_given_is_not_held_against_the_use(given: Answer3) -> None:
    right = Grant(grant=GrantKind.MODIFY, given=given)
    known = License(id="x", title="X", family=Family.VENDOR_TERMS, commercial_use=CommercialUse.YES, grants=(right,))
    assert not list(held(known, Use(modifies=True)))


def test_a_model_trained_with_outputs_is_a_duty_where_it_counts_as_a_derivative() -> None:
    named = {
        trains: [d.do for d in judged("gemma-2025-03-24", trains_other_models=trains).decision.duties]
        for trains in (True, False, None)
    }
    words = "put a model trained with its outputs under the same terms"
    assert words in named[True]
    assert not any(words in do for do in named[False])
    assert f"if you train other models with its outputs: {words}" in named[None]


def test_what_a_use_policy_forbids_binds_with_the_license_that_takes_it_in() -> None:
    duties = judged("llama3.1", distribution="internal").decision.duties
    found = [(duty.obligation, duty.license, duty.clause) for duty in duties if duty.license == "llama3.1-aup"]
    assert ("no-military", "llama3.1-aup", "second point") in found
    assert all(duty.url.startswith("https://") for duty in duties if duty.license == "llama3.1-aup")


def test_what_a_license_forbids_in_one_act_is_told_of_that_act() -> None:
    def told(distribution: str) -> list[str]:
        duties = judged("alphafold3-output", commercial=False, distribution=distribution).decision.duties
        return [duty.note for duty in duties if duty.obligation == "other" and "keep to this" in duty.do]

    assert told("redistributed")[0].startswith("No sharing with commercial organizations")
    assert told("internal") == []
    assert not any("keep to this" in duty.do for duty in judged("apache-2.0").decision.duties)


def test_a_limit_of_no_kind_that_we_know_is_kept_to_whatever_is_done() -> None:
    duties = judged("mnpl-0.1", commercial=False).decision.duties
    assert not any(duty.do == "keep to this clause" for duty in duties)  # its names and marks ask for nothing
    told = [duty.note for duty in judged("dinov3").decision.duties if duty.do == "keep to this clause"]
    assert told == ["No reverse engineering."]
