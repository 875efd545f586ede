"""YAML behind a guard, with the line of every value.

libyaml's composer recurses without bound and aliases multiply, so the event stream is walked first and refused when
it is too deep, too large or holds an alias. Scalars follow YAML 1.2's core schema (`no` is a word, not False).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 64

Path = tuple[str | int, ...]

_INT = re.compile(r"[-+]?[0-9][0-9_]*\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}


class YamlFault(Exception):
    """The text is not YAML that we read. `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Document:
    """A YAML value and where each part of it stands.

    `lines` maps the path of a value (keys and indexes from the root) to its line, counted from 1.
    """

    value: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, *path: str | int) -> int:
        """The line of the value at this path, or of its nearest ancestor."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1


def load(text: str, *, words_only: bool = False) -> Document:
    """Read one YAML document.

    With `words_only` every scalar stays the text that was written (a card's `license: 2.0` is no number).
    Raises YamlFault for whatever is not plain, small, alias-free YAML.
    """
    if len(text) > MAX_BYTES:
        raise YamlFault(f"larger than {MAX_BYTES:,} characters", 1)
    try:
        _guard(text)
        root = yaml.compose(text, Loader=_Loader)
        lines: dict[Path, int] = {}
        value = None if root is None else _plain(root, (), lines, words_only)
    except yaml.YAMLError as error:
        raise YamlFault(*_explain(error)) from error
    except (ValueError, RecursionError) as error:  # a lone surrogate, an unpaired escape
        raise YamlFault(str(error).splitlines()[0] if str(error) else "unreadable", 1) from error
    return Document(value, lines)


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _guard(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise YamlFault("holds an alias (`*name`), which is not read from untrusted text", _line(event))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise YamlFault(f"nested deeper than {MAX_DEPTH}", _line(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _plain(node: Any, path: Path, lines: dict[Path, int], words_only: bool) -> Any:
    lines[path] = _line(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), lines, words_only) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path, lines, words_only))
    return _scalar(node, words_only)


def _pairs(node: Any, path: Path, lines: dict[Path, int], words_only: bool) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        if key in seen and not words_only:
            raise YamlFault(f"`{key}` stands twice in one mapping", _line(key_node))
        seen.add(key)
        value = _plain(value_node, (*path, key), lines, words_only)
        lines[(*path, key)] = _line(key_node)
        yield key, value


def _scalar(node: Any, words_only: bool) -> Any:
    text = str(node.value)
    if node.style:  # quoted or block: always text (plain is None, or '' from libyaml)
        return text
    if words_only:
        return None if text in ("", "~", "null") else text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INT.match(text) and len(text) < 40:
        return int(text.replace("_", ""))
    if _FLOAT.match(text):
        return float(text)
    return text


def _line(item: Any) -> int:
    return int(item.start_mark.line) + 1


def _explain(error: yaml.YAMLError) -> tuple[str, int]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return str(problem), (mark.line + 1 if mark else 1)
