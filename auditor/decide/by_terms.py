"""What a license's own facts say of the declared use: a table of families, then its conditions one by one."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.conditions import check
from auditor.decide.effective import Term, bound_models, meant
from auditor.decide.modality import modality
from auditor.decide.restrictions import held
from auditor.schema.decision import ConditionCheck, Fit, Outcome, Question, Reason
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.license import CommercialUse, Condition, Family, License, Metric, Restriction, RestrictionKind
from auditor.schema.use import Use

# Licenses that ask for no more than notice, and what the others ask for.
_NOTICE = (Family.PUBLIC_DOMAIN, Family.PERMISSIVE, Family.ATTRIBUTION, Family.PERMISSIVE_MODEL)

_BY_TERMS = "license/by-terms"
_FORBID = (RestrictionKind.NON_COMMERCIAL, RestrictionKind.RESEARCH_ONLY)
# The fields of a license's file that its outcome may rest on.
_FAMILY, _COMMERCIAL = "family", "commercial_use"

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
        message = ": its name stands for licenses with different terms; which one is meant is not said"
        return term.reason(Outcome.REVIEW, _BY_TERMS, message, names=term.known.members if term.known else ())
    outcome, fact, why = outcomes.pop()
    row = term.known.row(fact) if term.known else None
    return term.reason(outcome, _BY_TERMS, f": {why}", clause=_clause(term.known, fact), row=row)


def conditions(term: Term, dossier: Dossier, use: Use) -> Iterator[Reason | Question | ConditionCheck]:
    """Each condition and act of one license checked; a reason where the use violates it, a question where it is open.

    A violation is denied. It has to be looked at where the clause leaves something allowed, or where only some of an
    umbrella's members have it: all of them are asked.
    """
    asked: dict[tuple[str, str], Question] = {}
    shown: dict[ConditionCheck, ConditionCheck] = {}
    violations: list[ConditionCheck] = []
    certain = True
    for known in meant(term, dossier):
        checks = list(_checks(term, known, dossier, use)) if known else []
        for item, _ in checks:  # what members of an umbrella ask alike stands once, as the first of them has it
            shown.setdefault(item.model_copy(update={"row": None}), item)
        broken = [(item, sure) for item, sure in checks if item.fit is Fit.VIOLATED]
        violations += [item for item, _ in broken[:1]]
        certain = certain and any(sure for _, sure in broken)
        for item, _ in checks:
            if item.fit is Fit.OPEN:
                asked.setdefault((item.about, item.ask), _question(item))
    yield from shown.values()
    if violations:
        first = violations[0]
        at = f", clause {first.clause}" if first.clause else ""
        message = f"{at}: the declared `{first.about}` is outside what it allows; {first.effect}"
        outcome, names = Outcome.DENIED if certain else Outcome.REVIEW, (first.about,)
        yield term.reason(outcome, "use/condition-violated", message, clause=first.clause, row=first.row, names=names)
    yield from asked.values()


def asks_for_registration(term: Term, dossier: Dossier) -> bool:
    """Whether the license itself makes commercial use depend on a registration."""
    return any(
        item.metric is Metric.REGISTRATION for known in meant(term, dossier) if known for item in known.conditions
    )


def registration(repository: Repository, row: str | None) -> Iterator[Question | ConditionCheck]:
    """The condition that a card adds to its license: to register, or to be permitted, before commercial use."""
    asked = ConditionCheck(
        fit=Fit.OPEN,
        about=Metric.REGISTRATION.value,
        ask=_ask(Metric.REGISTRATION.value, "done", "registration with the licensor, or its permission", ""),
        effect="Without it the card gives no commercial use.",
        license="",
        clause="",
        origin=repository.purl,
        row=row,
        binds=repository.id,
    )
    yield asked
    yield _question(asked)


def _checks(term: Term, known: License, dossier: Dossier, use: Use) -> Iterator[tuple[ConditionCheck, bool]]:
    """The conditions on the grant, then what is forbidden; with each, whether a violation of it is beyond doubt."""
    for condition in known.conditions:
        fit, field = check(condition, use)
        if condition.metric is Metric.MODALITY and fit is Fit.OPEN:
            fit, field = modality(condition, use, _concerned(term, dossier)), "regions"
        ask = _ask(condition.metric.value, condition.operator.value, condition.value, condition.within)
        yield _checked(term, known, condition, fit, field, ask, condition.effect), True
    for item in held(known, use):
        yield _checked(term, known, item.fact, item.fit, item.field, item.ask, item.effect), item.certain


def _concerned(term: Term, dossier: Dossier) -> tuple[Repository, ...]:
    """The model judged, and those whose license asks."""
    asking = [item for item in bound_models(dossier) if term.license_id in item.conclusion.licenses]
    return (*([dossier.subject] if dossier.subject else []), *asking)


def _checked(
    term: Term, known: License, fact: Condition | Restriction, fit: Fit, field: str, ask: str, effect: str
) -> ConditionCheck:
    return ConditionCheck(
        fit=fit,
        about=field,
        ask=ask,
        effect=effect,
        license=term.license_id,
        clause=fact.clause,
        origin=term.origin.purl,
        row=known.row(fact.row),
        binds=term.origin.id,
    )


def _question(open_: ConditionCheck) -> Question:
    return Question.model_validate({field: getattr(open_, field) for field in Question.model_fields})


def _of(known: License | None, use: Use) -> tuple[Outcome, str, str]:
    """The outcome, the fact of the license that gives it, and what it says."""
    if known is None or known.family is Family.UNKNOWN:
        return Outcome.REVIEW, _FAMILY, "what it allows is not known"
    if use.commercial and known.commercial_use is CommercialUse.NO:
        return Outcome.DENIED, _COMMERCIAL, "it does not allow commercial use"
    if use.commercial and known.commercial_use is CommercialUse.UNKNOWN:
        return Outcome.REVIEW, _COMMERCIAL, "whether it allows commercial use is not known"
    if known.family in _NOTICE and known.commercial_use is CommercialUse.YES:
        return Outcome.APPROVED, _FAMILY, "permissive; it asks for notice at most"
    return Outcome.CONDITIONAL, _FAMILY, _MORE.get(known.family, "it asks for more than notice")


def _clause(known: License | None, fact: str) -> str:
    """Where the license itself forbids commercial use, if that is what speaks and its clause is known."""
    stated = known.restrictions if known and fact == _COMMERCIAL else ()
    return next((item.clause for item in stated if item.restriction in _FORBID and item.clause), "")


_SIGNS = {"<=": "at most", "<": "fewer than", ">": "more than", ">=": "at least", "not-in": "not in", "in": "only in"}


def _ask(metric: str, operator: str, value: object, within: str) -> str:
    if operator == "done":
        return f"is this done: {value}?" if isinstance(value, str) and value else f"is the {metric} done?"
    amount = f"{value:,}" if isinstance(value, int) else ", ".join(value) if isinstance(value, tuple) else str(value)
    asked = f"{metric.replace('_', ' ')} {_SIGNS[operator]} {amount}"
    return f"{asked} ({within})?" if within else f"{asked}?"
