"""The lineage as a drawing: columns by distance from the model, sources on the left, what is made of them on the right.

The layout is layered (Sugiyama, Tagawa, Toda 1981): longest-path layers with edges that close a circle left out,
then each column ordered by the mean place of what is made of its parts. Numbers are whole, so that the same lineage
gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.report.page.words import counted, plain
from auditor.report.parts.bill import TRAINED_ON, Bill, BillPart, Edge
from auditor.schema.license import CommercialUse
from auditor.schema.lineage import Lineage
from auditor.schema.reference import RepoType

WIDTH, HEIGHT = 224, 58
_GAP_X, _GAP_Y, _MARGIN = 104, 16, 4
_ROOM = 30
_TALLEST = 12
_FAR = 1_000_000


@dataclass(frozen=True)
class Box:
    """One model or dataset, and where its box stands."""

    x: int
    y: int
    name: str
    terms: str
    use: CommercialUse
    dataset: bool
    subject: bool


@dataclass(frozen=True)
class Arrow:
    """One relation: the line, its head, and where its label stands."""

    line: str
    head: str
    label: str
    flow: str
    x: int
    y: int
    dataset: bool


@dataclass(frozen=True)
class Drawing:
    """A lineage, laid out. `more` is how many parts did not fit."""

    width: int
    height: int
    nodes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    more: int


def draw(bill: Bill, key: str, lineage: Lineage | None = None) -> Drawing | None:
    """The lineage of one part, with how many terms flow along each edge; None where nothing leads to the part."""
    edges = bill.lineage(key)
    if not edges:
        return None
    columns, more = _columns(key, edges)
    tallest = max(map(len, columns.values()))
    depths = {name: depth for depth, names in columns.items() for name in names}
    loops = any(depths.get(edge.parent, _FAR) <= depths.get(edge.child, -1) for edge in edges)
    places = {
        name: (_MARGIN + (max(columns) - depth) * (WIDTH + _GAP_X), _top(row, len(names), tallest) + _ROOM * loops)
        for depth, names in columns.items()
        for row, name in enumerate(names)
    }
    nodes = tuple(_node(bill.parts[name], x, y, name == key) for name, (x, y) in places.items())
    drawn = (edge for edge in edges if edge.child in places and edge.parent in places)
    flows = _flows(lineage) if lineage else {}
    arrows = tuple(_arrow(bill, edge, places, flows) for edge in drawn)
    height = tallest * (HEIGHT + _GAP_Y) - _GAP_Y + 2 * _MARGIN + _ROOM * loops
    return Drawing(len(columns) * (WIDTH + _GAP_X) - _GAP_X + 2 * _MARGIN, height, nodes, arrows, more)


def in_words(drawing: Drawing) -> str:
    """What the drawing shows, for those who do not see it."""
    return (
        f"{counted(len(drawing.nodes), 'part')} and {counted(len(drawing.arrows), 'relation')}; all are listed below."
    )


def _columns(key: str, edges: Iterable[Edge]) -> tuple[dict[int, list[str]], int]:
    """The parts by distance from the model, each column in order and cut at the tallest drawn."""
    parents: dict[str, list[str]] = {}
    children: dict[str, list[str]] = {}
    for edge in edges:
        parents.setdefault(edge.child, []).append(edge.parent)
        children.setdefault(edge.parent, []).append(edge.child)
    columns: dict[int, list[str]] = {}
    for name, depth in _depths(key, parents).items():
        columns.setdefault(depth, []).append(name)
    rows: dict[str, float] = {key: 0.0}
    more = 0
    for depth in sorted(columns)[1:]:
        ordered = sorted(
            columns[depth], key=lambda name: _mean([rows[child] for child in children[name] if child in rows])
        )
        more += max(0, len(ordered) - _TALLEST)
        columns[depth] = ordered[:_TALLEST]
        rows |= {name: row - len(columns[depth]) / 2 for row, name in enumerate(columns[depth])}
    return columns, more


def _depths(key: str, parents: dict[str, list[str]]) -> dict[str, int]:
    """The longest way from the model to each part, edges that close a circle left out."""
    depths: dict[str, int] = {key: 0}
    order: list[str] = []
    _visit(key, parents, set(), order)
    ranks = {name: rank for rank, name in enumerate(reversed(order))}
    for name in reversed(order):
        for parent in parents.get(name, ()):
            if ranks[parent] > ranks[name]:
                depths[parent] = max(depths.get(parent, 0), depths.get(name, 0) + 1)
    return depths


def _visit(start: str, parents: dict[str, list[str]], seen: set[str], order: list[str]) -> None:
    """Every part after all that it comes from; without recursion, since lineages are as deep as their authors like."""
    stack = [(start, iter(parents.get(start, ())))]
    seen.add(start)
    while stack:
        name, rest = stack[-1]
        for parent in rest:
            if parent not in seen:
                seen.add(parent)
                stack.append((parent, iter(parents.get(parent, ()))))
                break
        else:
            order.append(name)
            stack.pop()


def _mean(rows: list[float]) -> float:
    return sum(rows) / len(rows) if rows else 0.0


def _top(row: int, rows: int, tallest: int) -> int:
    return _MARGIN + row * (HEIGHT + _GAP_Y) + (tallest - rows) * (HEIGHT + _GAP_Y) // 2


def _node(part: BillPart, x: int, y: int, subject: bool) -> Box:
    conclusion = part.repository.conclusion if part.repository else None
    terms = "not obtained" if conclusion is None else conclusion.expression or "license unresolved"
    use = conclusion.commercial_use if conclusion else CommercialUse.UNKNOWN
    return Box(x, y, part.name, terms, use, part.repo_type is RepoType.DATASET, subject)


def _flows(lineage: Lineage) -> Counter[tuple[str, str]]:
    """How many terms flow down each step (parent, child); a term flows along its whole path."""
    steps = (step for term in lineage.inherited for step in zip(term.path[1:], term.path, strict=False))
    return Counter(steps)


def _arrow(bill: Bill, edge: Edge, places: dict[str, tuple[int, int]], flows: dict[tuple[str, str], int]) -> Arrow:
    parent, child, dataset = places[edge.parent], places[edge.child], edge.relation == TRAINED_ON
    terms = flows.get((bill.parts[edge.parent].name, bill.parts[edge.child].name), 0)
    label, flow = plain(edge.relation), counted(terms, "term") if terms and not dataset else ""
    half = HEIGHT // 2
    if parent[0] >= child[0]:
        x1, y1, x2, y2 = parent[0] + WIDTH // 2 - 16, parent[1], child[0] + WIDTH // 2 + 16, child[1]
        line = f"M{x1} {y1}C{x1} {y1 - _ROOM} {x2} {y2 - _ROOM} {x2} {y2 - 6}"
        return Arrow(
            line, f"M{x2 - 4} {y2 - 7}h8l-4 7z", label, flow, (x1 + x2) // 2 - 24, min(y1, y2) - _ROOM + 10, dataset
        )
    x1, y1, x2, y2 = parent[0] + WIDTH, parent[1] + half, child[0], child[1] + half
    bend = (x1 + x2) // 2 + 20
    line = f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2 - 6} {y2}"
    return Arrow(line, f"M{x2 - 7} {y2 - 4}v8l7-4z", label, flow, x1 + 6, y1 - 5, dataset)
