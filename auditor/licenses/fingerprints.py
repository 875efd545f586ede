"""The index of known license texts: hashes of their five-word shingles, never their words.

What it holds of one text stands in `auditor.licenses.entries`. A text is looked up in two steps.

1. *Sampled*: one table for all documents has some keys of each: of a document with rate 2**n, those whose lowest n
   bits are 0. A key's *posting* is the number of the set of documents that have it. This ranks the documents
   (`Index.candidates`).
2. *Whole*: of the documents that matter most, and of short ones, every key is in the index. So it is known exactly
   which shingles of the text are the document's, and near twins are told apart by the few that only one of them has.

Binary layout, little-endian: `AUDLIC`, format version (uint16), length of the header (uint32), the header (JSON: what
it was built from, the documents, the lengths of the parts), then the parts: uint8 × 65,536, the number of sampled keys
in each bucket (a key's upper 16 bits are its bucket); uint16 × keys, their lower 16 bits, sorted in each bucket;
uint16 × keys, their postings; uint32 × (postings + 1), where each posting's documents begin; uint16 × members, the
numbers of the documents; uint32 × whole keys, document after document.
"""

import json
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain
from struct import Struct
from typing import Self

from auditor.licenses.entries import COARSEST, IndexedText, KnownText, array_of
from auditor.licenses.sequences import Sequences
from auditor.licenses.table import KeyTable

FORMAT = 2
"""Version of the binary layout and of the hash. An index of another version is refused."""

MAGIC = b"AUDLIC"
PREFIX = Struct("<6sHI")
"""`MAGIC`, `FORMAT` and the length of the header."""
NEARLY = 0.9
"""Coverage from which what is missing of a text is more likely changed than cut off."""

_COMMON = 16  # documents that share a key, from which it says little about which of them a long text is
_FEW = 500  # keys of a text up to which all of them are looked up
_ENOUGH = 128  # keys found from which half of them rank the documents as well
_TELLING = 4  # shingles of its own, more than the other's, by which a twin is preferred
_MUCH = 24  # shingles of its own by which a document is preferred to a smaller one that adds nothing
_MOST_SIBLINGS = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document and the part of its keys that a text has."""

    number: int
    document: KnownText
    keys: frozenset[int]
    rate: int
    """One key in this many was looked at: 1, or the document's rate."""
    size: int
    """Keys of the document that were looked at."""
    shared: frozenset[int] = frozenset()
    """Keys that the text has of this document and of others of the same id."""
    variants: tuple[int, ...] = ()
    """Numbers of the other documents of the same id that share about as much with the text, best first."""

    @property
    def coverage(self) -> float:
        """Share of the document's keys that the text has, 0 to 1."""
        return len(self.keys) / self.size

    @property
    def weight(self) -> float:
        """What documents are ranked by: nearly all of the document, then much of the text."""
        return self.coverage**6 * len(self.keys) * self.rate


