"""What a license's own facts say of the declared use: a table of families, then its conditions one by one."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.conditions import Fit, check
from auditor.decide.effective import Term, families
from auditor.schema.decision import Outcome, Question, Reason
from auditor.schema.evidence import Dossier
from auditor.schema.license import Family
from auditor.schema.use import Use

# What asking for no more than notice, for more, or for too much means. For non-commercial use the last two meet.
_NOTICE = (Family.PUBLIC_DOMAIN, Family.PERMISSIVE, Family.ATTRIBUTION, Family.PERMISSIVE_MODEL)
_NEVER_COMMERCIAL = (Family.NON_COMMERCIAL, Family.RESEARCH_ONLY)
_UNCLEAR = (Family.UNKNOWN,)

_MORE: dict[Family, str] = {
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
    outcomes = {_of_family(family, use) for family in families(term, dossier)}
    if len(outcomes) > 1:
        message = f"{term.name}: its name stands for licenses with different terms; which one is meant is not said"
        return _reason(term, Outcome.REVIEW, message)
    outcome, why = outcomes.pop()
    return _reason(term, outcome, f"{term.name}: {why}")


def conditions(term: Term, use: Use) -> Iterator[Reason | Question]:
    """Each condition of one license: a reason to deny where it is violated, a question where it is open."""
    for condition in term.known.conditions if term.known else ():
        fit, field = check(condition, use)
        at = f", clause {condition.clause}" if condition.clause else ""
        if fit is Fit.VIOLATED:
            message = f"{term.name}{at}: the declared {field} is outside what it allows; {condition.effect}"
            yield _reason(term, Outcome.DENIED, message, rule="use/condition-violated")
        elif fit is Fit.OPEN:
            yield Question(
                about=field,
                ask=_ask(condition.metric.value, condition.operator.value, condition.value, condition.period),
                license=term.license_id,
                clause=condition.clause,
                origin=term.origin.purl,
            )


def _of_family(family: Family, use: Use) -> tuple[Outcome, str]:
    if family in _NOTICE:
        return Outcome.APPROVED, "permissive; it asks for notice at most"
    if family in _NEVER_COMMERCIAL:
        if use.commercial:
            return Outcome.DENIED, "it does not allow commercial use"
        return Outcome.CONDITIONAL, "it allows non-commercial use only"
    if family in _UNCLEAR:
        return Outcome.REVIEW, "what it allows is not known"
    return Outcome.CONDITIONAL, _MORE.get(family, "it asks for more than notice")


_SIGNS = {"<=": "at most", "<": "fewer than", ">": "more than", ">=": "at least", "not-in": "not in", "in": "only in"}


def _ask(metric: str, operator: str, value: object, period: str) -> str:
    if operator == "done":
        return f"is this done: {value}?" if isinstance(value, str) and value else f"is the {metric} done?"
    amount = f"{value:,}" if isinstance(value, int) else ", ".join(value) if isinstance(value, tuple) else str(value)
    asked = f"{metric.replace('_', ' ')} {_SIGNS[operator]} {amount}"
    return f"{asked} ({period})?" if period else f"{asked}?"


def _reason(term: Term, outcome: Outcome, message: str, rule: str = "license/by-terms") -> Reason:
    return Reason(outcome=outcome, rule=rule, message=message, citations=term.citations)
