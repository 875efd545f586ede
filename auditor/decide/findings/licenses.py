"""Findings about the model's own license: missing, unresolved, contradicted, without its text."""

from __future__ import annotations

from auditor.decide.findings.rule import Found
from auditor.schema.evidence import Citation, ClaimSource, ComponentKind, Dossier, LicenseClaim, Repository
from auditor.schema.license import CommercialUse, Family
from auditor.schema.rubric import Answer
from auditor.schema.verdict import Openness

_PERMISSIVE = (Family.PUBLIC_DOMAIN, Family.PERMISSIVE, Family.ATTRIBUTION, Family.PERMISSIVE_MODEL)


def license_missing(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """Nothing states a license, and everything that could was read."""
    if subject.license_claims or subject.card_fault or not subject.files_listed:
        return []
    return [(f"{subject.id} states no license: not in its card, its tags or a file", (subject.metadata,))]


def license_unresolved(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """Something is stated that names no license, or a family whose members differ."""
    conclusion = subject.conclusion
    if subject.license_claims and (conclusion.doubtful or not conclusion.licenses):
        cited = conclusion.doubtful or conclusion.citations
        return [(f"the license of {subject.id} is not resolved: {conclusion.reason}", cited)]
    unclear = {
        item.id
        for item in dossier.licenses
        if item.family is Family.UMBRELLA and item.commercial_use in (CommercialUse.UNKNOWN, CommercialUse.NO)
    }
    vague = [item for item in conclusion.licenses if item in unclear]
    return [(f"`{item}` names a family of licenses with different terms", conclusion.citations) for item in vague]


def license_list_ambiguous(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """The card lists several licenses and does not say how they relate."""
    stated = [claim for claim in subject.license_claims if claim.source is ClaimSource.CARD]
    if len(stated) < 2:
        return []
    names = ", ".join(claim.written for claim in stated)
    return [(f"the card lists {names} without saying whether all apply or one is chosen", _places(stated))]


def license_tag_mismatch(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """The license file is another license than the card declares."""
    verdict = openness.criteria.get("L2")
    if verdict is None or verdict.answer is not Answer.NOT_MET:
        return []
    stated = [claim for claim in subject.license_claims if claim.source is ClaimSource.CARD]
    return [(verdict.reason, (*_places(stated), *verdict.citations))]


def license_text_missing(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """The license is named, and its text is not there."""
    files = {item.kind for item in subject.components}
    if not subject.conclusion.licenses or not subject.files_listed or ComponentKind.LICENSE in files:
        return []
    names = ", ".join(subject.conclusion.licenses)
    return [(f"{names} is named, but {subject.id} holds no license file", (subject.metadata,))]


def restricted_under_permissive_tag(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """A use policy, or a license that is not permissive, stands beside a permissive tag."""
    facts = {item.id: item for item in dossier.licenses}
    declared = [claim for claim in subject.license_claims if claim.source is ClaimSource.CARD]
    families = [facts[name].family for claim in declared for name in claim.licenses if name in facts]
    if not families or not all(family in _PERMISSIVE for family in families):
        return []
    named = ", ".join(claim.written for claim in declared)
    policies = [item for item in subject.components if item.kind is ComponentKind.USE_POLICY]
    found: Found = [
        (f"{item.paths[0][:120]} beside `{named}` may limit what that license allows", (item.citation,))
        for item in policies
    ]
    others = [
        (name, claim.citation)
        for claim in subject.license_claims
        if claim.source is ClaimSource.FILE and claim.role != "code"
        for name in claim.licenses
        if name in facts and facts[name].family not in (*_PERMISSIVE, Family.USE_POLICY)
    ]
    return found + [(f"a file is {name}, which is not permissive, beside `{named}`", (at,)) for name, at in others]


def _places(claims: list[LicenseClaim]) -> tuple[Citation, ...]:
    return tuple(claim.citation for claim in claims)
