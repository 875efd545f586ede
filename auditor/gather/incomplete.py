"""Texts of a repository that are not read, or not to their end: trouble, since what they say may take away the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from auditor.gather.bounds import MOST_CHARACTERS, MOST_PIECES, is_beyond
from auditor.gather.papers import Papers
from auditor.gather.reading.gate import unread_gate
from auditor.parse.files import ADAPTER, MERGES, README, is_safe, role
from auditor.parse.metadata import MAX_WORDS, read_object
from auditor.parse.yaml import YamlFault, load
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import PREFIXES, RepoType
from auditor.schema.snapshot import METADATA, File

_LARGE = (
    f"holds more than {MOST_PIECES:,} lines and sentences, {MOST_CHARACTERS:,} characters or {MAX_WORDS:,} items of a "
    "list; "
    "what stands beyond is not read"
)
_NO_TEXT = "is no text in an encoding that is certain, and cannot be read"
_NO_VALUE = "cannot be read as what its name says"
_LEFT_OUT = "is listed and was not had, and nothing says why"
_MOST = 20  # files that are listed
_UNREAD = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_BORNE = 8


def incomplete(papers: Papers) -> Iterator[Issue]:
    """What was not read to its end, weighed by what the repository is."""
    weight = Weight.DECISIVE if papers.snapshot.repo_type is RepoType.MODEL else Weight.INCIDENTAL
    subject = PREFIXES[papers.snapshot.repo_type] + papers.snapshot.id
    found = [(IssueKind.TOO_LARGE, _LARGE, name) for name in _beyond(papers)]
    found += [(IssueKind.UNREADABLE, _NO_TEXT, name) for name in _no_texts(papers)]
    found += [(IssueKind.UNREADABLE, _NO_VALUE, name) for name in _no_values(papers)]
    for kind, message, name in found:
        yield Issue(
            kind=kind, weight=weight, subject=subject, file=name, message=message, hint="a person has to read it"
        )


def missing(papers: Papers, issues: tuple[Issue, ...]) -> Iterator[Issue]:
    """Files with terms that the Hub lists and that are neither here nor spoken of: whoever fetched left them out."""
    if papers.snapshot.repo_type is not RepoType.MODEL:
        return
    subject, had = papers.snapshot.id, {file.path for file in papers.snapshot.files}
    spoken = [issue for issue in issues if issue.subject.lower() == subject.lower()]
    if any(issue.file is None and issue.keeps_from_approving for issue in spoken):
        return  # that which is said of the whole repository is said of these as well
    left = (name for name in papers.metadata.siblings or () if name not in had and is_safe(name))
    accounted = {issue.file for issue in spoken}
    for name in islice((name for name in left if (name == README or role(name)) and name not in accounted), _MOST):
        yield Issue(
            kind=IssueKind.NOT_IN_SOURCE,
            weight=Weight.DECISIVE,
            subject=subject,
            file=name,
            message=_LEFT_OUT,
            hint="fetch it again",
        )


def _no_texts(papers: Papers) -> Iterator[str]:
    """The card and the terms that are no text: in no encoding that is certain, or noise."""
    for file in papers.snapshot.files:
        if (
            (file.path == README or role(file.path))
            and not papers.words(file).why
            and _is_noise(papers.words(file).text)
        ):
            yield file.path


def _no_values(papers: Papers) -> Iterator[str]:
    """The files that name bases and are not what their names say: which bases there are is then not known."""
    for file in papers.snapshot.files:
        if file.path in (ADAPTER, *MERGES) and not _has_values(file):
            yield file.path


def _has_values(file: File) -> bool:
    if file.path == ADAPTER:
        return read_object(file.content) is not None
    try:
        return isinstance(load(file.text, words_only=True).value, dict)
    except YamlFault:
        return False


def _is_noise(text: str) -> bool:
    """Whether more than one character in a hundred is none; a name with a letter of another encoding is borne."""
    wrong = len(_UNREAD.findall(text))
    return wrong > _BORNE and wrong * 100 > len(text)


def _beyond(papers: Papers) -> Iterator[str]:
    if papers.readme is not None and (is_beyond(papers.card.body) or papers.card.is_cut):
        yield papers.readme.path
    for file in papers.snapshot.files:
        if role(file.path) and is_beyond(papers.words(file).text):
            yield file.path
    if unread_gate(papers) or papers.metadata.is_cut:
        yield METADATA
