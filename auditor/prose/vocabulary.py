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


@dataclass(frozen=True, slots=True)
class Entry:
    """A row made ready: its id as `table/row`, what it says, its patterns, and words of which one must be there."""

    id: str
    says: str | None
    patterns: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()
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
        return next(self.every(key, text), None)

    def every(self, key: str, text: str | Sentence) -> Iterator[Hit]:
        """Every row that reads words of the text, in order, each at its first place. Raises KeyError."""
        words, lower, there = self._asked(text)
        for place in self._places[key]:
            if place in there:
                hit = _search(self.entries[place], words, lower)
                if hit:
                    yield hit

    def fits(self, key: str, text: str | Sentence) -> bool:
        """Whether any row of `table`, or the row `table/row`, reads words of the text. Raises KeyError."""
        return self.first(key, text) is not None

    def may_fit(self, key: str, text: str | Sentence) -> bool:
        """Whether words stand there without which no row of the key fits: the quick question. Raises KeyError."""
        return not self._asked(text)[2].isdisjoint(self._places[key])

    def fits_heading(self, key: str, heading: str) -> bool:
        """Whether a row reads a heading; kept, since many sentences stand under one. Raises KeyError."""
        known = self._headings.get((key, heading))
        if known is None:
            if len(self._headings) > _MOST_HEADINGS:
                self._headings.clear()
            known = self._headings[key, heading] = self.fits(key, heading)
        return known

    def places(self, key: str, text: str | Sentence) -> Iterator[Hit]:
        """Every place that a row of the key reads, row by row. Raises KeyError."""
        words, lower, there = self._asked(text)
        for place in self._places[key]:
            if place in there:
                yield from _all(self.entries[place], words, lower)

    def __contains__(self, key: str) -> bool:
        """Whether there is such a table or row."""
        return key in self._places

    def candidates(self, lower: str) -> frozenset[int]:
        """The rows whose words stand in a text in lower case: the others cannot fit."""
        found = set(self._always)
        for _, places in self._automaton.iter(lower):
            found.update(places)
        return frozenset(found)

    def _asked(self, text: str | Sentence) -> tuple[str, str, frozenset[int]]:
        if not isinstance(text, str):
            return text.words, text.lower, text.candidates
        lower = skeleton(text)
        return text, lower, self.candidates(lower)

    def __getstate__(self) -> dict[str, Any]:
        return {"entries": self.entries, "renamed": self.renamed}

    @cached_property
    def _headings(self) -> dict[tuple[str, str], bool]:
        return {}

    @cached_property
    def _places(self) -> dict[str, tuple[int, ...]]:
        by_key: dict[str, list[int]] = {}
        for place, entry in enumerate(self.entries):
            table = by_key.setdefault(entry.id.partition("/")[0], [])
            if entry.says is not None:
                table.append(place)
            by_key.setdefault(entry.id, []).append(place)
        for old, new in self.renamed.items():
            by_key.setdefault(old, by_key[new])
        return {key: tuple(places) for key, places in by_key.items()}

    @cached_property
    def _always(self) -> tuple[int, ...]:
        return tuple(place for place, entry in enumerate(self.entries) if not entry.needles)

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        by_needle: dict[str, list[int]] = {"\x00": []}  # an automaton wants a word
        for place, entry in enumerate(self.entries):
            for needle in entry.needles:
                by_needle.setdefault(needle, []).append(place)
        automaton = ahocorasick.Automaton()
        for needle, places in by_needle.items():
            automaton.add_word(needle, tuple(places))
        automaton.make_automaton()
        return automaton


NO_WORDS = Vocabulary()


@lru_cache(maxsize=8_192)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _search(entry: Entry, words: str, lower: str) -> Hit | None:
    for patterns, text in ((entry.patterns, lower), (entry.cased, words)):
        for pattern in patterns:
            match = _compiled(pattern).search(text)
            if match:
                return _hit(entry, match, words)
    return None


def _all(entry: Entry, words: str, lower: str) -> Iterator[Hit]:
    for patterns, text in ((entry.patterns, lower), (entry.cased, words)):
        for pattern in patterns:
            for match in _compiled(pattern).finditer(text):
                yield _hit(entry, match, words)


def _hit(entry: Entry, match: re.Match[str], words: str) -> Hit:
    named = {name: words[slice(*match.span(name))] for name, value in match.groupdict().items() if value is not None}
    return Hit(entry.id, entry.says, match.start(), match.end(), words[match.start() : match.end()], named)
