"""On which line of a bill a component stands: where its identifier, package URL or name is first written as a value."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Container, Iterable

from auditor.discover.lines import Lines

_VALUE = re.compile(
    r"(?:bom-ref|SPDXID|spdxId|@id|purl|name|PackageName|about|ID|ref|value)[\"']?\s{0,20}[:=>]\s{0,20}[\"']?"
    r"([^\"'<>\n\\]{1,300})"
)


class BillLines:
    """The lines of these words. What stands several times is given out in the order in which it stands."""

    def __init__(self, text: str, wanted: Container[str]) -> None:
        lines = Lines(text)
        self._at: dict[str, deque[int]] = {}
        for match in _VALUE.finditer(text):
            written = match[1].strip()
            if written not in wanted:
                written = written.partition(",")[0].rstrip(" }")  # `{name: chat, version: 1}` in YAML
            if written in wanted:
                self._at.setdefault(written, deque()).append(lines.at(match.start(1)))

    def line(self, written: Iterable[str]) -> int:
        """The line of the first of these that is found; 1 where none is."""
        for words in written:
            places = self._at.get(words)
            if places:
                return places.popleft() if len(places) > 1 else places[0]
        return 1
