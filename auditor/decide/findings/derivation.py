"""Findings about duties that a derivative has towards its bases: its name, notices, license, and parents that clash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from auditor.decide.findings.rule import Raised, only
from auditor.inheritance.ancestry import COPIES, Way, binding, same_account, ways
from auditor.inheritance.flow import Bound, bound_by, is_share_alike
from auditor.inheritance.terms_that_flow import FORBID_MODELS, Flowing, bears_name, flowing, holds
from auditor.schema.citation import Citation
from auditor.schema.evidence import ComponentKind, Dossier, Relation, Repository
from auditor.schema.license import CommercialUse, License
from auditor.schema.lineage import FlowKind
from auditor.schema.numbering import clause
from auditor.schema.verdict import Openness

# A change of the work, not just of its form.
_CHANGES = (Relation.FINETUNE, Relation.ADAPTER, Relation.MERGE, Relation.DERIVED)


def upstream_incompatible(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """A base's license does not allow such a derivative at all, or cannot be kept together with the model's own."""
    found: list[Raised] = []
    facts = _facts(dossier)
    for bound in bound_by(dossier):
        terms = {term.kind: term for term in bound.terms}
        changed = any(step.base.relation in _CHANGES for step in bound.way.steps)
        if FlowKind.NO_DERIVATIVES in terms and changed and not bound.way.by_outputs:
            found.append(_clash(subject, bound, terms[FlowKind.NO_DERIVATIVES]))
        outputs = terms.get(FlowKind.OUTPUTS)
        if bound.way.by_outputs and outputs and outputs.forbids in FORBID_MODELS:
            found.append(_clash(subject, bound, outputs))
        known = facts.get(bound.license_id)
        against = known and not bound.kept and _restricts_share_alike(known, subject, facts)
        if against and not bound.way.by_outputs and not same_account(subject, bound.way.ancestor):
            message = (
                f"{bound.way.ancestor.id} is under {bound.title}, which what is made from it must be under too; "
                f"{subject.id} is offered under {against.title}, which adds restrictions that it does not allow"
            )
            alike = terms.get(FlowKind.SHARE_ALIKE)
            found.append(_raised(message, subject, bound, alike, (FlowKind.SHARE_ALIKE.value, against.id)))
    return found


def name_prefix_missing(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """A base's license asks that the names of derivatives begin with its own."""
    found: dict[str, Raised] = {}
    for bound in bound_by(dossier):
        for term in bound.terms:
            is_asked = term.kind is FlowKind.NAME_PREFIX and term.text and not bound.way.is_copy
            if is_asked and not bears_name(subject.id, term):
                message = (
                    f"{bound.title}{_clause(term)} asks that the name of a model made from {bound.way.ancestor.id} "
                    f"begin with “{term.text}”; {subject.id} does not"
                )
                found.setdefault(term.text.lower(), _raised(message, subject, bound, term, (term.text,)))
    return list(found.values())


