"""Texts as strings of one character a word: packed, unpacked, damaged."""

from __future__ import annotations

import pickle
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.licenses import sequences as module
from auditor.licenses.holders import MARKER
from auditor.licenses.normalize import value_of
from auditor.licenses.sequences import BLOCK, SLOT, STRANGE, Sequences, packed


def sequences(texts: list[list[str]]) -> Sequences:
    vocabulary, lengths, sizes, blocks = packed([[value_of(word) for word in text] for text in texts])
    return Sequences(array("I", vocabulary), array("I", lengths), array("I", sizes), blocks)


@given(st.lists(st.lists(st.sampled_from(["heron", "egret", "attic", "the", MARKER]), max_size=40), max_size=8))
def test_what_is_packed_comes_back(texts: list[list[str]]) -> None:
    known = sequences(texts)
    for number, text in enumerate(texts):
        assert known.of(number) == known.spell([value_of(word) for word in text])


def test_blocks_hold_whole_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 5)
    texts = [["heron"] * 3, ["egret"] * 4, [], ["attic"] * 9, ["the"]]
    known = sequences(texts)
    assert len(known.sizes) == 3
    assert [len(known.of(number)) for number in range(5)] == [3, 4, 0, 9, 1]
    assert known.of(4) == known.character("the")


def test_a_place_to_fill_in_and_a_strange_word_have_characters_of_their_own() -> None:
    known = sequences([["heron", MARKER]])
    assert known.of(0)[1] == SLOT
    assert (known.character("egret"), known.value(STRANGE), known.value(SLOT)) == (STRANGE, -1, -1)
    assert known.value(known.character("heron")) == value_of("heron")


def test_they_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(sequences([["heron"]]))).of(0) == "\0"


def test_a_damaged_block_is_an_error() -> None:
    known = sequences([["heron"] * 20])
    broken = Sequences(known.vocabulary, known.lengths, known.sizes, bytes(len(known.blocks)))
    with pytest.raises(ValueError, match="damaged"):
        broken.of(0)


def test_more_words_than_characters_are_refused() -> None:
    with pytest.raises(ValueError, match="words"):
        packed([list(range(60_000))])


@given(
    st.lists(st.lists(st.integers(0, 40), max_size=9), max_size=6), st.lists(st.lists(st.integers(0, 60)), max_size=4)
)
def test_extended_sequences_hold_all_texts_as_they_were(old: list[list[int]], new: list[list[int]]) -> None:
    before = known_of(old)
    after = before.extended(new)
    assert [list(after.values_of(number)) for number in range(len(old) + len(new))] == old + new
    assert [after.of(number) for number in range(len(old))] == [before.of(number) for number in range(len(old))]


@pytest.mark.parametrize("words", [BLOCK - 1, BLOCK, BLOCK + 1])
def test_a_block_that_is_full_stays_as_it_is(words: int) -> None:
    old, new = [[1] * words, [2, 3]], [[4, value_of(MARKER)], [3] * BLOCK, [5]]
    after = known_of(old).extended(new)
    assert [list(after.values_of(number)) for number in range(5)] == old + new
    assert after.of(2)[1] == SLOT
    assert len(after.sizes) == len(known_of(old + new).sizes)


def known_of(texts: list[list[int]]) -> Sequences:
    vocabulary, lengths, sizes, blocks = packed(texts)
    return Sequences(array("I", vocabulary), array("I", lengths), array("I", sizes), blocks)
