"""Is the code under a license that the OSI approved?

A license file named for the code speaks first. Code in the repository without one is under the model's license. Where
there is no code beside the weights, the library that runs the model answers.
"""

from __future__ import annotations

from auditor.evaluate.approval import approved
from auditor.evaluate.libraries import open_library
from auditor.evaluate.probe import NoArgs, Reply, component, limited, subject, unknown
from auditor.schema.evidence import ComponentKind, Dossier
from auditor.schema.rubric import Answer

Args = NoArgs

_CODE = (ComponentKind.MODELING_CODE, ComponentKind.TRAINING_CODE, ComponentKind.CODE)


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Judge the code's own license, the model's, or the library."""
    repository = subject(dossier)
    claims = [claim for claim in repository.license_claims if claim.role == "code" and claim.licenses]
    own = component(repository, _CODE)
    library = open_library(repository)
    if not claims and own is None and library:
        return Reply(
            answer=Answer.MET, reason=f"no code of its own; {library} runs it", citations=(repository.metadata,)
        )
    licenses = tuple(name for claim in claims for name in claim.licenses) or repository.conclusion.licenses
    places = [claim.citation for claim in claims] or [
        *([own.citation] if own else []),
        *repository.conclusion.citations,
    ]
    given, reason = approved(licenses, dossier, as_free=False)
    if given is Answer.UNKNOWN:
        return unknown(reason, "a license on the code", places)
    return Reply(answer=given, reason=reason, would_change="an OSI license on the code", citations=limited(places))
