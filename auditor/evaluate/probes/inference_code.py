"""Does the model run from a library, or from code, that is under an OSI-approved license?

Met when its library is one whose code is known to be; partial when it brings modeling code of its own, whose license
must be read; unknown when no such library is named.
"""

from __future__ import annotations

from auditor.evaluate.libraries import open_library
from auditor.evaluate.probe import NoArgs, Reply, component, limited, subject, unknown
from auditor.schema.evidence import ComponentKind, Dossier
from auditor.schema.reading import CodeRole
from auditor.schema.rubric import Answer

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Read the library's name and look for modeling code."""
    repository = subject(dossier)
    own = component(repository, [ComponentKind.MODELING_CODE])
    if own:
        reason, change = (
            f"it brings its own code ({own.paths[0][:80]}), whose terms must be read",
            "an OSI license on it",
        )
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change=change, citations=(own.citation,))
    library = open_library(repository)
    if library:
        pointer = "/library_name" if repository.library else f"/tags/{repository.tags.index(library)}"
        at = repository.metadata.model_copy(update={"pointer": pointer, "quote": library})
        return Reply(answer=Answer.MET, reason=f"it runs from {library}", citations=(at,))
    named = [item for item in repository.reading.code if item.role is CodeRole.INFERENCE]
    if named:
        reason, change = f"{named[0].where[:100]} is named for running it, not read", "an OSI license on it"
        cited = limited(item.citation for item in named)
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change=change, citations=cited)
    reason = f"library: {repository.library}" if repository.library else "no library is named"
    return unknown(reason, "a library, or code, under an OSI-approved license", [repository.metadata])
