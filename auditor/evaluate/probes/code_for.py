"""Is the code for this released?

Met by a script of the repository that the card names for it, with a configuration beside it that is there as well;
partial by such a script alone or by a link with that role, which is not followed. Links that were followed
(`--follow-links`) are met by a script for it and a configuration of this model, in one of them or in two: one that
names it, or that the card names. Code that processes data or evaluates needs none, here or there. A fork or a
framework without one, and code that only runs models, stay partial. Where the card does not say what a link is for,
what it holds says it: the two together are met, a script alone is partial in code that belongs with the model by its
name. A generic framework or a fork of one trains any model and is no evidence, unless the card names this model's
configuration; neither is a script that nothing but its name speaks for. For a model with a base, code for tuning is
its training code. Not met where the card says that the code is not released.
"""

from __future__ import annotations

from auditor.evaluate.probe import Reply, component, limited, subject, unknown
from auditor.schema.base import Value
from auditor.schema.evidence import ComponentKind, Dossier, Repository
from auditor.schema.linked import EntryPoint, LinkedCode
from auditor.schema.reading import CodeLink, CodeRole, Part
from auditor.schema.rubric import Answer

_Read = tuple[CodeLink, LinkedCode]
_WHOLE = "a script for it with a configuration that names this model"
_STATED = "words in the card that name a script of it for this"


class Args(Value):
    """Roles that answer, more roles where the model has a base, and files that are partial evidence by their names.

    `configured`: code needs a configuration of this model; else the script that the card names is enough.
    """

    roles: tuple[CodeRole, ...]
    roles_of_derived: tuple[CodeRole, ...] = ()
    files: tuple[ComponentKind, ...] = ()
    generic: bool = False
    configured: bool = True
    refusable: bool = False


def answer(dossier: Dossier, args: Args) -> Reply:
    """Look at the code that the card names."""
    repository = subject(dossier)
    roles = args.roles + (args.roles_of_derived if repository.bases else ())
    named = [item for item in repository.reading.code if item.role in roles]
    inside = [item for item in named if item.inside]
    whole = [item for item in inside if item.configuration or not args.configured]
    if whole:
        beside = f" with {whole[0].configuration[:80]}" if whole[0].configuration else ""
        reason = f"{whole[0].where[:80]}{beside} is in the repository"
        return Reply(answer=Answer.MET, reason=reason, citations=limited(item.citation for item in whole))
    read, silent = _read(dossier, named), _read(dossier, _silent(repository, named))
    shown = _shown(read, silent, roles) or (None if args.configured else _held(read, roles))
    if shown:
        return shown
    linked = [item for item in named if item.inside or not item.generic or item.configuration or args.generic]
    refused = [item for item in repository.reading.refusals if item.of is Part.CODE] if args.refusable else []
    if read and (linked or not refused):
        return _partial(inside) if inside else _lacking(read, args.configured, roles)
    if linked:
        return _partial(linked)
    if refused:
        cited = limited(item.citation for item in refused)
        reason = "the card says that the code is not released"
        return Reply(answer=Answer.NOT_MET, reason=reason, would_change="the code", citations=cited)
    akin = [pair for pair in silent if pair[1].akin]
    holding = [pair for pair in akin if pair[1].entry(roles) and not pair[1].generic]
    if holding:
        return _lacking(holding, args.configured, roles)
    return _nothing(repository, named, args, akin)


def _silent(repository: Repository, named: list[CodeLink]) -> list[CodeLink]:
    """Links to code of which the card does not say what it is for, and not elsewhere either."""
    told = {item.where for item in named}
    return [item for item in repository.reading.code if item.role is CodeRole.UNSTATED and item.where not in told]


def _read(dossier: Dossier, links: list[CodeLink]) -> list[_Read]:
    return [(item, code) for item in links if (code := dossier.followed(item.where))]


