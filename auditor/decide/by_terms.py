"""What a license's own facts say of the declared use: a table of families, then its conditions one by one."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.asking import answer, declared, sentence
from auditor.decide.conditions import Weighed, check, exercised
from auditor.decide.effective import Term, bound_models, meant
from auditor.decide.headline import first_pinned, headline
from auditor.decide.occasions import under
from auditor.decide.restrictions import held
from auditor.decide.use_policies import taken_in
from auditor.schema.decision import ConditionCheck, Fit, Outcome, Question, Reason
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.facts import (
    Answer3,
    Condition,
    Force,
    Grant,
    Metric,
    Obligation,
    ObligationKind,
    Restriction,
    RestrictionKind,
)
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.numbering import at
from auditor.schema.pin import PinnedBy
from auditor.schema.use import Use

# Licenses that ask for no more than notice, and what the others ask for.
_NOTICE = (Family.PUBLIC_DOMAIN, Family.PERMISSIVE, Family.ATTRIBUTION, Family.PERMISSIVE_MODEL)

_BY_TERMS = "license/by-terms"
_ANY_MORE = "it asks for more than notice"
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
    pinned = _pinned(term.known, fact)
    if outcome is Outcome.CONDITIONAL and fact == _FAMILY and term.known is not None:
        why, pinned = headline(term.known, use) or why, first_pinned(term.known, use)
    row = term.known.row(fact) if term.known else None
    clause = _clause(term.known, fact)
    return term.reason(outcome, _BY_TERMS, f"{at(clause)}: {why}", clause=clause, row=row, pinned=pinned)


def conditions(term: Term, dossier: Dossier, use: Use) -> Iterator[Reason | Question | ConditionCheck]:
    """Each condition and act of one license checked; a reason where the use violates it, a question where it is open.

    A violation is denied. It has to be looked at where the clause leaves something allowed, where what was stated
    speaks against it without settling it, or where only some of an umbrella's members have it: all of them are asked.
    """
    asked: dict[tuple[str, str], Question] = {}
    shown: dict[ConditionCheck, ConditionCheck] = {}
    violations: list[ConditionCheck] = []
    doubts: list[ConditionCheck] = []
    certain = True
    for known in meant(term, dossier):
        checks = list(_all(term, known, dossier, use)) if known else []
        for item, _ in checks:  # what members of an umbrella ask alike stands once, as the first of them has it
            shown.setdefault(item.model_copy(update={"row": None, "answer": ""}), item)
        broken = [(item, sure) for item, sure in checks if item.fit is Fit.VIOLATED]
        violations += [item for item, _ in broken[:1]]
        certain = certain and any(sure for _, sure in broken)
        for item, sure in checks:
            if item.fit is Fit.OPEN:
                asked.setdefault((item.about, item.ask), _question(item))
                doubts += [] if sure else [item]
    yield from shown.values()
    if violations:
        first = violations[0]
        stated = f"the declared `{first.about}`{declared(first.about, use)}"
        message = f"{at(first.clause)}: {stated} is outside what it allows{_joined(first.effect)}"
        outcome = Outcome.DENIED if certain else Outcome.REVIEW
        yield _because(term, first, outcome, "use/condition-violated", message)
    elif doubts:
        first = doubts[0]
        message = f"{at(first.clause)}: {first.ask} What was declared does not settle it, and speaks against it"
        if (first.row or "").endswith(f"/{Metric.AUTHORIZATION.value}"):
            message = f"{at(first.clause)}: {first.effect} Nothing declares that this was given"
        yield _because(term, first, Outcome.REVIEW, "use/condition-doubtful", message)
    yield from asked.values()


def _because(term: Term, check: ConditionCheck, outcome: Outcome, rule: str, says: str) -> Reason:
    """A reason that rests on one condition."""
    names = (check.about,)
    return term.reason(outcome, rule, says, clause=check.clause, row=check.row, names=names, pinned=check.pinned)


def _joined(effect: str) -> str:
    """An effect that is a sentence of its own goes on as one."""
    return f". {effect}" if effect[:1].isupper() else f"; {effect}"


def asks_for_registration(term: Term, dossier: Dossier) -> bool:
    """Whether the license itself makes commercial use depend on a registration."""
    asking = (Metric.REGISTRATION, Metric.AUTHORIZATION)
    known = (item for item in meant(term, dossier) if item)
    return any(condition.metric in asking for item in known for condition in item.conditions)


def registration(repository: Repository, row: str | None) -> Iterator[Question | ConditionCheck]:
    """The condition that a card adds to its license: to register, or to be permitted, before commercial use."""
    asked = ConditionCheck(
        fit=Fit.OPEN,
        about=Metric.REGISTRATION.value,
        ask="is this done: registration with the licensor, or its permission?",
        answer="a waiver or a clarification that names who permitted it",
        effect="Without it the card gives no commercial use.",
        license="",
        clause="",
        origin=repository.purl,
        row=row,
        binds=repository.id,
    )
    yield asked
    yield _question(asked)


Checked = tuple[ConditionCheck, bool]


def _all(term: Term, known: License, dossier: Dossier, use: Use) -> Iterator[Checked]:
    """What a license and the policies that it takes in ask and forbid."""
    for one in (known, *taken_in(known, dossier)):
        yield from _conditions(term, one, dossier, use)
        for item in held(one, use):
            sure = item.certain or item.fit is Fit.OPEN  # what is not stated speaks against nothing yet
            yield _checked(term, one, item.fact, item.fit, item.field, item.ask, item.effect), sure


def _conditions(term: Term, known: License, dossier: Dossier, use: Use) -> Iterator[Checked]:
    """The conditions on the grant, each with whether it is beyond doubt; of alternatives, one that holds is enough."""
    models = _concerned(term, dossier)
    found: list[tuple[Condition, Weighed]] = [
        (condition, check(condition, use, known.row(condition.row), models)) for condition in known.conditions
    ]
    # what is none at all meets its bound and opens no way: a service on no devices is measured by its users
    ways = {one.either for one, item in found if item.fit is Fit.SATISFIED and getattr(use, item.field, None) != 0}
    still = {one.either for one, standing in found if one.either and standing.fit is Fit.OPEN}
    for condition, standing in found:
        fit = standing.fit
        if condition.either and condition.either in ways:
            fit = Fit.SATISFIED
        elif condition.either in still and fit is Fit.VIOLATED:
            fit = Fit.OPEN
        sure = not standing.doubtful and not (condition.metric is Metric.AUTHORIZATION and fit is Fit.OPEN)
        ask = under(condition.when, use) + sentence(condition)
        yield _checked(term, known, condition, fit, standing.field, ask, condition.effect), sure


def _concerned(term: Term, dossier: Dossier) -> tuple[Repository, ...]:
    """The model judged, and those whose license asks."""
    asking = [item for item in bound_models(dossier) if term.license_id in item.conclusion.licenses]
    return (*([dossier.subject] if dossier.subject else []), *asking)


def _checked(
    term: Term, known: License, fact: Condition | Restriction | Grant, fit: Fit, field: str, ask: str, effect: str
) -> ConditionCheck:
    row, month = known.row(fact.row), fact.as_of if isinstance(fact, Condition) else ""
    return ConditionCheck(
        fit=fit,
        about=field,
        ask=ask,
        answer=answer(field, row, month),
        effect=effect,
        license=term.license_id,
        clause=fact.clause,
        origin=term.origin.purl,
        row=row,
        binds=term.origin.id,
        pinned=fact.pinned,
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
        depends = next((one for one in known.grants if _depends(one, use)), None)
        if depends is not None:
            return Outcome.CONDITIONAL, depends.row, f"it gives the right `{depends.grant.value}` under conditions"
        more = _more_than_notice(known)
        if more is not None:
            return Outcome.CONDITIONAL, more.row, f"it asks for more than notice{_words(more)}"
        return Outcome.APPROVED, _FAMILY, "permissive; it asks for notice at most"
    if not (known.grants or known.conditions or known.obligations or known.restrictions):
        return Outcome.REVIEW, _FAMILY, "no clause of it is known, only what kind of license it is"
    if known.family is Family.THRESHOLD and not known.conditions:
        return Outcome.CONDITIONAL, _FAMILY, "what it asks for depends on how large the user is"
    return Outcome.CONDITIONAL, _FAMILY, _MORE.get(known.family, _ANY_MORE)


# What a permissive license may ask without a user having to weigh it.
_NOTICE_DUTIES = (
    *(ObligationKind.LICENSE_COPY, ObligationKind.COPYRIGHT_NOTICE, ObligationKind.NOTICE_TEXT),
    *(ObligationKind.ATTRIBUTION, ObligationKind.STATE_CHANGES, ObligationKind.DISPLAY_TEXT, ObligationKind.OTHER),
    *(ObligationKind.DELETE, ObligationKind.CERTIFY_DELETION),  # follow a breach alone
)
_NOTICE_LIMITS = (
    *(RestrictionKind.TERMINATION, RestrictionKind.PATENT_TERMINATION, RestrictionKind.GOVERNING_LAW),
    *(RestrictionKind.NAMES_AND_MARKS, RestrictionKind.NO_FURTHER_TERMS),
)


def _depends(grant: Grant, use: Use) -> bool:
    """Whether a right that the use may exercise is given under conditions alone."""
    return grant.given is Answer3.CONDITIONAL and exercised(grant.grant, use) is not False


def _more_than_notice(known: License) -> Obligation | Restriction | None:
    """The first duty or limit of a license that is more than to say whose the work is."""
    for duty in known.obligations:
        if duty.obligation not in _NOTICE_DUTIES and duty.force is Force.BINDS:
            return duty
    return next((limit for limit in known.restrictions if limit.restriction not in _NOTICE_LIMITS), None)


def _words(fact: Obligation | Restriction) -> str:
    kind = fact.obligation if isinstance(fact, Obligation) else fact.restriction
    return f": {fact.note}" if fact.note else f": {kind.value.replace('-', ' ')}"


def _clause(known: License | None, fact: str) -> str:
    """Where the fact that speaks stands in the license, if its clause is known."""
    if known is None:
        return ""
    if fact != _COMMERCIAL:
        return next((item.clause for item in (*known.obligations, *known.restrictions) if item.row == fact), "")
    return next((item.clause for item in known.restrictions if item.restriction in _FORBID and item.clause), "")


def _pinned(known: License | None, fact: str) -> PinnedBy | None:
    """Who pinned the duty or limit that speaks, where it is one and somebody did."""
    facts = (*known.obligations, *known.restrictions) if known else ()
    return next((item.pinned for item in facts if item.row == fact), None)
