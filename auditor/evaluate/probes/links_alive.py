"""Do the card's links lead anywhere?

Not applicable without links. Links are not followed, so otherwise the answer is unknown.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, subject, unknown
from auditor.schema.evidence import Dossier
from auditor.schema.rubric import Answer

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Say how many links there are to follow."""
    links = subject(dossier).links
    if not links:
        return Reply(answer=Answer.NOT_APPLICABLE, reason="the card has no links")
    return unknown(f"{len(links)} links were not followed", "a run that follows them", [links[0].citation])
