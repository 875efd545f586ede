"""What an ONNX file says of itself, found by the lengths of its fields."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.parse.headers import TWICE, Header
from auditor.parse.onnx import onnx_header
from tests.weights import field, onnx, varint


def _read(content: bytes) -> Header:
    return onnx_header(io.BytesIO(content), len(content))


def test_texts_and_properties_behind_the_graph() -> None:
    content = onnx({"license": "robin-terms", "author": "Heron AI"}, doc="For research only.", graph=b"w" * 9_000)
    assert _read(content) == Header(
        {
            "producer_name": "wren",
            "doc_string": "For research only.",
            "metadata_props.license": "robin-terms",
            "metadata_props.author": "Heron AI",
        }
    )


class _Watched(io.BytesIO):
    """A file that counts the bytes that are read of it."""

    count = 0

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        self.count += len(found)
        return found


def test_weights_are_stepped_over() -> None:
    file = _Watched(content := onnx({"license": "mit"}, graph=b"w" * 5_000_000))
    assert onnx_header(file, len(content)).said["metadata_props.license"] == "mit"
    assert file.count < 1_000


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"version https://git-lfs.github.com/spec/v1", "Git LFS"),
        (b"PK\3\4 no model", "damaged"),
        (onnx({"license": "mit"})[:-4], "damaged"),
        (onnx({}, graph=b"w" * 90)[:60], "damaged"),
        (field(2, b"wren"), "damaged"),
        (varint(0) + b"\0", "damaged"),
    ],
    ids=["empty", "pointer", "no model", "cut in a property", "cut in the graph", "no graph", "no field"],
)
def test_what_is_wrong_with_a_file_is_said(content: bytes, why: str) -> None:
    assert why in _read(content).fault


def test_what_is_longer_than_is_read_is_said() -> None:
    assert _read(onnx({"license": "x" * 70_000})).beyond
    assert _read(field(8, b"") * 20_001 + field(7, b"g")).beyond


@given(st.binary(max_size=200))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    _read(content)
    _read(onnx({"a": "b"}) + content)


def test_a_property_that_stands_twice_is_a_fault() -> None:
    twice = onnx({"license": "cc-by-nc-4.0"}) + field(14, field(1, b"license") + field(2, b"mit"))
    assert _read(twice).fault == TWICE
