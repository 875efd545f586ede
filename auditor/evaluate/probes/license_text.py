"""Is there a license file, and is its text the license that is declared?

Met when a license file's text is recognised as a concluded license; partial when there is none, or when it only points
to one; not met when its text is another license than the card declares.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, component, limited, subject, unknown
from auditor.schema.claim import Basis, ClaimSource, LicenseClaim
from auditor.schema.evidence import ComponentKind, Dossier
from auditor.schema.rubric import Answer

Args = NoArgs

_RECOGNISED = ("exact", "exact-with-extra")


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Hold the texts found against the license declared."""
    repository = subject(dossier)
    found = [claim for claim in repository.license_claims if claim.basis is Basis.DETECTED]
    texts = [claim for claim in found if claim.role in ("", "weights")]
    if not texts:
        return _of_another_part(found) if found else _without_text(dossier)
    cited = limited(claim.citation for claim in texts)
    declared = {
        license_id
        for claim in repository.license_claims
        if claim.basis is Basis.DECLARED and claim.source is not ClaimSource.LICENSE_LINK
        for license_id in claim.licenses
    }
    exact = _named(texts, _RECOGNISED)
    named = _named(texts, (*_RECOGNISED, "pointer"))
    if named and declared and not named & _with_members(declared, dossier):
        reason = f"the file is {', '.join(sorted(named))}, the card says {', '.join(sorted(declared))}"
        return Reply(
            answer=Answer.NOT_MET, reason=reason, would_change="a file with the declared text", citations=cited
        )
    if exact:
        return Reply(answer=Answer.MET, reason=f"the text of {', '.join(sorted(exact))} is there", citations=cited)
    if any(claim.answer == "pointer" for claim in texts):
        return Reply(answer=Answer.PARTIAL, reason="the license file only points to a license", citations=cited)
    return unknown("the license file is no text that we know", "the unchanged text of the license", cited)


def _named(texts: list[LicenseClaim], answers: tuple[str, ...]) -> set[str]:
    return {license_id for claim in texts if claim.answer in answers for license_id in claim.licenses}


def _with_members(declared: set[str], dossier: Dossier) -> set[str]:
    """What was declared, umbrellas with the licenses that they may mean."""
    return declared | {member for item in dossier.licenses if item.id in declared for member in item.members}


def _of_another_part(found: list[LicenseClaim]) -> Reply:
    parts = " and ".join(sorted({claim.role for claim in found}))
    cited = limited(claim.citation for claim in found)
    reason = f"the license files are for the {parts} only"
    return Reply(answer=Answer.PARTIAL, reason=reason, would_change="a LICENSE file for the weights", citations=cited)


def _without_text(dossier: Dossier) -> Reply:
    repository = subject(dossier)
    listed = component(repository, [ComponentKind.LICENSE])
    if listed:
        return unknown(f"{listed.paths[0][:80]} is listed, but was not read", "its text", [listed.citation])
    if not repository.files_listed:
        return unknown("the metadata lists no files", "a file list", [repository.metadata])
    reason = "there is no license file"
    return Reply(answer=Answer.PARTIAL, reason=reason, would_change="a LICENSE file", citations=(repository.metadata,))
