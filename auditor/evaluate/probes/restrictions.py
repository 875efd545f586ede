"""Are the terms free of limits on field of use, purpose, scale, place and commerce, and of remote revocation?

Not met by any such restriction or condition of a concluded license, or of a base's that was dropped on the way, and
where the card or a license file takes such freedom away in its own words; partial where a use policy stands beside it;
met when all concluded licenses are known and have none; unknown otherwise.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, component, limited, subject, unknown
from auditor.inheritance.flow import dropped_terms
from auditor.schema.evidence import ComponentKind, Dossier, StatementKind
from auditor.schema.facts import RestrictionKind
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.numbering import clause
from auditor.schema.rubric import Answer

Args = NoArgs

# Reserving patents to those who do not sue, ending rights on breach, keeping names and marks, and forbidding terms of
# one's own on top stand in licenses that the OSI approved.
_COMPATIBLE = (
    *(RestrictionKind.PATENT_TERMINATION, RestrictionKind.TERMINATION, RestrictionKind.GOVERNING_LAW),
    *(RestrictionKind.NAMES_AND_MARKS, RestrictionKind.NO_FURTHER_TERMS, RestrictionKind.OTHER),
)
# What the card's own sentences take away, whatever its license gives.
_FORBID = {
    StatementKind.NON_COMMERCIAL: "forbids commercial use",
    StatementKind.ON_APPLICATION: "gives commercial use on application only",
    StatementKind.RESEARCH_ONLY: "gives the model for research or trial only",
    StatementKind.REGISTRATION: "asks users to register, to sign, to notify or to be permitted",
    StatementKind.PAYMENT: "asks for payment",
    StatementKind.SIZE_LIMIT: "lets the rights depend on how large the user is",
    StatementKind.PLACE_LIMIT: "limits where the model may be used",
    StatementKind.TIME_LIMIT: "gives the rights for a time only",
    StatementKind.FIELD_LIMIT: "forbids uses of some kinds",
    StatementKind.NO_REDISTRIBUTION: "forbids passing the model on",
    StatementKind.NO_DERIVATIVES: "forbids changed versions",
    StatementKind.NO_TRAINING_ON_OUTPUTS: "forbids training other models with it",
    StatementKind.NO_COMPETING: "forbids competing with its makers",
    StatementKind.NO_HOSTING: "forbids offering it as a service",
    StatementKind.REVOCABLE: "lets the licensor take the rights back",
}


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Look through the facts of the concluded licenses."""
    repository = subject(dossier)
    facts = {item.id: item for item in dossier.licenses}
    licenses, cited = repository.conclusion.licenses, limited(repository.conclusion.citations)
    for license_id in licenses:
        limit = _limit(facts.get(license_id), facts)
        if limit:
            reason = f"{license_id}: {limit}"
            return Reply(answer=Answer.NOT_MET, reason=reason, would_change="other terms", citations=cited)
    said = [item for item in repository.statements if item.kind in _FORBID]
    if said:
        reason = f"{said[0].citation.place} {_FORBID[said[0].kind]}, in its own words"
        cited = limited(item.citation for item in said)
        return Reply(answer=Answer.NOT_MET, reason=reason, would_change="other terms", citations=cited)
    dropped = dropped_terms(dossier)
    if dropped:
        places = limited(citation for drop in dropped for citation in drop.citations)
        return Reply(answer=Answer.NOT_MET, reason=dropped[0].message, would_change="other terms", citations=places)
    policy = component(repository, [ComponentKind.USE_POLICY])
    if policy:
        reason, change = f"{policy.paths[0][:80]} may restrict what the license allows", "a reading of the policy"
        places = limited([*cited, policy.citation])
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change=change, citations=places)
    unread = [license_id for license_id in licenses if not _is_free(facts.get(license_id), facts)]
    if not licenses or unread:
        reason = f"what {', '.join(unread)} restricts is not known" if unread else repository.conclusion.reason
        return unknown(reason, "a license whose terms are known", cited)
    return Reply(answer=Answer.MET, reason=f"{', '.join(licenses)} has no such limit", citations=cited)


def _limit(known: License | None, facts: dict[str, License]) -> str | None:
    if known is None:
        return None
    if known.family is Family.UMBRELLA:
        limits = [_limit(facts.get(member), facts) for member in known.members]
        return f"every license of this name: {limits[0]}" if limits and all(limits) else None
    for restriction in known.restrictions:
        if restriction.restriction not in _COMPATIBLE:
            return restriction.restriction.value + (f" ({clause(restriction.clause)})" if restriction.clause else "")
    for condition in known.conditions:
        return f"{condition.metric.value}: {condition.effect}"
    return None if known.commercial_use is not CommercialUse.NO else "no commercial use"


def _is_free(known: License | None, facts: dict[str, License]) -> bool:
    if known is None:
        return False
    if known.family is Family.UMBRELLA:
        return all(_is_free(facts.get(member), facts) for member in known.members)
    return known.commercial_use is CommercialUse.YES
