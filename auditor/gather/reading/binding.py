"""What binds in a file that is named for terms, without a word of the alarm: for whom, where, how many, whose.

Elsewhere such words say next to nothing; a file called RULES or CONDITIONS is written to bind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.gather.reading.explained import is_explained
from auditor.gather.reading.limits import limits_of
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit

_TABLE = "terms-files"
_ASIDE = f"{_TABLE}/aside"
_SURE = (f"{_TABLE}/whose", f"{_TABLE}/for-whom")
_WORDS = 3  # fewer say nothing by themselves


def binding(sentences: Iterable[Sentence], model_id: str, *, notice: bool) -> Iterator[tuple[Sentence, Hit]]:
    """The sentences that bind, each with the words; of a notice those that are no attribution."""
    for sentence in sentences:
        hit = _binds(sentence)
        if hit is None or is_explained(sentence, model_id) or next(limits_of(sentence, model_id), None):
            continue
        if not (sentence.fits(_ASIDE) and (notice or hit.row not in _SURE)):
            yield sentence, hit


def _binds(sentence: Sentence) -> Hit | None:
    if sentence.kind == "heading" or (len(sentence.words.split()) < _WORDS and sentence.words.isascii()):
        return None
    return next(sentence.every(_TABLE), None)
