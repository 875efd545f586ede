"""Whether licenses are approved by the Open Source Initiative, or as free."""

from __future__ import annotations

from auditor.schema.evidence import Dossier
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.rubric import Answer

# Families whose members give all freedoms for data and weights although the OSI approves software licenses only.
_AS_FREE = (Family.PUBLIC_DOMAIN, Family.ATTRIBUTION, Family.PERMISSIVE_MODEL, Family.SHARE_ALIKE)


def approved(licenses: tuple[str, ...], dossier: Dossier, *, as_free: bool) -> tuple[Answer, str]:
    """Met when all are approved, not met when one is not, unknown otherwise; with a sentence that says why.

    A compound counts by its most restrictive part. With `as_free` licenses that give all freedoms for data and weights
    count as approved.
    """
    if not licenses:
        return Answer.UNKNOWN, "no license is known"
    facts = {item.id: item for item in dossier.licenses}
    standing = {license_id: _one(facts.get(license_id), facts, as_free) for license_id in licenses}
    refused = [license_id for license_id, given in standing.items() if given is False]
    names = ", ".join(licenses)
    if refused:
        return Answer.NOT_MET, f"{', '.join(refused)} is not approved by the OSI"
    if None in standing.values():
        return Answer.UNKNOWN, f"whether {names} is approved is not known"
    return Answer.MET, f"{names} is approved by the OSI" + (" or as free" if as_free else "")


def _one(known: License | None, facts: dict[str, License], as_free: bool) -> bool | None:
    if known is None:
        return None
    if known.family is Family.UMBRELLA:
        answers = {_one(facts.get(member), facts, as_free) for member in known.members}
        return answers.pop() if len(answers) == 1 else None
    if known.approval.osi or (as_free and known.family in _AS_FREE):
        return True
    # A license that withholds or conditions commercial use cannot be approved (Open Source Definition, 1 and 6).
    if known.commercial_use in (CommercialUse.NO, CommercialUse.CONDITIONAL):
        return False
    return known.approval.osi
