"""Bills in XML: elements as mappings, read piece by piece with defusedxml, which expands no entities.

A container of components or references becomes a list, any other element that stands several times a list of its
values, as in the JSON of the same bill.
"""

from __future__ import annotations

import io
import re
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError

from auditor.discover.bills.plain import MAX_DEPTH, TOO_DEEP, Plain, broken, kept
from auditor.discover.words import words

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_LISTS = words(
    "components services ancestors descendants variants externalReferences datasets properties hashes authors endpoints"
    " dependencies"
)


class _Open(NamedTuple):
    """An element that is not closed yet."""

    name: str
    pairs: list[tuple[str, Any]]


def read(text: str) -> Plain:
    """The root element as a mapping; of a broken text, what stands before the fault."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    # The text is decoded already: what it says of its encoding holds no longer.
    source = io.BytesIO(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"))
    root = _Open("", [])
    levels = [root]
    unread = None
    try:
        for event, element in iterparse(source, events=("start", "end")):
            if event == "start":
                pairs = [(_local(name), value) for name, value in element.attrib.items()]
                levels.append(_Open(_local(element.tag), pairs))
                if len(levels) > MAX_DEPTH:
                    unread = TOO_DEEP
                    break
            else:
                _close(levels, (element.text or "").strip())
                element.clear()
    except ParseError as error:
        unread = broken("XML", error.position[0])
    except DefusedXmlException:
        unread = "defines entities, which are not expanded; only what stands before them was read"
    while len(levels) > 1:
        _close(levels, "")
    return Plain(kept(root.pairs), unread)


def _close(levels: list[_Open], text: str) -> None:
    done = levels.pop()
    levels[-1].pairs.append((done.name, _value(done, text)))


def _value(done: _Open, text: str) -> Any:
    if done.name in _LISTS:
        return [value for _, value in done.pairs]
    return kept(done.pairs) if done.pairs else text


def _local(name: str) -> str:
    return name.rpartition("}")[2]
