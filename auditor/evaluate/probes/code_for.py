"""Is the code for this released?

Met by a script of the repository that the card names for it, with a configuration beside it that is there as well;
partial by such a script alone or by a link with that role, which is not followed. A link that was followed
(`--follow-links`) is met by a script for it beside a configuration that names this model; a fork or a framework without
one, and code that only runs models, stay partial. A generic framework or a fork of one
trains any model and is no evidence, unless the card names this model's configuration; neither is a script that nothing
but its name speaks for. For a model with a base, code for tuning is its training code. Not met where the card says that
the code is not released.
"""

from __future__ import annotations

from auditor.evaluate.probe import Reply, component, limited, subject, unknown
from auditor.schema.base import Value
from auditor.schema.evidence import ComponentKind, Dossier, Repository
from auditor.schema.linked import EntryPoint, LinkedCode
from auditor.schema.reading import CodeLink, CodeRole, Part
from auditor.schema.rubric import Answer


class Args(Value):
    """Roles that answer, more roles where the model has a base, and files that are partial evidence by their names."""

    roles: tuple[CodeRole, ...]
    roles_of_derived: tuple[CodeRole, ...] = ()
    files: tuple[ComponentKind, ...] = ()
    generic: bool = False
    refusable: bool = False


def answer(dossier: Dossier, args: Args) -> Reply:
    """Look at the code that the card names."""
    repository = subject(dossier)
    roles = args.roles + (args.roles_of_derived if repository.bases else ())
    named = [item for item in repository.reading.code if item.role in roles]
    inside = [item for item in named if item.inside]
    whole = [item for item in inside if item.configuration]
    if whole:
        reason = f"{whole[0].where[:80]} with {whole[0].configuration[:80]} is in the repository"
        return Reply(answer=Answer.MET, reason=reason, citations=limited(item.citation for item in whole))
    read = [(item, code) for item in named if (code := dossier.followed(item.where))]
    linked = [item for item in named if item.inside or not item.generic or item.configuration or args.generic]
    refused = [item for item in repository.reading.refusals if item.of is Part.CODE] if args.refusable else []
    if read and (linked or not refused or any(code.configurations for _, code in read)):
        return _followed(read, roles, inside)
    if linked:
        return _partial(linked)
    if refused:
        cited = limited(item.citation for item in refused)
        reason = "the card says that the code is not released"
        return Reply(answer=Answer.NOT_MET, reason=reason, would_change="the code", citations=cited)
    return _nothing(repository, named, args)


def _followed(read: list[tuple[CodeLink, LinkedCode]], roles: tuple[CodeRole, ...], inside: list[CodeLink]) -> Reply:
    """By what was read of the links; a script of the repository itself is not lost over them."""
    for item, code in read:
        entry = code.entry(roles)
        if entry and code.configurations:
            place = code.configurations[0]
            where = place.file if place.line else place.quote
            reason = f"{code.id} holds {entry.path[:80]} and {where[:80]}, which names this model"
            cited = limited((item.citation, entry.citation, *code.configurations, *code.citations))
            return Reply(answer=Answer.MET, reason=reason, citations=cited)
    if inside:
        return _partial(inside)
    item, code = read[0]
    entry = code.entry(roles)
    lacks = _lacks(code, entry)
    cited = limited((item.citation, *([entry.citation] if entry else []), *code.citations))
    change = "a script for it with a configuration that names this model"
    return Reply(answer=Answer.PARTIAL, reason=f"{code.id} was read: {lacks}", would_change=change, citations=cited)


def _lacks(code: LinkedCode, entry: EntryPoint | None) -> str:
    """Why code that was read is no more than partial evidence; the first row that fits speaks."""
    rows = (
        (code.truncated, "not all of it could be listed or read"),
        (code.inference_only, "inference only: it runs models and trains none"),
        (code.generic and not code.configurations, "generic fork or framework: no configuration names this model"),
        (entry is None, "no script in it does this by its name"),
        (True, "no configuration that was read names this model"),
    )
    return next(words for fits, words in rows if fits)


def _partial(linked: list[CodeLink]) -> Reply:
    first = linked[0]
    reason = f"{first.where[:100]} is in the repository" if first.inside else f"{first.where[:100]} is linked, not read"
    change = "a configuration of this model beside it" if first.inside else "a reading of what is linked"
    return Reply(
        answer=Answer.PARTIAL, reason=reason, would_change=change, citations=limited(item.citation for item in linked)
    )


def _nothing(repository: Repository, named: list[CodeLink], args: Args) -> Reply:
    file = component(repository, args.files)
    if named:
        cited = [item.citation for item in named]
        return unknown(f"{named[0].where[:100]} is a framework that trains any model", "this model's own code", cited)
    if file and args.generic:
        reason = f"{file.paths[0][:80]} is in the repository"
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change="words on it", citations=(file.citation,))
    if file:
        reason = f"nothing but its name says that {file.paths[0][:80]} made this model"
        return unknown(reason, "words in the card on what it is for", [file.citation])
    promised = [item.citation for item in repository.reading.promises if item.of is Part.CODE]
    reason = "the code is only promised" if promised else "the card names no code for it"
    return unknown(reason, "the code, with arguments and configuration", promised)
