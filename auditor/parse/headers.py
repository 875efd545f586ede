"""What headers of weights say in words: GGUF's `general.*` fields, and `__metadata__` of safetensors.

The beginning of a file is given; whether the header ends in it is said, since what stands beyond may name a license.
Hostile numbers lead nowhere: every length is held against what there is.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field

from auditor.parse.metadata import read_object
from auditor.parse.places import field_says

FIRST_LOOK = 1_000_000  # bytes of a file that hold most headers
MAX_HEAD = 48_000_000  # bytes that are looked at where the header is longer: vocabularies stand in it
_MAX_FIELDS = 4_000
_MAX_ITEMS = 4_000_000  # texts in lists, of which a vocabulary has some hundred thousand
_DEEPEST = 8  # lists in lists
_MAX_TEXT = 2_000
_GGUF = b"GGUF"
_STRING, _ARRAY = 8, 9
_WIDTHS = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}


@dataclass(frozen=True)
class Header:
    """The texts of a header by their keys.

    `goes_on`: it does not end in what was given. `beyond`: it holds more than is read of any, and may name a license
    there. What is damaged is neither: nothing loads it.
    """

    said: dict[str, str] = field(default_factory=dict)
    goes_on: bool = False
    beyond: bool = False


def gguf_header(head: bytes) -> Header:
    """The `general.*` texts of a GGUF file and those whose key speaks of terms; empty where it is none."""
    if not head.startswith(_GGUF):
        return Header()
    found: dict[str, str] = {}
    try:
        version, _, count = struct.unpack_from("<IQQ", head, 4)
        at = 24
        for _ in range(min(count, _MAX_FIELDS) if version >= 2 else 0):
            key, at = _text(head, at)
            (kind,) = struct.unpack_from("<I", head, at)
            value, at = _text(head, at + 4) if kind == _STRING else ("", _after(head, at + 4, kind))
            if value and (key.startswith("general.") or field_says(key.rpartition(".")[2])):
                found[key] = value
    except (struct.error, EOFError):
        return _short(found, goes_on=True)
    except OverflowError:
        return _short(found, beyond=True)
    except ValueError:
        return _short(found)
    return _short(found, beyond=count > _MAX_FIELDS)


def safetensors_header(head: bytes) -> Header:
    """The texts of `__metadata__`; empty where there is none, or where the header is longer than what is given."""
    if len(head) < 8:
        return Header()
    (length,) = struct.unpack_from("<Q", head)
    if length > len(head) - 8:
        return Header(goes_on=True)
    held = (read_object(head[8 : 8 + length]) or {}).get("__metadata__")
    items = held.items() if isinstance(held, dict) else ()
    return _short(
        {key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for key, value in items}
    )


def _short(said: dict[str, str], *, goes_on: bool = False, beyond: bool = False) -> Header:
    """The header with texts of a length that can be kept; one that speaks of terms and is longer goes beyond it."""
    cut = any(len(text) > _MAX_TEXT and field_says(key.rpartition(".")[2]) for key, text in said.items())
    return Header({key: text[:_MAX_TEXT] for key, text in said.items()}, goes_on, beyond or cut)


def _text(head: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<Q", head, at)
    end = at + 8 + length
    if end > len(head):
        raise EOFError("the text goes on behind what is given")
    return head[at + 8 : end].decode("utf-8", "replace"), end


def _after(head: bytes, at: int, kind: int) -> int:
    """Where the value of this kind ends: lists may hold lists, in which each list says what it holds and how much."""
    left = _MAX_ITEMS
    open_: list[tuple[int, int]] = [(kind, 1)]
    while open_:
        kind, count = open_.pop()
        if kind in _WIDTHS:
            at += _WIDTHS[kind] * count
            continue
        if kind not in (_STRING, _ARRAY):
            raise ValueError("no kind of value that GGUF has")
        if count > left or len(open_) >= _DEEPEST:
            raise OverflowError("more than is read of any")
        if kind == _STRING:
            left -= count
            for _ in range(count):
                at += 8 + int.from_bytes(head[at : at + 8], "little")
                if at > len(head):
                    raise EOFError("the text goes on behind what is given")
        elif count:
            left -= 1
            inner, length = struct.unpack_from("<IQ", head, at)
            at += 12
            open_ += [(_ARRAY, count - 1), (inner, length)] if count > 1 else [(inner, length)]
    return at
