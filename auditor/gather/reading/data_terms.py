"""Sentences of a card that say that the training data allows no commercial use: the data's terms, not the model's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from auditor.gather.papers import Papers
from auditor.gather.reading.subject import is_elsewhere
from auditor.schema.evidence import Statement, StatementKind
from auditor.schema.reference import RepoType

MAX_STATEMENTS = 10
MAX_WORDS = 400

_TABLE = "data-terms"


def data_terms(papers: Papers) -> tuple[Statement, ...]:
    """Every such sentence, in order. A data set's card speaks of itself, which its own readers hear."""
    if papers.readme is None or papers.snapshot.repo_type is RepoType.DATASET:
        return ()
    return tuple(islice(_all(papers), MAX_STATEMENTS))


def _all(papers: Papers) -> Iterator[Statement]:
    for sentence in papers.text.shown:
        if sentence.kind == "code" or not sentence.may_fit(_TABLE):
            continue
        hit = sentence.first(_TABLE)
        if hit is None or sentence.fits(f"{_TABLE}/taken-back") or is_elsewhere(sentence, papers.snapshot.id):
            continue
        words = sentence.words[max(0, hit.end - MAX_WORDS) :][:MAX_WORDS]
        citation = papers.in_card(sentence.line_at(hit.start))
        yield Statement(kind=StatementKind(hit.says or ""), words=words, citation=citation, row=hit.row)
