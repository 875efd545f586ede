"""EU AI Act, Article 53(2): whether the license alone keeps a model from counting as free and open."""

from __future__ import annotations

from auditor.evaluate.probe import component, limited
from auditor.schema.evidence import ComponentKind, Dossier, Repository
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.rubric import LicenseLimb
from auditor.schema.verdict import LimbOutcome, LimbResult


def license_limb(dossier: Dossier, limb: LicenseLimb) -> LimbResult:
    """Look through the facts of the concluded licenses: the gravest word decides, the unknown stays so."""
    repository = dossier.subject
    facts = {item.id: item for item in dossier.licenses}
    if repository is None or not repository.conclusion.licenses:
        reason = repository.conclusion.reason if repository else "the model could not be read"
        return LimbResult(outcome=LimbOutcome.UNDETERMINED, reason=reason, not_assessed=limb.not_assessed)
    outcome, reason = _judged(repository, facts, limb)
    cited = limited(repository.conclusion.citations)
    return LimbResult(outcome=outcome, reason=reason, citations=cited, not_assessed=limb.not_assessed)


def _judged(repository: Repository, facts: dict[str, License], limb: LicenseLimb) -> tuple[LimbOutcome, str]:
    named = [(license_id, facts.get(license_id)) for license_id in repository.conclusion.licenses]
    for words, outcome in ((limb.disqualifies, LimbOutcome.DISQUALIFIED), (limb.contests, LimbOutcome.CONTESTED)):
        for license_id, known in named:
            said = [word for word in _words(known, facts) if word in words]
            if said:
                return outcome, f"{license_id}: {said[0]}"
            if outcome is LimbOutcome.DISQUALIFIED and known and known.commercial_use is CommercialUse.NO:
                return outcome, f"{license_id} allows no commercial use"
    policy = component(repository, [ComponentKind.USE_POLICY])
    if policy:
        return LimbOutcome.CONTESTED, f"{policy.paths[0][:80]} stands beside the license"
    unread = [
        license_id for license_id, known in named if known is None or known.commercial_use is not CommercialUse.YES
    ]
    if unread:
        return LimbOutcome.UNDETERMINED, f"what {', '.join(unread)} restricts is not known"
    return LimbOutcome.OK, f"{', '.join(repository.conclusion.licenses)} allows access, use, change and distribution"


def _words(known: License | None, facts: dict[str, License]) -> list[str]:
    """The kinds of restrictions, conditions and duties of a license; of an umbrella those that all members share."""
    if known is None:
        return []
    if known.family is Family.UMBRELLA:
        members = [set(_words(facts.get(member), facts)) for member in known.members]
        return sorted(set.intersection(*members)) if members else []
    return [
        *(item.restriction.value for item in known.restrictions),
        *(item.metric.value for item in known.conditions),
        *(item.obligation.value for item in known.obligations),
    ]