def notice_missing(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The license of a base is kept, and the notice that it asks for is not in the repository."""
    holds_notice = {item.kind for item in subject.components} & {ComponentKind.NOTICE}
    if holds_notice or not subject.files_listed:
        return []
    return [
        _without_notice(bound, term, subject)
        for bound in bound_by(dossier)
        for term in bound.terms
        if bound.kept and term.kind is FlowKind.NOTICE and term.text and not same_account(subject, bound.way.ancestor)
    ]


def quantized_relicensed(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """A copy in another form states another license than what it is a copy of."""
    facts = _facts(dossier)
    own = [facts[item] for item in subject.conclusion.licenses if item in facts]
    found: list[Raised] = []
    for way in ways(dossier):
        theirs = [facts[item] for item in way.ancestor.conclusion.licenses if item in facts]
        if len(way.steps) > 1 or not way.is_copy or not own or not theirs or same_account(subject, way.ancestor):
            continue
        if not all(holds(own, item, facts) for item in theirs):
            names = " AND ".join(way.ancestor.conclusion.licenses)
            stated = " AND ".join(subject.conclusion.licenses)
            message = f"{subject.id} is a copy of {way.ancestor.id} and stands under {names}; it states {stated}"
            found.append(
                Raised(
                    message,
                    _cited(subject, way),
                    license=only(way.ancestor.conclusion.licenses),
                    binds=way.ancestor.id,
                    names=(*way.ancestor.conclusion.licenses, *subject.conclusion.licenses),
                )
            )
    return found


def merge_conflict(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """Parents of a merge are under licenses that no one license can satisfy together."""
    facts = _facts(dossier)
    parents: dict[str, dict[str, License]] = {}
    for way in binding(dossier):
        if way.steps[0].base.relation is Relation.MERGE:
            known = {item: facts[item] for item in way.ancestor.conclusion.licenses if item in facts}
            parents.setdefault(way.steps[0].parent.id, {}).update(known)
    cited = tuple(base.citation for base in subject.bases if base.relation is Relation.MERGE)[:4]
    return [
        Raised(f"{one} and {other} cannot be merged under one license: {why}", cited, names=(one, other))
        for one, other in combinations(parents, 2)
        if (why := next(_conflicts(parents[one], parents[other], facts), None))
    ]


def _conflicts(one: dict[str, License], other: dict[str, License], facts: dict[str, License]) -> Iterator[str]:
    for first in one.values():
        for second in other.values():
            if holds([first], second, facts):
                continue
            uses = [item.commercial_use for item in (first, second)]
            if CommercialUse.NO in uses and len(set(uses)) > 1:
                strict, free = (first, second) if first.commercial_use is CommercialUse.NO else (second, first)
                yield f"{strict.title} allows no commercial use, {free.title} does"
            for alike, against in ((first, second), (second, first)):
                if is_share_alike(alike) and _adds_restrictions(against, facts):
                    yield f"{alike.title} must cover the whole, and {against.title} adds restrictions to it"


def _restricts_share_alike(known: License, subject: Repository, facts: dict[str, License]) -> License | None:
    """The subject's license that cannot stand beside a share-alike one."""
    if not is_share_alike(known):
        return None
    own = (facts[item] for item in subject.conclusion.licenses if item in facts)
    return next((item for item in own if item.id != known.id and _adds_restrictions(item, facts)), None)


def _adds_restrictions(known: License, facts: dict[str, License]) -> bool:
    kinds = {term.kind for term in flowing(known, facts, by_outputs=False)}
    return bool(
        kinds & {FlowKind.NON_COMMERCIAL, FlowKind.USE_RESTRICTIONS, FlowKind.THRESHOLD, FlowKind.NO_DERIVATIVES}
    )


def _without_notice(bound: Bound, term: Flowing, subject: Repository) -> Raised:
    asks = f"{bound.title}{_clause(term)} asks for this notice with every copy: “{term.text}”"
    raised = _raised(f"{asks}; {subject.id} holds no NOTICE file", subject, bound, term, ())
    return replace(raised, citations=(*raised.citations, subject.metadata))


def _clash(subject: Repository, bound: Bound, term: Flowing) -> Raised:
    way = bound.way
    relation = next((step.base.relation for step in way.steps if step.base.relation not in COPIES), Relation.DERIVED)
    at = f" ({clause(term.clause)})" if term.clause else ""
    message = (
        f"{way.ancestor.id} is under {bound.title}: {term.says}{at}; {way.ids[0]} comes from it ({relation.value})"
    )
    return _raised(message, subject, bound, term, (term.kind.value, relation.value))


def _raised(message: str, subject: Repository, bound: Bound, term: Flowing | None, names: tuple[str, ...]) -> Raised:
    """A finding that rests on one term of a base's license."""
    return Raised(
        message,
        _cited(subject, bound.way),
        license=bound.license_id,
        clause=term.clause if term else "",
        row=term.row if term else None,
        binds=bound.way.ancestor.id,
        names=names,
    )


def _clause(term: Flowing) -> str:
    return f", {clause(term.clause)}," if term.clause else ""


def _cited(subject: Repository, way: Way) -> tuple[Citation, ...]:
    steps = tuple(step.base.citation for step in way.steps[:3])
    return (*subject.conclusion.citations[:2], *steps, *way.ancestor.conclusion.citations[:2])


def _facts(dossier: Dossier) -> dict[str, License]:
    return {item.id: item for item in dossier.licenses}
