"""Headers of weights, from the first bytes of a file."""

from __future__ import annotations

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.parse.headers import gguf_header, safetensors_header


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
    assert gguf_header(WREN) == {
        "general.architecture": "wren",
        "general.license": "robin-terms",
        "general.license.link": "https://robin.example",
    }


def test_what_is_cut_gives_what_stands_before() -> None:
    assert gguf_header(WREN[:-30]) == {"general.architecture": "wren", "general.license": "robin-terms"}


def test_metadata_of_safetensors() -> None:
    header = json.dumps({"__metadata__": {"license": "robin-terms", "n": 1}, "w": {}}).encode()
    assert safetensors_header(struct.pack("<Q", len(header)) + header + b"\0" * 9) == {"license": "robin-terms"}
    assert safetensors_header(struct.pack("<Q", 10**15) + header) == {}


@pytest.mark.parametrize("head", [b"", b"GGUF", b"\0" * 8, b"GGUF" + b"\xff" * 40])
def test_what_is_no_header_says_nothing(head: bytes) -> None:
    assert gguf_header(head) == safetensors_header(head) == {}


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    gguf_header(b"GGUF\3\0\0\0" + content)
    safetensors_header(content)
