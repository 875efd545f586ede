"""Every phrase that we know, asked quickly: one pass finds the words of all rows, then only rows with words there are.

A vocabulary is a value: picklable, the same for the same tables, and part of what a judgement rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import ahocorasick

from auditor.prose.plain import skeleton

if TYPE_CHECKING:
    from auditor.prose.sentences import Sentence

_MOST_HEADINGS = 20_000
_MOST_PARTS = 2_000  # of at most some thousand characters each
_NO_HITS: Iterator[Hit] = iter(())


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways of saying a thing, each a pattern and sets of words: one of each set stands wherever it fits.

    Of several that fit, the one that begins first is taken; of those that begin together, the earlier one. So they are
    one pattern with alternatives; apart, only those are compiled and tried whose words are there.
    """

    patterns: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    cased: bool = False  # matched against the words as they are written

    def search(self, words: str, lower: str) -> re.Match[str] | None:
        """The first place."""
        text = words if self.cased else lower
        first = None
        for way in self._there(lower):
            match = way.search(text)
            if match and (first is None or match.start() < first.start()):
                first = match
                if not match.start():
                    break
        return first

    def finditer(self, words: str, lower: str) -> Iterator[re.Match[str]]:
        """Every place, none within another."""
        text, ways = words if self.cased else lower, list(self._there(lower))
        if len(ways) == 1:
            yield from ways[0].finditer(text)
            return
        heads = [way.search(text) for way in ways]
        while match := min(filter(None, heads), key=_start, default=None):
            yield match
            heads = [
                head if head is None or head.start() >= match.end() else way.search(text, match.end())
                for way, head in zip(ways, heads, strict=True)
            ]

    def _there(self, lower: str) -> Iterator[re.Pattern[str]]:
        """The patterns whose words are there."""
        for pattern, sets in self.patterns:
            for needles in sets:
                for needle in needles:  # a loop is twice as quick as `any`, and this is asked most often of all
                    if needle in lower:
                        break
                else:
                    break
            else:
                yield _compiled(pattern)


def _start(match: re.Match[str]) -> int:
    return match.start()


