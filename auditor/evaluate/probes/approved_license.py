"""Are the weights under a license that the Open Source Initiative approved, or under terms as free?

Every license concluded must be approved: a compound counts by its most restrictive part, and a license that we do not
know is unknown. Terms of a base model that were dropped on the way bind all the same, so they count too.
"""

from __future__ import annotations

from auditor.evaluate.approval import approved
from auditor.evaluate.probe import NoArgs, Reply, limited, subject, unknown
from auditor.inheritance.flow import dropped_terms
from auditor.schema.evidence import Dossier
from auditor.schema.rubric import Answer

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Judge the licenses that bind."""
    conclusion = subject(dossier).conclusion
    cited = limited(conclusion.citations)
    given, reason = approved(conclusion.licenses, dossier, as_free=True)
    dropped = dropped_terms(dossier)
    if dropped and given is not Answer.NOT_MET:
        places = limited(citation for drop in dropped for citation in drop.citations)
        return Reply(answer=Answer.NOT_MET, reason=dropped[0].message, would_change="other terms", citations=places)
    if given is Answer.UNKNOWN:
        return unknown(reason if conclusion.licenses else conclusion.reason, "a license that names its terms", cited)
    return Reply(answer=given, reason=reason, would_change="an OSI-approved license", citations=cited)
