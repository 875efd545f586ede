"""Files of weights with the headers that tests need, and no weights."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence


def gguf(fields: Mapping[str, str | int | Sequence[str]]) -> bytes:
    """A GGUF file without tensors."""
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(fields)) + b"".join(map(_field, fields.items()))


def safetensors(metadata: Mapping[str, str], tensors: Mapping[str, object] | None = None) -> bytes:
    """A safetensors file with this `__metadata__`."""
    header = json.dumps({"__metadata__": metadata, **(tensors or {})}).encode()
    return struct.pack("<Q", len(header)) + header


def onnx(properties: Mapping[str, str], *, doc: str = "", graph: bytes = b"graph") -> bytes:
    """An ONNX file with these metadata_props; its fields in the order of their numbers, as they are written."""
    parts = [varint(1 << 3) + varint(8), field(2, b"wren"), field(6, doc.encode()), field(7, graph)]
    parts += [field(14, field(1, key.encode()) + field(2, value.encode())) for key, value in properties.items()]
    return b"".join(parts)


def field(number: int, content: bytes) -> bytes:
    """A field of bytes as protobuf writes it."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(value: int) -> bytes:
    """A number as protobuf writes it."""
    made = b""
    while value > 0x7F:
        made, value = made + bytes([value & 0x7F | 0x80]), value >> 7
    return made + bytes([value])


def _field(item: tuple[str, str | int | Sequence[str]]) -> bytes:
    key, value = item
    if isinstance(value, str):
        return _text(key) + struct.pack("<I", 8) + _text(value)
    if isinstance(value, int):
        return _text(key) + struct.pack("<II", 4, value)
    return _text(key) + struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(_text, value))


def _text(words: str) -> bytes:
    return struct.pack("<Q", len(words.encode())) + words.encode()