@dataclass(frozen=True, slots=True)
class Index:
    """Known license texts as hashes. Immutable; make one with `from_bytes`."""

    documents: tuple[KnownText, ...]
    sources: tuple[Mapping[str, object], ...]
    """What it was built from: for each source its name, number of texts and digest."""
    table: KeyTable = field(repr=False)
    _wholes: tuple[int, ...] = field(repr=False)
    _keys: "array[int]" = field(repr=False)
    sequences: Sequences = field(repr=False)
    """The words of each document in order, by its number."""

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read an index. Raises ValueError when the bytes are no index of this format, or cut short."""
        if len(raw) < PREFIX.size or raw[: len(MAGIC)] != MAGIC:
            raise ValueError("not an index of license fingerprints")
        _, version, length = PREFIX.unpack_from(raw)
        if version != FORMAT:
            raise ValueError(f"index format {version}, this program reads {FORMAT}: rebuild the index")
        header = json.loads(raw[PREFIX.size : PREFIX.size + length])
        documents = tuple(KnownText(*row) for row in header["documents"])
        sizes = [(code, count * array(code).itemsize) for code, count in header["parts"]]
        ends = list(accumulate((size for _, size in sizes), initial=PREFIX.size + length))
        if ends[-1] != len(raw):
            raise ValueError(f"index of {len(raw)} bytes should have {ends[-1]}: cut short or damaged")
        parts = [array_of(code, raw[end - size : end]) for (code, size), end in zip(sizes, ends[1:], strict=True)]
        wholes = tuple(accumulate((document.size * document.whole for document in documents), initial=0))
        counts, lows, postings, sets, members, keys, vocabulary, lengths, blocks, deflated = parts
        table = KeyTable(tuple(accumulate(counts, initial=0)), lows, postings, sets, members)
        sequences = Sequences(vocabulary, lengths, blocks, deflated.tobytes())
        return cls(documents, tuple(header["sources"]), table, wholes, keys, sequences)

    def extended(self, entries: Sequence[IndexedText]) -> Self:
        """Return the index with further texts, all of whose keys are known, behind those that it has."""
        added: dict[int, list[int]] = {}
        for number, entry in enumerate(entries, len(self.documents)):
            for key in entry.sampled:
                added.setdefault(key, []).append(number)
        documents = (*self.documents, *(entry.document for entry in entries))
        keys = array(self._keys.typecode, chain(self._keys, *(sorted(entry.keys) for entry in entries)))
        return replace(
            self,
            documents=documents,
            table=self.table.extended(added),
            _wholes=tuple(accumulate((document.size * document.whole for document in documents), initial=0)),
            _keys=keys,
            sequences=self.sequences.extended([entry.words for entry in entries]),
        )

    def keys(self, number: int) -> "array[int]":
        """Return all keys of a document, sorted; none where the index has only the sampled ones."""
        return self._keys[self._wholes[number] : self._wholes[number + 1]]

    def find(self, keys: frozenset[int]) -> dict[int, int]:
        """Return the posting of each key that the sampled table has. Of many keys only one in eight is looked up."""
        looked = _looked_up(len(keys)) - 1
        return self.table.find([key for key in keys if not key & looked])

    def members(self, posting: int) -> "array[int]":
        """Return the numbers of the documents that have the keys of a posting."""
        return self.table.documents(posting)

    def candidates(self, keys: frozenset[int], found: Mapping[int, int], limit: int = 16) -> list[int]:
        """Return the documents that share most with what was found, best first: at most `limit` numbers.

        Of a long text, keys that very many documents have (disclaimers) are left aside, unless there is little else.
        Of several long documents of one id, only those about as good as the best are returned.
        """
        rate, sets = _looked_up(len(keys)), self.table.sets
        if len(found) > _ENOUGH:
            rate = 2 * COARSEST
            found = {key: posting for key, posting in found.items() if not key & (rate - 1)}
        postings = list(found.values())
        rare = [posting for posting in postings if sets[posting + 1] - sets[posting] <= _COMMON] if rate > 1 else []
        chosen = rare if 4 * len(rare) >= 3 * len(postings) else postings
        hits = Counter(chain.from_iterable(map(self.members, chosen)))
        least, most = 0.6 if rate == 1 else 0.7, max(hits.values(), default=0)
        likely = [(number, count) for number, count in hits.items() if count > 1 and count * 10 >= most]
        weights = {number: self._weight(number, count, rate) for number, count in likely}
        best = sorted(weights, key=lambda number: (-weights[number], number))[: 2 * limit]
        tops: dict[str, float] = {}
        for number in best:
            tops.setdefault(self.documents[number].id, weights[number])
        return [
            number
            for number in best
            if weights[number] >= least * weights[best[0]]
            and (weights[number] >= 0.9 * tops[self.documents[number].id] or self.documents[number].size <= _FEW)
        ][:limit]

    def hit(self, number: int, keys: frozenset[int], found: Mapping[int, int]) -> Candidate:
        """Return which of these keys a document has: of all its keys if the index has them, else of the sampled."""
        document = self.documents[number]
        if document.whole:
            return Candidate(number, document, keys.intersection(self.keys(number)), 1, document.size)
        having = {posting for posting in set(found.values()) if number in self.members(posting)}
        shared = frozenset(key for key, posting in found.items() if posting in having)
        return Candidate(number, document, shared, document.rate, document.sampled)

    def _weight(self, number: int, count: int, rate: int) -> float:
        """Return the rank of a document of which a text has so many keys, one in `rate` looked up: much of both."""
        document = self.documents[number]
        rate = max(rate, document.rate)
        return (count * rate / document.size) ** 2 * count * rate


def _looked_up(keys: int) -> int:
    """Return the rate at which a text with so many keys is looked up: all keys of a short one, else one in eight."""
    return 1 if keys <= _FEW else COARSEST


def only(one: Candidate, other: Candidate) -> int:
    """Return how many of the text's shingles the first license has and the second has not, as far as is known."""
    own = (one.shared or one.keys) - (other.shared or other.keys)
    return sum(1 for key in own if not key & (other.rate - 1))


