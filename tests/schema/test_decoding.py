"""Bytes in the encodings that people use: read where it is certain, and said where it is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.schema.decoding import Decoded, decode

FRONT = "---\nlicense: cc-by-nc-4.0\n---\n# Wren\n\n"
WORDS = {
    "gb18030": "本权重只供学校里的研究使用，不能用于任何商业目的。",
    "big5": "本權重只供學校裡的研究使用，不能用於任何商業目的。",
    "shift_jis": "この重みは研究のためだけに使うことができます。",
    "euc_jp": "この重みは研究のためだけに使うことができます。",
    "euc_kr": "이 가중치는 연구 목적으로만 사용할 수 있습니다.",
    "cp1251": "Веса можно использовать только для исследований.",
    "cp1252": "Die Gewichte dürfen nur für die Forschung benützt werden, Händler fragen zuerst.",
}


@pytest.mark.parametrize("encoding", WORDS)
@pytest.mark.parametrize("before", ["", FRONT], ids=["bare", "card"])
def test_an_encoding_of_a_language_is_told_by_its_letters(encoding: str, before: str) -> None:
    text = before + WORDS[encoding]
    assert decode(text.encode(encoding)) == decode(text.encode()).__class__(text, encoding)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_wide_characters_are_read_with_and_without_a_mark(encoding: str) -> None:
    found = decode(FRONT.encode(encoding))
    assert found.text == FRONT
    assert found.encoding is not None


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 text", b"PK\x03\x04\x00\x00\x01\x02" * 40, b"\x81\x8d\x8f\x90 a b c d"],
    ids=["pdf", "zip", "nothing"],
)
def test_what_is_no_text_in_any_encoding_is_said_to_be_none(content: bytes) -> None:
    assert decode(content).encoding is None


@given(st.binary(max_size=400))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    found = decode(content)
    if found.encoding is not None and "\ufffd" in found.text:
        assert "\ufffd".encode(found.encoding) in content  # it was written there


@given(st.text(max_size=200))
def test_utf_8_is_always_read_as_itself(text: str) -> None:
    found = decode(text.encode("utf-8", "replace"))
    assert found.encoding in (None, "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


LONG = "The herons stand in the reeds and wait.\n" * 200
LIMIT = "Not for commercial use."


@pytest.mark.parametrize(
    "content",
    [
        LONG.encode() + LIMIT.encode("utf-16-le"),
        LONG.encode() + LIMIT.encode("utf-16"),
        LONG.encode("utf-16-le") + LIMIT.encode(),
        LONG.encode("utf-16") + LIMIT.encode(),
        LONG.encode() + b"a\0" + LONG.encode(),
        LONG.encode() + b"\1\2\3\4\5\6\7" * 40,
        WORDS["cp1252"].encode("cp1252") * 300 + WORDS["gb18030"].encode("gb18030") * 300,
    ],
    ids=["utf-16 behind", "with a mark", "plain behind", "plain behind a mark", "zero", "controls", "two languages"],
)
def test_an_encoding_is_judged_over_the_whole(content: bytes) -> None:
    assert decode(content).encoding is None


def test_a_long_text_is_judged_in_linear_time() -> None:
    text = WORDS["gb18030"] * 20_000
    start = time.process_time()
    assert decode(text.encode("gb18030")) == Decoded(text, "gb18030")
    assert time.process_time() - start < 2.5  # of 1.2 MB
