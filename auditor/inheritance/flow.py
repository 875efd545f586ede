"""What flows down a lineage: which terms of a base model bind what is made of it, and which of them were left out.

Effective terms are the model's own and those inherited. Weights carry all of a license's terms; outputs carry only what
the license says of outputs; the owner of a base may put his own later work under other terms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.inheritance.ancestry import Way, cycles, relicensed, ways
from auditor.inheritance.once import once
from auditor.inheritance.terms_that_flow import Flowing, bears_name, flowing, holds
from auditor.inheritance.written import written_by
from auditor.schema.citation import Citation
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.lineage import FlowKind, Inherited, Lineage, LineageEdge, Node
from auditor.schema.numbering import clause

# What a derivative must be offered with. Notices are duties of whoever passes it on, and are found apart.
_HANDED_ON = (
    FlowKind.NON_COMMERCIAL,
    FlowKind.NO_DERIVATIVES,
    FlowKind.USE_RESTRICTIONS,
    FlowKind.SHARE_ALIKE,
    FlowKind.TERRITORY,
    FlowKind.THRESHOLD,
    FlowKind.REGISTRATION,
    FlowKind.NAME_PREFIX,
    FlowKind.DISPLAY,
    FlowKind.OUTPUTS,
)
_MOST_SAID = 3


@dataclass(frozen=True)
class Dropped:
    """Terms of an ancestor's license that the subject's license does not hold.

    `base` is the ancestor's id, `ancestor` its purl; `clause` and `row` are those of the gravest of the terms.
    """

    ancestor: str
    base: str
    license: str
    clause: str
    row: str
    kinds: tuple[FlowKind, ...]
    message: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Bound:
    """A license that reaches the subject from an ancestor, and those of its terms that travel on this way."""

    way: Way
    license_id: str
    title: str
    terms: tuple[Flowing, ...]
    kept: bool


@once
def bound_by(dossier: Dossier) -> tuple[Bound, ...]:
    """Every license that reaches the subject, over weights before over outputs, nearest ancestor first; each once."""
    subject, facts = dossier.subject, {item.id: item for item in dossier.licenses}
    if subject is None:
        return ()
    own = [facts[item] for item in subject.conclusion.licenses if item in facts]
    found: dict[str, Bound] = {}
    for way in sorted(ways(dossier), key=lambda way: way.by_outputs):
        if relicensed(way, dossier):
            continue
        for license_id in way.ancestor.conclusion.licenses:
            known = facts.get(license_id)
            terms = flowing(known, facts, by_outputs=way.by_outputs) if known else ()
            if known and terms and license_id not in found:
                found[license_id] = Bound(way, license_id, known.title, terms, holds(own, known, facts))
    return tuple(found.values())


def dropped_terms(dossier: Dossier) -> tuple[Dropped, ...]:
    """Terms of ancestors that the subject's own license drops, nearest ancestor first; one a license.

    A subject that states no license drops nothing: it simply has none of its own.
    """
    subject = dossier.subject
    if subject is None or not subject.conclusion.licenses:
        return ()
    no_use = subject.conclusion.commercial_use is CommercialUse.NO
    found = []
    for bound in bound_by(dossier):
        terms = [
            term
            for term in bound.terms
            if term.kind in _HANDED_ON and not (no_use and term.kind is FlowKind.NON_COMMERCIAL)
            if not (bound.way.by_outputs and term.kind is FlowKind.NAME_PREFIX and bears_name(subject.id, term))
        ]
        if terms and not bound.kept:
            found.append(_as_dropped(subject, bound, terms))
    return tuple(found)


def lineage_of(dossier: Dossier) -> Lineage:
    """The lineage as a graph with what flows through it."""
    if dossier.subject is None:
        return Lineage()
    held = (dossier.subject, *dossier.ancestors)
    names = {item.purl: item.id for item in held}
    nodes = {item.id: _node(item) for item in held}
    edges = []
    for child in held:
        for base in (*child.bases, *written_by(child, dossier)):
            parent = names.get(base.resolved or "", base.id)
            nodes.setdefault(parent, Node(id=parent, licenses=base.licenses))
            edges.append(
                LineageEdge(
                    child=child.id,
                    parent=parent,
                    relation=base.relation,
                    evidence=base.evidence,
                    confidence=base.confidence,
                    citation=base.citation,
                )
            )
    inherited = tuple(item for bound in bound_by(dossier) for item in _inherited(bound))
    return Lineage(nodes=tuple(nodes.values()), edges=tuple(edges), inherited=inherited, cycles=cycles(dossier))


def _node(item: Repository) -> Node:
    conclusion = item.conclusion
    return Node(
        id=item.id,
        purl=item.purl,
        licenses=conclusion.licenses,
        commercial_use=conclusion.commercial_use,
        gate=item.access.gate.value,
    )


def _inherited(bound: Bound) -> Iterator[Inherited]:
    for term in bound.terms:
        yield Inherited(
            kind=term.kind,
            says=term.says,
            license=bound.license_id,
            clause=term.clause,
            ancestor=bound.way.ancestor.id,
            path=bound.way.ids,
            kept=bound.kept,
            row=term.row,
        )


def _as_dropped(subject: Repository, bound: Bound, terms: list[Flowing]) -> Dropped:
    ancestor, own = bound.way.ancestor, ", ".join(subject.conclusion.licenses)
    said = "; ".join(term.says + (f" ({clause(term.clause)})" if term.clause else "") for term in terms[:_MOST_SAID])
    by_way = f", by way of {' → '.join(bound.way.ids)}" if len(bound.way.steps) > 1 else ""
    return Dropped(
        ancestor=ancestor.purl,
        base=ancestor.id,
        license=bound.license_id,
        clause=terms[0].clause,
        row=terms[0].row,
        kinds=tuple(term.kind for term in terms),
        message=f"{ancestor.id} is under {bound.title}: {said}; {subject.id} is offered under {own} alone{by_way}",
        citations=(
            *subject.conclusion.citations[:2],
            *(step.base.citation for step in bound.way.steps[:3]),
            *ancestor.conclusion.citations[:2],
        ),
    )


def is_share_alike(known: License) -> bool:
    """Whether what is made from it must stay under it."""
    strong = (Family.COPYLEFT, Family.NETWORK_COPYLEFT, Family.SHARE_ALIKE)
    return known.family in strong or any(item.obligation.value == "share-alike" for item in known.obligations)
