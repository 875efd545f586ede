"""The lineage of one model as a tree on a terminal: what it comes from, under which licenses, and what flows down."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from auditor.report.formats import Look
from auditor.report.plain import inert
from auditor.report.terminal import drawn
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.evidence import LineageEvidence
from auditor.schema.license import CommercialUse
from auditor.schema.lineage import Inherited, Lineage, LineageEdge, Node
from auditor.schema.numbering import clause

_STYLE = {
    CommercialUse.YES: "green",
    CommercialUse.CONDITIONAL: "yellow",
    CommercialUse.NO: "red",
    CommercialUse.UNKNOWN: "magenta",
}
MAX_SHOWN = 200
"""Edges drawn of one model: a merge of merges names hundreds."""


def render(audit: Audit, look: Look) -> str:
    """The lineage of every model of the audit."""
    return drawn([part for model in audit.models for part in (tree(model), Text())], look)


def tree(model: ModelAudit) -> RenderableType:
    """One model's lineage: bases as branches, data below, then the terms that flow down to it."""
    lineage = model.lineage
    if not lineage.nodes:
        return Text(f"{inert(model.reference)}: its lineage is not known", style="magenta")
    nodes = {node.id: node for node in lineage.nodes}
    root = Tree(_label(lineage.nodes[0]))
    left = [MAX_SHOWN]
    _grow(root, lineage.nodes[0].id, nodes, lineage, (lineage.nodes[0].id,), left)
    for line in _datasets(model):
        root.add(line)
    parts: list[RenderableType] = [root]
    if not root.children:
        parts.append(Text("  no base and no dataset is declared or could be inferred", style="dim"))
    terms = _terms(lineage.inherited, bool(lineage.nodes[0].licenses))
    return Group(*parts, *([Text("what flows down", style="bold"), *terms] if terms else []))


def _grow(
    branch: Tree, name: str, nodes: dict[str, Node], lineage: Lineage, above: tuple[str, ...], left: list[int]
) -> None:
    # A step that two places speak of, such as the card and the Hub, is drawn once.
    steps = dict.fromkeys((edge.parent, _edge(edge)) for edge in lineage.edges if edge.child == name)
    for parent, words in steps:
        left[0] -= 1
        if left[0] < 0:
            return
        circular = parent in above
        label = Text(words, style="dim")
        label.append_text(_label(nodes[parent]) if parent in nodes else Text(inert(parent, 120), style="bold"))
        if circular:
            label.append(" (circular)", style="magenta")
        grown = branch.add(label)
        if not circular and parent in nodes:
            _grow(grown, parent, nodes, lineage, (*above, parent), left)


def _edge(edge: LineageEdge) -> str:
    words = edge.relation.value
    if edge.evidence is LineageEvidence.INFERRED:
        words += f", inferred ({edge.confidence.value})"
    return f"{words}: "


def _label(node: Node) -> Text:
    text = Text(inert(node.id, 120), style="bold")
    if node.purl is None:
        return text.append("  not obtained", style="not bold magenta")
    licenses = inert(" AND ".join(node.licenses), 80) or "no license concluded"
    text.append(f"  {licenses}", style=f"not bold {_STYLE[node.commercial_use]}")
    if node.gate in ("auto", "manual"):
        text.append(f", gated ({node.gate})", style="not bold dim")
    return text


def _datasets(model: ModelAudit) -> list[Text]:
    subject = model.evidence.subject
    held = {item.purl: item for item in model.evidence.datasets}
    shown = []
    for use in subject.datasets if subject else ():
        dataset = held.get(use.resolved or "")
        name, use_of = inert(use.id, 120), dataset.conclusion.commercial_use if dataset else CommercialUse.UNKNOWN
        said = inert(" AND ".join(dataset.conclusion.licenses), 80) if dataset else "not obtained"
        shown.append(Text.assemble(("data: ", "dim"), name, (f"  {said or 'no license concluded'}", _STYLE[use_of])))
    return shown[:MAX_SHOWN]


def _terms(inherited: tuple[Inherited, ...], states: bool) -> list[Text]:
    """The terms of each license together, below the way that it comes by."""
    groups: dict[tuple[str, tuple[str, ...], bool], list[Inherited]] = {}
    for item in inherited:
        groups.setdefault((item.license, item.path, item.kept), []).append(item)
    shown: list[Text] = []
    for (license_id, path, kept), items in groups.items():
        head = Text(f"  {inert(license_id)} ", style="bold")
        head.append(
            f"of {inert(path[-1], 120)}" + (f", by way of {_way(path)}" if len(path) > 2 else ""), style="not bold"
        )
        said = "its own terms hold it" if kept else "not among its own terms" if states else "it states none of its own"
        head.append(f"  {said}", style="green" if kept else "red" if states else "yellow")
        shown.append(head)
        for item in items:
            where = inert(clause(item.clause)) if item.clause else "as a whole"
            shown.append(Text.assemble((f"    {where:<16} ", "dim"), inert(item.says)))
    return shown


def _way(path: tuple[str, ...]) -> str:
    return inert(" ← ".join(path[1:-1]), 200)
