"""Is it clear which license applies?

Met when every source names the same license, or one is named and nothing speaks against it; partial for an umbrella
name (`cc`, `gpl`) or where sources disagree; not met where nothing is stated at all; unknown where what is stated
cannot be resolved.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, component, limited, subject, unknown
from auditor.schema.evidence import ComponentKind, Confidence, Dossier, Repository
from auditor.schema.license import Family
from auditor.schema.rubric import Answer

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Read the conclusion and how firm it is."""
    repository = subject(dossier)
    conclusion = repository.conclusion
    cited = limited(conclusion.citations)
    if not conclusion.licenses:
        if not repository.license_claims and _all_read(repository):
            return Reply(
                answer=Answer.NOT_MET,
                reason="neither card, tags nor files state a license",
                would_change="a `license:` in the card and a LICENSE file",
                citations=(repository.metadata,),
            )
        return unknown(conclusion.reason, "a license id, or the text of the license", cited)
    umbrella = {item.id for item in dossier.licenses if item.family is Family.UMBRELLA} & set(conclusion.licenses)
    if umbrella:
        reason = f"`{min(umbrella)}` names a family of licenses, not one"
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change="the license and its version", citations=cited)
    given = Answer.PARTIAL if conclusion.confidence is Confidence.LOW else Answer.MET
    names = ", ".join(conclusion.licenses)
    return Reply(answer=given, reason=f"{names}: {conclusion.reason}", citations=cited)


def _all_read(repository: Repository) -> bool:
    """Whether all that could state a license was listed and read; a license file that was read makes a claim."""
    if not repository.files_listed or repository.card_fault:
        return False
    unread_card = repository.card is None and component(repository, [ComponentKind.CARD]) is not None
    return not unread_card and component(repository, [ComponentKind.LICENSE]) is None
