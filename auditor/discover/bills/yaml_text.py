"""Bills in YAML: built from the stream of events, without recursion. An alias of a collection stands for nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from auditor.discover.bills.plain import MAX_DEPTH, TOO_DEEP, Plain, broken, kept

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Open(NamedTuple):
    """A collection that is not closed yet: in a mapping keys and values take turns."""

    mapping: bool
    items: list[Any]


def read(text: str) -> Plain:
    """Every document in a text; of a broken one, what stands before the fault."""
    levels = [_Open(False, [])]
    anchors: dict[str, str] = {}
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
                levels.append(_Open(isinstance(event, yaml.MappingStartEvent), []))
            elif isinstance(event, yaml.CollectionEndEvent):
                _close(levels)
            if len(levels) > MAX_DEPTH:
                unread = TOO_DEEP
                break
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        unread = broken("YAML", mark.line + 1 if mark else 1)
    while len(levels) > 1:
        _close(levels)
    return Plain(levels[0].items, unread)


def _close(levels: list[_Open]) -> None:
    done = levels.pop()
    if not done.mapping:
        levels[-1].items.append(done.items)
        return
    keys = (key if isinstance(key, str) else "?" for key in done.items[::2])
    levels[-1].items.append(kept(list(zip(keys, done.items[1::2], strict=False))))
