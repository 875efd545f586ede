"""YAML behind a guard, with the line of every value.

libyaml's composer recurses without bound and aliases multiply, so values are built here from the stream of events,
without recursion, and refused when they are too deep, too large or hold an alias. Scalars follow YAML 1.2's core schema
(`no` is a word, not False).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 64
MAX_KEY = 200  # words of a collection that is a key
MAX_VALUES = 100_000  # the longest front matter that we know holds a third of that

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

    `lines` maps the path of a value (keys and indexes from the root) to its line, counted from 1. `repeated` are values
    of the root's keys that stand twice: the last one counts as the key's, and the earlier ones are not lost.
    """

    value: Any
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: tuple[tuple[str, Any, int], ...] = ()

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
    builder = _Builder(words_only)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.YAMLError as error:
        raise YamlFault(*_explain(error)) from error
    except ValueError as error:  # a lone surrogate, an unpaired escape
        raise YamlFault(str(error).splitlines()[0] if str(error) else "unreadable", 1) from error
    return Document(builder.root, builder.lines, tuple(builder.repeated))


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class _Frame:
    """A collection that is being filled. `key` is the mapping key whose value comes next."""

    collection: Any
    path: Path
    key: str | None = None
    key_line: int = 0
    is_key: bool = False  # the collection is itself a key of the mapping around it


class _Builder:
    """Plain values from a stream of events, without recursion."""

    def __init__(self, words_only: bool) -> None:
        self.root: Any = None
        self.lines: dict[Path, int] = {}
        self.repeated: list[tuple[str, Any, int]] = []
        self._words_only = words_only
        self._stack: list[_Frame] = []
        self._documents = 0
        self._values = 0

    def take(self, event: Any) -> None:
        """The next event. Raises YamlFault for what is not read."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self._stack.pop()
            if closed.is_key:
                self._stack[-1].key = _spoken(closed.collection)
        elif isinstance(event, yaml.AliasEvent):
            raise YamlFault("holds an alias (`*name`), which is not read from untrusted text", _line(event))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise YamlFault("holds more than one document", _line(event))

    def _scalar(self, event: Any) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is not None and isinstance(frame.collection, dict) and frame.key is None:
            self._key(frame, str(event.value), _line(event))
        else:
            self._place(_scalar(event, self._words_only), _line(event))

    def _open(self, event: Any) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise YamlFault(f"nested deeper than {MAX_DEPTH}", _line(event))
        collection: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        frame = self._stack[-1] if self._stack else None
        is_key = frame is not None and isinstance(frame.collection, dict) and frame.key is None
        if frame is not None and is_key:
            self._key(frame, "?", _line(event))  # a collection as a key: its words are, once it is whole
            path: Path = (*frame.path, "?")
        else:
            path = self._place(collection, _line(event))
        self._stack.append(_Frame(collection, path, is_key=is_key))

    def _key(self, frame: _Frame, key: str, line: int) -> None:
        if key in frame.collection and not self._words_only:
            raise YamlFault(f"`{key}` stands twice in one mapping", line)
        frame.key, frame.key_line = key, line

    def _place(self, value: Any, line: int) -> Path:
        """Put a value where the stream stands; it counts as standing on the line of its key."""
        self._values += 1
        if self._values > MAX_VALUES:
            raise YamlFault(f"holds more than {MAX_VALUES:,} values", line)
        path: Path = ()
        if not self._stack:
            self.root = value
        else:
            frame = self._stack[-1]
            if isinstance(frame.collection, list):
                path = (*frame.path, len(frame.collection))
                frame.collection.append(value)
            else:
                assert frame.key is not None, "a mapping's value follows its key"
                path, line = (*frame.path, frame.key), frame.key_line
                if not frame.path and frame.key in frame.collection:
                    self.repeated.append((frame.key, frame.collection[frame.key], self.lines[path]))
                frame.collection[frame.key], frame.key = value, None
        self.lines[path] = line
        return path


def _scalar(event: Any, words_only: bool) -> Any:
    text = str(event.value)
    if event.style:  # quoted or block: always text (plain is None, or '' from libyaml)
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


def _spoken(collection: Any) -> str:
    """A collection as one text, as a key: its scalars in order, without recursion."""
    said: list[str] = []
    waiting = [collection]
    while waiting and len(said) < MAX_KEY:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += [part for key, value in reversed(item.items()) for part in (value, f"{key}:")]
        elif isinstance(item, list):
            waiting += reversed(item)
        elif item is not None:
            said.append(str(item))
    return " ".join(said) or "?"


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _explain(error: yaml.YAMLError) -> tuple[str, int]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    if "nesting depth" in problem:  # libyaml has a limit of its own since 2026, reached before its events are seen
        problem = f"nested deeper than {MAX_DEPTH}"
    return problem, (mark.line + 1 if mark else 1)
