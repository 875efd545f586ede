"""Can anyone download the weights?

Met by real weight files that are neither gated nor disabled; partial behind an automatic gate; not met behind a gate
that a person opens, in a private or disabled repository, or where the file list holds none.
"""

from __future__ import annotations

from typing import Literal

from auditor.evaluate.probe import Reply, component, limited, subject, unknown
from auditor.inheritance.written import made_from
from auditor.schema.base import Value
from auditor.schema.citation import Citation
from auditor.schema.evidence import ComponentKind, Dossier, GateState, Repository
from auditor.schema.rubric import Answer

_ORDER = (Answer.MET, Answer.PARTIAL, Answer.UNKNOWN, Answer.NOT_MET)


class Args(Value):
    """Whose weights: the subject's, or those of its bases."""

    of: Literal["subject", "bases"]


def answer(dossier: Dossier, args: Args) -> Reply:
    """Judge the subject, or take the worst of its bases."""
    if args.of == "subject":
        return _of(subject(dossier))
    if not subject(dossier).bases:
        return Reply(answer=Answer.NOT_APPLICABLE, reason="no base model is declared")
    missing = [base for base in subject(dossier).bases if base.resolved is None]
    if missing or not made_from(dossier):
        why = f"{missing[0].id} could not be looked up" if missing else "no base could be looked up"
        return unknown(why, "the base model's metadata", [base.citation for base in missing])
    replies = [_of(ancestor) for ancestor in made_from(dossier)]
    return max(replies, key=lambda reply: _ORDER.index(reply.answer))


def _of(repository: Repository) -> Reply:
    weights = component(repository, (ComponentKind.WEIGHTS, ComponentKind.ADAPTER))
    access = repository.access
    cited = limited([*([weights.citation] if weights else []), *access.citations])
    if access.disabled or access.private:
        state = "disabled by the Hub" if access.disabled else "private"
        return Reply(answer=Answer.NOT_MET, reason=f"{repository.id} is {state}", citations=cited)
    if repository.hosted:
        reason = f"{repository.id} is served by its provider only"
        return Reply(answer=Answer.NOT_MET, reason=reason, would_change="weight files", citations=(repository.hosted,))
    if weights is None:
        if not repository.files_listed:
            loads = repository.reading.loads_itself
            if loads:
                reason = f"the card loads {repository.id} from the Hub; its files are not listed"
                return Reply(answer=Answer.PARTIAL, reason=reason, would_change="a file list", citations=(loads,))
            return unknown(f"no file list of {repository.id}", "a file list", [repository.metadata])
        reason = f"{repository.id} lists no weights"
        return Reply(
            answer=Answer.NOT_MET, reason=reason, would_change="weight files", citations=(repository.metadata,)
        )
    return _behind_gate(repository, f"{repository.id} has {weights.paths[0][:80]}", cited)


def _behind_gate(repository: Repository, what: str, cited: tuple[Citation, ...]) -> Reply:
    gate = repository.access.gate
    if gate is GateState.OPEN:
        return Reply(answer=Answer.MET, reason=what, citations=cited)
    if gate is GateState.AUTO:
        return Reply(answer=Answer.PARTIAL, reason=f"{what}, behind an automatic gate", citations=cited)
    if gate is GateState.MANUAL:
        reason = f"{what}, but a person decides who gets it"
        return Reply(answer=Answer.NOT_MET, reason=reason, would_change="an open repository", citations=cited)
    return unknown(f"{what}; whether it is gated is not known", "the Hub's metadata", cited)
