"""A card's prose cut into sentences, each with its line. Code, tables and headings are left out; tables come apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LINES = 3_000
MAX_BODY = 300_000
_MAX_LINE = 2_000
_MAX_PARAGRAPH = 6_000
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_START = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)]|>|#{1,6})\s+|^\s*\||^\s*<|^\s*$")
_END = re.compile(
    r"(?<=[.!?])[*_\"')]{0,3}\s+(?=[A-Z0-9*\[`_\"(<])|(?<=[。！？])|<br\s*/?>|<p>|</p>|<li>|</li>", re.IGNORECASE
)
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Sentence:
    """One sentence, its first line, and whether it is an item of a list."""

    text: str
    line: int
    is_item: bool = False


@dataclass(frozen=True)
class Row:
    """One row of a table with the names of its columns, in lower case."""

    cells: tuple[str, ...]
    columns: tuple[str, ...]
    line: int


def sentences(body: str, first_line: int) -> Iterator[Sentence]:
    """The sentences of a card's body, in order."""
    for text, starts, is_item in _paragraphs(body, first_line):
        position = 0
        for part in _END.split(text):
            at = text.find(part, position) if part else position
            stripped = part.strip()
            if stripped:
                yield Sentence(stripped, _line_at(at + len(part) - len(part.lstrip()), starts), is_item)
            position = at + len(part)


def rows(body: str, first_line: int) -> Iterator[Row]:
    """The rows of the card's tables, headings and rulers left out."""
    columns: tuple[str, ...] = ()
    for number, line in enumerate(LINE_END.split(body[:MAX_BODY])[:MAX_LINES], first_line):
        if not line.lstrip().startswith("|") or len(line) > _MAX_LINE:
            columns = ()
            continue
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        if not columns:
            columns = tuple(cell.lower().strip("*_ ") for cell in cells)
        elif not all(set(cell) <= set("-: ") for cell in cells):
            yield Row(cells, columns, number)


def _paragraphs(body: str, first_line: int) -> Iterator[tuple[str, list[tuple[int, int]], bool]]:
    """Each paragraph or list item as (text, where its lines start, whether it is an item)."""
    starts: list[tuple[int, int]] = []
    text, is_item, fenced = "", False, False
    for number, whole in enumerate(LINE_END.split(body[:MAX_BODY])[:MAX_LINES], first_line):
        line = whole
        is_fence = _FENCE.match(line) is not None
        fenced = fenced is not is_fence
        mark = _START.match(line)
        skipped = fenced or is_fence or len(line) > _MAX_LINE or line.lstrip().startswith(("|", "    "))
        if (mark or skipped or len(text) > _MAX_PARAGRAPH) and text:
            yield text, starts, is_item
            text = ""
        if skipped or not line.strip():
            continue
        if not text:
            starts, is_item = [], mark is not None
            line = _unmarked(line, mark)
        starts.append((len(text), number))
        text += line + " "
    if text:
        yield text, starts, is_item


def _unmarked(line: str, mark: re.Match[str] | None) -> str:
    """A list item, quotation or heading without its mark."""
    return line[mark.end() :] if mark and "|" not in mark.group() and "<" not in mark.group() else line


def _line_at(offset: int, starts: list[tuple[int, int]]) -> int:
    return next((line for start, line in reversed(starts) if start <= offset), starts[0][1])
