"""Which stage of training a sentence speaks of: by its own words, else by the headings above it."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.gather.papers import Papers
from auditor.names.families import is_tuned_name, names_own_family
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Vocabulary
from auditor.schema.reading import Stage

_TABLE = "stages"
_PARTS = re.compile(r"[-_. ]+")


def stage_of(sentence: Sentence) -> Stage:
    """The stage a sentence speaks of."""
    said = _of(sentence.vocabulary, sentence)
    for heading in reversed(sentence.headings):
        if said is not None:
            break
        said = _of_heading(sentence.vocabulary, heading)
    return said or Stage.UNSTATED


def is_tuned(papers: Papers, found: list[Sentence]) -> bool:
    """Whether the model was there before: its card says so, or its task is one that a trained model is tuned for."""
    front, metadata, vocabulary = papers.card, papers.metadata, papers.vocabulary
    tags = {*metadata.tags, metadata.word("pipeline_tag"), metadata.word("library_name")}
    tags |= {text for key in ("pipeline_tag", "tags", "library_name") for text, _ in front.values(key)}
    if any(vocabulary.fits_heading(f"{_TABLE}/tag-of-tuned", tag) for tag in tags if tag):
        return True
    return _is_of_anothers_family(papers.snapshot.id, vocabulary) or any(
        item.fits(f"{_TABLE}/was-tuned") for item in found
    )


def _is_of_anothers_family(model_id: str, vocabulary: Vocabulary) -> bool:
    """Whether it bears the name of a family of checkpoints that others tune, or says that it was tuned."""
    owner, _, name = model_id.rpartition("/")
    if not owner:
        return False
    if is_tuned_name(model_id):
        return True
    says_so = any(vocabulary.fits_heading(f"{_TABLE}/called-tuned", part) for part in _PARTS.split(name))
    return says_so and not names_own_family(model_id)


def _of(vocabulary: Vocabulary, text: str | Sentence) -> Stage | None:
    hit = vocabulary.first(_TABLE, text)
    said = Stage(str(hit.says)) if hit else None
    trained = vocabulary.fits(f"{_TABLE}/training", text)
    if said is Stage.EVALUATION and (trained or vocabulary.fits(f"{_TABLE}/against", text)):
        said = None
    return said or (Stage.UNSTATED if trained else None)


@lru_cache(maxsize=8_192)
def _of_heading(vocabulary: Vocabulary, heading: str) -> Stage | None:
    return _of(vocabulary, heading) or (Stage.EVALUATION if vocabulary.fits(f"{_TABLE}/results", heading) else None)
