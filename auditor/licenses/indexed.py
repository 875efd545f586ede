"""The bytes of an index, and what it holds of each text, taken out of it again."""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from itertools import accumulate

from auditor.licenses.entries import Code, IndexedText
from auditor.licenses.fingerprints import FORMAT, MAGIC, PREFIX, Index
from auditor.licenses.sequences import packed
from auditor.licenses.table import BUCKETS

BUILDER = 2
"""Version of the steps from text to bytes. Raise it when the same texts are to give other bytes."""


def assembled(entries: Sequence[IndexedText], sources: Sequence[Mapping[str, object]] = ()) -> bytes:
    """Return the index of these texts, in this order, as bytes for `Index.from_bytes`."""
    sets = defaultdict[int, list[int]](list)
    for number, entry in enumerate(entries):
        for key in entry.sampled:
            sets[key].append(number)
    wholes = [key for entry in entries for key in sorted(entry.keys)]
    documents = [astuple(entry.document) for entry in entries]
    header = {"builder": BUILDER, "sources": list(sources), "documents": documents}
    vocabulary, lengths, blocks, deflated = packed([entry.words for entry in entries])
    words: list[tuple[Code, Sequence[int]]] = [("I", vocabulary), ("I", lengths), ("I", blocks), ("B", deflated)]
    return pack(header, [*_tables(sets), ("I", wholes), *words])


def pack(header: Mapping[str, object], parts: Sequence[tuple[Code, Sequence[int]]]) -> bytes:
    """Return the bytes of an index: its header (`documents` and `sources`) and the parts in the order of the layout."""
    full = {**header, "parts": [(code, len(values)) for code, values in parts]}
    head = json.dumps(full, ensure_ascii=False, separators=(",", ":")).encode()
    body = (value.to_bytes(array(code).itemsize, "little") for code, values in parts for value in values)
    return PREFIX.pack(MAGIC, FORMAT, len(head)) + head + b"".join(body)


def entries_of(index: Index) -> list[IndexedText]:
    """Return what an index holds of each text, in its order."""
    sampled = defaultdict[int, set[int]](set)
    for key, numbers in index.table.rows():
        for number in numbers:
            sampled[number].add(key)
    return [
        IndexedText(
            document, frozenset(sampled[number]), frozenset(index.keys(number)), index.sequences.values_of(number)
        )
        for number, document in enumerate(index.documents)
    ]


def _tables(sets: Mapping[int, Sequence[int]]) -> list[tuple[Code, Sequence[int]]]:
    """Return the parts of the sampled table: each key's documents, equal sets of documents written once."""
    keys = sorted(sets)
    postings = {members: number for number, members in enumerate(sorted({tuple(row) for row in sets.values()}))}
    buckets = Counter(key >> 16 for key in keys)
    return [
        ("B", [buckets[bucket] for bucket in range(BUCKETS)]),
        ("H", [key & 0xFFFF for key in keys]),
        ("H", [postings[tuple(sets[key])] for key in keys]),
        ("I", list(accumulate(map(len, postings), initial=0))),
        ("H", [number for members in postings for number in members]),
    ]
