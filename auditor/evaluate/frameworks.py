"""Frameworks by rule: what follows from the verdicts, and which of them stand in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.schema.rubric import Answer, Conjunction, Ladder, Likelihood, Requirement, Rung
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
        if stands(rung, verdicts):
            reached = index
    following = reached + 1 if reached >= 0 else min(2, len(ladder.rungs) - 1)
    blocking = missing(ladder.rungs[following], verdicts) if following < len(ladder.rungs) else ()
    return (ladder.rungs[reached].name if reached >= 0 else UNDETERMINED), blocking


def stands(rung: Rung, verdicts: Mapping[str, Verdict]) -> bool:
    """Whether a model stands on a rung: each requirement holds, and each of one group where there are some."""
    return not missing(rung, verdicts)


def missing(rung: Rung, verdicts: Mapping[str, Verdict]) -> tuple[str, ...]:
    """The criteria that keep a model from a rung; of the groups those of the nearest, which is the first of them."""
    groups = [_open(group, verdicts) for group in rung.either]
    return tuple(dict.fromkeys((*_open(rung.requires, verdicts), *min(groups, key=len, default=()))))


def _open(requirements: Iterable[Requirement], verdicts: Mapping[str, Verdict]) -> tuple[str, ...]:
    return tuple(item.criterion for item in requirements if not holds(item, verdicts))


def _likely(rule: Likelihood | None, verdicts: Mapping[str, Verdict]) -> bool:
    if rule is None or not all(holds(requirement, verdicts) for requirement in rule.all):
        return False
    return not rule.any or any(holds(requirement, verdicts) for requirement in rule.any)


def holds(requirement: Requirement, verdicts: Mapping[str, Verdict]) -> bool:
    """Whether a criterion's answer is one of those required."""
    return verdicts[requirement.criterion].answer in requirement.answers
