"""Does the model run from a library, or from code, that is under an OSI-approved license?

Met when its library is one whose code is known to be, or when linked code that runs it was read (`--follow-links`) and
GitHub detects such a license in it. Modeling code of its own counts with a license file whose text is such a license;
without one it is partial, for a tag speaks of the weights. Unknown when neither is named.
"""

from __future__ import annotations

from auditor.evaluate.approval import approved
from auditor.evaluate.libraries import open_library
from auditor.evaluate.linked_code import RUNNING, approved_code, holding
from auditor.evaluate.probe import NoArgs, Reply, component, limited, subject, unknown
from auditor.schema.claim import Basis
from auditor.schema.evidence import Component, ComponentKind, Dossier, Repository
from auditor.schema.reading import CodeRole
from auditor.schema.rubric import Answer

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Read the library's name and look for modeling code."""
    repository = subject(dossier)
    own = component(repository, [ComponentKind.MODELING_CODE])
    if own:
        return _own_code(dossier, repository, own)
    library = open_library(repository)
    if library:
        pointer = "/library_name" if repository.library else f"/tags/{repository.tags.index(library)}"
        at = repository.metadata.model_copy(update={"pointer": pointer, "quote": library})
        return Reply(answer=Answer.MET, reason=f"it runs from {library}", citations=(at,))
    read = holding(dossier, repository, RUNNING)
    given, reason = approved_code(read, dossier) if read else (Answer.UNKNOWN, "")
    if given is Answer.MET:
        cited = limited(citation for code in read for citation in code.citations)
        return Reply(answer=given, reason=reason, citations=cited)
    named = [item for item in repository.reading.code if item.role is CodeRole.INFERENCE]
    if named:
        reason, change = f"{named[0].where[:100]} is named for running it, not read", "an OSI license on it"
        cited = limited(item.citation for item in named)
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change=change, citations=cited)
    reason = f"library: {repository.library}" if repository.library else "no library is named"
    return unknown(reason, "a library, or code, under an OSI-approved license", [repository.metadata])


def _own_code(dossier: Dossier, repository: Repository, own: Component) -> Reply:
    """Code in the repository is under the license named for it, else under the one whose text lies beside it."""
    claims = [claim for claim in repository.license_claims if claim.licenses and claim.basis is Basis.DETECTED]
    of_code = [claim for claim in claims if claim.role == "code"]
    texts = of_code or [claim for claim in claims if not claim.role]
    ids = tuple(dict.fromkeys(name for claim in texts for name in claim.licenses))
    both = ids if of_code else tuple(dict.fromkeys((*ids, *repository.conclusion.licenses)))
    given, reason = approved(both, dossier, as_free=False) if texts else (Answer.UNKNOWN, "")
    if given is Answer.MET:
        said = f"it brings its own code ({own.paths[0][:80]}), and the text beside it is read: {reason}"
        return Reply(answer=given, reason=said, citations=limited((own.citation, *(claim.citation for claim in texts))))
    said = f"it brings its own code ({own.paths[0][:80]}), whose terms must be read"
    return Reply(answer=Answer.PARTIAL, reason=said, would_change="an OSI license on it", citations=(own.citation,))
