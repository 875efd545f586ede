"""Every criterion asked of one dossier."""

from __future__ import annotations

from typing import Any

from auditor.evaluate.ai_act.exception import exception
from auditor.evaluate.coverage import coverage
from auditor.evaluate.frameworks import osaid, tier
from auditor.evaluate.mof import mof
from auditor.evaluate.probe import Reply
from auditor.evaluate.probes import PROBES
from auditor.schema.evidence import Dossier
from auditor.schema.rubric import Answer, Criterion, Rubric
from auditor.schema.verdict import Openness, Verdict


def evaluate(dossier: Dossier, rubric: Rubric) -> Openness:
    """Answer every criterion and apply the frameworks. Pure.

    Where the model itself could not be had, every answer is unknown.
    """
    criteria = {criterion.id: _verdict(dossier, criterion) for criterion in rubric.criteria}
    name, blocking = tier(criteria, rubric.tier)
    return Openness(
        criteria=criteria,
        osaid=osaid(criteria, rubric.osaid),
        tier=name,
        tier_blocking=blocking,
        mof=mof(dossier, criteria, rubric.mof) if rubric.mof else None,
        ai_act=exception(dossier, criteria, rubric.ai_act) if rubric.ai_act else None,
        coverage=coverage(criteria, rubric.coverage),
    )


def _verdict(dossier: Dossier, criterion: Criterion) -> Verdict:
    reply = _ask(dossier, criterion)
    return Verdict(
        criterion=criterion.id,
        name=criterion.name,
        answer=reply.answer,
        reason=reply.reason,
        would_change=reply.would_change,
        citations=reply.citations,
    )


def _ask(dossier: Dossier, criterion: Criterion) -> Reply:
    if dossier.subject is None:
        return Reply(answer=Answer.UNKNOWN, reason="the model could not be read", would_change="its papers")
    probe: Any = PROBES[criterion.probe]
    reply: Reply = probe.answer(dossier, probe.Args.model_validate(criterion.args))
    return reply
