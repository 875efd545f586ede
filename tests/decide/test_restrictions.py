"""What a license forbids is held against the declared use, and what the use cannot answer has to be kept to."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.decide.restrictions import held, prohibitions
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Outcome
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
        ("minicpm", {"trains_other_models": True}, Outcome.DENIED),
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
    assert not list(prohibitions(known))
    assert not list(held(known, Use()))
