"""Sentences of a card that say that data was written by a model: "generated with GPT-4", "distilled from Claude"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from auditor.gather.papers import Papers
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.evidence import GeneratedData

MAX_FOUND = 20
_TABLE = "generated-data"
_BEHIND = 40
_DATASET = re.compile(r"/datasets/[\w.-]{1,96}/([\w.-]{1,96})")


def generated_data(papers: Papers) -> tuple[GeneratedData, ...]:
    """Every such sentence, in order, and the model as it is called there; what only compares with one is left out."""
    return tuple(islice(_all(papers), MAX_FOUND))


def _all(papers: Papers) -> Iterator[GeneratedData]:
    for sentence in papers.text.spoken:
        hit = sentence.first(_TABLE)
        if hit and papers.vocabulary.fits(f"{_TABLE}/judging", sentence.words[: hit.end + _BEHIND]):
            continue
        hit = hit or _by_name(sentence)
        if hit:
            citation = papers.in_card(sentence.line_at(hit.start))
            yield GeneratedData(model=hit.named["model"], citation=citation, row=hit.row)


def _by_name(sentence: Sentence) -> Hit | None:
    """What the name of a data set says to which the sentence links: `…/datasets/someone/gpt4-answers`."""
    names = _DATASET.findall(sentence.raw) if "/datasets/" in sentence.raw else []
    return next((hit for name in names if (hit := sentence.vocabulary.first(_TABLE, name))), None)
