"""Where in a text which known licenses stand, by the shingles that they have in common with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from auditor.licenses.entries import WIDTH
from auditor.licenses.fingerprints import NEARLY, Candidate, Index, group, ranked

MODIFIED = 0.6
"""Coverage from which a text is a license changed, and below which it is only like it."""
SIMILAR = 0.25
"""Coverage below which a license is not named at all."""
FEWEST = 8
"""Shingles in common below which two texts are strangers."""

_GAP = 150  # words between two of its shingles from which a license is in two pieces
_GAP_INSIDE = re.compile(rb"\0{12,}")
_MOST_MATCHES = 12


@dataclass(frozen=True, slots=True)
class Find:
    """A license at its place: indexes of words, both included."""

    hit: Candidate
    siblings: tuple[str, ...]
    """Ids that cannot be told from it by its shingles."""
    stricter: Candidate
    """The hit whose id heads the group."""
    others: tuple[Candidate, ...]
    """All that the text might be, best first, `hit` among them."""
    first: int
    last: int
    stretches: tuple[tuple[int, int], ...]
    """Where its words stand: first and last of each stretch, in order."""


def finds(keys: Sequence[int], words: int, index: Index) -> list[Find]:
    """Return the licenses in a text of so many words, by the keys of its shingles, in the order in which they stand."""
    left, placed, covered = list(keys), list[Find](), bytearray(words)
    while covered.count(0) >= FEWEST and len(placed) < _MOST_MATCHES:
        present = frozenset(left)
        present = present - {-1} if -1 in present else present
        found = index.find(present)
        if not (hits := ranked(present, found, index)):
            break
        best, siblings, stricter = group(hits)
        if best.coverage < (MODIFIED if placed else SIMILAR) or len(best.keys) * best.rate < FEWEST:
            break
        alone = len(best.keys) == len(present) and not placed
        own = b"\1" * len(left) if alone else bytes(map(best.keys.__contains__, left))
        if not (spans := _spans(own, best, left)):
            break  # its shingles are scattered all over the text: turns of phrase
        stretches = list[tuple[int, int]]()
        for first, last, gaps in spans:
            known = left[first : last + 1]
            covered[first : last + 1] = b"\1" * (last + 1 - first)
            left[first : last - WIDTH + 2] = [-1] * (last - WIDTH + 2 - first)
            for start, end in gaps:
                covered[start : end + 1] = bytes(end + 1 - start)
                left[start : end - WIDTH + 2] = known[start - first : end - WIDTH + 2 - first]
            edges = [first, *chain.from_iterable((start - 1, end + 1) for start, end in gaps), last]
            stretches += zip(edges[::2], edges[1::2], strict=True)
        copies = _copies(spans, own, best) or [(min(span[0] for span in spans), max(span[1] for span in spans))]
        placed += [
            Find(best, siblings, stricter, tuple(hits), first, last, tuple(_within(first, last, stretches)))
            for first, last in copies
        ]
    return sorted(placed, key=lambda find: (find.first, find.last))


def _cuts(breaks: Sequence[tuple[int, int]], own: bytes, far: int, enough: float) -> list[tuple[int, int]]:
    """Return the breaks at which a stretch ends: the long ones, and those behind which the license begins once more."""
    cuts, begin = list[tuple[int, int]](), 0
    for start, end in breaks:
        if end - start > far or (end - start >= WIDTH and own.count(1, begin, start) >= enough <= own.count(1, end)):
            cuts.append((start, end))
            begin = end
    return cuts


def _copies(spans: Sequence[tuple[int, int, object]], own: bytes, hit: Candidate) -> list[tuple[int, int]]:
    """Return the stretches that each have most of the license, where a text gives it more than once."""
    most = [
        (first, last) for first, last, _ in spans if own.count(1, first, last - WIDTH + 2) >= MODIFIED * len(hit.keys)
    ]
    return most if len(most) > 1 else []


def _within(first: int, last: int, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [stretch for stretch in stretches if first <= stretch[0] and stretch[1] <= last]


def _spans(own: bytes, hit: Candidate, keys: Sequence[int]) -> list[tuple[int, int, list[tuple[int, int]]]]:
    """Return where the license stands: first and last word of each stretch, and the words in it that are not its own.

    `own` has a 1 for each shingle that is the license's. Of a sampled document only some shingles are known. Where
    none is missing between two known ones, and up to the first missing one before and after, the words are its own.
    """
    far, looked = max(_GAP, 12 * hit.rate), hit.rate - 1
    breaks = [(gap.start(), gap.end()) for gap in re.finditer(rb"\0+", own)]
    cuts = _cuts(breaks, own, far, NEARLY * len(hit.keys))
    inner = [(start + WIDTH - 1, end - 1) for start, end in breaks if end - start >= WIDTH and (start, end) not in cuts]
    if looked:
        inner = [gap for gap in inner if any(not key & looked for key in keys[gap[0] - WIDTH + 1 : gap[1] + 1])]
    spans = []
    for begin, until in pairwise([0, *chain.from_iterable(cuts), len(own)]):
        if own.count(1, begin, until) * 20 >= len(hit.keys):
            first, last = _trimmed(own, begin, until, hit.rate)
            gaps = [gap for gap in inner if first < gap[0] <= gap[1] < last]
            first, last = _edges(first, last, hit.rate, keys)
            spans.append((first, last + WIDTH - 1, gaps))
    return spans


def _trimmed(own: bytes, begin: int, until: int, rate: int) -> tuple[int, int]:
    """Return the first and last shingle of a stretch without the few that lie far from the rest: turns of phrase."""
    first, last = own.find(1, begin, until), own.rfind(1, begin, until)
    gaps = [(gap.start(), gap.end()) for gap in _GAP_INSIDE.finditer(own, first, last)] if rate == 1 else []
    for start, end in gaps:
        if 3 * own.count(1, first, start) >= end - start:
            break
        first = end
    for start, end in reversed(gaps):
        if start <= first or 3 * own.count(1, end, last + 1) >= end - start:
            break
        last = start - 1
    return first, last


def _edges(first: int, last: int, rate: int, keys: Sequence[int]) -> tuple[int, int]:
    """Return the first and last shingle of a sampled document, which may lie beyond those that are known.

    At a rate of 1 all are known.
    """
    while first > 0 and keys[first - 1] & (rate - 1) and keys[first - 1] >= 0:
        first -= 1
    while last + 1 < len(keys) and keys[last + 1] & (rate - 1) and keys[last + 1] >= 0:
        last += 1
    return first, last
