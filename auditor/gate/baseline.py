"""A saved audit as a baseline: what it has already does not fail the run; what is new or worse does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from auditor.decide.outcomes import ORDER
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.decision import Outcome
from auditor.schema.gate import GateFinding


def marked_models(models: Iterable[ModelAudit], baseline: Audit) -> tuple[ModelAudit, ...]:
    """The models, those marked of which the baseline has everything that speaks against them.

    A model that is unverified is never known: what was not seen cannot be compared.
    """
    before = {_key(model): model for model in baseline.models}
    return tuple(model.model_copy(update={"known": _is_known(model, before.get(_key(model)))}) for model in models)


def marked_findings(gate: Iterable[GateFinding], baseline: Audit) -> tuple[GateFinding, ...]:
    """The findings about the repository, those marked that the baseline has, in whichever line."""
    before = {each for item in baseline.gate for each in _prints(item)}
    return tuple(
        item.model_copy(update={"known": item.outcome is not Outcome.UNVERIFIED and _prints(item) <= before})
        for item in gate
    )


def _is_known(model: ModelAudit, before: ModelAudit | None) -> bool:
    if before is None or Outcome.UNVERIFIED in (model.decision.outcome, before.decision.outcome):
        return False
    if ORDER.index(model.decision.outcome) > ORDER.index(before.decision.outcome):
        return False
    return _against(model) <= _against(before)


def _against(model: ModelAudit) -> Counter[tuple[str | None, ...]]:
    """All that speaks against a model: its reasons by rule and grounds, and the questions left open.

    What the message says is not compared: the same ground in other words is known. Counted, since two reasons may have
    one ground, and a third is new.
    """
    decision = model.decision
    speaking = (item for item in decision.reasons if item.outcome is not Outcome.APPROVED)
    asked = ((item.about, item.license, item.clause, item.origin.partition("@")[0]) for item in decision.questions)
    return Counter([*((item.rule, *item.grounds) for item in speaking), *asked])


def _key(model: ModelAudit) -> str:
    kind = model.evidence.ref.repo_type
    return f"{kind.value}:{(model.id or model.evidence.ref.id).lower()}"


def _prints(item: GateFinding) -> set[tuple[str, ...]]:
    """What tells a finding from others, once for each file: in another file it is new."""
    return {(item.id, place.file, item.reference or "", *item.names, item.after or "") for place in item.places}
