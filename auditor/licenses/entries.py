"""What an index of license texts holds of each: hashes of its five-word shingles, and its words in order as hashes.

A shingle is five words in a row; its key is 32 bits long.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from auditor.licenses.holders import marked
from auditor.licenses.normalize import LANE, guard, phrases, read

WIDTH = 5
"""Words in a shingle."""
COARSEST = 8
"""Of a long text, one key in so many is looked up in the sampled table. Short documents have more keys there."""
SAMPLE = 128
"""About how many keys are kept of a text of the long tail."""
SHORT = 150
"""A text of the long tail with at most so many shingles is kept whole: a sample would say too little."""
SHORTEST = 12
"""Texts with fewer shingles are left out: too little to know a license by."""

Kind = Literal["license", "policy"]
Code = Literal["B", "H", "I"]

# One odd factor for each word of a shingle; their sum stays below 2**32, so that five products fit in 64 bits.
_FACTORS = (0x0B5297A5, 0x1F83D9AB, 0x2E1B2139, 0x3C6EF36F, 0x27D4EB2F)


@dataclass(frozen=True, slots=True)
class KnownText:
    """One indexed text. Several documents may bear one license id: revisions, translations, with and without annex."""

    id: str
    """SPDX id, or the catalog's key, or `LicenseRef-scancode-…`."""
    kind: Kind
    open: bool
    """Whether commercial use is free of conditions on who, where and how much. False when not known."""
    size: int
    """Number of its keys."""
    rate: int
    """One key in this many is in the sampled table: 1, 2, 4 … Those whose lowest bits are 0."""
    sampled: int
    """Keys in the sampled table."""
    whole: bool
    """Whether the index holds all its keys, and not only the sampled ones."""
    guarded: int
    """How many phrases of `normalize.guard()` the text has: more of them in a copy are somebody's addition."""


@dataclass(frozen=True, slots=True)
class IndexedText:
    """What an index holds of one text."""

    document: KnownText
    sampled: frozenset[int]
    """Its keys in the sampled table."""
    keys: frozenset[int]
    """All its keys where the document is whole, else none."""
    words: tuple[int, ...]
    """The values of its words in order, as `Sequences` keeps them."""

    def known_as(self, id_: str, kind: Kind, open_: bool) -> IndexedText:
        """Return the same text as that of another license."""
        return replace(self, document=replace(self.document, id=id_, kind=kind, open=open_))


def entry_of(id_: str, kind: Kind, open_: bool, text: str, *, main: bool = True) -> tuple[IndexedText, frozenset[int]]:
    """Read a text as the index holds it, with all its keys; of one that is not of the main texts, a sample is kept."""
    reading, in_order = read(text), read(marked(text))
    keys = frozenset(shingle_keys(reading.lanes))
    guarded = len(phrases(reading.values(0, len(reading)), guard()))
    words = tuple(in_order.values(0, len(in_order) - 1))
    return entry(id_, kind, open_, keys, guarded, words, main=main), keys


def entry(
    id_: str, kind: Kind, open_: bool, keys: frozenset[int], guarded: int, words: Sequence[int], *, main: bool = True
) -> IndexedText:
    """Return the entry of a text with these keys and these words in order."""
    rate, whole = rate_of(len(keys), main=main), main or len(keys) <= SHORT
    sampled = frozenset(key for key in keys if not key & (rate - 1))
    document = KnownText(id_, kind, open_, len(keys), rate, max(1, len(sampled)), whole, guarded)
    return IndexedText(document, sampled, keys if whole else frozenset(), tuple(words))


def rate_of(keys: int, *, main: bool) -> int:
    """Return the rate at which a text with so many keys is sampled: a power of two."""
    rate = 1
    while (rate < COARSEST and keys > rate * SAMPLE // 2) or (not main and keys > rate * SAMPLE):
        rate *= 2
    return rate


def shingle_keys(lanes: bytes) -> list[int]:
    """Return the 32-bit key of each run of five words, in order: four fewer than words, or none.

    `lanes` are the words' values (`Reading.lanes`). All runs are hashed at once: the values lie side by side in one
    long integer, and a shifted copy of it brings each word to the place of the one before.
    """
    count = len(lanes) // LANE
    if count < WIDTH:
        return []
    row = int.from_bytes(lanes, "little")
    mixed = sum(factor * (row >> 8 * LANE * place) for place, factor in enumerate(_FACTORS)) >> 16
    halves = array_of("I", mixed.to_bytes(len(lanes), "little"))
    return halves[0::2].tolist()[: count - WIDTH + 1]


def array_of(code: Code, raw: bytes) -> array[int]:
    """Return little-endian bytes as an array of this machine's integers."""
    values = array(code, raw)
    if sys.byteorder == "big":
        values.byteswap()
    return values
