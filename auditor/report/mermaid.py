"""The lineage as a Mermaid flowchart: models and datasets colored by commercial use, edges with their relation."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.report.escape import mermaid
from auditor.report.parts.bill import TRAINED_ON, Bill, BillPart, Edge, collect
from auditor.report.parts.naming import concluded
from auditor.schema.audit import Audit
from auditor.schema.license import CommercialUse
from auditor.schema.reference import RepoType

_CLASSES = {
    CommercialUse.YES: "fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
    CommercialUse.CONDITIONAL: "fill:#fff8c5,stroke:#9a6700,color:#1f2328",
    CommercialUse.NO: "fill:#ffebe9,stroke:#cf222e,color:#1f2328",
    CommercialUse.UNKNOWN: "fill:#eaeef2,stroke:#57606a,color:#1f2328,stroke-dasharray:4",
}
_SHAPES = {RepoType.MODEL: ('["', '"]'), RepoType.DATASET: ('[("', '")]')}
MAX_EDGES = 400
"""GitHub and GitLab draw at most 500 edges, and 50,000 characters."""


def render(audit: Audit) -> str:
    """The lineage of every model of the audit in one graph; what comes from nothing is drawn where nothing else is."""
    bill = collect(audit)
    joined = dict.fromkeys(key for edge in bill.edges[:MAX_EDGES] for key in (edge.child, edge.parent))
    return graph(bill, joined or bill.parts, bill.edges)


def lineage(bill: Bill, key: str) -> str | None:
    """The lineage of one model as a graph; None where it comes from nothing that is known."""
    edges = bill.lineage(key)
    return graph(bill, dict.fromkeys([key, *(edge.parent for edge in edges)]), edges) if edges else None


def graph(bill: Bill, keys: Iterable[str], edges: tuple[Edge, ...]) -> str:
    """These parts and edges as a flowchart; bases stand above what comes from them."""
    names = {key: f"n{number}" for number, key in enumerate(keys)}
    lines = ["flowchart TD", *(_node(bill, bill.parts[key], name) for key, name in names.items())]
    lines += [_edge(edge, names) for edge in edges[:MAX_EDGES]]
    if len(edges) > MAX_EDGES:
        lines.append(f'more["and {len(edges) - MAX_EDGES} more relations"]')
    used = dict.fromkeys(_use(bill.parts[key]) for key in names)
    lines += [f"classDef {use.value} {style}" for use, style in _CLASSES.items() if use in used]
    return "\n".join(lines) + "\n"


def _node(bill: Bill, part: BillPart, name: str) -> str:
    opening, closing = _SHAPES[part.repo_type]
    return f"{name}{opening}{mermaid(part.name)}<br>{mermaid(_license(bill, part))}{closing}:::{_use(part).value}"


def _license(bill: Bill, part: BillPart) -> str:
    if part.repository is None:
        return "not obtained"
    return ", ".join(named.spdx or named.title for named in concluded(part.repository, bill)) or "license unresolved"


def _edge(edge: Edge, names: dict[str, str]) -> str:
    drawn = "-.->" if edge.relation == TRAINED_ON else "-->"
    label = mermaid(f"{edge.relation}, inferred" if edge.confidence else edge.relation)
    return f'{names[edge.parent]} {drawn}|"{label}"| {names[edge.child]}'


def _use(part: BillPart) -> CommercialUse:
    return part.repository.conclusion.commercial_use if part.repository else CommercialUse.UNKNOWN
