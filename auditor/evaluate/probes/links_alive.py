"""Do the card's links lead anywhere?

Not applicable without links. Links to code are followed when asked (`--follow-links`): not met by one that GitHub does
not have, partial where those that were followed lead to code. No other link is followed, so otherwise it is unknown.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, limited, subject, unknown
from auditor.parse.code import github_id
from auditor.schema.evidence import Dossier
from auditor.schema.issue import IssueKind
from auditor.schema.reference import PREFIXES, RepoType
from auditor.schema.rubric import Answer

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Look at what came of the links that were followed."""
    repository = subject(dossier)
    if not repository.links:
        return Reply(answer=Answer.NOT_APPLICABLE, reason="the card has no links")
    missing = {issue.subject.lower() for issue in dossier.issues if issue.kind is IssueKind.MISSING}
    dead = [item for item in repository.reading.code if _name(item.where) in missing]
    if dead:
        cited = limited(item.citation for item in dead)
        reason = f"{dead[0].where[:120]} leads to nothing that GitHub has"
        return Reply(answer=Answer.NOT_MET, reason=reason, would_change="a link that leads there", citations=cited)
    followed = [item.citation for item in repository.reading.code if dossier.followed(item.where)]
    count = len(repository.links)
    if followed:
        reason = f"{len(dossier.code)} links to code were followed and lead there; of {count} in all"
        return Reply(
            answer=Answer.PARTIAL, reason=reason, would_change="a look at the others", citations=limited(followed)
        )
    return unknown(f"{count} links were not followed", "a run that follows them", [repository.links[0].citation])


def _name(link: str) -> str:
    return f"{PREFIXES[RepoType.CODE]}{github_id(link) or ''}".lower()