@dataclass(frozen=True, slots=True)
class Entry:
    """A row made ready: its id as `table/row`, what it says, how it is said, and words of which one must be there."""

    id: str
    says: str | None
    ways: tuple[Ways, ...] = ()
    needles: tuple[str, ...] = ()  # empty: always asked


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that a row reads: the row's id, what it says, where they stand, and what the phrase remembered."""

    row: str
    says: str | None
    start: int
    end: int
    words: str
    named: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The rows of all tables, in order."""

    entries: tuple[Entry, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def first(self, key: str, text: str | Sentence) -> Hit | None:
        """The first row that reads the text: of the rows of `table` that say something, or `table/row` alone.

        Raises KeyError where there is no such table or row.
        """
        words, lower, there = self._asked(key, text)
        return self.first_of(there, words, lower) if there else None

    def first_of(self, rows: int, words: str, lower: str) -> Hit | None:
        """The first of these rows, a bit a row, that reads words, given in lower case too."""
        for place in _bits(rows):
            hit = _search(self.entries[place], words, lower)
            if hit:
                return hit
        return None

    def every(self, key: str, text: str | Sentence) -> Iterator[Hit]:
        """Every row that reads words of the text, in order, each at its first place. Raises KeyError."""
        words, lower, there = self._asked(key, text)
        return self.every_of(there, words, lower) if there else _NO_HITS

    def every_of(self, rows: int, words: str, lower: str) -> Iterator[Hit]:
        """Every one of these rows, a bit a row, that reads words, given in lower case too."""
        for place in _bits(rows):
            hit = _search(self.entries[place], words, lower)
            if hit:
                yield hit

    def fits(self, key: str, text: str | Sentence) -> bool:
        """Whether any row of `table`, or the row `table/row`, reads words of the text. Raises KeyError."""
        return self.first(key, text) is not None

    def may_fit(self, key: str, text: str | Sentence) -> bool:
        """Whether words stand there without which no row of the key fits: the quick question. Raises KeyError."""
        return bool(self._asked(key, text)[2])

    def fits_heading(self, key: str, heading: str) -> bool:
        """Whether a row reads a heading; kept, since many sentences stand under one. Raises KeyError."""
        known = self._headings.get((key, heading))
        if known is None:
            if len(self._headings) > _MOST_HEADINGS:
                self._headings.clear()
            known = self._headings[key, heading] = self.fits(key, heading)
        return known

    def fits_headings(self, key: str, headings: tuple[str, ...]) -> bool:
        """Whether a row reads one of several headings, kept in the same way. Raises KeyError."""
        known = self._headings.get((key, headings))
        if known is None:
            known = any(self.fits_heading(key, heading) for heading in headings)
            self._headings[key, headings] = known
        return known

    def places(self, key: str, text: str | Sentence) -> Iterator[Hit]:
        """Every place that a row of the key reads, row by row. Raises KeyError."""
        words, lower, there = self._asked(key, text)
        return self._places_of(there, words, lower) if there else _NO_HITS

    def _places_of(self, rows: int, words: str, lower: str) -> Iterator[Hit]:
        for place in _bits(rows):
            yield from _all(self.entries[place], words, lower)

    def __contains__(self, key: str) -> bool:
        """Whether there is such a table or row."""
        return key in self.rows

    def candidates(self, lower: str) -> int:
        """The rows whose words stand in a text in lower case, a bit a row: the others cannot fit."""
        found = self._always
        for _, rows in self._automaton.iter(lower):
            found |= rows
        return found

    def _asked(self, key: str, text: str | Sentence) -> tuple[str, str, int]:
        """The words, the same in lower case, and which rows of the key have words there."""
        if not isinstance(text, str):
            return text.words, text.lower, text.candidates & self.rows[key]
        lower, there = self._of_words(text)
        return text, lower, there & self.rows[key]

    def _of_words(self, text: str) -> tuple[str, int]:
        """Words in lower case and their candidates; kept, since many rows are asked of one part of a sentence."""
        known = self._parts.get(text)
        if known is None:
            if len(self._parts) > _MOST_PARTS:
                self._parts.clear()
            lower = skeleton(text)
            known = self._parts[text] = (lower, self.candidates(lower))
        return known

    def __getstate__(self) -> dict[str, Any]:
        return {"entries": self.entries, "renamed": self.renamed}

    @cached_property
    def _headings(self) -> dict[tuple[str, str | tuple[str, ...]], bool]:
        return {}

    @cached_property
    def _parts(self) -> dict[str, tuple[str, int]]:
        return {}

    @cached_property
    def rows(self) -> dict[str, int]:
        """The rows of each table that say something, and each row by itself: a bit a row, in order."""
        by_key: dict[str, int] = {}
        for place, entry in enumerate(self.entries):
            table = entry.id.partition("/")[0]
            by_key[table] = by_key.get(table, 0) | (1 << place if entry.says is not None else 0)
            by_key[entry.id] = by_key.get(entry.id, 0) | 1 << place
        for old, new in self.renamed.items():
            by_key.setdefault(old, by_key[new])
        return by_key

    @cached_property
    def _always(self) -> int:
        return sum(1 << place for place, entry in enumerate(self.entries) if not entry.needles)

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        by_needle: dict[str, int] = {"\x00": 0}  # an automaton wants a word
        for place, entry in enumerate(self.entries):
            for needle in entry.needles:
                by_needle[needle] = by_needle.get(needle, 0) | 1 << place
        automaton = ahocorasick.Automaton()
        for needle, rows in by_needle.items():
            automaton.add_word(needle, rows)
        automaton.make_automaton()
        return automaton


def _bits(rows: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest."""
    while rows:
        lowest = rows & -rows
        yield lowest.bit_length() - 1
        rows ^= lowest


NO_WORDS = Vocabulary()


@lru_cache(maxsize=8_192)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _search(entry: Entry, words: str, lower: str) -> Hit | None:
    for ways in entry.ways:
        match = ways.search(words, lower)
        if match:
            return _hit(entry, match, words)
    return None


def _all(entry: Entry, words: str, lower: str) -> Iterator[Hit]:
    for ways in entry.ways:
        for match in ways.finditer(words, lower):
            yield _hit(entry, match, words)


def _hit(entry: Entry, match: re.Match[str], words: str) -> Hit:
    named = {name: words[slice(*match.span(name))] for name, value in match.groupdict().items() if value is not None}
    return Hit(entry.id, entry.says, match.start(), match.end(), words[match.start() : match.end()], named)
