"""What a policy's lists do: licenses by id and family, findings by id, minimum openness."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.schema.decision import Outcome
from tests.builders import audited, bare_policy, snapshot

APPROVED, CONDITIONAL, REVIEW, UNVERIFIED, DENIED = Outcome


def outcome(front: str, **blocks: Any) -> Outcome:
    return audited(snapshot(front=front), policy=bare_policy(**blocks)).decision.outcome


@pytest.mark.parametrize(
    ("licenses", "expected"),
    [
        ({}, APPROVED),
        ({"allow": ["MIT"]}, APPROVED),
        ({"review": ["MIT"]}, REVIEW),
        ({"deny": ["MIT"]}, DENIED),
        ({"deny": ["MIT"], "review": ["MIT"], "allow": ["MIT"]}, DENIED),
        ({"review": ["MIT"], "allow": ["MIT"]}, REVIEW),
        ({"deny": ["family:permissive"]}, DENIED),
        ({"deny": ["family:permissive"], "allow": ["MIT"]}, APPROVED),
        ({"allow": ["family:permissive"], "deny": ["MIT"]}, DENIED),
        ({"allow": ["family:permissive"], "review": ["family:permissive"]}, REVIEW),
        ({"unlisted": "review"}, REVIEW),
        ({"unlisted": "denied"}, DENIED),
        ({"unlisted": "denied", "allow": ["MIT"]}, APPROVED),
        ({"unlisted": "denied", "allow": ["Apache-2.0"]}, DENIED),
    ],
)
def test_license_lists(licenses: dict[str, Any], expected: Outcome) -> None:
    assert outcome("license: mit", licenses=licenses) is expected


@pytest.mark.parametrize(
    ("licenses", "expected"),
    [
        ({}, CONDITIONAL),
        ({"deny": ["gpl"]}, DENIED),
        ({"deny": ["GPL-3.0"]}, REVIEW),
        ({"deny": ["family:copyleft"]}, DENIED),
        ({"review": ["GPL-3.0"]}, REVIEW),
        ({"allow": ["GPL-3.0"]}, CONDITIONAL),
        ({"allow": ["family:copyleft"]}, APPROVED),
        ({"allow": ["family:copyleft"], "deny": ["GPL-1.0"]}, REVIEW),
        ({"allow": ["gpl"], "deny": ["GPL-1.0"]}, APPROVED),
    ],
)
def test_an_umbrella_is_listed_as_its_members_are(licenses: dict[str, Any], expected: Outcome) -> None:
    assert outcome("license: gpl", licenses=licenses) is expected


@pytest.mark.parametrize(("licenses", "expected"), [({"deny": ["CC-BY-NC-4.0"]}, DENIED), ({"allow": ["MIT"]}, DENIED)])
def test_lists_see_the_licenses_of_bases(licenses: dict[str, Any], expected: Outcome) -> None:
    tuned = snapshot(front="license: mit\nbase_model: maker/base")
    base = snapshot("maker/base", "license: cc-by-nc-4.0")
    assert audited(tuned, base, policy=bare_policy(licenses=licenses)).decision.outcome is expected


def test_an_allowed_license_still_has_its_conditions_checked() -> None:
    allowed = bare_policy(licenses={"allow": ["qwen-2024"]})
    qwen = snapshot(front="license: qwen")
    assert audited(qwen, policy=allowed).decision.outcome is CONDITIONAL
    assert audited(qwen, policy=allowed, monthly_active_users=1).decision.outcome is APPROVED
    assert audited(qwen, policy=allowed, monthly_active_users=10**9).decision.outcome is DENIED


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ({}, APPROVED),
        ({"allow": ["gated-model"]}, APPROVED),
        ({"conditional": ["gated-model"]}, CONDITIONAL),
        ({"review": ["gated-model"]}, REVIEW),
        ({"deny": ["gated-model"]}, DENIED),
        ({"deny": ["gated-model"], "review": ["gated-model"], "allow": ["gated-model"]}, DENIED),
    ],
)
def test_a_note_counts_for_what_a_list_says(findings: dict[str, Any], expected: Outcome) -> None:
    gated = snapshot(gated="auto", files={"LICENSE": "https://opensource.org/license/mit"})
    assert audited(gated, policy=bare_policy(findings=findings)).decision.outcome is expected


@pytest.mark.parametrize(
    ("findings", "expected"),
    [({}, REVIEW), ({"allow": ["weights-missing"]}, APPROVED), ({"conditional": ["weights-missing"]}, CONDITIONAL)],
)
def test_a_warning_that_no_list_names_is_to_review(findings: dict[str, Any], expected: Outcome) -> None:
    empty = snapshot(listed=("config.json",))
    assert audited(empty, policy=bare_policy(findings=findings)).decision.outcome is expected


@pytest.mark.parametrize(
    ("minimum", "expected"),
    [
        ({}, APPROVED),
        ({"osaid": "undetermined"}, APPROVED),
        ({"osaid": "likely-pass"}, DENIED),
        ({"osaid": "pass", "below": "review"}, REVIEW),
        ({"tier": "open-weights"}, APPROVED),
        ({"tier": "open-source-ai"}, DENIED),
        ({"tier": "open-source-ai", "below": "conditional"}, CONDITIONAL),
        ({"tier": "open-source-ai", "below": "unverified"}, UNVERIFIED),
    ],
)
def test_minimum_openness(minimum: dict[str, Any], expected: Outcome) -> None:
    assert outcome("license: mit", minimum_openness=minimum) is expected


def test_an_undetermined_tier_is_below_every_minimum() -> None:
    silent = snapshot(siblings=..., library_name=...)
    found = audited(silent, policy=bare_policy(minimum_openness={"tier": "closed"}))
    assert found.openness.tier == "undetermined"
    assert found.decision.outcome is DENIED
