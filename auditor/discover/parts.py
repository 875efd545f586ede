"""Which part of a repository a file is, by its path: what ships, tests, examples, documentation.

The table is written by hand. A file's own name is asked first, since `examples/README.md` is read and not run; then the
folders, from the outside. What no row names ships, so that a name that we do not know is never left out of account.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.discover.words import words
from auditor.schema.discovery import RepositoryPart


class _Row(NamedTuple):
    """A part: how its folders are called, in lower case, and its files."""

    part: RepositoryPart
    folders: frozenset[str]
    files: re.Pattern[str]


_TABLE = (
    _Row(
        RepositoryPart.TESTS,
        words("test tests __tests__ __mocks__ testdata test_data test-data spec specs e2e"),
        re.compile(
            r"test_[^/]*\.py|[^/]*_tests?\.(?:py|go|rs|rb|ts|js)|conftest\.py|tests\.(?:py|rs)"
            r"|[^/]+\.(?:test|spec|e2e|cy)\.[cm]?[jt]sx?|[^/]*_spec\.rb"
            r"|[^/]*(?-i:[a-z0-9](?:Tests?|IT))\.(?:java|kt|scala|cs)",
            re.IGNORECASE,
        ),
    ),
    _Row(
        RepositoryPart.EXAMPLES,
        words("example examples sample samples demo demos tutorial tutorials notebook notebooks cookbook cookbooks"),
        re.compile(r"[^/]*\.(?:example|sample|dist)|\.?[\w.-]*\benv\.(?:example|sample)[\w.-]*", re.IGNORECASE),
    ),
    _Row(
        RepositoryPart.DOCS,
        words("doc docs documentation"),
        re.compile(r"[^/]+\.(?:md|mdx|markdown|rst|adoc)|(?:readme|changelog|contributing)(?:\.txt)?", re.IGNORECASE),
    ),
)


def part_of(path: str) -> RepositoryPart:
    """The part of a repository that the file at this path, relative to its root, belongs to. Pure."""
    *folders, name = path.split("/")
    for row in _TABLE:
        if row.files.fullmatch(name):
            return row.part
    for folder in folders:
        for row in _TABLE:
            if folder.lower() in row.folders:
                return row.part
    return RepositoryPart.SHIPS
