"""A card's text as sentences, list items, table rows and code lines, each under its headings.

Headings are read as they are in the wild: `#` of any level, underlined lines, HTML headings, and lines that are bold
from end to end. The reader goes line by line and never back, so that it is linear on any input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

MAX_LINE = 4_000
MAX_LINES = 20_000

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]*([^#\s].*?)[ \t]*#*[ \t]*\Z")
_RULE = re.compile(r" {0,3}(=+|-{2,})[ \t]*\Z")
_BOLD = re.compile(r"[ \t]*(?:\*\*|__)([^*_|]{2,80})(?:\*\*|__):?[ \t]*\Z")
_HTML = re.compile(r"[ \t]*<h([1-6])[^<>]{0,200}>(.{1,300}?)</h[1-6]>", re.IGNORECASE)
_FENCE = re.compile(r"[ \t]{0,8}(```|~~~)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*\Z")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)、])[ \t]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[ \t]+(?=[^a-z])|(?<=[。！？；])")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\(\s*<?([^\s()<>]{0,500})[^()\n]{0,200}\)")
_URL = re.compile(r"https?://[^\s()<>\"'\]|`]{1,500}")
_LEADING = re.compile(r"(?:\s|<[^<>]{0,300}>)*")
_MARKS = re.compile(r"</?[A-Za-z][^<>]{0,300}>|\*{1,3}|~~|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or table row: its words without marks, its line, and the headings above it, outermost first.

    `kind` is text, item, row, quote or code. `label` is what stands before a colon, or in a row's first cell. `columns`
    are the heads of a row's table.
    """

    words: str
    raw: str
    line: int
    kind: str
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    lower: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", self.words.lower())

    def speaks(self, *needles: str) -> bool:
        """Whether one of these words in lower case stands in it: the cheap question before a pattern is asked."""
        lower = self.lower
        for needle in needles:  # noqa: SIM110 - asked of every sentence, and a loop is twice as quick
            if needle in lower:
                return True
        return False

    def under(self, pattern: re.Pattern[str]) -> bool:
        """Whether one of its headings fits."""
        return any(_fits(pattern, heading) for heading in self.headings)

    @property
    def label(self) -> str:
        """What names the rest: a row's first cell, or the words before a colon."""
        if self.kind == "row":
            return self.words.partition(" | ")[0][:80]
        head, colon, _ = self.words.partition(":")
        return head if colon and len(head) <= 60 else ""

    @property
    def heading(self) -> str:
        """The nearest heading."""
        return self.headings[-1] if self.headings else ""

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses that stand in it."""
        if "http" not in self.raw and "](" not in self.raw:
            return ()
        found = [*(match.group(2) for match in _LINK.finditer(self.raw)), *_URL.findall(_LINK.sub(" ", self.raw))]
        return tuple(dict.fromkeys(url.rstrip(".,;:*") for url in found if url))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and whether words stand below it before the next one of its level or above."""

    title: str
    level: int
    line: int


def sentences(lines: list[str], first_line: int = 1) -> tuple[list[Sentence], list[Heading]]:
    """Read a card's body: its lines, the first of which is line `first_line` of the file."""
    reader = _Reader(first_line)
    for line in lines[:MAX_LINES]:
        reader.feed(line[:MAX_LINE])
    reader.close()
    return reader.found, reader.heads


def plain(raw: str) -> str:
    """The words without Markdown's and HTML's marks; a link leaves its text."""
    text = _LINK.sub(r"\1", raw) if "](" in raw else raw
    text = _MARKS.sub("", text) if any(mark in text for mark in "<*_~") else text
    return text.strip()


@lru_cache(maxsize=16_384)
def _fits(pattern: re.Pattern[str], heading: str) -> bool:
    return bool(pattern.search(heading))


