"""Headers of weights, from the first bytes of a file."""

from __future__ import annotations

import json
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.parse.headers import MAX_SAID, TWICE, Header, gguf_header, safetensors_header
from tests.weights import gguf, safetensors


def _text(words: str) -> bytes:
    return struct.pack("<Q", len(words.encode())) + words.encode()


def _gguf(*fields: tuple[str, int, bytes]) -> bytes:
    body = b"".join(_text(key) + struct.pack("<I", kind) + value for key, kind, value in fields)
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(fields)) + body


WREN = _gguf(
    ("general.architecture", 8, _text("wren")),
    ("wren.blocks", 4, struct.pack("<I", 8)),
    ("general.tags", 9, struct.pack("<IQ", 8, 2) + _text("a") + _text("b")),
    ("general.license", 8, _text("robin-terms")),
    ("tokens", 9, struct.pack("<IQ", 4, 3) + b"\0" * 12),
    ("general.license.link", 8, _text("https://robin.example")),
)


def test_general_texts_of_gguf() -> None:
    assert gguf_header(WREN).said == {
        "general.architecture": "wren",
        "general.tags": ["a", "b"],
        "general.license": "robin-terms",
        "general.license.link": "https://robin.example",
    }


def test_what_is_cut_gives_what_stands_before() -> None:
    said = {"general.architecture": "wren", "general.tags": ["a", "b"], "general.license": "robin-terms"}
    assert gguf_header(WREN[:-30]) == Header(said, goes_on=True)


@pytest.mark.parametrize(
    ("before", "beyond"),
    [
        ((9, struct.pack("<IQIQ", 9, 2, 8, 1) + _text("a") + struct.pack("<IQ", 4, 2) + b"\0" * 8), False),
        ((9, struct.pack("<IQ", 9, 2) * 9 + struct.pack("<IQ", 4, 0)), True),
        ((9, struct.pack("<IQ", 8, 10**9)), True),
        ((99, b""), False),
    ],
    ids=["lists in a list", "deeper than any", "more than any", "no kind of value"],
)
def test_a_license_behind_lists_is_read_or_said_to_be_out_of_reach(before: tuple[int, bytes], beyond: bool) -> None:
    found = gguf_header(_gguf(("wren.words", *before), ("general.license", 8, _text("robin-terms"))))
    assert found.beyond is beyond
    assert bool(found.said) is (before[0] == 9 and not beyond)


def test_a_vocabulary_before_the_license_is_passed_in_good_time() -> None:
    words = b"".join(map(_text, map(str, range(200_000))))
    start = time.process_time()
    vocabulary = ("words", 9, struct.pack("<IQ", 8, 200_000) + words)
    assert gguf_header(_gguf(vocabulary, ("general.license", 8, _text("x")))).said == {"general.license": "x"}
    assert time.process_time() - start < 1


def test_a_text_of_terms_that_is_cut_is_said() -> None:
    assert gguf_header(_gguf(("general.license", 8, _text("x" * 64_001)))).beyond
    assert gguf_header(_gguf(("general.description", 8, _text("x" * 3000)))).said["general.description"] == "x" * 3000


@pytest.mark.parametrize(
    "said",
    [
        {"description": "x" * 70_000 + " Not for sale."},
        {f"note_{number}": "x" * 60_000 for number in range(20)},
        {f"note_{number}": "x" for number in range(MAX_SAID + 1)},
    ],
    ids=["a long text", "long texts", "many texts"],
)
def test_any_text_that_is_left_out_may_speak_of_terms(said: dict[str, str]) -> None:
    assert safetensors_header(safetensors(said)).beyond


def test_a_long_list_is_kept_as_far_as_it_is_read() -> None:
    assert not gguf_header(gguf({"general.tags": ["x"] * MAX_SAID})).beyond
    found = gguf_header(gguf({"general.tags": ["x"] * (MAX_SAID + 1)}))
    assert found.beyond
    assert len(found.said["general.tags"]) == MAX_SAID


def test_a_key_that_stands_twice_is_a_fault() -> None:
    one, other = ("general.license", 8, _text("cc-by-nc-4.0")), ("general.license", 8, _text("mit"))
    assert gguf_header(_gguf(one, other)).fault == TWICE
    twice = b'{"__metadata__": {"license": "cc-by-nc-4.0", "license": "mit"}}'
    assert safetensors_header(struct.pack("<Q", len(twice)) + twice).fault == TWICE


def test_metadata_of_safetensors_that_are_no_object_are_a_fault() -> None:
    wrong = b'{"__metadata__": ["cc-by-nc-4.0"]}'
    assert "no JSON object" in safetensors_header(struct.pack("<Q", len(wrong)) + wrong).fault


def test_a_key_of_another_room_that_speaks_of_terms_is_read() -> None:
    assert gguf_header(_gguf(("wren.license", 8, _text("robin-terms")))).said == {"wren.license": "robin-terms"}


def test_metadata_of_safetensors() -> None:
    header = json.dumps({"__metadata__": {"license": "robin-terms", "n": 1}, "w": {}}).encode()
    found = safetensors_header(struct.pack("<Q", len(header)) + header + b"\0" * 9)
    assert found == Header({"license": "robin-terms", "n": "1"}, ends=8 + len(header))
    assert safetensors_header(struct.pack("<Q", 10**15) + header) == Header(goes_on=True)


@pytest.mark.parametrize("head", [b"", b"GGUF", b"\0" * 8, b"GGUF" + b"\xff" * 40])
def test_what_is_no_header_says_nothing(head: bytes) -> None:
    assert gguf_header(head).said == safetensors_header(head).said == {}


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (b"", "is empty"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\n", "a pointer of Git LFS"),
        (b"PK\3\4" + b"\0" * 40, "is no GGUF file"),
        (b"GGUF" + struct.pack("<IQQ", 1, 0, 0), "GGUF of version 1, which is not read"),
        (_gguf(("wren.x", 99, b"")), "a kind of value that GGUF does not have"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(head: bytes, why: str) -> None:
    assert why in gguf_header(head).fault
    assert not gguf_header(head).said


def test_a_header_of_safetensors_that_is_no_object_is_a_fault() -> None:
    assert "no JSON object" in safetensors_header(struct.pack("<Q", 2) + b"[]").fault


def test_a_header_says_how_long_its_file_is_at_least() -> None:
    tensor = _text("w") + struct.pack("<I", 1) + struct.pack("<Q", 8) + struct.pack("<IQ", 0, 4_096)
    head = b"GGUF" + struct.pack("<IQQ", 3, 1, 0) + tensor
    assert gguf_header(head).ends == 64 + 4_096 + 1, "the data begin at the next multiple of 32"
    assert gguf_header(head[:-3]).ends == 0, "the list of tensors is not all given"
    body = json.dumps({"w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 800]}}).encode()
    assert safetensors_header(struct.pack("<Q", len(body)) + body).ends == 8 + len(body) + 800


def test_texts_that_speak_of_terms_are_kept_before_all_others() -> None:
    held = {f"note_{number}": "x" for number in range(MAX_SAID)} | {"license": "robin-terms"}
    header = json.dumps({"__metadata__": held}).encode()
    found = safetensors_header(struct.pack("<Q", len(header)) + header)
    assert found.said["license"] == "robin-terms"
    assert len(found.said) == MAX_SAID
    assert found.beyond, "a note that was left out may speak of terms too"


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    gguf_header(b"GGUF\3\0\0\0" + content)
    safetensors_header(content)
