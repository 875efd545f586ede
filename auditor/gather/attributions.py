"""What must be carried along with copies: copyright lines of license files, and NOTICE files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.gather.papers import Papers
from auditor.parse.files import role
from auditor.schema.evidence import Attribution, AttributionKind
from auditor.schema.snapshot import File

MAX_NOTICE = 8_000
_MAX_LINES = 40
_COPYRIGHT = re.compile(r"^[\s#*/>-]*(copyright\b.{0,20}\d{4}|copyright \(c\)|©|\(c\) ?\d{4})", re.IGNORECASE)
# A line that waits to be filled in names nobody.
_TEMPLATE = re.compile(
    r"\[?(yyyy|year)\]?|<year>|\[name of copyright owner\]|<copyright holders?>|\[fullname\]", re.IGNORECASE
)


def attributions(papers: Papers) -> tuple[Attribution, ...]:
    """Copyright lines and notices, in the order of the files."""
    found: list[Attribution] = []
    for file in papers.snapshot.files:
        kind = role(file.path)
        if kind == "license":
            found += _copyright_lines(papers, file)
        elif kind == "notice" and file.text.strip():
            text = file.text.strip()[:MAX_NOTICE]
            found.append(Attribution(kind=AttributionKind.NOTICE, text=text, citation=papers.whole(file)))
    return tuple(found)


def _copyright_lines(papers: Papers, file: File) -> Iterator[Attribution]:
    lines = [
        (number, line)
        for number, line in enumerate(file.text.splitlines(), 1)
        if len(line) < 300 and _COPYRIGHT.match(line) and not _TEMPLATE.search(line)
    ]
    for number, line in lines[:_MAX_LINES]:
        citation = papers.at_line(file, number, line)
        yield Attribution(kind=AttributionKind.COPYRIGHT, text=line.strip(" \t#*/>-"), citation=citation)
