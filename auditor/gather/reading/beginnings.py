"""Where the card says that training began with another model: its data is then a part of this one's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.gather.papers import Papers
from auditor.names.families import is_tuned_word
from auditor.names.prose import in_prose
from auditor.names.table import table
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.citation import Citation

MAX_STATEMENTS = 6

_TABLE = "beginnings"
# Rows behind which a family is named, and what may stand between.
_BETWEEN = {"from-a-family": re.compile(r"\W{0,4}"), "near-a-family": re.compile(r"[^.;|。；]{0,20}")}

_NAME = re.compile(r"(?<![\w./-])(?:[\w.-]{1,96}/)?(?P<name>[A-Za-z][\w.-]{2,95})", re.ASCII)
_PARTS = re.compile(r"[-_.]")


def beginnings(papers: Papers, found: list[Sentence]) -> tuple[Citation, ...]:
    """The places that say that the model was made from another."""
    lines = dict.fromkeys(line for item in found if (line := _begins(item)))
    return tuple(papers.in_card(line) for line in list(lines)[:MAX_STATEMENTS])


def _begins(sentence: Sentence) -> int | None:
    """The line where the sentence says so."""
    if sentence.kind in ("code", "quote"):
        return None
    hit = sentence.first(_TABLE) or _from_a_family(sentence)
    return sentence.line_at(hit.start) if hit and not sentence.fits(f"{_TABLE}/not-so") else None


def _from_a_family(sentence: Sentence) -> Hit | None:
    """The words behind which a checkpoint of a family is named, and no architecture or paper of it."""
    vocabulary, words = sentence.vocabulary, sentence.words
    hits = [(hit, gap) for row, gap in _BETWEEN.items() for hit in vocabulary.places(f"{_TABLE}/{row}", sentence)]
    named = list(_checkpoints(words)) if hits else []
    return next(
        (
            hit
            for hit, gap in hits
            for start, end in named
            if start >= hit.end and gap.fullmatch(words, hit.end, start)
            if not vocabulary.fits(f"{_TABLE}/no-model", words[end:][:40])
        ),
        None,
    )


def _checkpoints(words: str) -> Iterator[tuple[int, int]]:
    """Where models are named that others begin from: families with weights, and words such as BioBERT. No person is."""
    for name in in_prose(words):
        row = table().by_id[name.family]
        if not row.closed and row.others != "train":
            yield name.start, name.end
    for match in _NAME.finditer(words):
        if any(is_tuned_word(part) and not part.istitle() for part in _PARTS.split(match["name"])):
            yield match.span()
