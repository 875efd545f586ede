"""Reads a card of our own, for the tests of this folder."""

from __future__ import annotations

from auditor.gather.papers import Papers, lines_of, open_papers
from auditor.gather.reading.sentences import Sentence, sentences
from tests.builders import snapshot


def papers_of(body: str, **metadata: object) -> Papers:
    """The papers of a model with this card body; its first line is line 4 of the file."""
    return open_papers(snapshot(body=body, **metadata))  # type: ignore[arg-type]


def read(body: str, **metadata: object) -> tuple[Papers, list[Sentence]]:
    """The papers and their sentences."""
    papers = papers_of(body, **metadata)
    found, _ = sentences(lines_of(papers.card.body), papers.card.body_line)
    return papers, found