class _Reader:
    """Line by line: what is gathered and where we are."""

    def __init__(self, first_line: int) -> None:
        self.found: list[Sentence] = []
        self.heads: list[Heading] = []
        self._number = first_line - 1
        self._paragraph: list[tuple[int, str]] = []
        self._stack: list[tuple[int, str]] = []
        self._path: tuple[str, ...] = ()
        self._fence = ""
        self._comment = False
        self._columns: tuple[str, ...] = ()
        self._header: tuple[int, str] | None = None

    def feed(self, line: str) -> None:
        """One more line."""
        self._number += 1
        fence = _FENCE.match(line)
        if self._fence or fence:
            self._code(line, fence)
            return
        line = self._without_comment(line)
        if not line.strip():
            self.close()
        elif not (self._heading(line) or self._row(line)):
            if _ITEM.match(line):
                self.close()
            self._paragraph.append((self._number, line))

    def close(self) -> None:
        """The paragraph, if there is one, is at its end."""
        self._columns = ()
        if self._header:
            self._paragraph.append(self._header)
            self._header = None
        if not self._paragraph:
            return
        kind = "item" if _ITEM.match(self._paragraph[0][1]) else "text"
        if self._paragraph[0][1].lstrip().startswith(">"):
            kind = "quote"
        self.found += _split(self._paragraph, kind, self._path)
        self._paragraph = []

    def _code(self, line: str, fence: re.Match[str] | None) -> None:
        if fence and not self._fence:
            self.close()
            self._fence = fence.group(1)
        elif fence and fence.group(1) == self._fence:
            self._fence = ""
        elif line.strip():
            self.found.append(Sentence(line.strip(), line, self._number, "code", self._path))

    def _without_comment(self, line: str) -> str:
        if self._comment:
            _, end, line = line.partition("-->")
            self._comment = not end
        while "<!--" in line:
            before, _, rest = line.partition("<!--")
            _, end, after = rest.partition("-->")
            line = before + after
            if not end:
                self._comment = True
                return before
        return line

    def _heading(self, line: str) -> bool:
        rule = _RULE.match(line)
        if rule and self._paragraph and not self._header:
            title = plain(" ".join(text for _, text in self._paragraph))[:200]
            at, self._paragraph = self._paragraph[0][0], []
            self._open(title, 1 if rule.group(1)[0] == "=" else 2, at)
            return True
        match = _ATX.match(line) if "#" in line else None
        if match:
            self._open(plain(match.group(2)), len(match.group(1)), self._number)
            return True
        match = _HTML.match(line) if "<" in line else None
        if match:
            self._open(plain(match.group(2)), int(match.group(1)), self._number)
            return True
        match = None if self._paragraph else _BOLD.match(line)
        if match:
            self._open(match.group(1).strip(" :"), 7, self._number)
        return bool(match)

    def _open(self, title: str, level: int, line: int) -> None:
        self.close()
        self._stack = [(depth, name) for depth, name in self._stack if depth < level] + [(level, title[:200])]
        self._path = tuple(name for _, name in self._stack)
        self.heads.append(Heading(title[:200], level, line))

    def _row(self, line: str) -> bool:
        if "|" not in line:
            if self._header or self._columns:
                self.close()
            return False
        if _TABLE_RULE.match(line):
            if self._header:
                self._columns = tuple(_cells(self._header[1]))
                self._header = None
            return True
        if self._columns:
            words = " | ".join(_cells(line))
            self.found.append(Sentence(words, line, self._number, "row", self._path, self._columns))
            return True
        if self._header is None and not self._paragraph:
            self._header = (self._number, line)
            return True
        return False


def _cells(line: str) -> list[str]:
    return [plain(cell) for cell in line.strip().strip("|").split("|")]


def _split(paragraph: list[tuple[int, str]], kind: str, path: tuple[str, ...]) -> Iterator[Sentence]:
    """The sentences of a paragraph, each with the line on which it starts."""
    text, starts = "", []
    for number, line in paragraph:
        starts.append((len(text), number))
        item = _ITEM.match(line) if number == paragraph[0][0] else None
        text += (line[item.end() :] if item else line).strip().lstrip("> ") + " "
    place = 0
    for piece in _SENTENCE_END.split(text):
        start = text.index(piece, place) if piece else place
        place = start + len(piece)
        if piece.strip():
            leading = _LEADING.match(piece)
            said = start + (leading.end() if leading and leading.end() < len(piece) else 0)
            at = next(number for begins, number in reversed(starts) if begins <= said)
            yield Sentence(plain(piece), piece, at, kind, path)
