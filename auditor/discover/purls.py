"""Package URLs of the Hub, in any file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.discover.bounds import spend
from auditor.discover.finding import of
from auditor.discover.lines import Lines
from auditor.discover.reference import read
from auditor.discover.target import Target
from auditor.errors import ReferenceFormatError
from auditor.parse.references import parse_reference
from auditor.schema.discovery import Found, FoundType
from auditor.schema.reference import RepoType

PURL = "purl"
PREFIX = "pkg:huggingface/"
_PURL = re.compile(r"pkg:huggingface/[^\s\"'<>,;)\]}`]+")


def purls(file: str, text: str, kind: str = PURL) -> Iterator[Found]:
    """Every `pkg:huggingface/…` in a text."""
    if PREFIX not in text:
        return
    lines = Lines(text)
    for match in _PURL.finditer(text):
        spend()
        target = _target(match[0].rstrip(".:"))
        if target is not None:
            yield of(file, lines.at(match.start()), kind, target, via="purl")


def _target(written: str) -> Target | None:
    try:
        ref = parse_reference(written)
    except ReferenceFormatError:
        return None
    read_as = read(ref.id)
    if read_as is not None and read_as.type is FoundType.PLACEHOLDER:
        return Target(FoundType.PLACEHOLDER, ref.id, ref.revision)
    what = FoundType.DATASET if ref.repo_type is RepoType.DATASET else FoundType.MODEL
    return Target(what, ref.id, ref.revision)
