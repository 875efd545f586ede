"""Markdown → blocks: paragraphs, list items, table rows, quotations, code, HTML and comments, each under its headings.

markdown-it-py says what is a block; what it calls HTML is read on (auditor.prose.markup). Headings are read as they are
in the wild: `#`, underlined lines, HTML headings, and lines that are bold from end to end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from auditor.prose.markup import Segment, segments, without_comments
from auditor.prose.plain import plain
from auditor.prose.sentences import Kind

MAX_TITLE = 200
BOLD = 7  # the level of a line that is bold from end to end
_LINE_END = re.compile(r"\r\n|\r|\n")
_BOLD = re.compile(r"[ \t]{0,8}(?:\*\*|__)([^*_|]{2,80})(?:\*\*|__):?[ \t]{0,8}\Z")
# `#Title` without a space: no heading by the book, and meant as one.
_TIGHT = re.compile(r" {0,3}(#{1,6})([^#\s].{0,300})\Z")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its words, level (7: a bold line), and line."""

    title: str
    level: int
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, as (line, text), under the headings above them; a row also has its columns."""

    kind: Kind
    pieces: tuple[tuple[int, str], ...]
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass
class Blocks:
    """The blocks and headings of a text, in order; comments apart, since they say nothing to a reader."""

    found: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    comments: list[Block] = field(default_factory=list)
    _stack: list[tuple[int, str]] = field(default_factory=list)
    _path: tuple[str, ...] = ()

    def open(self, title: str, level: int, line: int) -> None:
        """A heading stands here."""
        title = plain(title).strip(" :：")[:MAX_TITLE]
        if not title:
            return
        self._stack = [(depth, name) for depth, name in self._stack if depth < level] + [(level, title)]
        self._path = tuple(name for _, name in self._stack)
        self.headings.append(Heading(title, level, line))

    def add(self, kind: Kind, pieces: list[tuple[int, str]], columns: tuple[str, ...] = ()) -> None:
        """A block stands here."""
        block = Block(kind, tuple(pieces), self._path, columns)
        if any(text.strip() for _, text in pieces):
            (self.comments if kind == "comment" else self.found).append(block)


def lines_of(text: str) -> list[str]:
    """The lines of a text as an editor counts them: a form feed or U+2028 starts none."""
    return _LINE_END.split(text)


def blocks(body: str, first_line: int = 1) -> Blocks:
    """Read a Markdown text, the first line of which is line `first_line` of its file. Never raises."""
    source = "\n".join(lines_of(body)).replace("\x00", "\ufffd")
    found = Blocks()
    tokens = _parser().parse(source)
    kinds: list[Kind] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        line = first_line + (token.map[0] if token.map else 0)
        if token.type == "heading_open":
            found.open(tokens[index + 1].content, int(token.tag[1]), line)
            index += 2
        elif token.type == "table_open":
            index = _table(tokens, index, first_line, found)
        elif token.type in ("list_item_open", "blockquote_open"):
            kinds.append("quote" if token.type.startswith("block") else "item")
        elif token.type in ("list_item_close", "blockquote_close"):
            kinds.pop()
        elif token.type == "inline":
            _paragraph(token.content, line, "quote" if "quote" in kinds else kinds[-1] if kinds else "text", found)
        elif token.type in ("fence", "code_block"):
            start = line + (token.type == "fence")
            for number, text in enumerate(token.content.split("\n"), start):
                found.add("code", [(number, text)])
        elif token.type == "html_block":
            _html(token.content, line, found)
        index += 1
    return found


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


def _paragraph(content: str, line: int, kind: Kind, found: Blocks) -> None:
    """A paragraph, in which lines that are bold from end to end, or loose table rows, stand for themselves."""
    kept: list[tuple[int, str]] = []
    text, comments = without_comments(content)
    for start, comment in comments:
        found.add("comment", [(line + content.count("\n", 0, start), comment)])

    def flush() -> None:
        if kept:
            found.add(kind, list(kept))
            kept.clear()

    for number, piece in enumerate(text.split("\n"), line):
        bold = _BOLD.match(piece) if not kept else None
        tight = _TIGHT.match(piece) if not kept and kind == "text" else None
        cells = piece.strip()
        if tight:
            found.open(tight.group(2), len(tight.group(1)), number)
        elif bold and kind != "item":
            found.open(bold.group(1), BOLD, number)
        elif len(cells) > 2 and cells[0] == cells[-1] == "|":
            flush()
            _row([plain(cell) for cell in cells.strip("|").split("|")], number, (), found)
        else:
            kept.append((number, piece))
    flush()


def _table(tokens: list[Token], index: int, first_line: int, found: Blocks) -> int:
    columns: tuple[str, ...] = ()
    cells: list[str] = []
    heads = True
    while tokens[index].type != "table_close":
        token = tokens[index]
        if token.type == "tbody_open":
            heads = False
        elif token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            cells.append(token.content)
        elif token.type == "tr_close" and heads:
            columns = tuple(plain(cell) for cell in cells)
        elif token.type == "tr_close":
            line = first_line + (_line_of_row(tokens, index) or 0)
            _row(cells, line, columns, found)
        index += 1
    if heads and columns:
        _row(list(columns), first_line + ((tokens[index].map or [0])[0]), (), found)
    return index


def _line_of_row(tokens: list[Token], index: int) -> int | None:
    """The line of the row that closes here; within a table only its inline tokens and its opening know it."""
    while tokens[index].type != "tr_open":
        index -= 1
        where = tokens[index].map
        if where:
            return where[0]
    return None


def _row(cells: list[str], line: int, columns: tuple[str, ...], found: Blocks) -> None:
    if any(cell.strip(" :-") for cell in cells):
        found.add("row", [(line, " | ".join(cell.strip() for cell in cells))], columns)


def _html(content: str, line: int, found: Blocks) -> None:
    """What an HTML block says: headings, rows of tables, code, comments, and the rest as text."""
    columns: tuple[str, ...] = ()
    for segment in segments(content):
        pieces = [(line + number, text) for number, text in segment.pieces]
        if segment.kind == "heading":
            found.open(" ".join(text for _, text in pieces), segment.level, pieces[0][0])
        elif segment.kind == "head":
            columns = _cells(segment)
        elif segment.kind == "row":
            _row(list(_cells(segment)), pieces[0][0], columns, found)
        elif segment.kind in ("code", "comment"):
            for piece in pieces:
                found.add("code" if segment.kind == "code" else "comment", [piece])
        else:
            for part in _parts(pieces):
                found.add("html", part)


def _cells(segment: Segment) -> tuple[str, ...]:
    return tuple(plain(text) for _, text in segment.pieces)


def _parts(pieces: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """HTML text in which blank lines and list marks still part what belongs together."""
    part: list[tuple[int, str]] = []
    for piece in pieces:
        starts = not piece[1].strip() or piece[1].lstrip().startswith(("- ", "* ", "#"))
        if starts and part:
            yield part
            part = []
        if piece[1].strip():
            part.append(piece)
    if part:
        yield part
