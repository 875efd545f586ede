"""Findings about the model's own license: missing, unresolved, contradicted, without its text."""

from __future__ import annotations

from dataclasses import replace

from auditor.decide.effective import is_silent_copy, lacks_its_text, models, unresolved
from auditor.decide.findings.rule import Raised, only
from auditor.decide.findings.texts import changed_texts
from auditor.schema.citation import Citation
from auditor.schema.claim import Basis, ClaimSource, LicenseClaim
from auditor.schema.evidence import ComponentKind, Dossier, Repository, StatementKind
from auditor.schema.license import Family, License
from auditor.schema.rubric import Answer
from auditor.schema.unread import UnreadKind
from auditor.schema.verdict import Openness

_PERMISSIVE = {Family.PUBLIC_DOMAIN, Family.PERMISSIVE, Family.ATTRIBUTION, Family.PERMISSIVE_MODEL}
# Fields of the card that say which license `license:` means.
_BESIDE = (ClaimSource.LICENSE_NAME, ClaimSource.LICENSE_LINK)
# Other places that state a license by themselves, and what they are called.
_ALSO = {
    ClaimSource.CARD_DATA: "the API's copy of the card",
    ClaimSource.TAG: "a tag",
    ClaimSource.HEADER: "the header of the weights",
}


def license_missing(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """Nothing states a license, and everything that could was read. A quantized copy has that of its base."""
    listed = {item.kind for item in subject.components}
    unread = ComponentKind.LICENSE in listed or (subject.card is None and ComponentKind.CARD in listed)
    fields = [item for item in subject.unread if item.kind is UnreadKind.FIELD]  # terms-unread speaks of these
    if subject.license_claims or subject.card_fault or unread or fields or not subject.files_listed:
        return []
    if is_silent_copy(subject, dossier):
        return []
    message = (
        f"{subject.id} states no license, in its card, its tags or a file: without one nobody has a right to use it"
    )
    return [Raised(message, (subject.metadata,))]


def license_unresolved(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """Something is stated that names no license, or a family whose members differ."""
    conclusion = subject.conclusion
    changed = {claim.citation for claim in changed_texts(subject)}  # license-modified speaks of these
    doubtful = tuple(citation for citation in conclusion.doubtful if citation not in changed)
    if subject.license_claims and (doubtful or not conclusion.licenses):
        cited = doubtful or conclusion.citations
        message = f"the license of {subject.id} is not resolved: {conclusion.reason}"
        return [Raised(message, cited, names=unresolved(subject))]
    facts = {item.id: item for item in dossier.licenses}
    unclear = {item.id for item in facts.values() if len(_families(item, facts)) > 1}
    vague = [item for item in conclusion.licenses if item in unclear]
    return [
        Raised(f"`{item}` names a family of licenses with different terms", conclusion.citations, license=item)
        for item in vague
    ]


def license_list_ambiguous(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The card lists several licenses and does not say how they relate."""
    stated = [claim for claim in subject.license_claims if claim.source is ClaimSource.CARD]
    if len(stated) < 2:
        return []
    written = tuple(claim.written for claim in stated)
    message = f"the card lists {', '.join(written)} without saying whether all apply or one is chosen"
    return [Raised(message, _places(stated), names=written)]


def license_tag_mismatch(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The license file, the license's name or its link is another license than the card declares."""
    stated = [claim for claim in subject.license_claims if claim.source is ClaimSource.CARD]
    verdict = openness.criteria.get("L2")
    found: list[Raised] = []
    if verdict is not None and verdict.answer is Answer.NOT_MET:
        places = (*_places(stated), *verdict.citations)
        found.append(Raised(verdict.reason, places, names=(verdict.name, *subject.conclusion.licenses)))
    declared = {name for claim in stated for name in claim.licenses}
    meant = declared | {member for item in dossier.licenses if item.id in declared for member in item.members}
    for claim in subject.license_claims:
        umbrella = {item.id for item in dossier.licenses if meant & set(item.members)}
        if claim.source not in (*_BESIDE, *_ALSO) or not declared or not claim.licenses:
            continue
        if not set(claim.licenses) & (meant | umbrella):
            named = ", ".join(claim.licenses)
            where = _ALSO.get(claim.source) or f"`{claim.source.value.replace('-', '_')}`"
            message = f"{where} names {named}, the card says {', '.join(sorted(declared))}"
            names = (claim.source.value, *claim.licenses, *sorted(declared))
            found.append(Raised(message, (*_places(stated), claim.citation), license=only(claim.licenses), names=names))
    return found


def license_text_missing(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The license is named, and its text is not there."""
    if not subject.conclusion.licenses or not lacks_its_text(subject):
        return []
    licenses = subject.conclusion.licenses
    message = f"{', '.join(licenses)} is named, but {subject.id} holds no license file"
    return [Raised(message, (subject.metadata,), license=only(licenses), names=licenses)]


def restricted_under_permissive_tag(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """A use policy, or a license that is not permissive, stands beside a permissive one: the model's, or a base's."""
    facts = {item.id: item for item in dossier.licenses}
    return [
        raised if model is subject else replace(raised, message=f"{raised.message} (of its base {model.id})")
        for model in models(dossier)
        for raised in _restricted(model, facts)
    ]


def _restricted(model: Repository, facts: dict[str, License]) -> list[Raised]:
    declared = [item for item in model.license_claims if item.basis is Basis.DECLARED and item.is_of_model]
    stated = [name for claim in declared for name in claim.licenses]
    names = [name for name in (stated or model.conclusion.licenses) if name in facts]
    permissive = sorted({name for name in names if _families(facts[name], facts) <= _PERMISSIVE})
    if not permissive:
        return []
    beside = ", ".join(f"`{name}`" for name in permissive)

    def raised(message: str, at: Citation, what: str, *, license_: str | None = None, row: str | None = None) -> Raised:
        return Raised(message, (at,), license=license_, row=row, binds=model.id, names=(what, *permissive))

    policies = [item for item in model.components if item.kind is ComponentKind.USE_POLICY]
    unknown = {claim.citation.file: claim for claim in model.license_claims if claim.role == "policy"}
    found = []
    for item in policies:
        said_there = [claim for path in item.paths if (claim := unknown.get(path)) and not claim.licenses]
        message = f"{item.paths[0][:120]} beside {beside} may limit what that allows"
        message += f": “{said_there[0].written[:160]}”" if said_there else ""
        at = said_there[0].citation if said_there else item.citation
        found.append(raised(message, at, item.paths[0]))
    others = [
        raised(f"a file is {name}, which is not permissive, beside {beside}", claim.citation, name, license_=name)
        for claim in model.license_claims
        if claim.source is ClaimSource.FILE and claim.role not in ("code", "policy")
        for name in claim.licenses
        if name in facts and not _families(facts[name], facts) <= _PERMISSIVE and set(names) == set(permissive)
    ]
    said = [item for item in model.statements if item.kind is StatementKind.RESEARCH_ONLY]
    found += [
        raised(
            f"{item.citation.place} says “{item.words[:160]}” beside {beside}",
            item.citation,
            item.kind.value,
            row=item.row,
        )
        for item in said[:1]
    ]
    inside = [claim for claim in model.license_claims if claim.source is ClaimSource.FILE and claim.role == "policy"]
    if inside and not policies:
        found.append(raised(f"a use policy beside {beside} may limit what that allows", inside[0].citation, "policy"))
    return found + others


def _families(known: License, facts: dict[str, License]) -> set[Family]:
    """The families that a license may be of: its own, or those of an umbrella's members."""
    if known.family is not Family.UMBRELLA:
        return {known.family}
    return {facts[member].family if member in facts else Family.UNKNOWN for member in known.members}


def _places(claims: list[LicenseClaim]) -> tuple[Citation, ...]:
    return tuple(claim.citation for claim in claims)
