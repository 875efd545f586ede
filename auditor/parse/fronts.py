"""Front matter where the Hub does not look for it: a second one in the body, one that is never closed.

Whoever reads the card sees it, so what it says of terms counts. A block between two lines `---` is one where it is a
mapping with a key that speaks of a license; other text between rules is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.parse.places import field_says
from auditor.parse.yaml import YamlFault, load

MAX_LINES = 300  # of one block
_MAX_BLOCKS = 40
_RULE = re.compile(r"\s{0,3}---+\s*\Z")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_KEY = re.compile(r"\s{0,3}[\"']?[\w-]{1,60}[\"']?\s*:(\s|\Z)")
_LINES = re.compile(r"\r\n|\r|\n")

Field = tuple[str, Any, int]


def further(text: str, first_line: int) -> tuple[Field, ...]:
    """The keys, values and lines of blocks in a body that are front matter by what they hold."""
    if "---" not in text:
        return ()
    lines = _LINES.split(text)
    blocks = list(_blocks(lines))[:_MAX_BLOCKS]
    return tuple(field for start, end in blocks for field in _fields(lines[start:end], first_line + start))


def unclosed(text: str) -> tuple[Field, ...]:
    """The same of a text that begins with `---` and a key, and has no second `---`."""
    lines = _LINES.split(text)
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not _RULE.match(lines[start].lstrip("\ufeff")) or any(map(_RULE.match, lines[start + 1 :])):
        return ()
    held = lines[start + 1 : start + 1 + MAX_LINES]
    end = next((number for number, line in enumerate(held) if not line.strip() or line.startswith("# ")), len(held))
    return tuple(_fields(held[:end], start + 2))


def _blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The lines between one rule and the next, where the first of them is a key; fences are no place for rules."""
    opened, fenced = -1, False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        if fenced or not _RULE.match(line):
            continue
        if 0 <= opened < number - 1 and number - opened <= MAX_LINES and _begins_with_key(lines[opened + 1 : number]):
            yield opened + 1, number
        opened = number


def _begins_with_key(lines: list[str]) -> bool:
    first = next((line for line in lines if line.strip()), "")
    return bool(_KEY.match(first))


def _fields(lines: list[str], first_line: int) -> Iterator[Field]:
    try:
        document = load("\n".join(lines), words_only=True)
    except YamlFault:
        return
    held = document.value
    if not isinstance(held, dict) or all(field_says(str(key)) is None for key in held):
        return
    for key, value in held.items():
        yield str(key), value, document.line(key) + first_line - 1
    for key, value, line in document.repeated:
        yield key, value, line + first_line - 1
