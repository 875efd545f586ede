"""No license is a review, whatever a policy makes of the finding that says so; and it is said once."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import audited, bare_policy, snapshot

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
