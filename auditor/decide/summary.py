"""The run in numbers, and the exit code that they mean."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.decide.outcomes import ORDER, worst
from auditor.schema.audit import ModelAudit, Summary
from auditor.schema.exit_codes import of_run
from auditor.schema.gate import GateFinding, Tally


def summarize(
    models: Sequence[ModelAudit],
    accept_conditions: bool,
    gate: Sequence[GateFinding] = (),
    references: Tally | None = None,
) -> Summary:
    """The run in numbers. With `accept_conditions` a conditional model does not fail the run (`of_run`).

    What the baseline has and what was waived is counted, and does not make the outcome.
    """
    outcomes = [model.decision.outcome for model in models]
    counted = [model.decision.outcome for model in models if not model.known]
    outcome = worst([*counted, *(item.outcome for item in gate if item.speaks)])
    issues = (issue for model in models for issue in model.issues)
    counts = {item.value: outcomes.count(item) for item in ORDER if item in outcomes}
    return Summary(
        outcome=outcome,
        exit_code=of_run(outcome, issues, accept_conditions=accept_conditions),
        models=len(models),
        by_outcome=counts,
        waived=sum(item.waived is not None for item in gate)
        + sum(item.waived is not None for model in models for item in model.findings),
        known=sum(item.known for item in gate) + sum(model.known for model in models),
        references=references,
    )
