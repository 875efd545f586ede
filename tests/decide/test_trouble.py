"""Trouble with what a policy looks at: data, linked code, the gate. It clears nothing that evidence would not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from auditor.pipeline import audit_one
from auditor.schema.decision import Outcome
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.policy import Policy
from auditor.schema.waiver import Waiver, WaiverReason
from tests.builders import WEIGHTS, audited, bare_policy, dataset, issue, snapshot, snapshots, standards, under

ON_DATA = snapshot(front="license: mit\ndatasets: [org/data]")
CONDITIONAL = snapshot(front="license: llama3.1\ndatasets: [org/data]")
LABEL = snapshot(front="license: mit\ndatasets: [imagenet-21k]")
DENIES = bare_policy(findings={"deny": ["data-non-commercial"]})
HEEDLESS = bare_policy(findings={"allow": ["data-non-commercial", "open-source-claim", "training-code-hollow"]})
ASKS_FOR_OPENNESS = bare_policy(
    findings={"allow": ["data-non-commercial", "open-source-claim"]},
    minimum_openness={"osaid": "fail", "below": "review"},
)
KINDS = [kind for kind in IssueKind if kind not in (IssueKind.LENGTH_ALONE, IssueKind.GATE_UNKNOWN)]


def _data(kind: IssueKind = IssueKind.TIMEOUT, name: str = "datasets/org/data", file: str | None = None) -> list[Issue]:
    return [issue(Weight.INCIDENTAL, name, kind, file)]


@pytest.mark.parametrize("file", [None, "README.md"])
@pytest.mark.parametrize("kind", KINDS)
def test_data_that_the_policy_looks_at_and_that_cannot_be_had_approves_nothing(
    kind: IssueKind, file: str | None
) -> None:
    for subject in (ON_DATA, CONDITIONAL):
        found = audited(subject, issues=_data(kind, file=file)).decision
        assert found.outcome is Outcome.UNVERIFIED
        [reason] = [item for item in found.reasons if item.rule.startswith("issue/")]
        assert reason.rule == f"issue/{kind.value}"
        assert "datasets/org/data" in reason.names
        assert reason.message.endswith("is gated; the policy commercial looks at it")


def test_a_body_whose_length_alone_speaks_is_only_reported() -> None:
    assert audited(ON_DATA, issues=_data(IssueKind.LENGTH_ALONE)).decision.outcome is Outcome.APPROVED


@pytest.mark.parametrize(
    ("policy", "front", "outcome"),
    [
        ("commercial", "license: other\ndatasets: [org/data]", Outcome.REVIEW),
        ("commercial", "license: cc-by-nc-4.0\ndatasets: [org/data]", Outcome.DENIED),
        ("research", "license: mit\ndatasets: [org/data]", Outcome.APPROVED),
        (HEEDLESS, "license: mit\ndatasets: [org/data]", Outcome.APPROVED),
        (DENIES, "license: other\ndatasets: [org/data]", Outcome.UNVERIFIED),
        (ASKS_FOR_OPENNESS, "license: mit\ndatasets: [org/data]", Outcome.UNVERIFIED),
    ],
)
def test_trouble_with_data_matters_as_far_as_the_policy_looks_at_it(
    policy: str | Policy, front: str, outcome: Outcome
) -> None:
    found = audited(snapshot(front=front), policy=policy, issues=_data()).decision
    assert found.outcome is outcome
    assert any(item.rule == "issue/timeout" for item in found.reasons) is (outcome is Outcome.UNVERIFIED)


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (IssueKind.MISSING_OR_PRIVATE, Outcome.APPROVED),
        (IssueKind.MISSING, Outcome.APPROVED),
        (IssueKind.RATE_LIMITED, Outcome.UNVERIFIED),
        (IssueKind.NOT_IN_SOURCE, Outcome.UNVERIFIED),
    ],
)
def test_a_name_without_an_account_that_the_hub_does_not_know_is_a_label(kind: IssueKind, outcome: Outcome) -> None:
    assert audited(LABEL, issues=_data(kind, "datasets/imagenet-21k")).decision.outcome is outcome


def test_more_data_than_is_looked_up_is_trouble_with_data() -> None:
    many = [issue(Weight.INCIDENTAL, "org/model", IssueKind.TOO_MANY)]
    assert audited(ON_DATA, dataset(), issues=many).decision.outcome is Outcome.UNVERIFIED


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [(IssueKind.MISSING_OR_PRIVATE, Outcome.APPROVED), (IssueKind.TIMEOUT, Outcome.UNVERIFIED)],
)
def test_that_data_is_not_to_be_had_can_be_accepted_and_passing_trouble_cannot(
    kind: IssueKind, outcome: Outcome
) -> None:
    waiver = Waiver(
        finding="data-unavailable",
        model="pkg:huggingface/org/model",
        expires=date(2030, 1, 1),
        reason=WaiverReason.RISK_ACCEPTED,
        comment="Counsel looked at it.",
        approver="counsel@example.org",
    )
    plain = standards()
    held = replace(plain, policy=plain.policy.model_copy(update={"waivers": (waiver,)}), today=date(2029, 1, 1))
    assert audit_one(snapshots(ON_DATA, issues=_data(kind)), held).decision.outcome is outcome


def test_much_trouble_of_one_kind_is_one_reason() -> None:
    names = [f"datasets/org/data-{number}" for number in range(9)]
    found = audited(ON_DATA, issues=[item for name in names for item in _data(name=name)]).decision
    [reason] = [item for item in found.reasons if item.rule.startswith("issue/")]
    assert reason.names == tuple(names)
    assert "datasets/org/data-5 and 3 more: each is gated; the policy commercial looks at them" in reason.message


@pytest.mark.parametrize(
    ("policy", "outcome"),
    [
        ("commercial", Outcome.APPROVED),
        (bare_policy(), Outcome.UNVERIFIED),
        (HEEDLESS, Outcome.APPROVED),
        (ASKS_FOR_OPENNESS, Outcome.UNVERIFIED),
    ],
)
def test_linked_code_matters_as_far_as_the_policy_looks_at_it(policy: str | Policy, outcome: Outcome) -> None:
    linked = [issue(Weight.INCIDENTAL, "github.com/org/code", IssueKind.RATE_LIMITED)]
    assert audited(snapshot(), policy=policy, issues=linked).decision.outcome is outcome


@pytest.mark.parametrize(
    ("gated", "front", "policy", "outcome"),
    [
        (False, "mit", "commercial", Outcome.APPROVED),
        ("manual", "mit", "commercial", Outcome.CONDITIONAL),
        (..., "mit", "commercial", Outcome.UNVERIFIED),
        (None, "mit", "commercial", Outcome.UNVERIFIED),
        (True, "mit", "commercial", Outcome.UNVERIFIED),
        (..., "llama3.1", "commercial", Outcome.CONDITIONAL),
        (..., "mit", bare_policy(), Outcome.APPROVED),
    ],
)
def test_metadata_that_does_not_speak_of_a_gate_is_not_open(
    gated: object, front: str, policy: str | Policy, outcome: Outcome
) -> None:
    found = audited(snapshot(front=f"license: {front}", gated=gated), policy=policy)
    assert found.decision.outcome is outcome
    said = [item.kind for item in found.issues]
    assert said == ([] if gated in (False, "manual") else [IssueKind.GATE_UNKNOWN])


def test_under_a_policy_of_data_nothing_is_better_than_with_the_data() -> None:
    forbidden = dataset(front="license: cc-by-nc-4.0")
    assert audit_one(snapshots(ON_DATA, forbidden), under(DENIES)).decision.outcome is Outcome.DENIED
    assert audit_one(snapshots(ON_DATA, issues=_data()), under(DENIES)).decision.outcome is Outcome.UNVERIFIED


GATED = Issue(
    kind=IssueKind.GATED,
    weight=Weight.CONTRIBUTORY,
    subject="org/model",
    file="LICENSE",
    message="is gated: only those who were let in get its files",
)


@pytest.mark.parametrize(
    ("license_", "outcome"),
    [("mit", Outcome.CONDITIONAL), ("cc-by-nc-4.0", Outcome.DENIED), ("unheard-of", Outcome.REVIEW)],
)
def test_what_is_public_of_a_gated_model_gives_a_condition_at_best(license_: str, outcome: Outcome) -> None:
    subject = snapshot(front=None, cardData={"license": license_}, gated="manual", listed=(WEIGHTS[0], "LICENSE"))
    made = audited(subject, issues=(GATED,))
    assert made.decision.outcome is outcome
    told = [reason for reason in made.decision.reasons if reason.rule == "issue/gated"]
    assert [reason.names for reason in told] == [("LICENSE",)]
    assert not any("no license file" in finding.message for finding in made.findings)
