"""Texts of a repository that are longer than what is read of them: trouble, since their end may take away the rest."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.gather.bounds import MOST_CHARACTERS, MOST_PIECES, is_beyond
from auditor.gather.papers import Papers
from auditor.gather.reading.gate import unread_gate
from auditor.parse.files import role
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import PREFIXES, RepoType
from auditor.schema.snapshot import METADATA


def unread(papers: Papers) -> Iterator[Issue]:
    """What was not read to its end, weighed by what the repository is."""
    weight = Weight.DECISIVE if papers.snapshot.repo_type is RepoType.MODEL else Weight.INCIDENTAL
    for name in _beyond(papers):
        yield Issue(
            kind=IssueKind.TOO_LARGE,
            weight=weight,
            subject=PREFIXES[papers.snapshot.repo_type] + papers.snapshot.id,
            file=name,
            message=f"holds more than {MOST_PIECES:,} lines and sentences or {MOST_CHARACTERS:,} characters; "
            "what stands beyond is not read",
            hint="a person has to read it",
        )


def _beyond(papers: Papers) -> Iterator[str]:
    if papers.readme is not None and is_beyond(papers.card.body):
        yield papers.readme.path
    for file in papers.snapshot.files:
        if role(file.path) and is_beyond(file.text):
            yield file.path
    if unread_gate(papers):
        yield METADATA
