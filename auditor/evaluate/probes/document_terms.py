"""Are card and documents, and with them what is told of the data, under open terms?

Met where a license that the OSI approved, or one as free, is stated for the repository as a whole, in which the card
lies; unknown where terms are stated for parts alone, or where those of the whole are not open or not known.
"""

from __future__ import annotations

from auditor.evaluate.approval import approved
from auditor.evaluate.probe import NoArgs, Reply, limited, subject, unknown
from auditor.schema.evidence import Dossier
from auditor.schema.rubric import Answer

Args = NoArgs

_WHOLE = ("", "project")
_CHANGE = "open terms for the card and the documents"


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Judge what is stated for the whole."""
    repository = subject(dossier)
    claims = [claim for claim in repository.license_claims if claim.licenses and claim.role in _WHOLE]
    whole = tuple(name for name in repository.conclusion.licenses if any(name in claim.licenses for claim in claims))
    cited = limited(claim.citation for claim in claims)
    if not whole:
        parts = sorted({claim.role for claim in repository.license_claims if claim.licenses})
        reason = f"terms are stated for {' and '.join(parts)} alone" if parts else repository.conclusion.reason
        return unknown(reason, _CHANGE, cited)
    given, reason = approved(whole, dossier, as_free=True)
    if given is not Answer.MET:
        return unknown(reason, _CHANGE, cited)
    return Reply(answer=given, reason=f"stated for the repository, in which the card lies: {reason}", citations=cited)
