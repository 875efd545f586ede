"""What a license's own facts say of the declared use: a table of families, then its conditions one by one."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.conditions import check
from auditor.decide.effective import Term, bound_models, meant
from auditor.decide.modality import modality
from auditor.decide.restrictions import held
from auditor.schema.decision import ConditionCheck, Fit, Outcome, Question, Reason
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.license import CommercialUse, Family, License, Metric
from auditor.schema.use import Use

# Licenses that ask for no more than notice, and what the others ask for.
_NOTICE = (Family.PUBLIC_DOMAIN, Family.PERMISSIVE, Family.ATTRIBUTION, Family.PERMISSIVE_MODEL)

_MORE: dict[Family, str] = {
    Family.NON_COMMERCIAL: "it allows non-commercial use only",
    Family.RESEARCH_ONLY: "it allows research only",
    Family.WEAK_COPYLEFT: "what is derived from its files stays under it when passed on",
    Family.COPYLEFT: "what is derived from it stays under it when passed on",
    Family.NETWORK_COPYLEFT: "what is derived from it stays under it, also when it is only offered over a network",
    Family.SHARE_ALIKE: "what is adapted from it stays under it when shared",
    Family.NO_DERIVATIVES: "adapted versions may not be shared",
    Family.OPEN_RAIL: "its use restrictions bind, and must be passed on",
    Family.VENDOR_COMMUNITY: "its vendor's terms bind, with conditions of their own",
    Family.VENDOR_TERMS: "its vendor's terms bind, with conditions of their own",
    Family.THRESHOLD: "its rights depend on how large the user is",
    Family.REGISTRATION: "commercial use has to be registered or licensed first",
    Family.DATA_COMPUTATIONAL: "it allows computational use only",
    Family.FIELD_RESTRICTED: "it limits the field of use",
    Family.USE_POLICY: "its use policy binds",
}


def judge(term: Term, dossier: Dossier, use: Use) -> Reason:
    """The outcome of one license for the declared use, conditions left aside."""
    outcomes = {_of(known, use) for known in meant(term, dossier)}
    if len(outcomes) != 1:
        message = f"{term.name}: its name stands for licenses with different terms; which one is meant is not said"
        return _reason(term, Outcome.REVIEW, message)
    outcome, why = outcomes.pop()
    return _reason(term, outcome, f"{term.name}: {why}")


def conditions(term: Term, dossier: Dossier, use: Use) -> Iterator[Reason | Question | ConditionCheck]:
    """Each condition and act of one license checked; a reason where the use violates it, a question where it is open.

    A violation is denied. It has to be looked at where the clause leaves something allowed, or where only some of an
    umbrella's members have it: all of them are asked.
    """
    asked: dict[tuple[str, str], Question] = {}
    violations: list[ConditionCheck] = []
    certain = True
    for known in meant(term, dossier):
        checks = list(_checks(term, known, dossier, use)) if known else []
        yield from (item for item, _ in checks)
        broken = [(item, sure) for item, sure in checks if item.fit is Fit.VIOLATED]
        violations += [item for item, _ in broken[:1]]
        certain = certain and any(sure for _, sure in broken)
        for item, _ in checks:
            if item.fit is Fit.OPEN:
                asked.setdefault((item.about, item.ask), _question(item))
    if violations:
        first = violations[0]
        at = f", clause {first.clause}" if first.clause else ""
        message = f"{term.name}{at}: the declared `{first.about}` is outside what it allows; {first.effect}"
        outcome = Outcome.DENIED if certain else Outcome.REVIEW
        yield _reason(term, outcome, message, rule="use/condition-violated")
    yield from asked.values()


def _checks(term: Term, known: License, dossier: Dossier, use: Use) -> Iterator[tuple[ConditionCheck, bool]]:
    """The conditions on the grant, then what is forbidden; with each, whether a violation of it is beyond doubt."""
    for condition in known.conditions:
        fit, field = check(condition, use)
        if condition.metric is Metric.MODALITY and fit is Fit.OPEN:
            fit, field = modality(condition, use, _concerned(term, dossier)), "regions"
        ask = _ask(condition.metric.value, condition.operator.value, condition.value, condition.within)
        yield _checked(term, fit, field, ask, condition.effect, condition.clause), True
    for item in held(known, use):
        yield _checked(term, item.fit, item.field, item.ask, item.effect, item.clause), item.certain


def _concerned(term: Term, dossier: Dossier) -> tuple[Repository, ...]:
    """The model judged, and those whose license asks."""
    asking = [item for item in bound_models(dossier) if term.license_id in item.conclusion.licenses]
    return (*([dossier.subject] if dossier.subject else []), *asking)


def _checked(term: Term, fit: Fit, field: str, ask: str, effect: str, clause: str) -> ConditionCheck:
    return ConditionCheck(
        fit=fit,
        about=field,
        ask=ask,
        effect=effect,
        license=term.license_id,
        clause=clause,
        origin=term.origin.purl,
    )


def _question(open_: ConditionCheck) -> Question:
    return Question(about=open_.about, ask=open_.ask, license=open_.license, clause=open_.clause, origin=open_.origin)


def _of(known: License | None, use: Use) -> tuple[Outcome, str]:
    if known is None or known.family is Family.UNKNOWN:
        return Outcome.REVIEW, "what it allows is not known"
    if use.commercial and known.commercial_use is CommercialUse.NO:
        return Outcome.DENIED, "it does not allow commercial use"
    if use.commercial and known.commercial_use is CommercialUse.UNKNOWN:
        return Outcome.REVIEW, "whether it allows commercial use is not known"
    if known.family in _NOTICE and known.commercial_use is CommercialUse.YES:
        return Outcome.APPROVED, "permissive; it asks for notice at most"
    return Outcome.CONDITIONAL, _MORE.get(known.family, "it asks for more than notice")


_SIGNS = {"<=": "at most", "<": "fewer than", ">": "more than", ">=": "at least", "not-in": "not in", "in": "only in"}


def _ask(metric: str, operator: str, value: object, within: str) -> str:
    if operator == "done":
        return f"is this done: {value}?" if isinstance(value, str) and value else f"is the {metric} done?"
    amount = f"{value:,}" if isinstance(value, int) else ", ".join(value) if isinstance(value, tuple) else str(value)
    asked = f"{metric.replace('_', ' ')} {_SIGNS[operator]} {amount}"
    return f"{asked} ({within})?" if within else f"{asked}?"


def _reason(term: Term, outcome: Outcome, message: str, rule: str = "license/by-terms") -> Reason:
    return Reason(outcome=outcome, rule=rule, message=message, citations=term.citations)
