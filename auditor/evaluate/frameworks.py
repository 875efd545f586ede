"""Frameworks by rule: what follows from the verdicts, and which of them stand in the way."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.schema.rubric import Answer, Conjunction, Ladder, Likelihood, Requirement
from auditor.schema.verdict import OsaidOutcome, OsaidResult, Verdict

UNDETERMINED = "undetermined"


def osaid(verdicts: Mapping[str, Verdict], framework: Conjunction) -> OsaidResult:
    """OSAID 1.0: fail by one required `not_met`, pass when all hold; never a pass over an unknown.

    With nothing unknown, what is only partial makes a likely pass; so do the framework's own rules for what is likely,
    either way. Anything else is undetermined.
    """
    unmet = [requirement.criterion for requirement in framework.requires if not holds(requirement, verdicts)]
    blocking = tuple(item for item in unmet if verdicts[item].answer is Answer.NOT_MET)
    open_ids = tuple(item for item in unmet if item not in blocking)
    if blocking:
        outcome = OsaidOutcome.FAIL
    elif not unmet:
        outcome = OsaidOutcome.PASS
    elif all(verdicts[item].answer is Answer.PARTIAL for item in unmet) or _likely(framework.likely_pass, verdicts):
        outcome = OsaidOutcome.LIKELY_PASS
    elif _likely(framework.likely_fail, verdicts):
        outcome = OsaidOutcome.LIKELY_FAIL
    else:
        outcome = OsaidOutcome.UNDETERMINED
    return OsaidResult(outcome=outcome, blocking=blocking, open=open_ids)


def tier(verdicts: Mapping[str, Verdict], ladder: Ladder) -> tuple[str, tuple[str, ...]]:
    """The highest rung whose requirements hold, and the criteria that keep the model from the next one.

    `undetermined` when no rung's requirements hold: the evidence does not decide.
    """
    reached = -1
    for index, rung in enumerate(ladder.rungs):
        if all(holds(requirement, verdicts) for requirement in rung.requires):
            reached = index
    if reached + 1 < len(ladder.rungs) and reached >= 0:
        following = ladder.rungs[reached + 1].requires
    else:
        following = () if reached >= 0 else ladder.rungs[min(2, len(ladder.rungs) - 1)].requires
    blocking = tuple(item.criterion for item in following if not holds(item, verdicts))
    return (ladder.rungs[reached].name if reached >= 0 else UNDETERMINED), blocking


def _likely(rule: Likelihood | None, verdicts: Mapping[str, Verdict]) -> bool:
    if rule is None or not all(holds(requirement, verdicts) for requirement in rule.all):
        return False
    return not rule.any or any(holds(requirement, verdicts) for requirement in rule.any)


def holds(requirement: Requirement, verdicts: Mapping[str, Verdict]) -> bool:
    """Whether a criterion's answer is one of those required."""
    return verdicts[requirement.criterion].answer in requirement.answers
