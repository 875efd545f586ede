"""What flows down a lineage: which terms of a base model a derivative's own license leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.schema.evidence import Citation, Dossier, Repository
from auditor.schema.license import CommercialUse, License, ObligationKind

# Duties that a licensee must hand on with a derivative, and what dropping each of them means.
_HANDED_ON: dict[ObligationKind, str] = {
    ObligationKind.PASS_THROUGH: "its use restrictions must be passed on",
    ObligationKind.SHARE_ALIKE: "derivatives must be under the same license",
    ObligationKind.NAME_PREFIX: "derivatives must carry its name",
    ObligationKind.USE_POLICY: "its acceptable-use policy binds those who receive it",
    ObligationKind.DISPLAY_TEXT: "its notice must be displayed",
}


@dataclass(frozen=True)
class Dropped:
    """A term of an ancestor's license that the subject's license does not hold."""

    ancestor: str
    license: str
    clause: str
    message: str
    citations: tuple[Citation, ...]


def dropped_terms(dossier: Dossier) -> tuple[Dropped, ...]:
    """Terms of ancestors that the subject's own license drops, nearest ancestor first; one a license.

    A subject that states no license drops nothing: it simply has none of its own.
    """
    subject = dossier.subject
    if subject is None or not subject.conclusion.licenses:
        return ()
    facts = {item.id: item for item in dossier.licenses}
    own = set(subject.conclusion.licenses)
    found: dict[str, Dropped] = {}
    for ancestor in dossier.ancestors:
        for license_id in ancestor.conclusion.licenses:
            known = facts.get(license_id)
            if known is None or license_id in own or license_id in found:
                continue
            term = _dropped(known, subject)
            if term:
                clause, why = term
                found[license_id] = _as_dropped(subject, ancestor, known, clause, why)
    return tuple(found.values())


def _dropped(known: License, subject: Repository) -> tuple[str, str] | None:
    if known.commercial_use is CommercialUse.NO and subject.conclusion.commercial_use is not CommercialUse.NO:
        clause = next((item.clause for item in known.restrictions if "commercial" in item.restriction.value), "")
        return clause, "it allows no commercial use"
    for obligation in known.obligations:
        if obligation.obligation in _HANDED_ON:
            return obligation.clause, _HANDED_ON[obligation.obligation]
    return None


def _as_dropped(subject: Repository, ancestor: Repository, known: License, clause: str, why: str) -> Dropped:
    own = ", ".join(subject.conclusion.licenses)
    at = f", clause {clause}" if clause else ""
    return Dropped(
        ancestor=ancestor.purl,
        license=known.id,
        clause=clause,
        message=f"{ancestor.id} is under {known.title}: {why}{at}; {subject.id} is offered under {own} alone",
        citations=(*subject.conclusion.citations[:2], *ancestor.conclusion.citations[:2]),
    )
