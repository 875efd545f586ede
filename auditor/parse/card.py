"""A model or dataset card: its front matter with lines, and the body's place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from auditor.parse.fronts import further, unclosed
from auditor.parse.metadata import MAX_WORDS, is_cut
from auditor.parse.yaml import Document, YamlFault, load

# The Hub's own rule for front matter, after the byte order mark is dropped.
_FRONT_MATTER = re.compile(r"\A(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(?:\r\n|\n|\Z))")

_MOST_KEYS = 1_000  # of a front matter; the Hub defines some thirty


@dataclass(frozen=True)
class Card:
    """A card as read: the front matter's mapping (empty where it is none), and the body.

    `fault` says why a front matter could not be read; `fault_line` where. `body_line` is the body's first line. `also`
    are values, with key and line, that the Hub does not read: of keys that stand twice, of a further front matter in
    the body, of one that is never closed. They may speak of terms all the same.
    """

    front: dict[str, Any]
    document: Document
    offset: int
    body: str
    body_line: int
    fault: str | None = None
    fault_line: int = 1
    also: tuple[tuple[str, Any, int], ...] = ()

    def line(self, *path: str | int) -> int:
        """The card's line on which this front matter value stands."""
        return self.document.line(*path) + self.offset

    def values(self, key: str) -> list[tuple[str, int]]:
        """A key's value as a list of (text, line), whether it is a scalar or a list of scalars."""
        value, found = self.front.get(key), list[tuple[str, int]]()
        if isinstance(value, str):
            found = [(value, self.line(key))]
        elif isinstance(value, list):
            found = [(item, self.line(key, i)) for i, item in enumerate(value[:MAX_WORDS]) if isinstance(item, str)]
        for name, other, line in self.also:
            items = (other[:MAX_WORDS] if isinstance(other, list) else [other]) if name == key else []
            found += [(item, line) for item in items if isinstance(item, str)]
        return found

    @property
    def is_cut(self) -> bool:
        """Whether a list of the front matter holds more than is read."""
        return is_cut((*self.front.values(), *(value for _, value, _ in self.also)))

    def fields(self) -> Iterator[tuple[str, Any, int]]:
        """Every key, its value and its line, of the front matter and of what stands beside it."""
        for key, value in self.front.items():
            yield key, value, self.line(key)
        yield from self.also


def read_card(text: str) -> Card:
    """Read a card. Never raises: what is wrong with the front matter is said in `fault`."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        card = Card(front={}, document=Document(None), offset=0, body=text, body_line=1)
        return _with_unclosed(card, text)
    offset = _newlines(match.group(1))
    body_line = _newlines(text[: match.end()]) + 1
    body = text[match.end() :]
    try:
        document = load(match.group(2), words_only=True)
    except YamlFault as error:
        line = error.line + offset
        return Card({}, Document(None), offset, body, body_line, fault=str(error), fault_line=line)
    if isinstance(document.value, dict):
        if len(document.value) + len(document.repeated) > _MOST_KEYS:
            many = f"it holds more than {_MOST_KEYS:,} keys, which is more than is read"
            return Card({}, Document(None), offset, body, body_line, fault=many, fault_line=offset + 1)
        repeated = ((key, value, line + offset) for key, value, line in document.repeated)
        return Card(document.value, document, offset, body, body_line, also=(*repeated, *further(body, body_line)))
    no_mapping = None if document.value is None else "the front matter is not a mapping of keys to values"
    also = further(body, body_line)
    return Card({}, document, offset, body, body_line, fault=no_mapping, fault_line=offset + 1, also=also)


def _with_unclosed(card: Card, text: str) -> Card:
    """The card with what an opened and never closed front matter holds; one that opens later is looked for as well."""
    also = further(text, 1)
    opened = unclosed(text)
    if not opened:
        return replace(card, also=also)
    key, _, line = opened[0]
    fault = f"it is opened and never closed, so that `{key}:` and what follows is no part of it"
    return replace(card, fault=fault, fault_line=line, also=(*opened, *also))


def _newlines(text: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", text))
