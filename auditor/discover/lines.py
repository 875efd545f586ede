"""Offsets into a text → lines, and the here-documents of a script."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_OPENING = re.compile(r"<<-?\s{0,3}['\"]?(\w{1,60})['\"]?")


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> int:
        """The line of an offset, counted from 1."""
        return bisect_right(self.starts, offset)


class Heredoc(NamedTuple):
    """The text of a here-document and the number of lines before it."""

    lines_before: int
    text: str


def heredocs(text: str) -> list[Heredoc]:
    """The here-documents of a script that are closed, in one pass over its lines."""
    lines = text.split("\n")
    last = {line.strip(): number for number, line in enumerate(lines)}
    found: list[Heredoc] = []
    start, closing = 0, ""
    for number, line in enumerate(lines):
        if closing:
            if line.strip() == closing:
                found.append(Heredoc(start, "\n".join(lines[start:number])))
                closing = ""
            continue
        match = _OPENING.search(line)
        if match and last.get(match[1], 0) > number:
            start, closing = number + 1, match[1]
    return found
