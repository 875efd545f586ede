"""What must be carried along with copies: copyright lines of license files, and NOTICE files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.gather.papers import Papers
from auditor.parse.files import role
from auditor.prose.vocabulary import Vocabulary
from auditor.schema.evidence import Attribution, AttributionKind
from auditor.schema.snapshot import File

MAX_NOTICE = 8_000
_MAX_LINES = 40
_OUTER = " \t#*/>-"
_TABLE = "license-texts"
_LONGEST = 300  # characters of a copyright line
_MOST_READ = 20_000  # of a line of a text that has few of them
_BEGINS = re.compile(r"(?<=\S)\s+(?=copyright\s+(?:\(c\)|©|\d{4})|©\s*\d{4})", re.IGNORECASE)
# What every copyright line has: a year or a mark. Other lines are read no further.
_MARKED = re.compile(r"\d{4}|©|\(c\)", re.IGNORECASE)


def attributions(papers: Papers) -> tuple[Attribution, ...]:
    """Copyright lines and notices, in the order of the files."""
    found: list[Attribution] = []
    for file in papers.snapshot.files:
        kind = role(file.path)
        if kind == "license":
            found += _copyright_lines(papers, file)
        elif kind == "notice" and (text := papers.words(file).text.strip()[:MAX_NOTICE]):
            found.append(Attribution(kind=AttributionKind.NOTICE, text=text, citation=papers.whole(file)))
    return tuple(found)


def _copyright_lines(papers: Papers, file: File) -> Iterator[Attribution]:
    lines = [
        (number, piece)
        for number, line in enumerate(papers.lines(file), 1)
        if _MARKED.search(line[:_MOST_READ])
        for piece in _pieces(line[:_MOST_READ], papers.vocabulary)
        if len(piece) < _LONGEST and _names_holder(piece, papers.vocabulary)
    ]
    for number, line in lines[:_MAX_LINES]:
        citation = papers.at_line(file, number, line)
        yield Attribution(kind=AttributionKind.COPYRIGHT, text=line.strip(_OUTER), citation=citation)


def _pieces(line: str, vocabulary: Vocabulary) -> Iterator[str]:
    """What of a line begins with its copyright, up to where the license goes on: texts are put on long lines too."""
    for piece in _BEGINS.split(line):
        behind = vocabulary.first(f"{_TABLE}/behind-holder", piece)
        yield piece[: behind.start] if behind else piece


def _names_holder(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line says whose copyright it is. One that waits to be filled in names nobody."""
    words = line.strip(_OUTER)
    return vocabulary.fits(f"{_TABLE}/copyright", words) and not vocabulary.fits(f"{_TABLE}/to-be-filled-in", words)
