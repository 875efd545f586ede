"""Where a text spells a family's name: the spellings of the table, found by their first letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from auditor.names.spelling import expression
from auditor.names.table import FamilyRow, table

_I = re.IGNORECASE
_LETTERS = re.compile(r"[a-z]+")
_MARKS = re.compile(r"[\s_-]")
_NUMBERS = tuple("0123456789{")


@dataclass(frozen=True)
class SpokenName:
    """One spelling, whatever its capitals: whose it is, and whether it needs company.

    `exact`: the capitals in which it needs none. `unlike`: it begins as a name does, and is something else.
    """

    row: FamilyRow
    spelling: str
    alone: bool = False
    unlike: bool = False
    exact: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Spelled:
    """An entry at a place of a text, whether it needs company there, and where shorter spellings of its family end."""

    entry: SpokenName
    start: int
    end: int
    is_firm: bool
    shorter: tuple[int, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class _Bucket:
    """The entries that begin with the same letters, and one pattern for all, the longest first."""

    entries: tuple[SpokenName, ...]
    pattern: re.Pattern[str]
    exact: frozenset[tuple[str, str]]  # family and spelling


@lru_cache(maxsize=1)
def places() -> re.Pattern[str]:
    """Finds where a name may begin: at a word that is tied to nothing before it."""
    foreign = sorted(start for start in _starts() if not start.isascii())
    words = rf"(?<![\u0400-\u04ff])(?i:{'|'.join(map(re.escape, foreign))})"
    return re.compile(rf"(?<![A-Za-z0-9_.%-])[A-Za-z]+|{words}" if foreign else r"(?<![A-Za-z0-9_.%-])[A-Za-z]+")


def spelled_at(text: str, place: re.Match[str]) -> Spelled | None:
    """The name that the text spells there."""
    start = place.group().lower()
    if start.endswith("v") and text[place.end() : place.end() + 1].isdigit():  # DINOv2
        start = start[:-1]
    if start not in _starts():
        return None
    bucket = _bucket(start)
    match = bucket.pattern.match(text, place.start())
    if match is None or match.lastgroup is None:
        return None
    entry = bucket.entries[int(match.lastgroup[1:])]
    bare = _bare(match.group())
    shorter = () if entry.unlike else _shorter(entry, bucket.entries, text, place.start())
    is_firm = entry.alone or (entry.row.id, bare) in bucket.exact
    return Spelled(entry, match.start(), match.end(), is_firm, shorter, bare.lower())


@lru_cache(maxsize=1)
def _starts() -> dict[str, tuple[SpokenName, ...]]:
    """The entries by the letters that they begin with, written apart or in one word."""
    found: dict[str, list[SpokenName]] = {}
    for row in table().rows:
        for entry in _entries(row):
            for start in _beginnings(entry.spelling):
                found.setdefault(start, []).append(entry)
    return {start: tuple(entries) for start, entries in found.items()}


def _beginnings(spelling: str) -> set[str]:
    """The letters that it may begin with: `dall` for `dall e mini`, or `dalle`, or `dallemini`."""
    parts = spelling.split(" ")
    found: set[str] = set()
    for count in range(1, len(parts) + 1):
        written = " ".join(("".join(parts[:count]), *parts[count:]))
        letters = _LETTERS.match(written)
        start = letters.group() if letters else written
        if start.endswith("v") and written[len(start) : len(start) + 1] in _NUMBERS:
            start = start[:-1]
        found.add(start)
    return found


def _entries(row: FamilyRow) -> list[SpokenName]:
    exact: dict[str, set[str]] = {}
    for name in row.prose.get("exact", ()):
        exact.setdefault(name.lower(), set()).add(_bare(name))
    return [
        *(SpokenName(row, name, exact=frozenset(written)) for name, written in exact.items()),
        *(SpokenName(row, name.lower(), alone=True) for name in row.prose.get("alone", ())),
        *(SpokenName(row, name.lower()) for name in row.prose.get("beside", ()) if name.lower() not in exact),
        *(SpokenName(row, name.lower(), unlike=True) for name in row.prose.get("unlike", ())),
    ]


@lru_cache(maxsize=512)
def _bucket(start: str) -> _Bucket:
    entries = tuple(sorted(_starts()[start], key=lambda entry: -len(entry.spelling)))
    each = (f"(?P<e{number}>{expression(entry.spelling)}{_after(entry)})" for number, entry in enumerate(entries))
    exact = frozenset((entry.row.id, written) for entry in entries for written in entry.exact)
    return _Bucket(entries, re.compile("|".join(each), _I), exact)


def _shorter(entry: SpokenName, entries: tuple[SpokenName, ...], text: str, start: int) -> tuple[int, ...]:
    """Where names of the same family end with which this one begins: `Phi` in `Phi-2`, the shortest first."""
    whole = _bare(entry.spelling)
    own = (item for item in reversed(entries) if item.row is entry.row and not item.unlike and item is not entry)
    found = (_one(item.spelling).match(text, start) for item in own if whole.startswith(_bare(item.spelling)))
    return tuple(match.end() for match in found if match)


@lru_cache(maxsize=2_048)
def _one(spelling: str) -> re.Pattern[str]:
    return re.compile(expression(spelling), _I)


def _after(entry: SpokenName) -> str:
    """What may not follow, lest the name be another one."""
    last = entry.spelling[-1]
    if last.isdigit():
        return r"(?![a-z\d]|\.\d)"
    return r"(?!(?!v\d)[a-z])" if last.isascii() and last.isalpha() else r"(?![\w+])" if last == "+" else ""


def _bare(name: str) -> str:
    return _MARKS.sub("", name)
