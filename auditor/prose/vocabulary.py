"""Every phrase that we know, asked quickly: one pass finds the words of all rows, then only rows with words there are.

A vocabulary is a value: picklable, the same for the same tables, and part of what a judgement rests on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import ahocorasick

from auditor.prose.plain import skeleton

if TYPE_CHECKING:
    from auditor.prose.sentences import Sentence

_ALL = -1  # every bit is set in it
_SHORT = 200  # characters of a text of which it is kept what it says
_LONG = 2_000  # of a part of a sentence of which it is kept which words stand in it
_NO_HITS: Iterator[Hit] = iter(())


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways of saying a thing, each a pattern and sets of words: one of each set stands wherever it fits.

    Of several that fit, the one that begins first is taken; of those that begin together, the earlier one. So they are
    one pattern with alternatives; apart, only those are compiled and tried whose words are there. `among` are those
    that may fit, a bit a way; where none are named, all.
    """

    patterns: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    cased: bool = False  # matched against the words as they are written

    def search(self, words: str, lower: str, among: int = _ALL) -> re.Match[str] | None:
        """The first place."""
        text = words if self.cased else lower
        first = None
        for way in self._there(lower, among):
            match = _compiled(way).search(text)
            if match and (first is None or match.start() < first.start()):
                first = match
                if not match.start():
                    break
        return first

    def finditer(self, words: str, lower: str, among: int = _ALL) -> Iterator[re.Match[str]]:
        """Every place, none within another."""
        text, ways = words if self.cased else lower, self._there(lower, among)
        if len(ways) == 1:
            return _compiled(ways[0]).finditer(text)
        found = ((way, way.search(text)) for way in map(_compiled, ways))
        heads = [(way, match) for way, match in found if match]
        return _merged(heads, text) if heads else iter(())

    def _there(self, lower: str, among: int) -> list[str]:
        """The patterns whose words are there. Those that tell most are: `among` are the ways that may fit."""
        found = []
        among &= (1 << len(self.patterns)) - 1
        while among:
            lowest = among & -among
            among ^= lowest
            pattern, sets = self.patterns[lowest.bit_length() - 1]
            for needles in sets[1:]:
                for needle in needles:  # a loop is twice as quick as `any`, and this is asked most often of all
                    if needle in lower:
                        break
                else:
                    break
            else:
                found.append(pattern)
        return found


