"""Well-known training corpora that a card names, and whether each can be had (policies/reading/corpora.yaml).

That one is named does not say that it is open. A corpus counts as obtainable where its makers, or an archive that they
name, give it out whole, be it as links, for a fee or after a form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Vocabulary

_TABLE = "corpora"


class Supply(StrEnum):
    """Whether a corpus can be had."""

    PUBLIC = "public"  # whole, from its makers
    TASK = "task"  # public too, and made for one task or for instructions: no model learns to read from it
    RAW = "raw"  # a place rather than a set: which part of it was taken is not said by the name
    CHANGED = "changed"  # given out in part, on request, or again in another form
    WITHDRAWN = "withdrawn"  # its host took it down; others, or its makers in another form, still have it
    GONE = "gone"  # nobody who may gives it out
    CLOSED = "closed"  # never given out


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus as a card names it: the row that knows it, and where its name begins."""

    name: str
    supply: Supply
    row: str
    start: int

    @property
    def is_lost(self) -> bool:
        """Whether its makers no longer give it out, or never did."""
        return self.supply in (Supply.WITHDRAWN, Supply.GONE, Supply.CLOSED)


def corpora(sentence: Sentence) -> tuple[str, ...]:
    """The corpora named, each once."""
    return tuple(dict.fromkeys(item.name for item in found(sentence)))


def found(sentence: Sentence) -> Iterator[Corpus]:
    """The corpora named, in order; of names that begin at the same place the longest, then that of the earlier row."""
    places = sentence.vocabulary.places(_TABLE, sentence)
    end = 0
    for hit in sorted(places, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            name = hit.words.partition(" (")[0].strip(" .,")
            yield Corpus(name, Supply(hit.says or Supply.RAW), hit.row, hit.start)
            end = hit.end


def is_hub_id(dataset: str, vocabulary: Vocabulary) -> bool:
    """Whether a declared id without an account is that of a known corpus (`librispeech_asr`, `the_pile`)."""
    return vocabulary.fits_heading(f"{_TABLE}/hub-ids", dataset.strip())
