"""The scalars of a YAML text with their paths and lines, for manifests that nobody wrote for us.

`auditor.parse.yaml` refuses aliases, repeated keys and several documents; manifests have all three. Here the event
stream is walked without ever building the document: depth and aliases cost nothing, and what stands before a fault
is still read. Lines that only a template engine understands are blanked first, so that every line keeps its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

Path = tuple[str | int, ...]

MAX_SCALARS = 200_000
MAX_DEPTH = 64
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEMPLATE_LINE = re.compile(r"^[ \t]*(?:-[ \t]*)?\{\{[^\n]*\}\}[ \t]*$|^[ \t]*\{%[^\n]*%\}[ \t]*$", re.MULTILINE)
_TEMPLATE_PART = re.compile(r"(?<!\$)\{\{([^{}\n]{0,300})\}\}")
_FLAT = re.compile(
    r"^[ \t]*(?:-[ \t]+)?[\"']?([\w.-]{1,80})[\"']?[ \t]*:[ \t]+[\"']?([^\s\"'#][^\s\"'#,}]*)", re.MULTILINE
)


class Scalar(NamedTuple):
    """One value: its keys and indexes from the root, its text, its line. `block` is `|` or `>` if written so."""

    path: Path
    text: str
    line: int
    block: str = ""

    @property
    def key(self) -> str:
        """The nearest key that is a word."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


@dataclass
class _Level:
    """An open mapping or sequence."""

    mapping: bool
    path: Path
    key: str | None = None
    key_line: int = 0
    index: int = 0


def scalars(text: str) -> list[Scalar]:
    """Every scalar of every document, in order; after a fault, what a line-by-line reading still gives."""
    text = _TEMPLATE_LINE.sub("", text)
    text = _TEMPLATE_PART.sub(lambda match: "${" + re.sub(r"\W+", "_", match[1]).strip("_") + "}", text)
    found: list[Scalar] = []
    try:
        found.extend(_walk(text))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        last = max((item.line for item in found), default=0)
        found.extend(flat(text, max(last, 0 if mark is None else min(mark.line, last))))
    return found


class _Walk:
    """Where the walk stands."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.levels: list[_Level] = []
        self.anchors: dict[str, str] = {}
        self.document = 0

    def place(self) -> Path | None:
        """The path of the next value; None when a key is expected."""
        if not self.levels:
            return ()
        level = self.levels[-1]
        if not level.mapping:
            return (*level.path, level.index)
        return None if level.key is None else (*level.path, level.key)

    def done(self) -> None:
        """A value has ended: the next one is another."""
        if self.levels:
            self.levels[-1].index += 1
            self.levels[-1].key = None

    def open(self, mapping: bool) -> None:
        """A collection starts."""
        path = self.place()
        self.levels.append(_Level(mapping, ("?",) if path is None else path))
        if len(self.levels) > MAX_DEPTH:
            raise ValueError("nested too deeply")

    def close(self) -> None:
        """A collection ends. One that stood as a key is a key that nobody can name."""
        self.levels.pop()
        if self.levels and self.levels[-1].mapping and self.levels[-1].key is None:
            self.levels[-1].key = "?"
        else:
            self.done()

    def scalar(self, text: str, line: int, style: str | None, end: int) -> Scalar | None:
        """A scalar: a key, or a value to hand out. Block scalars keep their lines."""
        path = self.place()
        if path is None:
            self.levels[-1].key, self.levels[-1].key_line = text, line
            return None
        self.done()
        if style in ("|", ">"):
            return Scalar(path, "\n".join(self.lines[line:end]), line + 1, style)
        return Scalar(path, text, line)


def _walk(text: str) -> Iterator[Scalar]:
    walk = _Walk(text.split("\n"))
    count = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.ScalarEvent):
            end = _line(event.end_mark) if event.style in ("|", ">") else 0
            scalar = walk.scalar(event.value, _line(event.start_mark) + 1, event.style, end)
            if event.anchor and len(walk.anchors) < 1000:
                walk.anchors[event.anchor] = event.value
        elif isinstance(event, yaml.AliasEvent):
            text_of = walk.anchors.get(event.anchor or "", "")
            scalar = walk.scalar(text_of, _line(event.start_mark) + 1, None, 0)
        else:
            scalar = None
            _structure(walk, event)
        if scalar is not None:
            count += 1
            yield scalar
        if count > MAX_SCALARS:
            return


def _line(mark: Any) -> int:
    return int(mark.line)


def _structure(walk: _Walk, event: Any) -> None:
    if isinstance(event, yaml.CollectionStartEvent):
        walk.open(isinstance(event, yaml.MappingStartEvent))
    elif isinstance(event, yaml.CollectionEndEvent):
        walk.close()
    elif isinstance(event, yaml.DocumentStartEvent):
        walk.levels.clear()


def flat(text: str, after: int) -> Iterator[Scalar]:
    """What single lines say below a line, for a text that cannot be read as a whole."""
    line, seen = 1, 0
    for match in _FLAT.finditer(text):
        line += text.count("\n", seen, match.start(2))
        seen = match.start(2)
        if line > after:
            yield Scalar((match[1],), match[2], line)
