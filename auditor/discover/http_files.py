"""Files of requests (`.http`, `.rest`), as editors send them: the model that each asks a service for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.discover.bounds import spend
from auditor.discover.finding import of
from auditor.discover.http_calls import requests
from auditor.discover.shell_words import Word
from auditor.schema.discovery import Found

KIND = "http_request"
_REQUEST = re.compile(r"^(?:GET|POST|PUT)[ \t]+(\S{1,2000})[^\n]*\n", re.MULTILINE)


def discover(file: str, text: str) -> Iterator[Found]:
    """The references of the requests, each read as the command that would send it."""
    found = list(_REQUEST.finditer(text))
    line = at = 0
    for i, match in enumerate(found):
        spend()
        line, at = line + text.count("\n", at, match.start()), match.start()
        end = found[i + 1].start() if i + 1 < len(found) else len(text)
        command = [Word("curl", line + 1), Word(match[1], line + 1), Word(text[match.end() : end], line + 2)]
        for index, below, target in requests(command):
            yield of(file, command[index].line + below, KIND, target, via="request")
