"""Which license is this text? An answer that is never kinder than the text.

`identify` looks a text up in an index of known license texts and answers

- `exact`: the same words in the same order (`auditor.licenses.alignment` says what may differ);
- `exact-with-extra`: that, and passages that are not its own: any between its sentences; beside it, those of 15 words
  or more and those with words that restrict use;
- `modified`: the license with words changed, put in or left out;
- `similar`: some of the license. Never a clearance;
- `pointer`: no license text, but a sentence or a link that names one;
- `none`: nothing known.

Only the first two may be taken for the license itself. A text that cannot be told from a near twin is answered as a
group (`Match.siblings`), headed by the stricter one.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from auditor.licenses.alignment import SAYS, Alignment, align
from auditor.licenses.entries import WIDTH, Kind, shingle_keys
from auditor.licenses.fingerprints import Candidate, Index
from auditor.licenses.normalize import WordValues, phrases, read, restrictive, unreadable
from auditor.licenses.placing import MODIFIED, Find, finds
from auditor.licenses.pointer import Pointer, pointer

TextAnswer = Literal["exact", "exact-with-extra", "modified", "similar", "pointer", "none"]

EXTRA_WORDS = 15
"""Words in a row that are not the license's, from which they are an addition and not a name or a heading."""
SAYS_WORDS = SAYS
"""Fewest words in a row, not the license's, that can say something: "not for governments"."""

_AROUND = 6
_MOST_PASSAGES = 40
_MOST_CHANGES = 20
_MOST_ALIGNED = 16  # known texts that one text is laid beside
_CLOSE = 0.8  # share of the best one's coverage from which another may be the text as well


@dataclass(frozen=True, slots=True)
class Divergence:
    """Words of a text that are not those of the license."""

    first_line: int
    last_line: int
    text: str
    """The text's words, at most 200 characters; "" where it has none."""
    around: str
    """The same with the few words before and behind, or these alone."""
    ours: str
    """The license's, as far as its words are known in the clear, the others as "…"; "" where it has none."""


@dataclass(frozen=True, slots=True)
class Match:
    """A license found in a text."""

    id: str
    """SPDX id, or the catalog's key, or `LicenseRef-scancode-…`."""
    siblings: tuple[str, ...]
    """Other ids that this text might as well be; all of them are meant when one of them is."""
    kind: Kind
    answer: TextAnswer
    """`exact`, `exact-with-extra`, `modified` or `similar`, for this license alone."""
    coverage: float
    """Share of the license that the text has, 0 to 1: of its words where it is laid beside it, else of its shingles."""
    first_line: int
    """First line of the license in the original text, from 1."""
    last_line: int
    differences: tuple[Divergence, ...] = ()
    """Where a `modified` text is not the license; at most 20."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text that belong to no license that was found in it."""

    first_line: int
    last_line: int
    text: str
    """How it reads, at most 200 characters."""
    words: int
    restrictive_words: tuple[str, ...]
    """Words in it that may restrict use, in alphabetical order."""


@dataclass(frozen=True, slots=True)
class Identification:
    """What a text is."""

    answer: TextAnswer
    """The answer of the least certain license in the text, or `pointer` or `none`."""
    licenses: tuple[Match, ...]
    """Licenses in the order in which they stand in the text."""
    uncovered: tuple[Passage, ...]
    """Passages that no license explains, however short. Empty when no license was found."""
    beyond: tuple[tuple[int, int], ...]
    """Lines (first, last) of all words that no license explains, however few; of the whole text when none was found."""
    pointer: Pointer | None = None
    reason: str = ""
    """Why the answer is `none`, or ""."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A license found in a text, laid beside it."""

    id: str
    siblings: tuple[str, ...]
    kind: Kind
    alignment: Alignment | None
    """None where there is too little of the license to lay beside it."""
    find: Find


def identify(text: str, index: Index) -> Identification:
    """Return which license or licenses a text is. Pure; never raises."""
    if reason := unreadable(text):
        return Identification("none", (), (), _ALL, reason=reason)
    reading = read(text)
    found = finds(shingle_keys(reading.lanes), len(reading), index)
    named = pointer(reading) if all(_is_faint(find) for find in found) else None
    if not found or named:
        reason = "" if named else "no words" if not len(reading) else "no known license"
        return Identification("pointer" if named else "none", (), (), _ALL, named, reason)
    laid = [_laid(find, reading, index) for find in found]
    covered = _covered(laid, len(reading))
    runs = [run for run in _uncovered(covered) if not _says_again(run, laid, reading, index)]
    matches = tuple(_match(one, runs, reading) for one in laid)
    worst = max((match.answer for match in matches), key=_ORDER.index)
    return Identification(worst, matches, tuple(_passages(runs, reading)), tuple(reading.lines(*run) for run in runs))


_ALL = ((1, sys.maxsize),)
_ORDER: tuple[TextAnswer, ...] = ("exact", "exact-with-extra", "modified", "similar", "pointer", "none")


