"""EU AI Act, Article 53(2): what speaks against the exception for free and open-source models.

Three questions, of which the gravest answer counts: do the terms that bind allow access, use, change and distribution
to anybody; is something taken in return; are weights, architecture and usage public. Beside them stands whether it may
be a general-purpose model at all, since no other model needs the exception.
"""

from __future__ import annotations

from collections.abc import Mapping

from auditor.evaluate.ai_act.generality import generality
from auditor.evaluate.ai_act.monetisation import monetisation
from auditor.evaluate.ai_act.publication import publication
from auditor.evaluate.ai_act.terms import terms
from auditor.schema.evidence import Dossier
from auditor.schema.rubric import OpenException
from auditor.schema.verdict import LimbOutcome, LimbResult, Verdict

GRAVEST_FIRST = (LimbOutcome.DISQUALIFIED, LimbOutcome.CONTESTED, LimbOutcome.UNDETERMINED, LimbOutcome.OK)


def exception(dossier: Dossier, verdicts: Mapping[str, Verdict], rule: OpenException) -> LimbResult:
    """Answer each question, and take over the gravest answer with its reason."""
    subject = dossier.subject
    if subject is None:
        reason = "the model could not be read"
        return LimbResult(outcome=LimbOutcome.UNDETERMINED, reason=reason, not_assessed=rule.not_assessed)
    asked = (terms(dossier, rule), monetisation(dossier, rule), publication(verdicts, rule))
    worst = min(asked, key=lambda part: GRAVEST_FIRST.index(part.outcome))
    return LimbResult(
        outcome=worst.outcome,
        reason=worst.reason,
        citations=worst.citations,
        not_assessed=rule.not_assessed,
        terms=asked[0],
        monetisation=asked[1],
        publication=asked[2],
        general_purpose=generality(subject, rule),
    )
