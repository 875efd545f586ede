"""Weights on this disk: what their headers say, what is wrong with them, and their sha256. Pickles are never opened.

A header that is cut, damaged or longer than is read may have named a license, so that each of these is trouble.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.fetch.local import plain_file, unreadable
from auditor.fetch.source import Unobtainable
from auditor.parse.headers import FIRST_LOOK, MAX_HEAD, Header, gguf_header, safetensors_header
from auditor.parse.onnx import onnx_header
from auditor.parse.places import field_says
from auditor.parse.weights import HEADED, ending, is_weights
from auditor.schema.issue import IssueKind

Told = Callable[[str, int, int], None]  # name of a file, bytes of it that were read, bytes of it
MAX_HEADERS = 400  # weights of one format of which the header is read
MAX_TROUBLES = 5  # files of which it is said
_CHUNK = 4_000_000
_BY_BEGINNING = {"gguf": gguf_header, "safetensors": safetensors_header}
_SPLIT = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<of>\d{5})\.(?P<ending>gguf|safetensors)", re.IGNORECASE)
_LICENSE = ("license", "license-name", "license-link")  # what keys say that name one


@dataclass(frozen=True)
class Weights:
    """What was read of some weights: the texts of headers by file, sha256 by file, and the trouble with files."""

    headers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sha256: Mapping[str, str] = field(default_factory=dict)
    troubles: tuple[tuple[str, Unobtainable], ...] = ()

    @property
    def state_a_license(self) -> bool:
        """Whether one of the headers names a license."""
        keys = (key for header in self.headers.values() for key in header)
        return any(field_says(key.rpartition(".")[2]) in _LICENSE for key in keys)


def silent(_name: str, _at: int, _of: int) -> None:
    """Hears how far the reading of a file has come, and says nothing."""


@dataclass(frozen=True)
class WeightsReader:
    """Reads weights; `digests`: whether all of them, for their sha256. `told` hears how far that has come."""

    digests: bool = True
    told: Told = silent

    def read(self, root: Path, boundary: Path | None, names: Iterable[str], *, is_pinned: bool) -> Weights:
        """The weights of these names below the root. A commit that is known stands for the digests of its files."""
        held = [name for name in names if is_weights(name)]
        headers: dict[str, Mapping[str, Any]] = {}
        sha256: dict[str, str] = {}
        troubles = [(name, _MISSING) for name in first_parts_missing(held)]
        headed = {name for kind in HEADED for name in [n for n in held if ending(n) == kind][:MAX_HEADERS]}
        troubles += [(name, _BEYOND) for name in held if ending(name) in HEADED and name not in headed]
        for name in held:
            try:
                path = plain_file(root / name, boundary)
                header = checked(path, ending(name)) if name in headed else Header()
                if header.said and header.said not in headers.values():
                    headers[name] = header.said
                troubles += [(name, trouble) for trouble in troubles_of(header)]
                if self.digests and not is_pinned:
                    sha256[name] = self.sha256(path, name)
            except Unobtainable as trouble:
                troubles += [(name, trouble)] if name in headed else []
            except OSError as error:
                troubles.append((name, unreadable(error)))
        return Weights(headers, sha256, tuple(troubles[:MAX_TROUBLES]))

    def sha256(self, path: Path, name: str) -> str:
        """The digest of a whole file, which is told of by this name. Raises OSError."""
        made, at, size = hashlib.sha256(), 0, path.stat().st_size
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                made.update(chunk)
                at += len(chunk)
                self.told(name, at, size)
        return made.hexdigest()


READER = WeightsReader()


def parts_of(name: str, names: Iterable[str]) -> list[str]:
    """The parts of a model that was split into several files, by the name of one; that file alone where it was not."""
    asked = _SPLIT.fullmatch(name)
    if asked is None:
        return [name]
    return sorted({name, *(other for other in names if _set_of(other) == _set_of(name))})


def first_parts_missing(names: Iterable[str]) -> list[str]:
    """The first parts of models in GGUF of which only others are here: the header that speaks stands in the first."""
    sets: dict[tuple[str, str], set[str]] = {}
    first: dict[tuple[str, str], str] = {}
    for name in names:
        match = _SPLIT.fullmatch(name)
        if match and match["ending"].lower() == "gguf" and (known := _set_of(name)):
            sets.setdefault(known, set()).add(match["number"])
            first[known] = f"{match['stem']}-00001-of-{match['of']}.{match['ending']}"
    return [first[known] for known, numbers in sets.items() if "00001" not in numbers]


def _set_of(name: str) -> tuple[str, str] | None:
    match = _SPLIT.fullmatch(name)
    return (f"{match['stem']}.{match['ending']}".lower(), match["of"]) if match else None


def checked(path: Path, kind: str) -> Header:
    """The header of a file of this format, held against the file's size. Raises OSError."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if kind == "onnx":
            return onnx_header(file, size)
        read = _BY_BEGINNING[kind]
        header = read(file.read(FIRST_LOOK))
        if header.goes_on and size > FIRST_LOOK:
            file.seek(0)
            header = read(file.read(MAX_HEAD))
    return cut_or_beyond(header, size)


def cut_or_beyond(header: Header, size: int) -> Header:
    """The header, where it goes on with what that means: the file is cut, or it goes on beyond what is read of any."""
    if header.goes_on and size > MAX_HEAD:
        return Header(header.said, beyond=True)
    if header.goes_on:
        return Header(header.said, fault="is cut: it ends within its header")
    if header.ends > size:
        return Header(header.said, fault=f"is cut: it has {size:,} bytes where its header speaks of {header.ends:,}")
    return header


def troubles_of(header: Header) -> list[Unobtainable]:
    """What is wrong with a header, so that nobody knows what it says of its license."""
    hint = "fetch the file again, and compare its sha256"
    damaged = [Unobtainable(IssueKind.DAMAGED, header.fault, hint=hint)] if header.fault else []
    return damaged or ([_BEYOND] if header.beyond else [])


_BEYOND = Unobtainable(
    IssueKind.TOO_LARGE,
    "has a header that was not read to its end; it may name a license",
    hint="look at its metadata with a tool for this format",
)
_MISSING = Unobtainable(
    IssueKind.FILE_MISSING,
    "is the first part of a model in several files, and is not here: what it says of its license is not known",
    hint="put all parts into one folder",
)
