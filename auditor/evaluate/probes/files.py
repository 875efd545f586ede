"""Are files of a kind in the repository?

Met by any file of the kinds in `met`, partial by any of `partial`. Where the metadata lists the repository's files and
none fits, the answer is `absent`: for most questions that is unknown, since the thing may lie elsewhere. An adapter has
no architecture or tokenizer of its own; with `inherited_by: adapter` its bases answer for it.
"""

from __future__ import annotations

from auditor.evaluate.probe import Reply, component, subject, unknown
from auditor.inheritance.written import made_from
from auditor.schema.base import Value
from auditor.schema.evidence import ComponentKind, Dossier, Repository
from auditor.schema.rubric import Answer


class Args(Value):
    """Which kinds of files answer the question."""

    met: tuple[ComponentKind, ...]
    partial: tuple[ComponentKind, ...] = ()
    absent: Answer = Answer.UNKNOWN
    inherited_by: ComponentKind | None = None


def answer(dossier: Dossier, args: Args) -> Reply:
    """Look through the subject's file list, and its bases' where they answer for it."""
    asked = [subject(dossier)]
    if args.inherited_by and component(asked[0], [args.inherited_by]):
        asked += made_from(dossier)
    for repository in asked:
        reply = _in(repository, args)
        if reply:
            return reply
    wanted = " or ".join(kind.value for kind in (*args.met, *args.partial))
    if asked[0].hosted and args.absent is Answer.NOT_MET:
        reason = "it is served by its provider only"
        return Reply(answer=args.absent, reason=reason, would_change=wanted, citations=(asked[0].hosted,))
    if not asked[0].files_listed:
        return unknown("the metadata lists no files", f"a file list with {wanted}", [asked[0].metadata])
    reason = f"none of the files listed is recognised as {wanted}"
    return Reply(answer=args.absent, reason=reason, would_change=f"a file of {wanted}", citations=(asked[0].metadata,))


def _in(repository: Repository, args: Args) -> Reply | None:
    for kinds, given in ((args.met, Answer.MET), (args.partial, Answer.PARTIAL)):
        found = component(repository, kinds)
        if found:
            more = f" and {found.count - 1} more" if found.count > 1 else ""
            reason = f"{found.kind.value}: {found.paths[0][:80]}{more}"
            return Reply(answer=given, reason=reason, citations=(found.citation,))
    return None
