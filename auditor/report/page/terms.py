"""The terms that bind a model: its own licenses and those of its bases, and each condition answered or open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.licenses.describe import facts
from auditor.report.page.words import amount, plain, sentence
from auditor.report.parts.bill import Bill
from auditor.report.plain import PAPERS
from auditor.schema.audit import ModelAudit
from auditor.schema.citation import Citation
from auditor.schema.decision import ConditionCheck, Fit
from auditor.schema.evidence import Dossier
from auditor.schema.facts import Answer3
from auditor.schema.license import CommercialUse, License
from auditor.schema.lineage import Lineage
from auditor.schema.use import Use

_STATES = {Fit.OPEN: "open", Fit.VIOLATED: "not met", Fit.SATISFIED: "answered"}


@dataclass(frozen=True)
class BoundLicense:
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
    how: str
    otherwise: str
    license: str
    clause: str
    origin: str
    pinned: str = ""


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


def terms(dossier: Dossier) -> tuple[BoundLicense, ...]:
    """Every license that binds, the model's own first; one that a base carries too stands once."""
    facts = {item.id: item for item in dossier.licenses}
    found: dict[str, BoundLicense] = {}
    for repository in (*((dossier.subject,) if dossier.subject else ()), *dossier.ancestors):
        for name in repository.conclusion.licenses:
            known = facts.get(name)
            meant = _meant(known, facts)
            term = BoundLicense(
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


def conditions(model: ModelAudit, bound: Iterable[BoundLicense], bill: Bill, use: Use) -> tuple[Asked, ...]:
    """What was held against the declared use: the open questions first, then what is violated, then the rest."""
    titles = {term.id: term.title for term in bound}
    asked = [_asked(check, titles, bill, use) for check in model.decision.conditions]
    return tuple(sorted(dict.fromkeys(asked), key=lambda item: tuple(_STATES.values()).index(item.state)))


def _asked(check: ConditionCheck, titles: dict[str, str], bill: Bill, use: Use) -> Asked:
    part, stated = bill.parts.get(check.origin), getattr(use, check.about, None)
    return Asked(
        state=_STATES[check.fit],
        ask=sentence(check.ask, own=True),
        answer=check.about if check.fit is Fit.OPEN else "" if stated is None else amount(stated),
        how=check.answer,
        otherwise=sentence(check.effect, own=True),
        license=titles.get(check.license, check.license) or PAPERS,
        clause=check.clause,
        origin=part.name if part else check.origin,
        pinned=str(check.pinned or ""),
    )


def sheet(known: License) -> tuple[tuple[str, str, str, str], ...]:
    """A license's facts as rows (what, which, clause, in words); those that differ in `which` alone stand together."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for (what, which), (clause, more) in facts(known).items():
        rows.setdefault((what.rstrip(","), clause, more), []).append(plain(which))
    return tuple((what, ", ".join(named), clause, more) for (what, clause, more), named in rows.items())
