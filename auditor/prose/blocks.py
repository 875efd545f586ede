"""Markdown → blocks: paragraphs, list items, table rows, quotations, code, HTML and comments, each under its headings.

markdown-it-py says what is a block; what it calls HTML is read on (auditor.prose.markup). Headings are read as they are
in the wild: `#`, underlined lines, HTML headings, and lines that are bold from end to end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from auditor.prose.markup import segments, shown, without_comments
from auditor.prose.plain import plain
from auditor.prose.sentences import Kind

MAX_TITLE = 200
_HEAD = 60  # characters; what is longer names no column
BOLD = 7  # the level of a line that is bold from end to end
_LINE_END = re.compile(r"\r\n|\r|\n")
_BOLD = re.compile(r"[ \t]{0,8}(?:\*\*|__)([^*_|]{2,80})(?:\*\*|__):?[ \t]{0,8}\Z")
_STRONG = re.compile(r"\s{0,8}<(strong|b)(?:\s[^<>]{0,200})?>([^<>]{2,80})</\1>:?\s{0,8}\Z", re.IGNORECASE)
_LEADS = re.compile(r"\]\(|https?://|<a ")
_CELL = re.compile(r"(?<!\\)\|")
# `[words][label]`, `[label]`, and the end of a picture that refers: `(picture)][label]`.
_REFERS = re.compile(r"\[([^\[\]\n]{1,300})\](?:\[([^\[\]\n]{0,80})\])?(?![\[(:])|\)\]\[([^\[\]\n]{1,80})\]")
_NAMED = re.compile(r"\s*\{?\.?([\w+#-]*)")
# `#Title` without a space: no heading by the book, and meant as one.
_TIGHT = re.compile(r" {0,3}(#{1,6})([^#\s].{0,300})\Z")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its words, level (7: a bold line), line, and how it is written."""

    title: str
    level: int
    line: int
    raw: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, as (line, text), under the headings above them.

    A row also has its columns, and code its language, as its fence says it; None: it is code by its indentation alone.
    """

    kind: Kind
    pieces: tuple[tuple[int, str], ...]
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    language: str | None = None


@dataclass
class Blocks:
    """The blocks and headings of a text, in order.

    Heads that name the columns of rows stand apart, and comments, since they say nothing to a reader. `unclosed` is
    what stands in fences that nobody closed, each with its first line: code by the book, and text from somewhere on.
    """

    found: list[Block] = field(default_factory=list)
    heads: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    comments: list[Block] = field(default_factory=list)
    unclosed: list[tuple[int, str]] = field(default_factory=list)
    _stack: list[tuple[int, str]] = field(default_factory=list)
    _path: tuple[str, ...] = ()

    def open(self, title: str, level: int, line: int) -> None:
        """A heading stands here."""
        raw, comments = without_comments(title, inline=True)
        self.comments += (Block("comment", ((line + place, comment),), self._path) for place, comment in comments)
        title = plain(raw).strip(" :：")[:MAX_TITLE]
        if not title:
            self.add("text", [(line, raw)] if "http" in raw or "](" in raw else [])  # a picture, which says something
            return
        self._stack = [(depth, name) for depth, name in self._stack if depth < level] + [(level, title)]
        self._path = tuple(name for _, name in self._stack)
        self.headings.append(Heading(title, level, line, raw))

    def add(
        self,
        kind: Kind,
        pieces: Iterable[tuple[int, str]],
        columns: tuple[str, ...] = (),
        language: str | None = None,
    ) -> None:
        """A block stands here."""
        block = Block(kind, tuple(pieces), self._path, columns, language)
        if any(text.strip() for _, text in block.pieces):
            found = self.comments if kind == "comment" else self.heads if kind == "head" else self.found
            found.append(block)


def lines_of(text: str) -> list[str]:
    """The lines of a text as an editor counts them: a form feed or U+2028 starts none."""
    return _LINE_END.split(text)


def blocks(body: str, first_line: int = 1) -> Blocks:
    """Read a Markdown text, the first line of which is line `first_line` of its file. Never raises."""
    source = "\n".join(lines_of(body)).replace("\x00", "\ufffd")
    found = Blocks()
    lines = source.split("\n")
    said: dict[str, Any] = {}
    tokens = _parser().parse(source, said)
    _follow(tokens, said.get("references", {}))
    kinds: list[Kind] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        line = first_line + (token.map[0] if token.map else 0)
        if token.type == "heading_open":
            found.open(tokens[index + 1].content, int(token.tag[1]), line)
            index += 2
        elif token.type == "table_open":
            index = _table(tokens, index, lines, first_line, found)
        elif token.type in ("list_item_open", "blockquote_open"):
            kinds.append("quote" if token.type.startswith("block") else "item")
        elif token.type in ("list_item_close", "blockquote_close"):
            kind = kinds.pop()
            if tokens[index - 1].nesting == 1 and tokens[index - 1].map:
                found.add(kind, _deeper(tokens[index - 1], lines, first_line))
        elif token.type == "inline":
            _paragraph(token.content, line, "quote" if "quote" in kinds else kinds[-1] if kinds else "text", found)
        elif token.type in ("fence", "code_block"):
            language = _language(token.info) if token.type == "fence" else None
            written = token.content.removesuffix("\n").split("\n")
            found.add("code", enumerate(written, line + (token.type == "fence")), language=language)
            found.unclosed += [(line + 1, token.content)] if _is_unclosed(token, lines) else []
        elif token.type == "html_block":
            _html(token.content, line, found)
        index += 1
    return found


def _is_unclosed(code: Token, lines: list[str]) -> bool:
    """Whether it is a fence whose last line is no marks that close it."""
    first, end = code.map or (0, 0)
    last = lines[end - 1].strip(" \t>") if end - first > 1 else ""
    return bool(code.markup) and not (last.startswith(code.markup) and not last.strip(code.markup[0]))


def _deeper(opening: Token, lines: list[str], first_line: int) -> Iterator[tuple[int, str]]:
    """The lines of a container in which the parser found nothing: what is nested too deep for it is still read."""
    for number in range(*(opening.map or (0, 0))):
        yield first_line + number, lines[number].lstrip(" \t>*+-")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


def _paragraph(content: str, line: int, kind: Kind, found: Blocks) -> None:
    """A paragraph, in which lines that are bold from end to end, or loose table rows, stand for themselves."""
    kept: list[tuple[int, str]] = []
    text, comments = without_comments(content, inline=True)
    for start, comment in comments:
        found.add("comment", [(line + start, comment)])

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
            _row([(number, cell) for cell in cells.strip("|").split("|")], (), found)
        else:
            kept.append((number, piece))
    flush()


def _follow(tokens: list[Token], references: Mapping[str, Mapping[str, str]]) -> None:
    """Makes links of what refers to a definition elsewhere: `[words][label]` and `[label]`."""

    def link(match: re.Match[str]) -> str:
        words, label = match.group(1), match.group(2) or match.group(1) or match.group(3)
        defined = references.get(normalizeReference(label))
        address = f"]({defined['href']})" if defined else ""
        return match.group() if not address else f")]{address[1:]}" if words is None else f"[{words}{address}"

    for token in tokens if references else ():
        if token.type == "inline" and "[" in token.content:
            for _ in range(2):  # a picture that is a link: `[![words][picture]][page]`
                token.content = _REFERS.sub(link, token.content)


def _table(tokens: list[Token], index: int, lines: list[str], first_line: int, found: Blocks) -> int:
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
            cells.append(without_comments(token.content, inline=True)[0])
        elif token.type == "tr_close":
            line = _line_of_row(tokens, index) or 0
            if not heads:  # a row may have more cells than the table has columns
                cells += _CELL.split(lines[line].strip("> \t|"))[len(cells) :]
            # Heads name columns; they are a row too where nothing stands below them, or where they say more than that.
            says = _LEADS.search(" ".join(cells)) or any(len(cell) > _HEAD for cell in cells)
            names = heads and not says and tokens[index + 2].type != "table_close"
            _row([(first_line + line, cell) for cell in cells], columns, found, names=names)
            columns = tuple(plain(cell) for cell in cells) if heads else columns
        index += 1
    return index


def _line_of_row(tokens: list[Token], index: int) -> int | None:
    """The line of the row that closes here; within a table only its inline tokens and its opening know it."""
    while tokens[index].type != "tr_open":
        index -= 1
        where = tokens[index].map
        if where:
            return where[0]
    return None


def _row(cells: list[tuple[int, str]], columns: tuple[str, ...], found: Blocks, *, names: bool = False) -> None:
    """A row, whose cells are given as (line, text). `names`: it only names the columns of those below it."""
    if any(text.strip(" :-") for _, text in cells):
        found.add("head" if names else "row", cells, columns)


def _html(content: str, line: int, found: Blocks) -> None:
    """What an HTML block says: headings, rows of tables, code, comments, and the rest as text."""
    columns: tuple[str, ...] = ()
    for segment in segments(content):
        pieces = [(line + number, text) for number, text in segment.pieces]
        if segment.kind == "heading":
            found.open(" ".join(text for _, text in pieces), segment.level, pieces[0][0])
        elif segment.kind == "head":
            says = len(pieces) == 1 or any(len(text) > _HEAD for _, text in pieces)
            _row(pieces, (), found, names=not says)
            columns = tuple(plain(text) for _, text in segment.pieces)
        elif segment.kind == "row":
            _row(pieces, columns, found)
        elif segment.kind == "code":
            found.add("code", ((number, shown(text)) for number, text in pieces), language=segment.language)
        elif segment.kind == "comment":
            for piece in pieces:
                found.add("comment", [piece])
        else:
            _html_text(pieces, found)


def _html_text(pieces: list[tuple[int, str]], found: Blocks) -> None:
    for part in _parts(pieces):
        strong = _STRONG.match(" ".join(text for _, text in part))
        if strong:
            found.open(strong.group(2), 7, part[0][0])
        else:
            found.add("html", part)


def _language(info: str) -> str:
    """The language that a fence names: the first word behind it, in whatever brackets."""
    match = _NAMED.match(info)
    return match.group(1).lower() if match else ""


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
