"""Differences between a text and a license that change no term. Everything else is a change.

- articles put in or left out, and listed spellings of one word (`articles`, `same-word` in license-words.yaml);
- a word cut by a hyphen at a line's end, or written as one or as two;
- a name or a year where the license has a place for it, or speaks of its holders (`holder-slot`): names, at most
  `NAMED` words, none of which matters (`matters`);
- `http` for `https`;
- who holds the rights, in a line that goes on with the text;
- the number of a paragraph or a clause, where a sentence begins;
- years, in a list of years;
- a page number on a line of its own;
- the head of the license left out, when it states nothing (`states`): its title, its date; "end of terms" at its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from auditor.licenses.holders import is_place, mattering, names_holder
from auditor.licenses.normalize import WordValues, value_of
from auditor.licenses.sequences import SLOT, STRANGE, Sequences
from auditor.licenses.wording import words_of

NAMED = 12
"""Most words that a name fills in."""
TITLE = 40
"""Most words of a title that may be left out at the head of a license."""

_WEB = frozenset({"http", "https", "www"})
_YEARS = frozenset(map(str, range(1950, 2100)))
_MARKS = frozenset(map(str, range(100)))
_STOPS = tuple('.;:!?\u3002\uff1b\uff1a\u201d"*_)')
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Hunk:
    """Words of the license and words of the text that stand in one place."""

    theirs: str
    """The license's, one character each."""
    first: int
    """Index of the first of the text's words."""
    last: int
    """One past the last."""
    place: Literal["head", "inside", "end"]


def harmless(hunk: Hunk, reading: WordValues, index: Sequences) -> bool:
    """Whether a difference is one of those that the head of this module names."""
    words = _without_page_numbers(hunk, reading)
    theirs = [character for character in hunk.theirs if character not in _articles(index)]
    ours = [word for word in words if word not in _words("articles")]
    if _are_same(theirs, ours, index):
        return True
    if hunk.place == "head":
        said = _stating(index) | (_mattering(index) - _in_titles(index))
        return begins_line(hunk.first, reading) and len(theirs) <= TITLE and said.isdisjoint(theirs)
    if hunk.place == "end":
        return set(theirs) <= {index.character(word) for phrase in words_of("formal") for word in phrase.split()}
    if set(ours) <= _WEB and set(map(index.value, theirs)) <= {value_of(word) for word in _WEB}:
        return True
    return (
        _is_list_mark(hunk, theirs, words, reading, index)
        or _is_list_of_years(hunk, words, reading, index)
        or _is_cut(hunk, words, index)
        or _is_name(hunk, theirs, words, reading, index)
        or _is_holder(hunk, words, reading, index)
    )


def _are_same(theirs: Sequence[str], ours: Sequence[str], index: Sequences) -> bool:
    """Whether these are the same words, but for their spelling."""
    spelling, first = _spelling(index), _first_spelling()
    return [spelling.get(character, character) for character in theirs] == [
        index.character(first.get(word, word)) for word in ours
    ]


def _without_page_numbers(hunk: Hunk, reading: WordValues) -> tuple[str, ...]:
    """The text's words in a hunk, but for those that are alone on their lines and are a page's number."""
    kept, start = list[str](), hunk.first
    while start < hunk.last:
        end = start + 1
        while end < hunk.last and reading.line_of(end) == reading.line_of(start):
            end += 1
        words = reading.words(start, end)
        alone = begins_line(start, reading) and begins_line(end, reading)
        kept += () if alone and _are_page_number(words) else words
        start = end
    return tuple(kept)


def _are_page_number(words: Sequence[str]) -> bool:
    numbers = [word for word in words if word.isdecimal() and len(word) < 5]
    return 1 <= len(numbers) <= 2 and len(words) <= 4 and set(words) <= _words("page-number") | set(numbers)


def _is_cut(hunk: Hunk, words: Sequence[str], index: Sequences) -> bool:
    """Whether these are the same letters, cut into words elsewhere: "sub-license", "non-exclusive"."""
    if not words or not hunk.theirs or len(words) > 4 or len(hunk.theirs) > 4 or SLOT in hunk.theirs:
        return False
    letters = "".join(words)
    values = [index.value(character) for character in hunk.theirs]
    return _cuts_into(letters, values)


def _cuts_into(letters: str, values: list[int]) -> bool:
    """Whether the letters can be cut into words of these values, one after another."""
    if len(values) == 1:
        return value_of(letters) == values[0]
    return any(
        value_of(letters[:cut]) == values[0] and _cuts_into(letters[cut:], values[1:])
        for cut in range(1, min(len(letters), 40))
    )


def _is_name(hunk: Hunk, theirs: list[str], words: Sequence[str], reading: WordValues, index: Sequences) -> bool:
    """Whether a name stands where the license has a place for one, or speaks of who holds the rights."""
    slots = _holders(index)
    if not theirs or not all(character == SLOT or character in slots for character in theirs) or len(words) > NAMED:
        return False
    if is_place(_written(hunk, reading)):
        return True
    if not mattering().isdisjoint(words):
        return False
    named = SLOT in theirs or all(
        word in _words("holder-slot") or reading.capital(place) for place, word in enumerate(words, hunk.first)
    )
    return named and (bool(words) or set(theirs) == {SLOT})


