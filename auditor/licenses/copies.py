"""Copies of one text in an index: the long tail has some under ids of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.licenses.entries import SHORTEST, IndexedText, shingle_keys
from auditor.licenses.fingerprints import Index
from auditor.licenses.indexed import entries_of
from auditor.licenses.normalize import LANE

SAME = 0.97
"""Share of common shingles from which a text of the long tail is taken for another copy of one of the main texts."""
REVISED = 0.8
"""The same, if the two ids differ only in what the licensor chose beside the text, as `-only` and `-or-later`."""

TAIL = "LicenseRef-scancode-"
"""How ids begin that only the long tail has."""

_CHOICE = re.compile(r"(?:-(?:no-)?invariants)?-(?:only|or-later)$")


def stem(id_: str) -> str:
    """Return an SPDX id without what its text does not tell: `-only`, `-or-later`, invariant sections."""
    return _CHOICE.sub("", id_)


def copies(index: Index, entry: IndexedText) -> Iterator[tuple[int, float]]:
    """Yield the documents that share most with a text, and the share of common shingles."""
    own = _shingles(entry.words)
    for number in index.candidates(entry.keys, index.find(entry.keys)):
        theirs = _shingles(index.sequences.values_of(number))
        yield number, len(own & theirs) / max(1, len(own | theirs))


def replaced(index: Index, entries: Sequence[IndexedText]) -> list[IndexedText]:
    """Return the documents of an index with all that it holds in full of one id replaced by these texts of that id.

    The order is that of a whole build. Copies in the long tail take the id, equal ones are left out. What the long
    tail has under the id already stays; of its texts those that are held in full, being short, are replaced as well.
    Raises ValueError where all texts are too short.
    """
    fit = sorted((entry for entry in entries if len(entry.keys) >= SHORTEST), key=lambda entry: sorted(entry.keys))
    if not fit:
        raise ValueError(f"fewer than {SHORTEST} runs of five words: too short to know a license by")
    head, shares = fit[0].document, dict[int, float]()
    for number, share in (row for entry in fit for row in copies(index, entry)):
        shares[number] = max(share, shares.get(number, 0.0))
    others, tail = list[IndexedText](), list[IndexedText]()
    for number, entry in enumerate(entries_of(index)):
        document, share = entry.document, shares.get(number, 0.0)
        if document.id == head.id:
            tail += [] if document.whole else [entry.known_as(head.id, head.kind, head.open)]
        elif share < (REVISED if stem(document.id) == stem(head.id) else SAME) or not _may_be_tail(entry):
            others.append(entry)
        elif share < 1:
            tail.append(entry.known_as(head.id, head.kind, head.open))
    tail.sort(key=lambda entry: sorted(_shingles(entry.words)))
    return sorted([*others, *fit, *tail], key=lambda entry: entry.document.id)


def _may_be_tail(entry: IndexedText) -> bool:
    return not entry.document.whole or entry.document.id.startswith(TAIL)


def _shingles(words: Sequence[int]) -> frozenset[int]:
    lanes = b"".join(value.to_bytes(LANE, "little") for value in words)
    return frozenset(shingle_keys(lanes))
