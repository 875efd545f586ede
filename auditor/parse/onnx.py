"""What an ONNX file says of itself: producer, doc_string, metadata_props. Weights are stepped over, never read.

An ONNX file is one protobuf message, ModelProto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto); what it says
stands behind the graph, in which its weights lie. The libraries that read it read all of it into memory, so that the
few fields at its top are found by their lengths here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from auditor.parse.headers import TWICE, Header, no_file_of, short

# Fields of ModelProto and of its metadata_props (StringStringEntryProto), by number.
_TEXTS = {2: "producer_name", 3: "producer_version", 4: "domain", 6: "doc_string"}
_GRAPH, _PROPERTY, _KEY, _VALUE = 7, 14, 1, 2
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MAX_FIELDS = 20_000
_MAX_TEXT = 64_000
_LONGEST_VARINT = 10
_DAMAGED = "is no ONNX file, or is damaged"


def onnx_header(file: BinaryIO, size: int) -> Header:
    """The texts at the top of an ONNX file of `size` bytes, its properties as `metadata_props.KEY`."""
    if fault := no_file_of(file.read(64)):
        return Header(fault=fault)
    file.seek(0)
    said: dict[str, str] = {}
    seen: set[int] = set()
    try:
        for number, length in _fields(file, size):
            seen.add(number)
            if number in _TEXTS or number == _PROPERTY:
                one = _said(number, file.read(min(length, _MAX_TEXT)))
                if said.keys() & one:  # readers differ in which of the two they take
                    return short(one | said, fault=TWICE)
                said |= one
                if length > _MAX_TEXT:
                    return short(said, beyond=True)
    except OverflowError:
        return short(said, beyond=True)
    except (EOFError, ValueError):
        return short(said, fault=_DAMAGED)
    return short(said) if _GRAPH in seen else short(said, fault=_DAMAGED)


def _fields(file: BinaryIO, size: int) -> Iterator[tuple[int, int]]:
    """The number and length of each field at the top; a value of bytes can be read before the next is asked for."""
    at = 0
    for _ in range(_MAX_FIELDS):
        if at == size:
            return
        file.seek(at)
        head = file.read(2 * _LONGEST_VARINT)
        tag, used = _varint(head, 0)
        number, kind = tag >> 3, tag & 7
        if number == 0:
            raise ValueError("no field of any message")
        length = 0
        if kind == _BYTES:
            length, used = _varint(head, used)
            file.seek(at + used)
            yield number, length
        elif kind == _VARINT:
            _, used = _varint(head, used)
        elif kind in (_FIXED64, _FIXED32):
            length = 8 if kind == _FIXED64 else 4
        else:
            raise ValueError("no kind of value that ModelProto has")
        at += used + length
        if at > size:
            raise EOFError("goes on behind the file's end")
    raise OverflowError("more than is read of any")


def _varint(head: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count in range(_LONGEST_VARINT):
        if at >= len(head):
            raise EOFError("ends within a number")
        byte, at = head[at], at + 1
        value |= (byte & 0x7F) << (7 * count)
        if not byte & 0x80:
            return value, at
    raise ValueError("no number that protobuf has")


def _said(number: int, content: bytes) -> dict[str, str]:
    if number in _TEXTS:
        return {_TEXTS[number]: content.decode("utf-8", "replace")} if content else {}
    parts: dict[int, str] = {}
    at = 0
    while at < len(content):
        tag, at = _varint(content, at)
        length, at = _varint(content, at)
        if tag & 7 != _BYTES:
            raise ValueError("no property")
        parts[tag >> 3] = content[at : at + length].decode("utf-8", "replace")
        at += length
    return {f"metadata_props.{parts.get(_KEY, '')}": parts.get(_VALUE, "")}