def _written(hunk: Hunk, reading: WordValues) -> str:
    return " ".join(reading.tokens(hunk.first, hunk.last))


def _is_holder(hunk: Hunk, words: Sequence[str], reading: WordValues, index: Sequences) -> bool:
    """Whether one of the two says here who holds the rights, on a line that goes on, and the other nothing."""
    if not hunk.theirs:
        return names_holder(_written(hunk, reading))
    formal = {index.character(word) for phrase in words_of("formal") for word in phrase.split()}
    said = [character for character in hunk.theirs if character not in formal]
    return (
        not words
        and len(said) <= NAMED
        and said[:1] == [index.character(words_of("holder")[0])]
        and not any(character in _mattering(index) for character in said[1:])
    )


def _is_list_mark(
    hunk: Hunk, theirs: Sequence[str], words: Sequence[str], reading: WordValues, index: Sequences
) -> bool:
    """Whether the numbers of paragraphs or clauses are put in, left out, or others: "2." where a sentence begins."""
    marks = {index.character(mark) for mark in _MARKS}
    others = [character for character in theirs if character not in marks]
    said = [word for word in words if word not in _MARKS]
    if len(theirs) + len(words) > 8 or not (_are_same(others, said, index) or (not others and not said)):
        return False
    replaced = len(theirs) > len(others) and len(words) > len(said)
    if len(words) == len(said):
        return begins_sentence(hunk.first, reading)
    return all(
        _is_marked(place, reading) and begins_sentence(place, reading, strictly=replaced)
        for place in range(hunk.first, hunk.last)
        if reading.words(place, place + 1)[0] in _MARKS
    )


def _is_marked(word: int, reading: WordValues) -> bool:
    number = reading.words(word, word + 1)[0]
    token = "".join(reading.tokens(word, word + 1)).strip("*_>#-")
    return token in (f"{number}.", f"{number})", f"({number})")


def _is_list_of_years(hunk: Hunk, words: Sequence[str], reading: WordValues, index: Sequences) -> bool:
    """Whether years are put into or left out of a list of years."""
    before = reading.words(hunk.first - 1, hunk.first) if hunk.first else ()
    return {*before, *words} <= _YEARS and set(hunk.theirs) <= {index.character(year) for year in _YEARS}


def begins_line(word: int, reading: WordValues) -> bool:
    """Whether the word of this index is the first on its line, or there is none before it or at it."""
    return word <= 0 or word >= len(reading) or reading.line_of(word) != reading.line_of(word - 1)


def begins_sentence(word: int, reading: WordValues, *, strictly: bool = False) -> bool:
    """Whether a sentence begins with the word of this index; not `strictly`: or a line."""
    if word <= 0 or word >= len(reading):
        return True
    ended = any(token.endswith(_STOPS) for token in reading.tokens(word - 1, word))
    apart = reading.line_of(word) - reading.line_of(word - 1)
    return ended or apart > 1 or (apart == 1 and not strictly)


def in_clear(characters: str, index: Sequences) -> str:
    """Return words of a license as far as they are known in the clear, the others as "…"; at most a dozen."""
    known = _telling(index)
    told = list[str]()
    for character in characters:
        word = known.get(character, "…")
        if word != "…" or told[-1:] != ["…"]:
            told.append(word)
    return " ".join(told if len(told) <= _SHOWN else [*told[:_SHOWN], "…"])


# an index is one value for the whole run, and none of these is large


@lru_cache(maxsize=4)
def _stating(index: Sequences) -> frozenset[str]:
    return _characters("states", index)


@lru_cache(maxsize=4)
def _articles(index: Sequences) -> frozenset[str]:
    return _characters("articles", index)


@lru_cache(maxsize=4)
def _holders(index: Sequences) -> frozenset[str]:
    return _characters("holder-slot", index) | _articles(index)


@lru_cache(maxsize=4)
def _in_titles(index: Sequences) -> frozenset[str]:
    return _characters("in-titles", index)


@lru_cache(maxsize=4)
def _mattering(index: Sequences) -> frozenset[str]:
    return frozenset(map(index.character, mattering())) - {STRANGE}


@lru_cache(maxsize=8)
def _words(row: str) -> frozenset[str]:
    return frozenset(words_of(row))


@lru_cache(maxsize=1)
def _first_spelling() -> dict[str, str]:
    return {word: spellings.split()[0] for spellings in words_of("same-word") for word in spellings.split()}


@lru_cache(maxsize=4)
def _spelling(index: Sequences) -> dict[str, str]:
    return {index.character(word): index.character(first) for word, first in _first_spelling().items()}


@lru_cache(maxsize=4)
def _telling(index: Sequences) -> dict[str, str]:
    words = [*words_of("matters"), *words_of("articles"), *words_of("holder-slot"), *map(str, range(2100))]
    return {index.character(word): word for word in words} | {SLOT: "…"}


def _characters(row: str, index: Sequences) -> frozenset[str]:
    return frozenset(map(index.character, words_of(row))) - {STRANGE}
