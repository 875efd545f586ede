"""What headers of weights say in words: GGUF's `general.*` fields, and `__metadata__` of safetensors.

Only the beginning of a file is given, and only short texts are kept. Hostile numbers lead nowhere: every length is held
against what there is.
"""

from __future__ import annotations

import struct

from auditor.parse.metadata import read_object

MAX_HEAD = 2_000_000  # bytes of a file that are looked at
_MAX_FIELDS = 4_000
_MAX_TEXT = 2_000
_GGUF = b"GGUF"
_STRING, _ARRAY = 8, 9
_WIDTHS = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}


def gguf_header(head: bytes) -> dict[str, str]:
    """The `general.*` texts of a GGUF file, as far as the beginning holds them; empty where it is none."""
    found: dict[str, str] = {}
    try:
        version, _, count = struct.unpack_from("<IQQ", head, 4)
        at = 24
        for _ in range(min(count, _MAX_FIELDS) if head.startswith(_GGUF) and version >= 2 else 0):
            key, at = _text(head, at)
            (kind,) = struct.unpack_from("<I", head, at)
            value, at = _text(head, at + 4) if kind == _STRING else ("", _after(head, at + 4, kind))
            if key.startswith("general.") and value:
                found[key] = value[:_MAX_TEXT]
    except (struct.error, ValueError):
        return found
    return found


def safetensors_header(head: bytes) -> dict[str, str]:
    """The texts of `__metadata__`; empty where there is none, or where the header is longer than what is given."""
    if len(head) < 8:
        return {}
    (length,) = struct.unpack_from("<Q", head)
    header = read_object(head[8 : 8 + length]) if length <= len(head) - 8 else None
    held = (header or {}).get("__metadata__")
    items = held.items() if isinstance(held, dict) else ()
    return {key: value[:_MAX_TEXT] for key, value in items if isinstance(value, str)}


def _text(head: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<Q", head, at)
    end = at + 8 + length
    if end > len(head):
        raise ValueError("the text goes on behind what is given")
    return head[at + 8 : end].decode("utf-8", "replace"), end


def _after(head: bytes, at: int, kind: int) -> int:
    """Where the value of this kind ends."""
    if kind in _WIDTHS:
        return at + _WIDTHS[kind]
    if kind != _ARRAY:
        raise ValueError("no kind of value that GGUF has")
    inner, length = struct.unpack_from("<IQ", head, at)
    at += 12
    if inner in _WIDTHS:
        return at + _WIDTHS[inner] * int(length)
    for _ in range(min(length, len(head))):
        if inner == _STRING:
            _, at = _text(head, at)
        else:
            raise ValueError("no array of arrays is read")
    return at
