"""Whether something is taken in return for the model, as far as the Hub shows it (guidelines, 86 and 87).

Two licenses side by side, of which the wider one has to be paid for or asked for, are monetisation. So is access in
exchange for personal data, unless these serve security, compatibility or interoperability alone: what a gate is for
cannot be seen, so that it is contested. The Hub hands the name and address of an account to whoever owns the gate.
"""

from __future__ import annotations

from auditor.evaluate.ai_act.bound import bearings
from auditor.evaluate.ai_act.terms import spoken
from auditor.evaluate.probe import limited, subject
from auditor.schema.evidence import Dossier, GateState, Repository
from auditor.schema.rubric import OpenException
from auditor.schema.verdict import LimbOutcome, LimbPart

_MOST_SAID = 4


def monetisation(dossier: Dossier, rule: OpenException) -> LimbPart:
    """Dual licensing by any license or words that bind; then the model's own gate."""
    for bearing in bearings(dossier):
        word = next((word for word in bearing.words if word in rule.dual.licenses), None)
        if word:
            reason = f"dual licensing: {bearing.name} does not cover all use ({word}); more has to be asked for"
            return LimbPart(outcome=LimbOutcome.DISQUALIFIED, reason=reason, citations=limited(bearing.citations))
    said = next((item for _, item in spoken(dossier, rule.dual.words)), None)
    if said:
        reason = f"dual licensing: {said.citation.place} says so in its own words: {said.kind.value}"
        return LimbPart(outcome=LimbOutcome.DISQUALIFIED, reason=reason, citations=(said.citation,))
    return _by_gate(subject(dossier))


def _by_gate(model: Repository) -> LimbPart:
    access = model.access
    if access.gate is GateState.UNKNOWN:
        reason = "the metadata does not say whether it is gated"
        return LimbPart(outcome=LimbOutcome.UNDETERMINED, reason=reason)
    if access.gate is GateState.OPEN:
        reason = "no price, no second license and no gate are to be seen"
        return LimbPart(outcome=LimbOutcome.OK, reason=reason, citations=access.citations[:1])
    asked = access.fields[:_MOST_SAID]
    more = f" and {len(access.fields) - len(asked)} more" if len(access.fields) > len(asked) else ""
    names = ", ".join(item.label[:60] for item in asked)
    takes = f"asks for {names}{more}" if asked else "hands the name and address of an account to its owner"
    reason = f"access against personal data: the gate {takes}"
    cited = limited((*access.citations[:1], *(item.citation for item in access.fields)))
    return LimbPart(outcome=LimbOutcome.CONTESTED, reason=reason, citations=cited)
