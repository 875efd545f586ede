"""From everything known to one decision. The rules stand in one table; the worst outcome of any of them counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.decide.by_terms import asks_for_registration, conditions, judge, registration
from auditor.decide.duties import duties
from auditor.decide.effective import Term, bound_models, effective_terms, is_silent_copy, meant, unresolved
from auditor.decide.outcomes import ORDER, outcome_of, worst
from auditor.decide.trouble import in_the_way, withheld
from auditor.decide.trouble import reasons as troubles
from auditor.decide.ways_out import ways_out
from auditor.decide.words import limited_by_words, on_application
from auditor.schema.decision import ConditionCheck, Decision, Finding, Grounds, Outcome, Question, Reason
from auditor.schema.evidence import Dossier
from auditor.schema.license import Family, License
from auditor.schema.policy import Policy
from auditor.schema.verdict import Openness, OsaidOutcome

_FAMILY = "family:"
_NO_LICENSE = ("finding/license-missing", "finding/license-unresolved")
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


Spoken = Reason | Question | ConditionCheck


def decide(
    dossier: Dossier, openness: Openness, findings: tuple[Finding, ...], policy: Policy, tiers: tuple[str, ...]
) -> Decision:
    """The decision on one model. Pure. `tiers` are the names of the openness tiers, lowest first."""
    case = Case(dossier, openness, findings, policy, tiers, effective_terms(dossier))
    spoken = [item for rule in RULES for item in rule(case)]
    reasons = tuple(item for item in spoken if isinstance(item, Reason))
    questions = tuple(dict.fromkeys(item for item in spoken if isinstance(item, Question)))
    known = [reason.outcome for reason in reasons]
    provisional = worst([*known, *([Outcome.CONDITIONAL] if questions else [])])
    if dossier.subject is None:  # of what was not read, nothing speaks for the model either
        provisional = Outcome.UNVERIFIED
    missing = in_the_way(dossier, findings, policy, provisional)
    reasons = (*troubles(missing, dossier, policy), *reasons)
    outcome = worst([provisional, *([Outcome.UNVERIFIED] if missing or dossier.subject is None else [])])
    checks = tuple(dict.fromkeys(item for item in spoken if isinstance(item, ConditionCheck)))
    return Decision(
        outcome=outcome,
        provisional=provisional,
        reasons=tuple(sorted(reasons, key=lambda reason: -ORDER.index(reason.outcome))),
        questions=questions,
        duties=duties(case.terms, dossier, policy.use),
        conditions=checks,
        ways_out=ways_out(outcome, case.terms, dossier, checks),
    )


def _licenses(case: Case) -> Iterator[Spoken]:
    for term in case.terms:
        listed = _listed(term, case)
        if listed is None:
            if case.policy.licenses.unlisted != "by-terms":
                outcome = Outcome(case.policy.licenses.unlisted)
                message = f": the policy {case.policy.policy} lists no such license"
                yield term.reason(outcome, "license/unlisted", message)
            else:
                yield judge(term, case.dossier, case.policy.use)
        else:
            yield listed
        yield from conditions(term, case.dossier, case.policy.use)


def _listed(term: Term, case: Case) -> Reason | None:
    """What the policy's lists say of a license: deny before review before allow, the id before its family.

    An umbrella that no list names is as its members are: denied or allowed where all are, to review where some are.
    """
    own = _list_of((term.license_id, _family(term.known)), case.policy)
    if own is not None:
        return _as_reason(term, case.policy, *own)
    members = [_list_of((known.id, _family(known)), case.policy) for known in meant(term, case.dossier) if known]
    hits = [hit for hit in members if hit is not None]
    worst_hit = max(hits, key=lambda hit: ORDER.index(hit[1]), default=None)
    if worst_hit is None or (worst_hit[1] is Outcome.APPROVED and len(hits) < len(members)):
        return None
    word, outcome, name = worst_hit
    if outcome is Outcome.DENIED and any(hit is None or hit[1] is not Outcome.DENIED for hit in members):
        outcome = Outcome.REVIEW
    return _as_reason(term, case.policy, word, outcome, name)


def _list_of(names: tuple[str, ...], policy: Policy) -> tuple[str, Outcome, str] | None:
    """The list that has the first of these names that any list has: its word, its outcome, and that name."""
    lists = {
        "deny": (policy.licenses.deny, Outcome.DENIED),
        "review": (policy.licenses.review, Outcome.REVIEW),
        "allow": (policy.licenses.allow, Outcome.APPROVED),
    }
    found = ((word, outcome, name) for name in names for word, (ids, outcome) in lists.items() if name in ids)
    return next(found, None)


def _family(known: License | None) -> str:
    return _FAMILY + (known.family if known else Family.UNKNOWN).value


def _as_reason(term: Term, policy: Policy, word: str, outcome: Outcome, name: str) -> Reason:
    message = f": the policy {policy.policy} has `{name}` under {word}"
    return term.reason(outcome, f"license/{word}", message, names=(name,))


def _unresolved(case: Case) -> Iterator[Spoken]:
    """Terms that are not known are never approved, whatever the policy lists: the model's own, and its bases'."""
    dossier = case.dossier
    said = any(reason.rule in _NO_LICENSE and reason.outcome is not Outcome.CONDITIONAL for reason in _findings(case))
    said = said or any(f"finding/{item.id}" in _NO_LICENSE and item.waived for item in case.findings)
    for repository in bound_models(dossier):
        conclusion = repository.conclusion
        if (repository is dossier.subject and said) or is_silent_copy(repository, dossier):
            continue
        if not conclusion.licenses or conclusion.doubtful:
            message = f"{repository.id}: {conclusion.reason}"
        elif not repository.files_listed and not (repository.hosted or repository.offer):
            message = f"{repository.id}: its files are not listed, so a license file may speak against `license:`"
        else:
            continue
        yield Reason(
            outcome=Outcome.REVIEW,
            rule="license/unresolved",
            message=message,
            citations=conclusion.doubtful or conclusion.citations or (repository.metadata,),
            binds=repository.id,
            names=unresolved(repository),
        )
    if dossier.subject is not None and not case.terms and not said:
        message = f"{dossier.subject.id}: no license binds that could be named"
        yield Reason(outcome=Outcome.REVIEW, rule="license/none", message=message, binds=dossier.subject.id)


def _forbidden(case: Case) -> Iterator[Spoken]:
    """A card or a file that forbids commercial use in its own words forbids it, whatever license it names."""
    for repository in bound_models(case.dossier):
        cited = repository.conclusion.forbidding
        if cited and case.policy.use.commercial:
            message = f"{repository.id}: {cited[0].place} forbids commercial use: “{cited[0].quote}”"
            rows = {item.citation: item.row for item in repository.statements}
            yield Reason(
                outcome=Outcome.DENIED,
                rule="card/non-commercial",
                message=message,
                citations=cited,
                row=rows.get(cited[0]),
                binds=repository.id,
            )


def _on_application(case: Case) -> Iterator[Spoken]:
    """Words that give commercial use after a registration ask for it, whatever license is named."""
    asking = {term.origin.id for term in case.terms if asks_for_registration(term, case.dossier)}
    for repository, reason in on_application(case.dossier, case.policy.use):
        if repository.id not in asking:
            yield reason
            if repository.conclusion.licenses:
                yield from registration(repository, reason.row)


def _other_words(case: Case) -> Iterator[Spoken]:
    """Whatever else words limit: the persons, the purposes, the acts, the places, whatever license is named."""
    yield from limited_by_words(case.dossier, case.policy.use)


def _alternatives(case: Case) -> Iterator[Spoken]:
    """Under A OR B the better is taken, unless the policy leaves the choice to a person."""
    for repository in bound_models(case.dossier):
        offered = repository.conclusion.alternatives
        if offered and not case.policy.choose_alternative:
            ways = " or ".join(" and ".join(one) for one in offered)
            message = f"{repository.id}: offered under {ways}; a person has to choose"
            yield Reason(
                outcome=Outcome.REVIEW,
                rule="license/alternatives",
                message=message,
                citations=repository.conclusion.citations,
                binds=repository.id,
                names=tuple(" AND ".join(one) for one in offered),
            )


def _findings(case: Case) -> Iterator[Reason]:
    """Findings by the policy's lists, those left out that somebody waived."""
    for finding in case.findings:
        outcome = outcome_of(finding.id, finding.level, case.policy)
        if outcome is not Outcome.APPROVED and finding.waived is None:
            said = {field: getattr(finding, field) for field in ("message", "citations", *Grounds.model_fields)}
            yield Reason.model_validate({"outcome": outcome, "rule": f"finding/{finding.id}"} | said)


