"""Outcomes in their order, and what a policy's lists make of a finding."""

from __future__ import annotations

from auditor.schema.decision import Level, Outcome
from auditor.schema.policy import Policy

# From best to worst. A denial stands on what is known, so trouble in obtaining the rest does not lift it.
ORDER = (Outcome.APPROVED, Outcome.CONDITIONAL, Outcome.REVIEW, Outcome.UNVERIFIED, Outcome.DENIED)


def outcome_of(finding: str, level: Level, policy: Policy) -> Outcome:
    """What the policy's lists make of a finding; one that no list names is to review, unless it is only a note."""
    lists = policy.findings
    rules = {
        Outcome.DENIED: lists.deny,
        Outcome.REVIEW: lists.review,
        Outcome.CONDITIONAL: lists.conditional,
        Outcome.APPROVED: lists.allow,
    }
    unlisted = Outcome.APPROVED if level is Level.NOTE else Outcome.REVIEW
    return next((outcome for outcome, ids in rules.items() if finding in ids), unlisted)


def worst(outcomes: list[Outcome]) -> Outcome:
    """The worst of these outcomes; nothing against it is approved."""
    return max(outcomes, key=ORDER.index, default=Outcome.APPROVED)
