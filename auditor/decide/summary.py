"""The run in numbers, and the exit code that they mean."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.decide.ruling import ORDER, worst
from auditor.schema.audit import ModelAudit, Summary
from auditor.schema.decision import Outcome
from auditor.schema.gate import GateFinding
from auditor.schema.issue import Weight

EXIT_BY_OUTCOME: dict[Outcome, int] = {
    Outcome.APPROVED: 0,
    Outcome.CONDITIONAL: 10,
    Outcome.REVIEW: 10,
    Outcome.UNVERIFIED: 12,
    Outcome.DENIED: 11,
}


def summarize(models: Sequence[ModelAudit], accept_conditions: bool, gate: Sequence[GateFinding] = ()) -> Summary:
    """The run in numbers. With `accept_conditions` a conditional model does not fail the run.

    Accepted conditions are as good as an approval, so whatever keeps from approving keeps from accepting them too.
    What the baseline has and what was waived is counted, and does not make the outcome.
    """
    outcomes = [model.decision.outcome for model in models]
    counted = [model.decision.outcome for model in models if not model.known]
    outcome = worst([*counted, *(item.outcome for item in gate if item.speaks)])
    code = EXIT_BY_OUTCOME[outcome]
    if outcome is Outcome.CONDITIONAL and accept_conditions:
        open_trouble = any(issue.weight is not Weight.INCIDENTAL for model in models for issue in model.issues)
        code = EXIT_BY_OUTCOME[Outcome.UNVERIFIED] if open_trouble else 0
    counts = {item.value: outcomes.count(item) for item in ORDER if item in outcomes}
    return Summary(
        outcome=outcome,
        exit_code=code,
        models=len(models),
        by_outcome=counts,
        waived=sum(item.waived is not None for item in gate)
        + sum(item.waived is not None for model in models for item in model.findings),
        known=sum(item.known for item in gate) + sum(model.known for model in models),
    )
