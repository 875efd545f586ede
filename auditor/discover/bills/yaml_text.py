"""Bills in YAML: built from the stream of events, without recursion.

An alias of a collection is that collection itself and no copy, so that aliases of aliases cost nothing.
"""

from __future__ import annotations

from itertools import islice
from typing import Any, NamedTuple

import yaml

from auditor.discover.bills.plain import MAX_DEPTH, TOO_DEEP, Plain, broken, kept

_MOST = 40  # mappings that one takes over, and keys of each
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Open(NamedTuple):
    """A collection that is not closed yet: in a mapping keys and values take turns."""

    mapping: bool
    items: list[Any]
    anchor: str | None = None


def read(text: str) -> Plain:
    """Every document in a text; of a broken one, what stands before the fault."""
    levels = [_Open(False, [])]
    anchors: dict[str, Any] = {}
    unread = None
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.ScalarEvent):
                levels[-1].items.append(event.value)
                if event.anchor:
                    anchors[event.anchor] = event.value
            elif isinstance(event, yaml.AliasEvent):
                levels[-1].items.append(anchors.get(event.anchor or "", ""))
            elif isinstance(event, yaml.CollectionStartEvent):
                levels.append(_Open(isinstance(event, yaml.MappingStartEvent), [], event.anchor))
            elif isinstance(event, yaml.CollectionEndEvent):
                _close(levels, anchors)
            if len(levels) > MAX_DEPTH:
                unread = TOO_DEEP
                break
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        unread = broken("YAML", mark.line + 1 if mark else 1)
    while len(levels) > 1:
        _close(levels, anchors)
    return Plain(levels[0].items, unread)


def _close(levels: list[_Open], anchors: dict[str, Any]) -> None:
    done = levels.pop()
    value: Any = done.items
    if done.mapping:
        keys = (key if isinstance(key, str) else "?" for key in done.items[::2])
        value = _merged(kept(list(zip(keys, done.items[1::2], strict=False))))
    levels[-1].items.append(value)
    if done.anchor:
        anchors[done.anchor] = value


def _merged(value: dict[str, Any]) -> dict[str, Any]:
    """A mapping with what `<<` takes over; what it says itself goes first, and much is left where it stands."""
    held = value.get("<<")
    others = [held] if isinstance(held, dict) else held if isinstance(held, list) else []
    taken = {
        key: item for other in others[:_MOST] if isinstance(other, dict) for key, item in islice(other.items(), _MOST)
    }
    return taken | value
