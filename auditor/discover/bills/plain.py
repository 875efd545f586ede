"""What a bill of materials says, whatever it is written in: mappings, lists and texts, as far as they could be read."""

from __future__ import annotations

from typing import Any, NamedTuple

MAX_DEPTH = 200


class Plain(NamedTuple):
    """Values as they stand in the file, and why not all of it was read, where that is so."""

    value: Any
    unread: str | None = None


def kept(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping of which nothing is lost: the values of a key that stands twice are a list."""
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    groups: dict[str, list[Any]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).extend(item if isinstance(item, list) else [item])
    several = {key for key, item in pairs if isinstance(item, list)}
    return {key: items if key in several or len(items) > 1 else items[0] for key, items in groups.items()}


def broken(what: str, line: int) -> str:
    """Why the rest was not read: from this line on it is not what it should be."""
    return f"is no valid {what} from line {line} on; only what stands before it was read"


TOO_DEEP = "nested too deep"
