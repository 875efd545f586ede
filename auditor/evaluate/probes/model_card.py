"""Is there a model card with content?

Met by a card with three sections that say something; partial by less; not met where the file list holds no card.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, component, subject, unknown
from auditor.schema.evidence import ComponentKind, Dossier
from auditor.schema.rubric import Answer

Args = NoArgs

_ENOUGH = 3


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Count the sections that say something."""
    repository = subject(dossier)
    if repository.card is None:
        listed = component(repository, [ComponentKind.CARD])
        if listed or not repository.files_listed:
            return unknown("the card was not read", "its text", [repository.metadata])
        return Reply(answer=Answer.NOT_MET, reason="there is no README.md", citations=(repository.metadata,))
    full = [section for section in repository.sections if not section.empty]
    if len(full) >= _ENOUGH:
        return Reply(answer=Answer.MET, reason=f"{len(full)} sections with content", citations=(repository.card,))
    reason = f"{len(full)} sections with content" if full else "the card says nothing under any heading"
    return Reply(answer=Answer.PARTIAL, reason=reason, would_change="more content", citations=(repository.card,))
