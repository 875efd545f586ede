"""A model or dataset card: its front matter with lines, and the body's place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from auditor.parse.yaml import Document, YamlFault, load

# The Hub's own rule for front matter, after the byte order mark is dropped.
_FRONT_MATTER = re.compile(r"\A(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(?:\r\n|\n|\Z))")


@dataclass(frozen=True)
class Card:
    """A card as read: the front matter's mapping (empty where it is none), and the body.

    `fault` says why a front matter could not be read; `fault_line` where. `body_line` is the body's first line.
    """

    front: dict[str, Any]
    document: Document
    offset: int
    body: str
    body_line: int
    fault: str | None = None
    fault_line: int = 1

    def line(self, *path: str | int) -> int:
        """The card's line on which this front matter value stands."""
        return self.document.line(*path) + self.offset

    def values(self, key: str) -> list[tuple[str, int]]:
        """A key's value as a list of (text, line), whether it is a scalar or a list of scalars."""
        value = self.front.get(key)
        if isinstance(value, str):
            return [(value, self.line(key))]
        if isinstance(value, list):
            return [(item, self.line(key, i)) for i, item in enumerate(value) if isinstance(item, str)]
        return []


def read_card(text: str) -> Card:
    """Read a card. Never raises: what is wrong with the front matter is said in `fault`."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Card(front={}, document=Document(None), offset=0, body=text, body_line=1)
    offset = _newlines(match.group(1))
    body_line = _newlines(text[: match.end()]) + 1
    body = text[match.end() :]
    try:
        document = load(match.group(2), words_only=True)
    except YamlFault as error:
        line = error.line + offset
        return Card({}, Document(None), offset, body, body_line, fault=str(error), fault_line=line)
    if isinstance(document.value, dict):
        return Card(document.value, document, offset, body, body_line)
    fault = None if document.value is None else "the front matter is not a mapping of keys to values"
    return Card({}, document, offset, body, body_line, fault=fault, fault_line=offset + 1)


def _newlines(text: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", text))
