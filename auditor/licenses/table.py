"""The sampled table of an index: for some keys of each document, which documents have them.

A key's upper 16 bits are its bucket, its lower 16 bits stand sorted in it. A key's *posting* is the number of the set
of documents that have it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

BUCKETS = 1 << 16


@dataclass(frozen=True, slots=True)
class KeyTable:
    """Keys with their documents. Immutable."""

    starts: tuple[int, ...] = field(repr=False)
    """For each bucket the place of its first key, and that behind the last."""
    lows: array[int] = field(repr=False)
    postings: array[int] = field(repr=False)
    sets: array[int] = field(repr=False)
    """For each posting the place of its first document, and that behind the last."""
    members: array[int] = field(repr=False)

    def find(self, keys: Collection[int]) -> dict[int, int]:
        """Return the posting of each of these keys that the table has."""
        starts, lows, postings, found = self.starts, self.lows, self.postings, {}
        for key in keys:
            bucket, low = key >> 16, key & 0xFFFF
            end = starts[bucket + 1]
            at = bisect_left(lows, low, starts[bucket], end)
            if at < end and lows[at] == low:
                found[key] = postings[at]
        return found

    def documents(self, posting: int) -> array[int]:
        """Return the numbers of the documents that have the keys of a posting."""
        return self.members[self.sets[posting] : self.sets[posting + 1]]

    def rows(self) -> Iterator[tuple[int, array[int]]]:
        """Yield each key, in order, with the numbers of its documents."""
        for bucket, (start, end) in enumerate(pairwise(self.starts)):
            for at in range(start, end):
                yield bucket << 16 | self.lows[at], self.documents(self.postings[at])

    def extended(self, added: Mapping[int, Sequence[int]]) -> KeyTable:
        """Return the table with further documents of keys, which it may have already; their numbers are new to it."""
        postings, sets, members = array("I", self.postings), array("I", self.sets), array("I", self.members)
        known = dict[tuple[int, ...], int]()

        def posting(numbers: tuple[int, ...]) -> int:
            if numbers not in known:
                known[numbers] = len(sets) - 1
                members.extend(numbers)
                sets.append(len(members))
            return known[numbers]

        missing = list[tuple[int, int, int]]()
        for key in sorted(added):
            bucket, low = key >> 16, key & 0xFFFF
            end = self.starts[bucket + 1]
            at = bisect_left(self.lows, low, self.starts[bucket], end)
            if at < end and self.lows[at] == low:
                postings[at] = posting((*self.documents(self.postings[at]), *added[key]))
            else:
                missing.append((at, key, posting(tuple(added[key]))))
        more = Counter(key >> 16 for _, key, _ in missing)
        counts = (end - start + more[bucket] for bucket, (start, end) in enumerate(pairwise(self.starts)))
        lows = _with(self.lows, [(at, key & 0xFFFF) for at, key, _ in missing])
        places = _with(postings, [(at, number) for at, _, number in missing])
        return KeyTable(tuple(accumulate(counts, initial=0)), lows, places, sets, members)


def _with(values: array[int], missing: Sequence[tuple[int, int]]) -> array[int]:
    """Return an array with each of these values put in before the place that it is given with, in their order."""
    whole, done = array(values.typecode), 0
    for at, value in missing:
        whole.extend(values[done:at])
        whole.append(value)
        done = at
    whole.extend(values[done:])
    return whole
