"""The entries of a bill in the order in which they stand, at any depth, each with what the bill says that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from auditor.discover.bills.entry import IDS, BillEntry, entry_of, is_nothing, is_plain, is_sure, may_lead, said
from auditor.discover.bills.fields import inner, text, texts
from auditor.discover.bills.registries import serves
from auditor.discover.bills.systems import is_provider
from auditor.discover.words import words
from auditor.names.official import official
from auditor.schema.discovery import FoundType

_PLACES = words(
    "components component ancestors ancestor descendants descendant variants variant packages package @graph elements"
    " element services service datasets dataset"
)
_SERVICES = words("services service")
_DATASETS = words("datasets dataset")
_PEDIGREE = words("ancestors ancestor descendants descendant variants variant")
_TRAINED = words("trainedon testedon")
_DESCENDED = words("descendantof ancestorof variantof")
_SIGNS = re.compile(r"[^a-z]+")
_MODEL_PROPERTY = re.compile(r"(?:\A|[:._-])model[-_]?(?:id|name)?\Z", re.IGNORECASE)


class _Entry(NamedTuple):
    """A mapping at a place where entries stand, what it says that it is, and what its place says."""

    node: dict[str, Any]
    place: str
    said: FoundType | None
    what: FoundType | None = None


class _Bill(NamedTuple):
    """All that is collected in one walk."""

    entries: list[_Entry]
    agents: dict[str, str]
    ids: set[str]
    relations: list[tuple[str, str, str]]
    references: list[str]


def entries(document: Any) -> Iterator[BillEntry]:
    """Every component, package, service and data set of a document, and what is named without standing in it."""
    bill = _collected(document)
    told = _by_relation(bill)
    for entry in bill.entries:
        ids = texts(entry.node, *IDS)
        what = entry.said or next((told[name] for name in ids if name in told), None) or entry.what
        if what is None and is_plain(entry.node) and official(text(entry.node, "name").rpartition("/")[2]):
            what = FoundType.MODEL
        if what is None and not may_lead(entry.node):
            continue
        made = entry_of(entry.node, what, bill.agents)
        yield made._replace(served=True) if entry.place in _SERVICES else made
    for name in dict.fromkeys([*bill.references, *told]):
        if name not in bill.ids and not is_nothing(name):
            purls = (name,) if name.startswith("pkg:") else ()
            yield BillEntry(told.get(name, FoundType.DATASET), name="" if purls else name, purls=purls, ids=(name,))


def _collected(document: Any) -> _Bill:
    """One walk without recursion; a mapping that can be reached twice is visited once, and once more among entries."""
    bill = _Bill([], {}, set(), [], [])
    stack: list[tuple[Any, str, FoundType | None]] = [(document, "", None)]
    visited: set[tuple[int, bool]] = set()
    while stack:
        node, place, what = stack.pop()
        if isinstance(node, str) and place in _DATASETS and node.strip():
            bill.references.append(node.strip())
        if not isinstance(node, dict | list) or (id(node), place in _PLACES) in visited:
            continue
        visited.add((id(node), place in _PLACES))
        if isinstance(node, list):
            stack.extend((item, place, what) for item in reversed(node))
            continue
        says = said(node)
        _note(_Entry(node, place, says, what), bill)
        below = says or what
        stack.extend(
            (node[key], key, _inherited(key, below))
            for key in reversed(node)
            if isinstance(node[key], dict | list) or key in _DATASETS
        )
    return bill


def _inherited(place: str, what: FoundType | None) -> FoundType | None:
    """What stands in a model's pedigree is a model, what stands among its data sets is one."""
    if place in _DATASETS:
        return FoundType.DATASET
    return what if place in _PEDIGREE or place == "pedigree" else None


def _note(entry: _Entry, bill: _Bill) -> None:
    node, place = entry.node, entry.place
    ids = texts(node, *IDS)
    if ids:
        bill.ids.update(ids)
        name = text(node, "name")
        bill.agents.update((one, name) for one in ids if name)
    if "relationshipType" in node:
        kind = _SIGNS.sub("", re.split(r"[/#]", text(node, "relationshipType"))[-1].lower())
        source = text(node, "from", "spdxElementId")
        for target in texts(node, "to", "relatedSpdxElement"):
            bill.relations.append((kind.removeprefix("relationshiptype"), source, target))
    if ids and "relationships" in node:  # of a package in RDF, which is their source
        for nested in inner(node, "relationships"):
            nested.setdefault("spdxElementId", ids[0])
    if place in _DATASETS and set(node) <= {"ref"}:
        bill.references.extend(texts(node, "ref"))
    elif place in _SERVICES:
        bill.entries.extend(_served(node))
    elif place in _PLACES or (entry.said and is_sure(node)):
        bill.entries.append(entry)


def _served(node: dict[str, Any]) -> Iterator[_Entry]:
    """The models that the properties of a service name; the service itself where it names none."""
    provider = [*texts(node, "group"), *(text(item, "name") for item in inner(node, "provider"))]
    models = [
        _Entry({"name": text(item, "value", "#text"), "supplier": provider}, "service", FoundType.MODEL)
        for item in inner(node, "properties")
        if _MODEL_PROPERTY.search(text(item, "name")) and text(item, "value", "#text")
    ]
    asks_models = any(map(serves, texts(node, "endpoints"))) or any(map(is_provider, provider))
    yield from models or [_Entry(node, "service", said(node) or (FoundType.MODEL if asks_models else None))]


def _by_relation(bill: _Bill) -> dict[str, FoundType]:
    """What relationships say of the identifiers that they name: what was trained, and on what."""
    told: dict[str, FoundType] = {}
    for kind, source, target in bill.relations:
        if kind in _TRAINED:
            told.setdefault(source, FoundType.MODEL)
            told.setdefault(target, FoundType.DATASET)
    models = {one for entry in bill.entries if entry.said is FoundType.MODEL for one in texts(entry.node, *IDS)}
    models |= {name for name, what in told.items() if what is FoundType.MODEL}
    of: dict[str, list[str]] = {}
    for kind, source, target in bill.relations:
        if kind in _DESCENDED:
            of.setdefault(source, []).append(target)
            of.setdefault(target, []).append(source)
    queue = list(models)
    while queue:
        for other in of.get(queue.pop(), ()):
            if other not in models:
                models.add(other)
                queue.append(other)
                told.setdefault(other, FoundType.MODEL)
    return told