def _shown(read: list[_Read], silent: list[_Read], roles: tuple[CodeRole, ...]) -> Reply | None:
    """Met by a script for it and a configuration that names this model, the two in one repository where that is so.

    What the card names as code for it may be started by a `main`. A configuration beside no script counts with the
    script of another link that the card names for it, or of the same publisher.
    """
    started = (*roles, CodeRole.UNSTATED)
    holds = [(item, code, entry) for item, code in read if (entry := code.entry(roles) or code.entry(started))]
    holds += [(item, code, entry) for item, code in silent if (entry := code.entry(roles))]
    for item, code, entry in holds:
        if code.configurations:
            return _met((item, code), entry, (item, code))
    settings = next(((item, code) for item, code in (*read, *silent) if code.configurations and code.akin), None)
    scripts = (pair for pair in holds if pair[1].akin or any(pair[0] is item for item, _ in read))
    script = next(scripts, None)
    return _met(script[:2], script[2], settings) if settings and script else None


def _held(read: list[_Read], roles: tuple[CodeRole, ...]) -> Reply | None:
    """Met by a script in code that the card names for this, where it is no framework."""
    for item, code in read:
        entry = code.entry(roles)
        if entry and not code.generic:
            cited = limited((item.citation, entry.citation, *code.citations))
            reason = f"{code.id}, which the card names for it, holds {entry.path[:80]}"
            return Reply(answer=Answer.MET, reason=reason, citations=cited)
    return None


def _met(script: _Read, entry: EntryPoint, settings: _Read) -> Reply:
    (item, code), (other, beside) = script, settings
    place = beside.configurations[0]
    where = (place.file if place.line else place.quote)[:80]
    both = where if beside is code else f"{beside.id} {where}"
    reason = f"{code.id} holds {entry.path[:80]} and {both}, which configures this model"
    cited = (item.citation, other.citation, entry.citation, *beside.configurations, *code.citations, *beside.citations)
    return Reply(answer=Answer.MET, reason=reason, citations=limited(cited))


def _lacking(read: list[_Read], configured: bool, roles: tuple[CodeRole, ...]) -> Reply:
    """Code that was read is partial evidence; the one that holds most says what it lacks."""
    item, code = next((pair for pair in read if pair[1].entry(roles)), read[0])
    entry = code.entry(roles)
    cited = limited((item.citation, *([entry.citation] if entry else []), *code.citations))
    reason = f"{code.id} was read: {_lacks(code, entry, configured)}"
    change = _WHOLE if configured else _STATED
    return Reply(answer=Answer.PARTIAL, reason=reason, would_change=change, citations=cited)


def _lacks(code: LinkedCode, entry: EntryPoint | None, configured: bool) -> str:
    """Why code that was read is no more than partial evidence; the first row that fits speaks."""
    rows = (
        (code.truncated, "not all of it could be listed or read"),
        (code.inference_only, "inference only: it runs models and trains none"),
        (code.generic and not code.configurations, "generic fork or framework: no configuration names this model"),
        (entry is None, "no script in it does this by its name"),
        (configured, "no configuration that was read names this model"),
        (True, "the card does not say that it is for this"),
    )
    return next(words for fits, words in rows if fits)


def _partial(linked: list[CodeLink]) -> Reply:
    first = linked[0]
    reason = f"{first.where[:100]} is in the repository" if first.inside else f"{first.where[:100]} is linked, not read"
    change = "a configuration of this model beside it" if first.inside else "a reading of what is linked"
    return Reply(
        answer=Answer.PARTIAL, reason=reason, would_change=change, citations=limited(item.citation for item in linked)
    )


def _nothing(repository: Repository, named: list[CodeLink], args: Args, akin: list[_Read]) -> Reply:
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
    if akin:
        item, code = akin[0]
        reason = f"{code.id} was read: {_lacks(code, None, args.configured)}"
        return unknown(reason, _WHOLE, [item.citation, *code.citations])
    promised = [item.citation for item in repository.reading.promises if item.of is Part.CODE]
    reason = "the code is only promised" if promised else "the card names no code for it"
    return unknown(reason, "the code, with arguments and configuration", promised)
