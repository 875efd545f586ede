"""Bills of SPDX 2 in RDF/XML, through rdflib: the same statements can be nested in many ways."""

from __future__ import annotations

import re
from typing import Any
from xml.sax import SAXException

from auditor.discover.bills.plain import Plain, broken

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_LISTS = {"externalRef": "externalRefs"}
_NAMES = {"type": "@type", "relationship": "relationships"}
_PACKAGE = "Package"


def read(text: str) -> Plain:
    """The packages of a document, with all that is said of them; of a broken text, what stands before the fault."""
    if _ENTITY.search(text):
        return Plain(None, "defines entities, which are not expanded")
    from rdflib import Graph

    graph = Graph(store="SimpleMemory")
    unread = None
    try:
        graph.parse(data=_DECLARATION.sub("", text, count=1), format="xml")
    except SAXException as error:
        unread = broken("RDF/XML", getattr(error, "getLineNumber", lambda: 1)())
    nodes = _nodes(graph)
    packages = [node for node in nodes.values() if _PACKAGE in node.get("@type", ()) or "downloadLocation" in node]
    return Plain({"packages": packages}, unread)


def _nodes(graph: Any) -> dict[Any, dict[str, list[Any]]]:
    """What is said of each subject; an external reference and a relationship with what is said of them in turn."""
    nodes: dict[Any, dict[str, list[Any]]] = {}
    for subject, predicate, value in graph:
        node = nodes.setdefault(subject, {"SPDXID": [subject]})
        node.setdefault(_local(predicate), []).append(value)
    for node in nodes.values():
        for key in list(node):
            values = node.pop(key)
            inner = key in ("externalRef", "relationship")
            node[_LISTS.get(key) or _NAMES.get(key, key)] = [
                nodes.get(value, str(value)) if inner else _local(value) if key == "type" else str(value)
                for value in values
            ]
    return nodes


def _local(value: Any) -> str:
    return re.split(r"[#/]", str(value))[-1]