def _openness(case: Case) -> Iterator[Spoken]:
    minimum, openness = case.policy.minimum_openness, case.openness
    if minimum.osaid and _OSAID.index(openness.osaid.outcome) < _OSAID.index(OsaidOutcome(minimum.osaid)):
        stand = ", ".join((*openness.osaid.blocking, *openness.osaid.open))
        message = f"OSAID 1.0: {openness.osaid.outcome}; the policy asks for {minimum.osaid}. In the way: {stand}"
        names = (openness.osaid.outcome.value, minimum.osaid, *openness.osaid.blocking, *openness.osaid.open)
        yield Reason(outcome=minimum.below, rule="openness/osaid", message=message, names=names)
    if minimum.tier:
        reached = case.tiers.index(openness.tier) if openness.tier in case.tiers else -1
        if reached < case.tiers.index(minimum.tier):
            message = f"its openness tier is {openness.tier}; the policy asks for {minimum.tier}"
            names = (openness.tier, minimum.tier)
            yield Reason(outcome=minimum.below, rule="openness/tier", message=message, names=names)


def _withheld(case: Case) -> Iterator[Spoken]:
    yield from withheld(case.dossier)


RULES: tuple[Callable[[Case], Iterator[Spoken]], ...] = (
    _licenses,
    _alternatives,
    _unresolved,
    _forbidden,
    _on_application,
    _other_words,
    _findings,
    _openness,
    _withheld,
)
