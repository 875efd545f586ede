"""Words that withhold: "was not released", "proprietary data", "publicly available online data" without a name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from auditor.gather.papers import Papers
from auditor.gather.reading.corpora import corpora
from auditor.gather.reading.stages import stage_of
from auditor.prose.sentences import Sentence
from auditor.schema.reading import Manner, Part, Refusal, Stage

MAX_REFUSALS = 20

_TABLE = "refusals"
_TAKEN_BACK = tuple(f"{_TABLE}/{row}" for row in ("of-others", "on-privacy", "on-results", "to-the-user"))


def refusals(papers: Papers, found: list[Sentence]) -> tuple[Refusal, ...]:
    """What the card says is not given."""
    return tuple(islice((item for sentence in found for item in _of(papers, sentence)), MAX_REFUSALS))


def _of(papers: Papers, sentence: Sentence) -> Iterator[Refusal]:
    if sentence.kind in ("code", "quote"):
        return
    for hit in sentence.every(_TABLE):
        if any(sentence.fits(row) for row in _TAKEN_BACK):
            return
        part, manner = _said(hit.says or "")
        stage = stage_of(sentence)
        if _holds(sentence, part, manner, stage):
            partly = manner is not Manner.NOT_NAMED and sentence.fits(f"{_TABLE}/partly")
            at = papers.in_card(sentence.line_at(hit.start))
            yield Refusal(of=part, manner=manner, stage=stage, partly=partly, citation=at, row=hit.row)
            return


def _said(says: str) -> tuple[Part, Manner]:
    part, _, manner = says.partition("/")
    return Part(part), Manner(manner)


def _holds(sentence: Sentence, part: Part, manner: Manner, stage: Stage) -> bool:
    """Whether it is of the model's own training, as far as these words leave that open."""
    if manner is Manner.NOT_KNOWN or part is Part.WEIGHTS:
        return True
    if manner is Manner.NOT_RELEASED:
        return stage is not Stage.EVALUATION
    if manner is Manner.PROPRIETARY:
        return stage is not Stage.EVALUATION and _is_of_training(sentence)
    named = corpora(sentence) or "dataset" in sentence.lower
    linked = any("datasets/" in link for link in sentence.links)
    return not (named or linked) and _is_of_training(sentence)


def _is_of_training(sentence: Sentence) -> bool:
    """Whether it speaks of training, or stands where training is spoken of."""
    beside = (*sentence.headings[-2:], *sentence.columns)
    row = f"{_TABLE}/training"
    return sentence.fits(row) or any(sentence.vocabulary.fits_heading(row, words) for words in beside)
