"""The sampled table: what is added is found beside what was there, whatever the order of keys."""

from __future__ import annotations

from array import array
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from auditor.licenses.table import BUCKETS, KeyTable

KEYS = st.dictionaries(st.integers(0, 1 << 18) | st.integers((1 << 32) - 40, (1 << 32) - 1), st.just([7]), max_size=30)


def table(rows: dict[int, list[int]]) -> KeyTable:
    counts = [0] * BUCKETS
    for key in rows:
        counts[key >> 16] += 1
    postings = sorted({tuple(numbers) for numbers in rows.values()})
    return KeyTable(
        tuple(accumulate(counts, initial=0)),
        array("H", [key & 0xFFFF for key in sorted(rows)]),
        array("H", [postings.index(tuple(rows[key])) for key in sorted(rows)]),
        array("I", accumulate(map(len, postings), initial=0)),
        array("H", [number for numbers in postings for number in numbers]),
    )


def held(made: KeyTable) -> dict[int, list[int]]:
    return {key: list(numbers) for key, numbers in made.rows()}


@given(KEYS, KEYS)
def test_an_extended_table_has_the_documents_of_both(old: dict[int, list[int]], new: dict[int, list[int]]) -> None:
    before = table({key: [0, 3] for key in old})
    after = before.extended({key: [8, 9] for key in new})
    both = {key: ([0, 3] if key in old else []) + ([8, 9] if key in new else []) for key in {*old, *new}}
    assert held(after) == both
    assert list(held(after)) == sorted(both)
    assert held(before) == {key: [0, 3] for key in sorted(old)}
    assert {key: list(after.documents(at)) for key, at in after.find(list(both)).items()} == both


def test_keys_that_no_document_has_are_not_found() -> None:
    made = table({5: [1], 1 << 20: [2]}).extended({6: [3]})
    assert made.find([4, 7, 1 << 31]) == {}
