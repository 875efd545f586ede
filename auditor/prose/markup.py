"""HTML as it stands in cards: what of it is a heading, a table row, code, a comment, or text.

No parser of HTML: tags are taken off where they stand, so that a broken page loses nothing that a reader sees.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]{0,2000})?/?>")
# Tags that end what stood before them.
_BREAKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div"),
        *("dl", "dt"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html"),
        *("li", "main", "nav", "ol", "option", "p", "pre", "script", "section", "select", "style", "summary", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"),
    )
)
# `<!-->` is a comment that ends where it begins, and `--!>` ends one too, as browsers read them.
_COMMENT = re.compile(r"<!--(?:>|->|(.*?)(?:--!?>|\Z))", re.DOTALL)
# In a paragraph one that is not closed is none, and none begins in code or behind a backslash.
_INLINE_COMMENT = re.compile(r"\\.|(?<!`)(`+)(?!`)[^`]{1,300}(?<!`)\1(?!`)|<!--(?:>|->|(.*?)-->)", re.DOTALL)
_LANGUAGE = re.compile(r"""\blang(?:uage-|=["']?)([\w+#-]{1,20})""")
_SILENT = ("script", "style")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of an HTML block: its lines, as (line within the block, text); of a row, its cells.

    A heading has its level, code the language that its tags name.
    """

    kind: Literal["text", "heading", "head", "row", "code", "comment"]
    pieces: tuple[tuple[int, str], ...]
    level: int = 0
    language: str = ""


def shown(code: str) -> str:
    """Code as it is shown: without the tags that colour it, and its entities as characters."""
    return html.unescape(_TAG.sub("", code)) if "<" in code or "&" in code else code


def without_comments(text: str, *, inline: bool = False) -> tuple[str, list[tuple[int, str]]]:
    """The text with its comments blanked, lines kept, and the comments as (line within the text, comment).

    In HTML one that is not closed never ends; in a paragraph (`inline`) it is shown as text, as in code.
    """
    if "<!--" not in text:
        return text, []
    found: list[tuple[int, str]] = []
    kept: list[str] = []
    place = line = 0
    pattern, last = (_INLINE_COMMENT, text.rfind("-->") + 3) if inline else (_COMMENT, len(text))
    for match in pattern.finditer(text, 0, last):
        if not match.group().startswith("<!--"):
            continue
        comment = match.group(match.lastindex) if match.lastindex else ""
        line += text.count("\n", place, match.start())
        found.append((line, comment))
        kept += (text[place : match.start()], "\n" * comment.count("\n"))
        line += comment.count("\n")
        place = match.end()
    return "".join((*kept, text[place:])), found


def segments(content: str) -> Iterator[Segment]:
    """The parts of an HTML block, in order."""
    text, comments = without_comments(content)
    for line, comment in comments:
        pieces = tuple((line + number, part) for number, part in enumerate(comment.split("\n")) if part.strip())
        if pieces:
            yield Segment("comment", pieces)
    yield from _Reader(text).read()


class _Reader:
    """Goes from tag to tag, once, and knows the line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = 0
        self._pieces: list[tuple[int, str]] = []
        self._cells: list[tuple[int, str]] = []
        self._all_heads = True
        self._inside = ""
        self._language = ""

    def read(self) -> Iterator[Segment]:
        """Every part, in order."""
        place = 0
        for match in _TAG.finditer(self._text):
            name, closes = match.group(2).lower(), bool(match.group(1))
            if name not in _BREAKS or (self._inside in ("pre", *_SILENT) and not (closes and name == self._inside)):
                continue
            self._take(self._text[place : match.start()])
            place = match.end()
            yield from self._tag(name, closes)
            if name == "pre" and not closes:
                language = _LANGUAGE.search(self._text, match.start(), place + 100)
                self._language = language.group(1).lower() if language else ""
            self._line += match.group().count("\n")
        self._take(self._text[place:])
        yield from self._flush()
        yield from self._row()

    def _take(self, text: str) -> None:
        for number, part in enumerate(text.split("\n")):
            if number:
                self._line += 1
            self._pieces.append((self._line, part))

    def _tag(self, name: str, closes: bool) -> Iterator[Segment]:
        if name in ("td", "th"):
            if closes:
                self._cell(name)
            elif not self._cells:
                yield from self._flush()
            elif any(text.strip() for _, text in self._pieces):  # the cell before is not closed
                self._cell("td")
            self._pieces = []
        elif name == "tr":
            if closes and self._pieces and any(text.strip() for _, text in self._pieces):
                self._cell("td")
            yield from self._row()
            self._pieces = []
        elif self._cells or self._inside in ("td", "th"):
            self._pieces.append((self._line, " "))
            return
        else:
            yield from self._flush()
        self._inside = "" if closes else name

    def _cell(self, name: str) -> None:
        self._all_heads = self._all_heads and name == "th"
        line = next((line for line, text in self._pieces if text.strip()), self._line)
        self._cells.append((line, " ".join(" ".join(text for _, text in self._pieces).split())))
        self._pieces = []

    def _row(self) -> Iterator[Segment]:
        if any(text for _, text in self._cells):
            yield Segment("head" if self._all_heads else "row", tuple(self._cells))
        self._cells, self._all_heads = [], True

    def _flush(self) -> Iterator[Segment]:
        pieces, self._pieces = tuple(self._pieces), []
        if not any(text.strip() for _, text in pieces) or self._inside in _SILENT:
            return
        if len(self._inside) == 2 and self._inside[0] == "h" and self._inside[1].isdigit():
            yield Segment("heading", tuple(piece for piece in pieces if piece[1].strip()), int(self._inside[1]))
        else:
            yield Segment("code", pieces, language=self._language) if self._inside == "pre" else Segment("text", pieces)
