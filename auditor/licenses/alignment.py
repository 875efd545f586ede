"""A text laid beside a known license, word by word: a name cannot lie.

Two texts are *the same words in the same order* when every hunk in which they differ is harmless
(`auditor.licenses.harmless` lists how), and nothing else. Case, white space, punctuation, list marks, tags and
copyright lines are gone before (`auditor.licenses.normalize`).
Words of the text that stand between two of the license's sentences, whole lines or sentences themselves, are
*passages*: the license is all there, and more. Everything else is a change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein, MatchingBlock

from auditor.licenses.harmless import Hunk, begins_sentence, harmless, in_clear
from auditor.licenses.normalize import WordValues
from auditor.licenses.sequences import Sequences

SAYS = 3
"""Fewest words put in between that are a passage of their own; fewer change the sentence where they stand."""

_AROUND = 4  # words beyond a known place that a changed word there may have cost
_SLIDE = 60  # words by which an insertion is moved to see whether it is a sentence
_TOO_LONG = 4  # times the license, from which a stretch of text is no copy of it


@dataclass(frozen=True, slots=True)
class Departure:
    """Words of a text where the license has others, or none."""

    first: int
    """Index of the first of the text's words, or of the one before which the license's are missing."""
    last: int
    """Index of the last one; one less than `first` where the text has none."""
    ours: str
    """What the license has there, as far as its words are known in the clear: "may … not"; "" where it has none."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a text agrees with a license."""

    first: int
    """Index of the first word of the text that is the license's."""
    last: int
    own: bytes
    """For each word from `first` to `last`: 1 where it is the license's, or stands for it."""
    changes: tuple[Departure, ...]
    passages: tuple[tuple[int, int], ...]
    """Sentences and lines in between that are not the license's: first and last word."""
    verbatim: bool
    """Whether not even a harmless difference was found."""
    agreement: float
    """Share of the words of both that agree, 0 to 1; 1 only for the same words."""


def align(reading: WordValues, first: int, text: str, license_: str, index: Sequences) -> Alignment:
    """Lay words of a text, spelled as the license's are, beside a license; the first has the index `first`. Pure."""
    last = first + len(text) - 1
    if text == license_:
        return Alignment(first, last, b"\1" * len(text), (), (), verbatim=True, agreement=1.0)
    if len(text) > _TOO_LONG * len(license_) + 1000:
        change = Departure(first, last, "")
        return Alignment(first, last, bytes(len(text)), (change,), (), verbatim=False, agreement=0.0)
    first, text = _widened(reading, first, text, license_, index)
    blocks = _trimmed(_agreeing(license_, text))
    if not blocks:
        return Alignment(
            first, last, bytes(len(text)), (Departure(first, last, ""),), (), verbatim=False, agreement=0.0
        )
    begin, end = blocks[0].b, blocks[-1].b + blocks[-1].size
    own, changes, passages = bytearray(end - begin), list[Departure](), list[tuple[int, int]]()
    for block in blocks:
        own[block.b - begin : block.b - begin + block.size] = b"\1" * block.size
    lost = 0
    for hunk in _hunks(blocks, license_, first):
        if harmless(hunk, reading, index):
            own[hunk.first - first - begin : hunk.last - first - begin] = b"\1" * (hunk.last - hunk.first)
        elif passage := _passage(hunk, reading, text, first):
            own[hunk.first - first - begin : hunk.last - first - begin] = b"\1" * (hunk.last - hunk.first)
            own[passage[0] - first - begin : passage[1] + 1 - first - begin] = bytes(passage[1] + 1 - passage[0])
            passages.append(passage)
        else:
            changes.append(Departure(hunk.first, hunk.last - 1, in_clear(hunk.theirs, index)))
            lost += max(len(hunk.theirs), hunk.last - hunk.first)
    agreement = max(0.0, 1 - lost / max(1, len(license_)))
    span = first + begin, first + end - 1
    return Alignment(*span, bytes(own), tuple(changes), tuple(passages), verbatim=False, agreement=agreement)


def _widened(reading: WordValues, first: int, text: str, license_: str, index: Sequences) -> tuple[int, str]:
    """Return the text with as many words more on either side as the license has beyond what was found of it."""
    blocks = _agreeing(license_, text)
    if not blocks:
        return first, text
    before = blocks[0].a + _AROUND if blocks[0].a else 0
    missing = len(license_) - blocks[-1].a - blocks[-1].size
    after = missing + _AROUND if missing else 0
    begin, end = max(0, first - before), min(len(reading), first + len(text) + after)
    return begin, index.spell(reading.values(begin, end - 1))


def _agreeing(license_: str, text: str) -> list[MatchingBlock]:
    """Return where two sequences have the same words in the same order, with as few edits as possible."""
    return [block for block in Levenshtein.editops(license_, text).as_matching_blocks() if block.size]


def _trimmed(blocks: list[MatchingBlock]) -> list[MatchingBlock]:
    """Return the blocks without the few words at either end that lie far from the rest: turns of phrase."""
    while len(blocks) > 1 and _stray(blocks[0].size, blocks[0], blocks[1]):
        blocks = blocks[1:]
    while len(blocks) > 1 and _stray(blocks[-1].size, blocks[-2], blocks[-1]):
        blocks = blocks[:-1]
    return blocks


def _stray(size: int, one: MatchingBlock, other: MatchingBlock) -> bool:
    return other.b - one.b - one.size > 2 * size


def _hunks(blocks: list[MatchingBlock], license_: str, first: int) -> Iterator[Hunk]:
    """Yield where license and text differ, in order. What stands before the first block of the text is not its own."""
    begin, end = blocks[0], blocks[-1]
    if begin.a:
        yield Hunk(license_[: begin.a], first + begin.b, first + begin.b, "head")
    for one, other in pairwise(blocks):
        theirs = license_[one.a + one.size : other.a]
        yield Hunk(theirs, first + one.b + one.size, first + other.b, "inside")
    if end.a + end.size < len(license_):
        yield Hunk(license_[end.a + end.size :], first + end.b + end.size, first + end.b + end.size, "end")


def _passage(hunk: Hunk, reading: WordValues, text: str, first: int) -> tuple[int, int] | None:
    """Return the words put in, when they are whole lines or sentences between two of the license's; else None."""
    if hunk.theirs or hunk.last - hunk.first < SAYS:
        return None
    start, end = hunk.first - first, hunk.last - first
    for _ in range(_SLIDE):
        if begins_sentence(start + first, reading) and begins_sentence(end + first, reading):
            return start + first, end + first - 1
        if start == 0 or text[start - 1] != text[end - 1]:
            break
        start, end = start - 1, end - 1
    return None
