"""The terms that bind a model: its own licenses and those of its bases, and each condition answered or open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.licenses.describe import facts
from auditor.report.page.words import amount, plain, sentence
from auditor.report.parts.bill import Bill
from auditor.schema.audit import ModelAudit
from auditor.schema.evidence import Citation, Dossier
from auditor.schema.license import Answer3, CommercialUse, Condition, License, Operator
from auditor.schema.lineage import Lineage
from auditor.schema.use import Use

_SIGNS = {
    Operator.AT_MOST: "at most ",
    Operator.BELOW: "fewer than ",
    Operator.ABOVE: "more than ",
    Operator.AT_LEAST: "at least ",
    Operator.NOT_IN: "not in ",
    Operator.IN: "only in ",
    Operator.DONE: "",
}


@dataclass(frozen=True)
class Term:
    """One license that binds, and where it comes from. `facts` are those of an umbrella's members too."""

    id: str
    title: str
    origin: str
    inherited: bool
    commercial_use: CommercialUse
    facts: tuple[License, ...]
    citations: tuple[Citation, ...]

    @property
    def limits(self) -> tuple[tuple[str, str], ...]:
        """What it forbids or reserves, with clauses."""
        named = ((plain(item.restriction), item.clause) for known in self.facts for item in known.restrictions)
        return tuple(dict.fromkeys(named))

    @property
    def withheld(self) -> tuple[tuple[str, str], ...]:
        """Rights that it does not give, with clauses."""
        return self._rights(Answer3.NO)

    @property
    def conditional(self) -> tuple[tuple[str, str], ...]:
        """Rights that it gives under conditions, with clauses."""
        return self._rights(Answer3.CONDITIONAL)

    def _rights(self, given: Answer3) -> tuple[tuple[str, str], ...]:
        grants = (item for known in self.facts for item in known.grants if item.given is given)
        return tuple(dict.fromkeys((plain(item.grant), item.clause) for item in grants))


@dataclass(frozen=True)
class Asked:
    """One condition: what has to hold, whether the declared use answers it, and what follows if it does not hold."""

    state: str
    ask: str
    answer: str
    otherwise: str
    license: str
    clause: str
    origin: str


@dataclass(frozen=True)
class Flow:
    """The terms that one license of one ancestor hands down; `via` names who stands between it and the model."""

    ancestor: str
    license: str
    via: tuple[str, ...]
    kept: bool
    terms: str


def flows(lineage: Lineage) -> tuple[Flow, ...]:
    """What flows down to the model, by where it comes from and whether the model's own license holds it too."""
    alike: dict[tuple[str, str, tuple[str, ...], bool], list[str]] = {}
    for term in lineage.inherited:
        said = f"{term.says} ({term.clause})" if term.clause else term.says
        alike.setdefault((term.ancestor, term.license, term.path[1:-1], term.kept), []).append(said)
    return tuple(Flow(*origin, terms="; ".join(said)) for origin, said in alike.items())


def terms(dossier: Dossier) -> tuple[Term, ...]:
    """Every license that binds, the model's own first; one that a base carries too stands once."""
    facts = {item.id: item for item in dossier.licenses}
    found: dict[str, Term] = {}
    for repository in (*((dossier.subject,) if dossier.subject else ()), *dossier.ancestors):
        for name in repository.conclusion.licenses:
            known = facts.get(name)
            meant = _meant(known, facts)
            term = Term(
                id=name,
                title=known.title if known else name,
                origin=repository.id,
                inherited=repository is not dossier.subject,
                commercial_use=known.commercial_use if known else CommercialUse.UNKNOWN,
                facts=meant,
                citations=repository.conclusion.citations,
            )
            found.setdefault(name, term)
    return tuple(found.values())


def _meant(known: License | None, facts: dict[str, License]) -> tuple[License, ...]:
    if known is None:
        return ()
    return tuple(facts[member] for member in known.members if member in facts) or (known,)


def conditions(model: ModelAudit, bound: Iterable[Term], bill: Bill, use: Use) -> tuple[Asked, ...]:
    """The open questions first, then the conditions that the declared use answers."""
    every = list(bound)
    return (*_open(model, every, bill), *_answered(model, every, use))


def _open(model: ModelAudit, bound: list[Term], bill: Bill) -> Iterator[Asked]:
    by_id = {term.id: term for term in bound}
    for question in model.decision.questions:
        term, part = by_id.get(question.license), bill.parts.get(question.origin)
        held = _conditions(term) if term else ()
        effects = [sentence(item.effect, own=True) for item in held if item.clause == question.clause]
        yield Asked(
            state="open",
            ask=sentence(question.ask, own=True),
            answer=question.about,
            otherwise=effects[0] if effects else "",
            license=term.title if term else question.license,
            clause=question.clause,
            origin=part.name if part else question.origin,
        )


def _answered(model: ModelAudit, bound: list[Term], use: Use) -> Iterator[Asked]:
    asked = {(question.license, question.clause) for question in model.decision.questions}
    seen: set[tuple[str, str, str]] = set()
    for term in bound:
        for condition in _conditions(term):
            key = (term.id, condition.clause, _ask(condition))
            if (term.id, condition.clause) in asked or key in seen:
                continue
            seen.add(key)
            broken = any(condition.effect in reason.message for reason in model.decision.reasons if condition.effect)
            yield Asked(
                state="not met" if broken else "answered",
                ask=sentence(_ask(condition), own=True),
                answer=_declared(condition, use),
                otherwise=sentence(condition.effect, own=True),
                license=term.title,
                clause=condition.clause,
                origin=term.origin,
            )


def _conditions(term: Term) -> tuple[Condition, ...]:
    return tuple(condition for known in term.facts for condition in known.conditions)


def _ask(condition: Condition) -> str:
    period = f" ({condition.period})" if condition.period else ""
    return f"{plain(condition.metric)}: {_SIGNS[condition.operator]}{amount(condition.value)}{period}"


def _declared(condition: Condition, use: Use) -> str:
    """What the declared use says on it, if it has a field for it."""
    stated = getattr(use, condition.metric.value, None)
    return amount(use.regions if condition.metric.value == "territory" else stated)


def sheet(known: License) -> tuple[tuple[str, str, str, str], ...]:
    """A license's facts as rows (what, which, clause, in words); those that differ in `which` alone stand together."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for (what, which), (clause, more) in facts(known).items():
        rows.setdefault((what.rstrip(","), clause, more), []).append(plain(which))
    return tuple((what, ", ".join(named), clause, more) for (what, clause, more), named in rows.items())
