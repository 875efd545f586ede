"""Do code, data, documentation and weights each have stated terms?

Met when separate license files name terms for code and for weights; partial when one license is stated for all of it;
unknown without a license.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, limited, subject, unknown
from auditor.schema.evidence import Dossier
from auditor.schema.rubric import Answer

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """See which parts the license files are named for."""
    repository = subject(dossier)
    parts = {claim.role for claim in repository.license_claims if claim.licenses} - {"", "policy"}
    cited = limited(claim.citation for claim in repository.license_claims)
    if {"code", "weights"} <= parts:
        return Reply(answer=Answer.MET, reason="code and weights have license files of their own", citations=cited)
    if repository.conclusion.licenses:
        reason = "one license is stated; which parts it covers is not"
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change="terms for each part", citations=cited)
    return unknown(repository.conclusion.reason, "terms for each part", cited)
