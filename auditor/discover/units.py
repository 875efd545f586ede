"""Units of systemd, containers of Podman and programs of supervisor: what they run, and the variables they set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.discover import shell
from auditor.schema.discovery import Found

KIND = "service_unit"
_LINE = re.compile(
    r"^[ \t]*(?:Exec\w{0,20}|Environment|PodmanArgs|Image|command|environment)[ \t]*=[ \t]*((?:[^\n\\]|\\\n?){0,4000})",
    re.MULTILINE,
)


def discover(file: str, text: str) -> Iterator[Found]:
    """The references of a unit. `Exec=` follows the image that it is for, as its arguments do on a command line."""
    line = at = 0
    for match in _LINE.finditer(text):
        line, at = line + text.count("\n", at, match.start(1)), match.start(1)
        yield from shell.discover(file, match[1], kind=KIND, first_line=line + 1)
