"""What a license's own facts say of the declared use: a table of families, then its conditions one by one."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.conditions import check
from auditor.decide.effective import Term, bound_models, meant
from auditor.decide.modality import modality
from auditor.schema.decision import ConditionCheck, Fit, Outcome, Question, Reason
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.license import CommercialUse, Condition, Family, License, Metric
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
    """Each condition of one license checked; a reason to deny where it is violated, a question where it is open.

    Of an umbrella all members are asked; one that is violated by some of them only has to be looked at.
    """
    asked: dict[tuple[str, str], Question] = {}
    violations: list[str | None] = []
    for known in meant(term, dossier):
        violated: str | None = None
        for condition in known.conditions if known else ():
            fit, field = check(condition, use)
            if condition.metric is Metric.MODALITY and fit is Fit.OPEN:
                fit, field = modality(condition, use, _concerned(term, dossier)), "regions"
            yield _checked(term, condition, fit, field)
            if fit is Fit.VIOLATED and violated is None:
                at = f", clause {condition.clause}" if condition.clause else ""
                violated = f"{term.name}{at}: the declared {field} is outside what it allows; {condition.effect}"
            elif fit is Fit.OPEN:
                question = _question(term, condition, field)
                asked.setdefault((question.about, question.ask), question)
        violations.append(violated)
    message = next((violated for violated in violations if violated), None)
    if message:
        outcome = Outcome.DENIED if all(violations) else Outcome.REVIEW
        yield _reason(term, outcome, message, rule="use/condition-violated")
    yield from asked.values()


def _concerned(term: Term, dossier: Dossier) -> tuple[Repository, ...]:
    """The model judged, and those whose license asks."""
    asking = [item for item in bound_models(dossier) if term.license_id in item.conclusion.licenses]
    return (*([dossier.subject] if dossier.subject else []), *asking)


def _checked(term: Term, condition: Condition, fit: Fit, field: str) -> ConditionCheck:
    return ConditionCheck(
        fit=fit,
        about=field,
        ask=_ask(condition.metric.value, condition.operator.value, condition.value, condition.period),
        effect=condition.effect,
        license=term.license_id,
        clause=condition.clause,
        origin=term.origin.purl,
    )


def _question(term: Term, condition: Condition, field: str) -> Question:
    return Question(
        about=field,
        ask=_ask(condition.metric.value, condition.operator.value, condition.value, condition.period),
        license=term.license_id,
        clause=condition.clause,
        origin=term.origin.purl,
    )


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


def _ask(metric: str, operator: str, value: object, period: str) -> str:
    if operator == "done":
        return f"is this done: {value}?" if isinstance(value, str) and value else f"is the {metric} done?"
    amount = f"{value:,}" if isinstance(value, int) else ", ".join(value) if isinstance(value, tuple) else str(value)
    asked = f"{metric.replace('_', ' ')} {_SIGNS[operator]} {amount}"
    return f"{asked} ({period})?" if period else f"{asked}?"


def _reason(term: Term, outcome: Outcome, message: str, rule: str = "license/by-terms") -> Reason:
    return Reason(outcome=outcome, rule=rule, message=message, citations=term.citations)
