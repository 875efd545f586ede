"""Reads a card of our own, for the tests of this folder."""

from __future__ import annotations

from auditor.files.reading import load_vocabulary
from auditor.gather.papers import Papers, open_papers
from auditor.prose.sentences import Sentence
from tests.builders import snapshot


def papers_of(body: str, **metadata: object) -> Papers:
    """The papers of a model with this card body; its first line is line 4 of the file."""
    return open_papers(snapshot(body=body, **metadata), load_vocabulary())  # type: ignore[arg-type]


def read(body: str, **metadata: object) -> tuple[Papers, list[Sentence]]:
    """The papers and their sentences."""
    papers = papers_of(body, **metadata)
    return papers, list(papers.text.sentences)
