"""Whether it may be a general-purpose model at all, by the task that is stated for it.

The guidelines take a model for one that was trained with more than 10^23 FLOP and generates language, or images or
video from text. What it was trained with is rarely said, so that no answer here is yes.
"""

from __future__ import annotations

from auditor.schema.evidence import Repository
from auditor.schema.rubric import OpenException
from auditor.schema.verdict import Generality, GeneralPurpose

_INDICATION = "training with more than 10^23 FLOP"


def generality(model: Repository, rule: OpenException) -> GeneralPurpose:
    """Unlikely for a narrow task; unknown for any other, and where none is stated."""
    task = model.task
    if task is None:
        reason = f"no task is stated, and whether it took {_INDICATION} is not known"
        return GeneralPurpose(answer=Generality.UNKNOWN, reason=reason)
    if task.name in rule.tasks.narrow:
        reason = f"its task, {task.name}, generates neither language nor images nor video"
        return GeneralPurpose(answer=Generality.UNLIKELY, reason=reason, citations=(task.citation,))
    does = "generates" if task.name in rule.tasks.generates else "may generate"
    reason = f"its task, {task.name}, {does} such content; whether it took {_INDICATION} is not known"
    return GeneralPurpose(answer=Generality.UNKNOWN, reason=reason, citations=(task.citation,))
