"""What headers of weights say in words: GGUF's `general.*` fields, and `__metadata__` of safetensors.

The beginning of a file is given; whether the header ends in it is said, since what stands beyond may name a license.
Hostile numbers lead nowhere: every length is held against what there is.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.parse.metadata import holds_a_key_twice, read_object
from auditor.parse.places import field_says

HEADERS = "headers"  # where a listing that is made here keeps what they say, by file and by key
FIRST_LOOK = 1_000_000  # bytes of a file that hold most headers
MAX_HEAD = 48_000_000  # bytes that are looked at where the header is longer: vocabularies stand in it
_MAX_FIELDS = 4_000
_MAX_ITEMS = 4_000_000  # texts in lists, of which a vocabulary has some hundred thousand
_MAX_TENSORS = 100_000
_MAX_DIMENSIONS = 8
_DEEPEST = 8  # lists in lists
_MAX_TEXT = 64_000  # characters of a text that are kept, and of all texts of a header together:
_MAX_IN_ALL = 1_000_000
MAX_SAID = 400  # texts of one header that are kept, those that speak of terms first; readers look at no more
TWICE = "says a thing twice: its header holds a key more than once"
_GGUF = b"GGUF"
_VERSIONS = (2, 3)
_STRING, _ARRAY = 8, 9
_WIDTHS = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_ALIGNMENT, _ALIGNED = "general.alignment", 32
_POINTER = b"version https://git-lfs"
# What trainers note of pictures and buckets, and tools of themselves: long, and no sentence of anybody's.
_MACHINE = (
    *("ss_tag_frequency", "ss_dataset_dirs", "ss_datasets", "ss_bucket_info", "ss_reg_dataset_dirs"),
    *("modelspec.thumbnail", "prompt", "workflow"),
)


@dataclass(frozen=True)
class Header:
    """The texts of a header by their keys, in lists where it lists them.

    `goes_on`: it does not end in what was given. `beyond`: it holds more than is read of any, and may name a license
    there. `fault`: why it is none, or is damaged. `ends`: the size in bytes that the file has at least, by its header.
    """

    said: Mapping[str, Any] = field(default_factory=dict)
    goes_on: bool = False
    beyond: bool = False
    fault: str = ""
    ends: int = 0


def no_file_of(head: bytes) -> str:
    """Why bytes that a file begins with are no weights of any format; "" where they may be some."""
    if not head:
        return "is empty"
    return "is a pointer of Git LFS: the file itself is not here" if head.startswith(_POINTER) else ""


def gguf_header(head: bytes) -> Header:
    """The `general.*` texts of a GGUF file and those whose key speaks of terms."""
    if fault := no_file_of(head):
        return Header(fault=fault)
    if not head.startswith(_GGUF):
        return Header(fault="is no GGUF file")
    reader = _Gguf(head)
    try:
        return reader.read()
    except (struct.error, EOFError):
        return short(reader.found, goes_on=True)
    except OverflowError:
        return short(reader.found, beyond=True)
    except ValueError as error:
        return short(reader.found, fault=str(error))


class _Gguf:
    """The fields of a GGUF header, one after the other. Raises EOFError, OverflowError and ValueError."""

    def __init__(self, head: bytes) -> None:
        self.head = head
        self.found: dict[str, Any] = {}
        self.seen: set[str] = set()
        self.alignment = _ALIGNED

    def read(self) -> Header:
        version, tensors, count = struct.unpack_from("<IQQ", self.head, 4)
        if version not in _VERSIONS:
            raise ValueError(f"is GGUF of version {version}, which is not read")
        at = 24
        for _ in range(min(count, _MAX_FIELDS)):
            at = self._field(at)
        if count > _MAX_FIELDS:
            raise OverflowError
        if at > len(self.head):
            raise EOFError("the last value goes on behind what is given")
        return short(self.found, ends=self._end(at, tensors))

    def _field(self, at: int) -> int:
        key, at = _text(self.head, at)
        (kind,) = struct.unpack_from("<I", self.head, at)
        at += 4
        if key in self.seen:  # readers differ in which of the two they take
            raise ValueError(TWICE)
        self.seen.add(key)
        own = key.startswith("general.") or bool(field_says(key.rpartition(".")[2]))
        if kind == _STRING:
            value, at = _text(self.head, at)
            if value and own:
                self.found[key] = value
            return at
        if key == _ALIGNMENT and kind == 4:
            (self.alignment,) = struct.unpack_from("<I", self.head, at)
        end = _after(self.head, at, kind)
        if own and kind == _ARRAY and (texts := _texts(self.head, at)):
            self.found[key] = texts
        return end

    def _end(self, at: int, tensors: int) -> int:
        """The least size of the file: where its last tensor begins. 0 where the list of tensors is not all given."""
        furthest = 0
        try:
            for _ in range(min(tensors, _MAX_TENSORS)):
                _, at = _text(self.head, at)
                (dimensions,) = struct.unpack_from("<I", self.head, at)
                if dimensions > _MAX_DIMENSIONS:
                    return 0
                (offset,) = struct.unpack_from("<Q", self.head, at + 8 + 8 * dimensions)
                furthest, at = max(furthest, offset), at + 16 + 8 * dimensions
        except (struct.error, EOFError):
            return 0
        step = self.alignment or _ALIGNED
        return -(-at // step) * step + furthest + 1 if tensors else at


def safetensors_header(head: bytes) -> Header:
    """The texts of `__metadata__`; empty where there is none, or where the header is longer than what is given."""
    if fault := no_file_of(head):
        return Header(fault=fault)
    if len(head) < 8:
        return Header(goes_on=True)
    (length,) = struct.unpack_from("<Q", head)
    if length > len(head) - 8:
        return Header(goes_on=True)
    read = read_object(head[8 : 8 + length])
    if read is None:
        return Header(fault="has a header that is no JSON object, so it is damaged or no safetensors file")
    held = read.get("__metadata__", {})
    if not isinstance(held, dict):
        return Header(fault="has metadata that are no JSON object, so it is damaged")
    items = held.items()
    said = {key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for key, value in items}
    if holds_a_key_twice(head[8 : 8 + length]):
        return short(said, fault=TWICE)
    return short(said, ends=8 + length + max(map(_last_byte, read.values()), default=0))


def _last_byte(tensor: object) -> int:
    """Where a tensor ends, by its offsets."""
    offsets = tensor.get("data_offsets") if isinstance(tensor, dict) else None
    whole = isinstance(offsets, list) and len(offsets) == 2 and all(type(item) is int for item in offsets)
    return max(0, offsets[1]) if offsets and whole else 0


def short(
    said: Mapping[str, Any], *, goes_on: bool = False, beyond: bool = False, fault: str = "", ends: int = 0
) -> Header:
    """The header with texts of a length and a number that can be kept; one that holds more goes beyond it, since any
    sentence may speak of terms.
    """
    ours = [key for key, value in said.items() if value not in ("", []) and key not in _MACHINE]
    kept: dict[str, Any] = {}
    texts, characters = MAX_SAID, _MAX_IN_ALL
    for key in sorted(ours, key=lambda key: not field_says(key.rpartition(".")[2])):
        value = [said[key]] if isinstance(said[key], str) else said[key]
        fits = [text[: min(_MAX_TEXT, characters)] for text in value[:texts]]
        beyond |= fits != value
        texts, characters = texts - len(fits), characters - sum(map(len, fits))
        if fits:
            kept[key] = fits[0] if isinstance(said[key], str) else fits
    return Header({key: kept[key] for key in ours if key in kept}, goes_on, beyond, fault, ends)


def _text(head: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<Q", head, at)
    end = at + 8 + length
    if end > len(head):
        raise EOFError("the text goes on behind what is given")
    return head[at + 8 : end].decode("utf-8", "replace"), end


def _texts(head: bytes, at: int) -> list[str]:
    """The first texts of a list of texts, whose end was found before; nothing of any other list."""
    kind, count = struct.unpack_from("<IQ", head, at)
    found, at = [], at + 12
    for _ in range(min(count, MAX_SAID + 1) if kind == _STRING else 0):
        text, at = _text(head, at)
        found.append(text)
    return found


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
            raise ValueError("has a header that is damaged: it holds a kind of value that GGUF does not have")
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