def ranked(keys: frozenset[int], found: Mapping[int, int], index: Index) -> list[Candidate]:
    """Return the documents that share most with these keys, best first, one for each id."""
    hits = sorted((index.hit(number, keys, found) for number in index.candidates(keys, found)), key=_rank, reverse=True)
    variants: dict[str, list[Candidate]] = {}
    for hit in hits:
        variants.setdefault(hit.document.id, []).append(hit)
    return [
        replace(hit, shared=hit.keys.union(*(o.keys for o in rest)), variants=tuple(o.number for o in rest))
        if rest
        else hit
        for hit, *rest in variants.values()
    ]


def _rank(hit: Candidate) -> tuple[float, int]:
    """Return what hits are sorted by: weight, where an estimate must be clearly better than what is known."""
    return hit.weight if hit.rate == 1 else 0.75 * hit.weight, -hit.number


def group(hits: Sequence[Candidate]) -> tuple[Candidate, tuple[str, ...], Candidate]:
    """Return the best hit, the ids that cannot be told from it, and the hit whose id is to head them."""
    best = hits[0]
    for other in hits[1:]:
        if _better(other, best):
            best = other
    twins = [other for other in hits if other is not best and not _told_apart(best, other)][:_MOST_SIBLINGS]
    strict = [hit for hit in (best, *twins) if not hit.document.open and best.coverage >= NEARLY]
    head = strict[0] if strict else best
    return best, tuple(hit.document.id for hit in (best, *twins) if hit is not head), head


def _better(other: Candidate, best: Candidate) -> bool:
    """Return whether the text has more that is only the other's, of two alike; or else, has much of it and no less."""
    theirs, ours = only(other, best), only(best, other)
    if not _alike(other, best):
        return not ours and theirs >= _MUCH
    if theirs == ours and abs(other.coverage - best.coverage) < 0.05:
        return _well_known(other) > _well_known(best)
    return theirs > ours and (theirs - ours >= _TELLING or other.coverage > best.coverage)


def _well_known(hit: Candidate) -> tuple[bool, bool, float]:
    """Return what decides between documents of which the text has the same: not of the long tail, not an estimate."""
    return not hit.document.id.startswith("LicenseRef-"), hit.rate == 1, round(hit.coverage, 2)


def _alike(other: Candidate, best: Candidate) -> bool:
    """Return whether two documents are of about one size and the text has about as much of both."""
    sizes = sorted((other.size * other.rate, best.size * best.rate))
    return sizes[0] >= 0.7 * sizes[1] and other.coverage >= 0.75 * best.coverage


def _told_apart(best: Candidate, other: Candidate) -> bool:
    """Return whether the text has enough that is the best document's and not the other's."""
    if not _alike(other, best):
        return True
    ours, theirs = only(best, other), only(other, best)
    if ours or theirs:
        return ours > 3 * theirs
    return best.coverage >= NEARLY and other.coverage < best.coverage - 0.005
