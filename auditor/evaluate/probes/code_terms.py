"""Is the code under a license that the OSI approved?

A license file named for the code speaks first. Code in the repository without one is under the model's license. Where
there is no code beside the weights, the library that runs the model answers; unknown where none is named. Linked code
that was read (`--follow-links`) and that trains, prepares data or runs the model must be approved as well, by the
license that GitHub detects in it.
"""

from __future__ import annotations

from auditor.evaluate.approval import approved
from auditor.evaluate.libraries import open_library
from auditor.evaluate.linked_code import RUNNING, TRAINING, approved_code, holding
from auditor.evaluate.probe import NoArgs, Reply, component, limited, subject, unknown
from auditor.schema.claim import LicenseClaim
from auditor.schema.evidence import Component, ComponentKind, Dossier, Repository
from auditor.schema.rubric import Answer

Args = NoArgs

_CODE = (ComponentKind.MODELING_CODE, ComponentKind.TRAINING_CODE, ComponentKind.CODE)


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Judge the code's own license, the model's, or the library; then that of linked code."""
    repository = subject(dossier)
    claims = [claim for claim in repository.license_claims if claim.role == "code" and claim.licenses]
    own = component(repository, _CODE)
    read = holding(dossier, repository, (*TRAINING, *RUNNING))
    if not read:
        return _beside_the_weights(dossier, repository, claims, own)
    if claims or own:
        beside = _beside_the_weights(dossier, repository, claims, own)
        if beside.answer is not Answer.MET:
            return beside
    given, reason = approved_code(read, dossier)
    cited = limited(citation for code in read for citation in code.citations)
    return Reply(answer=given, reason=reason, would_change="an OSI license on the code", citations=cited)


def _beside_the_weights(
    dossier: Dossier, repository: Repository, claims: list[LicenseClaim], own: Component | None
) -> Reply:
    library = open_library(repository)
    if not claims and own is None and library:
        return Reply(
            answer=Answer.MET, reason=f"no code of its own; {library} runs it", citations=(repository.metadata,)
        )
    if not claims and own is None:
        return unknown("no code lies beside the weights, and no library is named", "code, or the library that runs it")
    licenses = tuple(name for claim in claims for name in claim.licenses) or repository.conclusion.licenses
    places = [claim.citation for claim in claims] or [
        *([own.citation] if own else []),
        *repository.conclusion.citations,
    ]
    given, reason = approved(licenses, dossier, as_free=False)
    if given is Answer.UNKNOWN:
        return unknown(reason, "a license on the code", places)
    return Reply(answer=given, reason=reason, would_change="an OSI license on the code", citations=limited(places))