def _laid(find: Find, reading: WordValues, index: Index) -> _Laid:
    """Return which of the licenses that a stretch of text may be it is, word by word.

    Those that it is in full come first, of them the one with most words; of those with the same words the stricter.
    """
    head = find.stricter.document
    if find.hit.coverage < MODIFIED:
        return _Laid(head.id, find.siblings, head.kind, None, find)
    tried = list(_tried(find, reading, index))
    whole = [(hit, alignment) for hit, alignment in tried if not alignment.changes]
    if not whole:
        nearest = max((alignment for _, alignment in tried), key=lambda one: one.agreement)
        return _Laid(head.id, find.siblings, head.kind, nearest, find)
    best = max(whole, key=lambda row: _rank(*row))
    equal = [hit for hit, alignment in whole if _rank(hit, alignment)[:2] == _rank(*best)[:2]]
    chosen = next((hit for hit in equal if not hit.document.open), best[0]).document
    siblings = tuple(id_ for id_ in dict.fromkeys(hit.document.id for hit in equal) if id_ != chosen.id)
    return _Laid(chosen.id, siblings, chosen.kind, best[1], find)


def _rank(hit: Candidate, alignment: Alignment) -> tuple[int, bool, bool]:
    return alignment.own.count(1), alignment.verbatim, not hit.document.id.startswith("LicenseRef-")


def _tried(find: Find, reading: WordValues, index: Index) -> Iterator[tuple[Candidate, Alignment]]:
    """Yield the known texts that a stretch of text may be, laid beside it; the likeliest alone where it is that."""
    text = index.sequences.spell(reading.values(find.first, find.last))
    close = (hit for hit in find.others if hit.coverage >= _CLOSE * find.hit.coverage)
    numbers = (
        (hit, number)
        for hit in dict.fromkeys((find.hit, find.stricter, *close))
        for number in (hit.number, *hit.variants)
    )
    for hit, number in islice(numbers, _MOST_ALIGNED):
        alignment = align(reading, find.first, text, index.sequences.of(number), index.sequences)
        yield hit, alignment
        if alignment.verbatim and not find.siblings and hit is find.hit:
            return


def _covered(laid: Sequence[_Laid], words: int) -> bytearray:
    """Return for each word of the text whether a license explains it."""
    covered = bytearray(words)
    for one in laid:
        if one.alignment is None:
            for first, last in one.find.stretches:
                covered[first : last + 1] = b"\1" * (last + 1 - first)
        else:
            first, own = one.alignment.first, one.alignment.own
            here = int.from_bytes(covered[first : first + len(own)], "big") | int.from_bytes(own, "big")
            covered[first : first + len(own)] = here.to_bytes(len(own), "big")
    return covered


def _is_faint(find: Find) -> bool:
    """Whether a text only sounds like a license of the long tail: a notice that points to a license often does."""
    return find.hit.coverage < MODIFIED and find.hit.document.id.startswith("LicenseRef-")


def _says_again(run: tuple[int, int], laid: Sequence[_Laid], reading: WordValues, index: Index) -> bool:
    """Whether words beside a license are words of that license once more: they say nothing that it does not."""
    first, last = run
    if last - first + 1 < WIDTH or phrases(values := reading.values(first, last), restrictive()):
        return False
    again = index.sequences.spell(values)
    return any(
        again in index.sequences.of(number)
        for one in laid
        if one.alignment and not one.alignment.changes
        for hit in (one.find.hit, *one.find.others)
        if hit.document.id == one.id
        for number in (hit.number, *hit.variants)
    )


def _uncovered(covered: bytes | bytearray) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that no license covers, as first and last word."""
    for run in re.finditer(rb"\0+", covered):
        yield run.start(), run.end() - 1


def _match(laid: _Laid, runs: Sequence[tuple[int, int]], reading: WordValues) -> Match:
    """Return the match of a license, judged by what stands in and beside it."""
    find, alignment = laid.find, laid.alignment
    if alignment is None:
        lines = reading.lines(find.first, find.last)
        return Match(laid.id, laid.siblings, laid.kind, "similar", round(find.hit.coverage, 4), *lines)
    inside = any(alignment.first <= first and last <= alignment.last for first, last in runs)
    extra = inside or any(_adds(run, reading) for run in runs)
    answer: TextAnswer = "modified" if alignment.changes else "exact-with-extra" if extra else "exact"
    coverage = min(find.hit.coverage, alignment.agreement) if alignment.changes else 1.0
    lines = reading.lines(alignment.first, alignment.last)
    return Match(laid.id, laid.siblings, laid.kind, answer, coverage, *lines, _differences(alignment, reading))


def _adds(run: tuple[int, int], reading: WordValues) -> bool:
    """Whether words beside a license are an addition, and not a name or a heading."""
    first, last = run
    return last - first + 1 >= EXTRA_WORDS or bool(phrases(reading.values(first, last), restrictive()))


def _differences(alignment: Alignment, reading: WordValues) -> tuple[Divergence, ...]:
    return tuple(
        Divergence(
            *reading.lines(change.first, max(change.first, change.last)),
            reading.excerpt(change.first, change.last) if change.last >= change.first else "",
            reading.excerpt(max(0, change.first - _AROUND), min(change.last + _AROUND, len(reading) - 1)),
            change.ours,
        )
        for change in alignment.changes[:_MOST_CHANGES]
    )


def _passages(runs: Sequence[tuple[int, int]], reading: WordValues) -> Iterator[Passage]:
    """Yield what no license explains: two words can say something ("EU only")."""
    told = ((first, last, phrases(reading.values(first, last), restrictive())) for first, last in runs)
    for first, last, found in islice(told, _MOST_PASSAGES):
        words = tuple(sorted(set(found)))
        yield Passage(*reading.lines(first, last), reading.excerpt(first, last), last - first + 1, words)
