"""What a card says of the training run: hardware, duration, energy, hyper-parameters; and where results stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from auditor.gather.papers import Papers
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.citation import Citation
from auditor.schema.reading import ComputeAspect, ComputeStatement

MAX_STATEMENTS = 24
MAX_RESULTS = 4

_NUMBER = re.compile(r"\d")


def compute_statements(papers: Papers, found: list[Sentence]) -> tuple[ComputeStatement, ...]:
    """Statements on the run; a template's empty fields hold no number and are none."""
    said = ((sentence, hit) for sentence in found for hit in _aspects(sentence))
    return tuple(
        ComputeStatement(
            aspect=ComputeAspect(hit.says or ""), row=hit.row, citation=papers.in_card(sentence.line_at(hit.start))
        )
        for sentence, hit in islice(said, MAX_STATEMENTS)
    )


def results(papers: Papers, found: list[Sentence]) -> tuple[Citation, ...]:
    """The first rows and sentences with numbers under a heading, or in a table, that speaks of results."""
    rows = (papers.in_card(sentence.line) for sentence in found if sentence.kind != "code" and _is_result(sentence))
    return tuple(islice(rows, MAX_RESULTS))


def _aspects(sentence: Sentence) -> Iterator[Hit]:
    """What it says of the run, each aspect once."""
    if sentence.kind == "code" or not _NUMBER.search(sentence.words):
        return
    hits: dict[str | None, Hit] = {}
    for hit in sentence.every("compute"):
        hits.setdefault(hit.says, hit)
    if hits and _is_about_the_run(sentence):
        yield from hits.values()


def _is_about_the_run(sentence: Sentence) -> bool:
    told = sentence.kind == "row" or sentence.under("compute/the-run") or sentence.fits("compute/the-run")
    return told and not sentence.fits("compute/to-run-it")


def _is_result(sentence: Sentence) -> bool:
    spoken = sentence.under("compute/results") or any(
        sentence.vocabulary.fits_heading("compute/results", name) for name in sentence.columns
    )
    return spoken and bool(_NUMBER.search(sentence.words))
