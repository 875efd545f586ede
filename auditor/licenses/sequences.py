"""The known license texts as sequences of words, one character a word. No word stands in the clear.

A *vocabulary* has the value of every word that any known text holds (`normalize.value_of`), sorted; a word's place in
it is a character, so a text is a string and two texts are compared as strings are. What a licensor fills in is `SLOT`,
a word that no known text has is `STRANGE`.

In the index: uint32 × words, the vocabulary; uint32 × documents, the words of each; uint32 × blocks, the bytes of each;
then the blocks, deflated: the characters of as many whole documents, in UTF-16, as make up `BLOCK` words or more.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate

from auditor.licenses.holders import MARKER
from auditor.licenses.normalize import value_of

BLOCK = 32_000
"""Words from which a block is full: half a millisecond to inflate."""
SLOT = "\ue000"
"""What a licensor fills in: a name, a year."""
STRANGE = "\ue001"
"""A word that is in no known text."""
_MOST_WORDS = 0xD7FF  # the characters above are no letters of their own


@dataclass(frozen=True, eq=False)
class Sequences:
    """The word sequences of the documents of an index, by their numbers."""

    vocabulary: array[int] = field(repr=False)
    lengths: array[int] = field(repr=False)
    sizes: array[int] = field(repr=False)
    blocks: bytes = field(repr=False)

    def of(self, number: int) -> str:
        """Return the words of a document, one character each. Raises ValueError where its block is damaged."""
        block = bisect_right(self._first_documents, number) - 1
        begin = self._begins[number] - self._begins[self._first_documents[block]]
        return _inflated(self._block(block))[begin : begin + self.lengths[number]]

    def extended(self, texts: Sequence[Sequence[int]]) -> Sequences:
        """Return these sequences with further texts behind them, whose new words stand behind those that were known.

        Raises ValueError where the words are too many.
        """
        if not texts:
            return self
        added = sorted({value for text in texts for value in text} - self._characters.keys())
        vocabulary = array(self.vocabulary.typecode, (*self.vocabulary, *added))
        character = _characters(vocabulary)
        lengths = array(self.lengths.typecode, (*self.lengths, *map(len, texts)))
        kept = max(0, len(self.sizes) - 1)  # blocks; the last one may have had room
        runs = _runs(lengths)[kept:]
        old, known = runs[0][0] if runs else 0, len(self.lengths)
        spelled = [*map(self.of, range(old, known)), *("".join(map(character.__getitem__, text)) for text in texts)]
        more = [_deflated(spelled[start - old : end - old]) for start, end in runs]
        before = self.blocks[: sum(self.sizes[:kept])]
        sizes = array(self.sizes.typecode, (*self.sizes[:kept], *map(len, more)))
        return Sequences(vocabulary, lengths, sizes, before + b"".join(more))

    def values_of(self, number: int) -> tuple[int, ...]:
        """Return the values of a document's words, where the marker's stands for what a licensor fills in."""
        slot = value_of(MARKER)
        return tuple(slot if character == SLOT else self.value(character) for character in self.of(number))

    def spell(self, values: Sequence[int]) -> str:
        """Return words, given by their values, one character each."""
        known = self._characters
        return "".join([known.get(value, STRANGE) for value in values])

    def character(self, word: str) -> str:
        """Return a word's character, or `STRANGE`."""
        return self._characters.get(value_of(word), STRANGE)

    def value(self, character: str) -> int:
        """Return the value of the word that a character stands for, or -1 for `SLOT` and `STRANGE`."""
        place = ord(character)
        return self.vocabulary[place] if place < len(self.vocabulary) else -1

    def _block(self, number: int) -> bytes:
        end = self._ends[number]
        return self.blocks[end - self.sizes[number] : end]

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(accumulate(self.sizes))

    @cached_property
    def _begins(self) -> tuple[int, ...]:
        """How many words stand before each document."""
        return tuple(accumulate(self.lengths, initial=0))

    @cached_property
    def _first_documents(self) -> tuple[int, ...]:
        """The first document of each block."""
        return tuple(start for start, _ in _runs(self.lengths))

    @cached_property
    def _characters(self) -> dict[int, str]:
        return _characters(self.vocabulary)


def packed(texts: Sequence[Sequence[int]]) -> tuple[list[int], list[int], list[int], bytes]:
    """Return texts, given as their words' values, as the parts of `Sequences`. Raises ValueError for too many words."""
    marker = value_of(MARKER)
    vocabulary = sorted({value for text in texts for value in text} - {marker})
    character = _characters(vocabulary)
    lengths = [len(text) for text in texts]
    spelled = ["".join(character[value] for value in text) for text in texts]
    blocks = [_deflated(spelled[start:end]) for start, end in _runs(lengths)]
    return vocabulary, lengths, [len(block) for block in blocks], b"".join(blocks)


def _characters(vocabulary: Sequence[int]) -> dict[int, str]:
    """Return the character of each word. Raises ValueError where they are too many."""
    if len(vocabulary) > _MOST_WORDS:
        raise ValueError(f"{len(vocabulary)} words: a sequence tells {_MOST_WORDS} apart")
    return {value: chr(place) for place, value in enumerate(vocabulary)} | {value_of(MARKER): SLOT}


def _deflated(texts: Sequence[str]) -> bytes:
    return zlib.compress("".join(texts).encode("utf-16-le"), 9)


def _runs(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Return the documents of each block, first and the one after the last."""
    runs, start, words = list[tuple[int, int]](), 0, 0
    for number, length in enumerate(lengths, 1):
        words += length
        if words >= BLOCK or number == len(lengths):
            runs.append((start, number))
            start, words = number, 0
    return runs


@lru_cache(maxsize=24)
def _inflated(block: bytes) -> str:
    try:
        return zlib.decompress(block).decode("utf-16-le")
    except zlib.error as error:
        raise ValueError(f"index damaged: {error}") from error
