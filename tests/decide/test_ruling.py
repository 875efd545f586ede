"""No license is a review, whatever a policy makes of the finding that says so; and it is said once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from auditor.pipeline import audit_one
from auditor.schema.decision import Outcome
from tests.builders import audited, bare_policy, snapshot, snapshots, under

DAY = date(2027, 1, 31)
UNRESOLVED = {"license/unresolved", "license/none"}


@pytest.mark.parametrize(
    ("findings", "rules", "outcome"),
    [
        ({}, {"finding/license-missing"}, Outcome.REVIEW),
        ({"review": ["license-missing"]}, {"finding/license-missing"}, Outcome.REVIEW),
        ({"deny": ["license-missing"]}, {"finding/license-missing"}, Outcome.DENIED),
        ({"allow": ["license-missing"]}, UNRESOLVED, Outcome.REVIEW),
        ({"conditional": ["license-missing"]}, {*UNRESOLVED, "finding/license-missing"}, Outcome.REVIEW),
        (
            {"conditional": ["license-missing"], "review": ["gated-model"]},
            {*UNRESOLVED, "finding/license-missing", "finding/gated-model"},
            Outcome.REVIEW,
        ),
    ],
)
def test_no_list_lets_a_missing_license_pass(findings: dict[str, list[str]], rules: set[str], outcome: Outcome) -> None:
    policy = bare_policy(findings=findings, accept_conditions=True)
    found = audited(snapshot(front="tags: [x]", gated="auto"), policy=policy).decision
    assert {reason.rule for reason in found.reasons} == rules
    assert found.outcome is outcome


@pytest.mark.parametrize(
    ("waived", "rules"),
    [
        ((), {"finding/license-missing", "finding/gated-model"}),
        (("license-missing",), {"finding/gated-model"}),
        (("gated-model",), {"finding/license-missing"}),
        (("license-missing", "gated-model"), set()),
    ],
)
@pytest.mark.parametrize("unlisted", [True, False])
def test_only_a_waiver_by_name_lets_a_missing_license_pass(
    waived: tuple[str, ...], rules: set[str], unlisted: bool
) -> None:
    said = {"model": "org/model", "reason": "separate-agreement", "comment": "c", "approver": "a", "expires": DAY}
    waivers = [{"finding": finding, **said} for finding in waived]
    allowed = [] if unlisted else ["license-missing"]
    policy = bare_policy(findings={"allow": allowed, "review": ["gated-model"]}, waivers=waivers)
    noted = snapshots(snapshot(front="tags: [x]", gated="auto"))
    found = audit_one(noted, replace(under(policy), today=DAY)).decision
    if "finding/license-missing" in rules and not unlisted:
        rules = rules - {"finding/license-missing"} | UNRESOLVED
    assert {reason.rule for reason in found.reasons} == rules
    assert (found.outcome is Outcome.APPROVED) is (not rules)


ON_APPLICATION = "The weights are free for commercial use after registration."


@pytest.mark.parametrize(
    ("license_", "body", "commercial", "asks"),
    [
        ("mit", ON_APPLICATION, True, True),
        ("mit", "权重对学术研究完全开放，在填写问卷进行登记后亦允许免费商业使用。", True, True),
        ("chatglm-6b", ON_APPLICATION, True, True),  # its text asks for no registration
        ("mit", ON_APPLICATION, False, False),
        ("mit", "The weights are free for commercial use, without registration.", True, False),
        ("mit", f"{ON_APPLICATION} Commercial use is prohibited.", True, False),  # denied
        ("chatglm3-6b", ON_APPLICATION, True, False),  # its own clause asks
    ],
)
def test_a_card_that_gives_commercial_use_after_registration_asks_for_it(
    license_: str, body: str, commercial: bool, asks: bool
) -> None:
    found = audited(snapshot(front=f"license: {license_}", body=body), commercial=commercial).decision
    told = [reason for reason in found.reasons if reason.rule == "card/commercial-on-application"]
    asked = [
        item for item in found.questions if item.about == "registration" and (item.row or "").startswith("limits/")
    ]
    assert (bool(told), bool(asked)) == (asks, asks)
    if asks:
        assert found.outcome is not Outcome.APPROVED
        assert told[0].row == asked[0].row == "limits/apply-for-commercial-use"
        assert [item.fit.value for item in found.conditions if item.row == asked[0].row] == ["open"]


@pytest.mark.parametrize(
    ("words", "use", "outcome"),
    [
        ("This model is for research purposes only.", {"commercial": True}, Outcome.REVIEW),
        ("This model is for research purposes only.", {"commercial": True, "research": True}, Outcome.CONDITIONAL),
        ("This model is for research purposes only.", {"commercial": False}, Outcome.CONDITIONAL),
        ("This model is for research purposes only.", {"commercial": False, "research": True}, None),
        ("This model is for research purposes and for products.", {"commercial": True}, None),
    ],
)
def test_words_that_give_it_for_research_only_ask_whether_it_is_research(
    words: str, use: dict[str, Any], outcome: Outcome | None
) -> None:
    made = audited(snapshot(front="license: mit", body=words), **use)
    told = [reason for reason in made.decision.reasons if reason.rule == "card/research-only"]
    assert [reason.outcome for reason in told] == ([] if outcome is None else [outcome])
    if outcome is not None:
        assert [reason.citations[0].quote for reason in told] == [words]
        assert made.decision.outcome is outcome
        assert made.license.commercial_use.value == "conditional"
