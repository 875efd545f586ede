"""Sentences: the words of a block cut where one statement ends and the next begins, each with its line.

Nothing is cut off: what is very long comes as several sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from auditor.prose.plain import plain, skeleton
from auditor.prose.vocabulary import NO_WORDS, Hit, Vocabulary

Kind = Literal["text", "item", "row", "quote", "code", "html", "heading", "head", "comment"]

LONGEST = 1_200  # characters; a longer sentence is cut at a space
_SHARED = 300  # characters of a piece that the next one has too: the longest gaps and some words

_END = re.compile(r"(?<=[.!?])[*_\"')\]]{0,3}[ \t]+(?=[^a-z])|(?<=[。！？；])|<[bB][rR] ?/?>(?=\s{0,8}[^a-z\s])")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\(\s*<?([^\s()<>]{0,500})[^()\n]{0,200}\)")
_URL = re.compile(r"https?://[^\s()<>\"'\]|`]{1,500}")
_HREF = re.compile(r"<a\s[^<>]{0,300}?href\s?=\s?[\"']?([^\s\"'<>]{1,500})", re.IGNORECASE)
_LEADING = re.compile(r"(?:\s|<[^<>]{0,300}>)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, list item, table row or line of code.

    `words` are without marks; `lower` the same in lower case, look-alike letters in Latin ones, and of the same length;
    `raw` is as it was written; `language` is that of a fence. `line` is where it begins; `starts` where its further
    lines begin, as (offset in raw, line). `headings` stand above it, outermost first; `columns` are the heads of a
    row's table.
    """

    words: str
    raw: str
    line: int
    kind: Kind
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    starts: tuple[tuple[int, int], ...] = ()
    vocabulary: Vocabulary = field(default=NO_WORDS, repr=False, compare=False)
    language: str = ""
    lower: str = field(init=False, default="")
    _candidates: int | None = field(init=False, default=None, repr=False, compare=False)
    _known: dict[str, Hit | None] = field(init=False, default_factory=dict, repr=False, compare=False)
    # the ways that may fit what it is a part of
    _whole: int | None = field(init=False, default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", skeleton(self.words))

    @property
    def candidates(self) -> int:
        """The ways of saying of the vocabulary whose words stand in it, a bit a way, found once."""
        if self._candidates is None:
            object.__setattr__(self, "_candidates", self.vocabulary.candidates(self.lower))
        assert self._candidates is not None
        return self._candidates

    def first(self, key: str) -> Hit | None:
        """The first row of a table, or the row `table/row`, that reads it. Raises KeyError."""
        ways = self._ways(key)  # most sentences hold no word of most tables: a row is asked of few
        if not ways:
            return None
        if key not in self._known:
            self._known[key] = self.vocabulary.first_of(ways, self.words, self.lower)
        return self._known[key]

    def every(self, key: str) -> Iterator[Hit]:
        """Every row of a table that reads it, in order. Raises KeyError."""
        ways = self._ways(key)
        return self.vocabulary.every_of(ways, self.words, self.lower) if ways else iter(())

    def places(self, key: str) -> Iterator[Hit]:
        """Every place of it that a row of a table reads, row by row. Raises KeyError."""
        ways = self._ways(key)
        return self.vocabulary.places_of(ways, self.words, self.lower) if ways else iter(())

    def fits(self, key: str) -> bool:
        """Whether a row of a table, or the row `table/row`, reads it. Raises KeyError."""
        return self.first(key) is not None

    def may_fit(self, *keys: str) -> bool:
        """Whether words stand in it without which no row of the keys fits: the quick question. Raises KeyError."""
        for key in keys:  # noqa: SIM110 - asked of every sentence, and a loop is twice as quick
            if self._ways(key):
                return True
        return False

    def _ways(self, key: str) -> int:
        """The ways of saying of the key whose words stand in it."""
        ways = self.vocabulary.rows[key]
        if self._whole is not None and not ways & self._whole:
            return 0
        found = self._candidates
        return (self.candidates if found is None else found) & ways

    def under(self, key: str | re.Pattern[str]) -> bool:
        """Whether a row reads one of its headings. Raises KeyError."""
        if not isinstance(key, str):
            return any(key.search(heading) for heading in self.headings)
        return bool(self.headings) and self.vocabulary.fits_headings(key, self.headings)

    def part(self, words: str) -> Sentence:
        """Some of its words, to be asked as it is itself. Where no row of a table may fit the whole, none is asked."""
        part = Sentence(words, words, self.line, self.kind, self.headings, self.columns, vocabulary=self.vocabulary)
        object.__setattr__(part, "_whole", self.candidates if self._whole is None else self.candidates & self._whole)
        return part

    def speaks(self, *needles: str) -> bool:
        """Whether one of these words in lower case stands in it: the cheap question before a phrase is asked."""
        lower = self.lower
        for needle in needles:  # noqa: SIM110 - asked of every sentence, and a loop is twice as quick
            if needle in lower:
                return True
        return False

    @property
    def cells(self) -> tuple[str, ...]:
        """A row's cells; of anything else, its words."""
        return tuple(self.words.split(" | ")) if self.kind == "row" else (self.words,)

    @property
    def label(self) -> str:
        """What names the rest: a row's first cell, or the words before a colon."""
        if self.kind == "row":
            return self.words.partition(" | ")[0][:80]
        head, colon, _ = self.words.replace("：", ":", 1).partition(":")
        return head if colon and len(head) <= 60 else ""

    @property
    def heading(self) -> str:
        """The nearest heading."""
        return self.headings[-1] if self.headings else ""

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses that stand in it."""
        if "http" not in self.raw and "](" not in self.raw and "<a" not in self.raw:
            return ()
        rest = _LINK.sub(" ", self.raw)
        found = [*(match.group(2) for match in _LINK.finditer(self.raw)), *_HREF.findall(rest), *_URL.findall(rest)]
        return tuple(dict.fromkeys(url.rstrip(".,;:*") for url in found if url))

    @property
    def last_line(self) -> int:
        """The line on which it ends."""
        return self.starts[-1][1] if self.starts else self.line

    def line_at(self, offset: int) -> int:
        """The line on which the character number `offset` of `words` stands."""
        place = bisect_right(self.starts, offset, key=lambda start: len(plain(self.raw[: start[0]])))
        return self.starts[place - 1][1] if place else self.line


def split(
    pieces: Sequence[tuple[int, str]],
    kind: Kind,
    headings: tuple[str, ...] = (),
    columns: tuple[str, ...] = (),
    vocabulary: Vocabulary = NO_WORDS,
) -> Iterator[Sentence]:
    """The sentences of one block, whose lines are given as (line, text)."""
    lines = [line.strip() for _, line in pieces]
    text = " ".join((*lines, ""))
    ends = [match.end() for match in _END.finditer(text)]
    if not ends and len(lines) == 1 and len(text) <= LONGEST:  # most blocks are a line that says one thing
        words = plain(text)
        if words or _leads(text):
            yield Sentence(words, lines[0], pieces[0][0], kind, headings, columns, vocabulary=vocabulary)
        return
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
    place = 0
    for end in (*ends, len(text)):
        for begin, stop in _cut(text, place, end):
            piece = text[begin:stop]
            words = plain(piece)
            if words or _leads(piece):
                leading = _LEADING.match(piece)
                said = begin + (leading.end() if leading and leading.end() < len(piece) else 0)
                at, last = bisect_right(starts, said), bisect_left(starts, stop)
                further = tuple((starts[later] - begin, pieces[later][0]) for later in range(at, last))
                yield Sentence(words, piece.strip(), pieces[at - 1][0], kind, headings, columns, further, vocabulary)
        place = end


def _leads(piece: str) -> bool:
    """Whether it may be a link without words: a picture, which still leads somewhere."""
    return "](" in piece or "http" in piece or "<img" in piece


def _cut(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Places no longer than the longest sentence, cut at spaces where there are any; each begins within the one before,
    so that no phrase is cut in two.
    """
    while end - begin > LONGEST:
        stop = text.rfind(" ", begin + LONGEST // 2, begin + LONGEST) + 1 or begin + LONGEST
        yield begin, stop
        begin = text.find(" ", stop - _SHARED, stop - 1) + 1 or stop - _SHARED
    yield begin, end