def _merged(heads: list[tuple[re.Pattern[str], re.Match[str]]], text: str) -> Iterator[re.Match[str]]:
    """The places of several patterns, each with its first one, as if they were one pattern."""
    while heads:
        match = min((head for _, head in heads), key=re.Match.start)
        yield match
        found = ((way, head if head.start() >= match.end() else way.search(text, match.end())) for way, head in heads)
        heads = [(way, head) for way, head in found if head]


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


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Ways of a row as they are asked: which bits theirs are among those of all ways of a vocabulary."""

    entry: Entry
    ways: Ways
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The rows of all tables, in order."""

    entries: tuple[Entry, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def first(self, key: str, text: str | Sentence) -> Hit | None:
        """The first row of the key that reads the text: of those of `table` that say something, of those that say one
        thing (`table:word`), or `table/row` alone.

        Raises KeyError where there is no such table or row.
        """
        if isinstance(text, str):
            return self._remembered(key, text) if len(text) <= _SHORT else self._first(key, text)
        return text.first(key)

    def _first(self, key: str, text: str) -> Hit | None:
        lower, there = self._asked(key, text)
        return self.first_of(there, text, lower) if there else None

    def first_of(self, ways: int, words: str, lower: str) -> Hit | None:
        """The first row with one of these ways, a bit a way, that reads words, given in lower case too."""
        for asked in self._ways(ways):
            match = asked.ways.search(words, lower, ways >> asked.start)
            if match:
                return _hit(asked.entry, match, words)
        return None

    def every(self, key: str, text: str | Sentence) -> Iterator[Hit]:
        """Every row that reads words of the text, in order, each at its first place. Raises KeyError."""
        if not isinstance(text, str):
            return text.every(key)
        lower, there = self._asked(key, text)
        return self.every_of(there, text, lower) if there else _NO_HITS

    def every_of(self, ways: int, words: str, lower: str) -> Iterator[Hit]:
        """Every row with one of these ways, a bit a way, that reads words, given in lower case too."""
        read = None
        for asked in self._ways(ways):
            match = None if asked.entry is read else asked.ways.search(words, lower, ways >> asked.start)
            if match:
                read = asked.entry
                yield _hit(asked.entry, match, words)

    def fits(self, key: str, text: str | Sentence) -> bool:
        """Whether any row of `table`, or the row `table/row`, reads words of the text. Raises KeyError."""
        return self.first(key, text) is not None

    def may_fit(self, key: str, text: str | Sentence) -> bool:
        """Whether words stand there without which no row of the key fits: the quick question. Raises KeyError."""
        return bool(self._asked(key, text)[1]) if isinstance(text, str) else text.may_fit(key)

    def fits_heading(self, key: str, heading: str) -> bool:
        """Whether a row reads a heading. Raises KeyError."""
        return (self._remembered if len(heading) <= _SHORT else self._first)(key, heading) is not None

    def fits_headings(self, key: str, headings: tuple[str, ...]) -> bool:
        """Whether a row reads one of several headings. Raises KeyError."""
        return self._fits_one(key, headings)

    def places(self, key: str, text: str | Sentence) -> Iterator[Hit]:
        """Every place that a row of the key reads, row by row. Raises KeyError."""
        if not isinstance(text, str):
            return text.places(key)
        lower, there = self._asked(key, text)
        return self.places_of(there, text, lower) if there else _NO_HITS

    def places_of(self, ways: int, words: str, lower: str) -> Iterator[Hit]:
        """Every place that one of these ways, a bit a way, reads in words, given in lower case too."""
        for asked in self._ways(ways):
            for match in asked.ways.finditer(words, lower, ways >> asked.start):
                yield _hit(asked.entry, match, words)

    def __contains__(self, key: str) -> bool:
        """Whether there is such a table or row."""
        return key in self.rows

    def candidates(self, lower: str) -> int:
        """The ways whose words stand in a text in lower case, a bit a way: the others cannot fit."""
        found = self._always
        for _, ways in self._automaton.iter(lower):
            found |= ways
        return found

    def _asked(self, key: str, text: str) -> tuple[str, int]:
        """The text in lower case, and which ways of the key have words there."""
        lower, found = self._looked(text) if len(text) <= _LONG else self._look(text)
        return lower, found & self.rows[key]

    def _look(self, text: str) -> tuple[str, int]:
        lower = skeleton(text)
        return lower, self.candidates(lower)

    def _ways(self, ways: int) -> Iterator[_Asked]:
        """What has one of these ways, in order."""
        while ways:
            asked = self._by_bit[(ways & -ways).bit_length() - 1]
            yield asked
            ways = ways >> asked.end << asked.end

    def __getstate__(self) -> dict[str, Any]:
        return {"entries": self.entries, "renamed": self.renamed}

    # Short texts are asked often: headings, labels, words before a license's name. What they say is kept for a while.

    @cached_property
    def _remembered(self) -> Callable[[str, str], Hit | None]:
        return lru_cache(maxsize=16_384)(self._first)

    @cached_property
    def _looked(self) -> Callable[[str], tuple[str, int]]:
        return lru_cache(maxsize=2_048)(self._look)

    @cached_property
    def _fits_one(self) -> Callable[[str, tuple[str, ...]], bool]:
        return lru_cache(maxsize=8_192)(lambda key, headings: any(self.fits(key, heading) for heading in headings))

    @cached_property
    def rows(self) -> dict[str, int]:
        """The ways of each table's rows that say something, of those that say one thing, and of each row by itself."""
        by_key: dict[str, int] = {}
        for asked in dict.fromkeys(self._by_bit):
            entry, own = asked.entry, (1 << asked.end) - (1 << asked.start)
            table = entry.id.partition("/")[0]
            by_key.setdefault(table, 0)
            for key in (entry.id, *(() if entry.says is None else (table, f"{table}:{entry.says}"))):
                by_key[key] = by_key.get(key, 0) | own
        for old, new in self.renamed.items():
            by_key.setdefault(old, by_key[new])
        return by_key

    @cached_property
    def _by_bit(self) -> tuple[_Asked, ...]:
        """To what each way belongs."""
        found: list[_Asked] = []
        for entry in self.entries:
            for ways in entry.ways:
                start, count = len(found), len(ways.patterns)
                found += [_Asked(entry, ways, start, start + count)] * count
        return tuple(found)

    @cached_property
    def _always(self) -> int:
        return sum(1 << place for place, needles in enumerate(self._needles) if not needles)

    @property
    def _needles(self) -> Iterator[tuple[str, ...]]:
        """Of each way the words that tell most; a way that knows none is always asked."""
        for entry in self.entries:
            for ways in entry.ways:
                yield from (sets[0] if sets else () for _, sets in ways.patterns)

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        by_needle: dict[str, int] = {"\x00": 0}  # an automaton wants a word
        for place, needles in enumerate(self._needles):
            for needle in needles:
                by_needle[needle] = by_needle.get(needle, 0) | 1 << place
        automaton = ahocorasick.Automaton()
        for needle, ways in by_needle.items():
            automaton.add_word(needle, ways)
        automaton.make_automaton()
        return automaton


NO_WORDS = Vocabulary()


@lru_cache(maxsize=8_192)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _hit(entry: Entry, match: re.Match[str], words: str) -> Hit:
    named = {name: words[slice(*match.span(name))] for name in match.re.groupindex if match[name] is not None}
    return Hit(entry.id, entry.says, match.start(), match.end(), words[match.start() : match.end()], named)
