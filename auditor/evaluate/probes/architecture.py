"""Is the architecture given as code?

Met by modeling code in the repository, or by a configuration of a library that holds the code of architectures: the
libraries named in `libraries`, unless the model is tagged as one with code of its own. A configuration without such
code says what the architecture is, and is no code: partial. An adapter has no architecture of its own; its bases
answer for it. Unknown where neither is found.
"""

from __future__ import annotations

from auditor.evaluate.libraries import open_library
from auditor.evaluate.probe import Reply, component, limited, subject, unknown
from auditor.schema.base import Value
from auditor.schema.evidence import ComponentKind, Dossier, Repository
from auditor.schema.rubric import Answer

_OWN_CODE = "custom_code"


class Args(Value):
    """Libraries whose code holds the architectures that a configuration names."""

    libraries: tuple[str, ...]


def answer(dossier: Dossier, args: Args) -> Reply:
    """Look through the subject's files, and its bases' where they answer for it."""
    asked = [subject(dossier)]
    if component(asked[0], [ComponentKind.ADAPTER]):
        asked += dossier.ancestors
    for repository in asked:
        reply = _in(repository, args)
        if reply:
            return reply
    reason = "none of the files listed is recognised as configuration or modeling code"
    if not asked[0].files_listed:
        reason = "the metadata lists no files"
    return unknown(reason, "modeling code, or a configuration and the library", [asked[0].metadata])


def _in(repository: Repository, args: Args) -> Reply | None:
    code = component(repository, [ComponentKind.MODELING_CODE])
    if code:
        return Reply(answer=Answer.MET, reason=f"modeling-code: {code.paths[0][:80]}", citations=(code.citation,))
    config = component(repository, [ComponentKind.CONFIG])
    if config is None:
        return None
    library, path = open_library(repository), config.paths[0][:80]
    if library in args.libraries and _OWN_CODE not in repository.tags:
        reason = f"{path} configures an architecture whose code is in {library}"
        return Reply(answer=Answer.MET, reason=reason, citations=limited((config.citation, repository.metadata)))
    reason = f"{path} says what the architecture is, and no code for it is named"
    change = "modeling code, or a library that holds it"
    return Reply(answer=Answer.PARTIAL, reason=reason, would_change=change, citations=(config.citation,))
