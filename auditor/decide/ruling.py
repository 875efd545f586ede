"""From everything known to one decision. The rules stand in one table; the worst outcome of any of them counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.decide.by_terms import conditions, judge
from auditor.decide.duties import duties
from auditor.decide.effective import Term, effective_terms
from auditor.schema.decision import Decision, Finding, Outcome, Question, Reason
from auditor.schema.evidence import Dossier
from auditor.schema.issue import Weight
from auditor.schema.license import Family
from auditor.schema.policy import Policy
from auditor.schema.verdict import Openness, OsaidOutcome

# From best to worst. A denial stands on what is known, so trouble in obtaining the rest does not lift it.
ORDER = (Outcome.APPROVED, Outcome.CONDITIONAL, Outcome.REVIEW, Outcome.UNVERIFIED, Outcome.DENIED)
_FAMILY = "family:"
_OSAID = (
    OsaidOutcome.FAIL,
    OsaidOutcome.LIKELY_FAIL,
    OsaidOutcome.UNDETERMINED,
    OsaidOutcome.LIKELY_PASS,
    OsaidOutcome.PASS,
)


@dataclass(frozen=True)
class Case:
    """All that a rule may look at."""

    dossier: Dossier
    openness: Openness
    findings: tuple[Finding, ...]
    policy: Policy
    tiers: tuple[str, ...]
    terms: tuple[Term, ...]


Spoken = Reason | Question


def decide(
    dossier: Dossier, openness: Openness, findings: tuple[Finding, ...], policy: Policy, tiers: tuple[str, ...]
) -> Decision:
    """The decision on one model. Pure. `tiers` are the names of the openness tiers, lowest first."""
    case = Case(dossier, openness, findings, policy, tiers, effective_terms(dossier))
    spoken = [item for rule in RULES for item in rule(case)]
    reasons = tuple(item for item in spoken if isinstance(item, Reason))
    questions = tuple(dict.fromkeys(item for item in spoken if isinstance(item, Question)))
    known = [reason.outcome for reason in reasons if reason.outcome is not Outcome.UNVERIFIED]
    provisional = worst([*known, *([Outcome.CONDITIONAL] if questions else [])])
    return Decision(
        outcome=worst([provisional, *_trouble(dossier, provisional)]),
        provisional=provisional,
        reasons=tuple(sorted(reasons, key=lambda reason: -ORDER.index(reason.outcome))),
        questions=questions,
        duties=duties(case.terms, policy.use),
    )


def worst(outcomes: list[Outcome]) -> Outcome:
    """The worst of these outcomes; nothing against it is approved."""
    return max(outcomes, key=ORDER.index, default=Outcome.APPROVED)


def _trouble(dossier: Dossier, provisional: Outcome) -> list[Outcome]:
    """What could not be had: decisive things leave nothing decided; others only keep from approving."""
    weights = {issue.weight for issue in dossier.issues}
    if Weight.DECISIVE in weights or dossier.subject is None:
        return [Outcome.UNVERIFIED]
    if Weight.CONTRIBUTORY in weights and provisional is Outcome.APPROVED:
        return [Outcome.UNVERIFIED]
    return []


def _issues(case: Case) -> Iterator[Spoken]:
    for issue in case.dossier.issues:
        if issue.weight is not Weight.INCIDENTAL:
            name = f"{issue.subject}: {issue.file}" if issue.file else issue.subject
            yield Reason(outcome=Outcome.UNVERIFIED, rule=f"issue/{issue.kind}", message=f"{name} {issue.message}")


def _licenses(case: Case) -> Iterator[Spoken]:
    subject = case.dossier.subject
    if subject is not None and not subject.conclusion.licenses:
        # Nothing to judge by is never an approval, whatever else is known.
        message = f"{subject.id}: {subject.conclusion.reason}"
        yield Reason(outcome=Outcome.REVIEW, rule="license/none", message=message, citations=(subject.metadata,))
    for term in case.terms:
        listed = _listed(term, case.policy)
        if listed is None:
            if case.policy.licenses.unlisted != "by-terms":
                outcome = Outcome(case.policy.licenses.unlisted)
                message = f"{term.name}: the policy {case.policy.policy} lists no such license"
                yield Reason(outcome=outcome, rule="license/unlisted", message=message, citations=term.citations)
            else:
                yield judge(term, case.dossier, case.policy.use)
        else:
            yield listed
        yield from conditions(term, case.policy.use)


def _listed(term: Term, policy: Policy) -> Reason | None:
    """What the policy's lists say of a license: deny before review before allow, the id before its family."""
    family = term.known.family if term.known else Family.UNKNOWN
    lists = {
        "deny": (policy.licenses.deny, Outcome.DENIED),
        "review": (policy.licenses.review, Outcome.REVIEW),
        "allow": (policy.licenses.allow, Outcome.APPROVED),
    }
    for name in (term.license_id, f"{_FAMILY}{family.value}"):
        for word, (ids, outcome) in lists.items():
            if name in ids:
                message = f"{term.name}: the policy {policy.policy} has `{name}` under {word}"
                return Reason(outcome=outcome, rule=f"license/{word}", message=message, citations=term.citations)
    return None


def _findings(case: Case) -> Iterator[Spoken]:
    lists = case.policy.findings
    rules = {Outcome.DENIED: lists.deny, Outcome.REVIEW: lists.review, Outcome.CONDITIONAL: lists.conditional}
    for finding in case.findings:
        for outcome, ids in rules.items():
            if finding.id in ids:
                rule = f"finding/{finding.id}"
                yield Reason(outcome=outcome, rule=rule, message=finding.message, citations=finding.citations)
                break


def _openness(case: Case) -> Iterator[Spoken]:
    minimum, openness = case.policy.minimum_openness, case.openness
    if minimum.osaid and _OSAID.index(openness.osaid.outcome) < _OSAID.index(OsaidOutcome(minimum.osaid)):
        stand = ", ".join((*openness.osaid.blocking, *openness.osaid.open))
        message = f"OSAID 1.0: {openness.osaid.outcome}; the policy asks for {minimum.osaid}. In the way: {stand}"
        yield Reason(outcome=minimum.below, rule="openness/osaid", message=message)
    if minimum.tier:
        reached = case.tiers.index(openness.tier) if openness.tier in case.tiers else -1
        if reached < case.tiers.index(minimum.tier):
            message = f"its openness tier is {openness.tier}; the policy asks for {minimum.tier}"
            yield Reason(outcome=minimum.below, rule="openness/tier", message=message)


RULES: tuple[Callable[[Case], Iterator[Spoken]], ...] = (_issues, _licenses, _findings, _openness)
