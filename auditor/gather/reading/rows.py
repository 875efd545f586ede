"""Rows of tables that say nothing of this model's terms: other models, other versions, what it was measured on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice

from auditor.prose.sentences import Sentence

_EXPLAINED = "explained"
_VERSION = re.compile(r"v?(\d+(?:\.\d+)*)", re.IGNORECASE)
_OWN_VERSION = re.compile(r"(?<![a-z0-9])v(\d+(?:\.\d+)*)(?![a-z0-9])", re.IGNORECASE)
_SCORE = re.compile(r"[<>~≈]?\s*\d{1,3}(?:[.,]\d+)?\s*%?")
_NUMBER = re.compile(r"(?:LABEL_|class )?\d{1,3}", re.IGNORECASE)
_MOST_CELLS = 24
_SHORT = 80
_ALIKE = 0.6  # of the letters: a transcript of the same recording


def with_cells(shown: Iterable[Sentence], model_id: str) -> Iterator[Sentence]:
    """Each sentence, and behind a row of this model its cells, each with the head of its column where that tells."""
    for sentence in shown:
        yield sentence
        if sentence.kind == "row" and len(sentence.columns) > 1 and not is_of_another(sentence, model_id):
            vocabulary = sentence.vocabulary
            for column, cell in islice(zip(sentence.columns, sentence.cells, strict=False), 1, _MOST_CELLS):
                if cell.strip() and len(cell) <= _SHORT and vocabulary.fits_heading("alarm", column):
                    said = f"{column}: {cell}"
                    yield replace(sentence, words=said, raw=said, columns=(), starts=())


def is_of_another(row: Sentence, model_id: str) -> bool:
    """Whether a row of a table is that of another model or version, by what it begins with."""
    if not row.columns or not row.label or row.vocabulary.fits(f"{_EXPLAINED}/this-model", row.label):
        return False
    own = model_id.rpartition("/")[2]
    if row.vocabulary.fits_heading(f"{_EXPLAINED}/version-column", row.columns[0]):
        version, mine = _VERSION.fullmatch(row.label.strip()), _OWN_VERSION.search(own)
        # `v2` may well mean v2.1; where the name says no version, any row may be this model's
        return version is not None and mine is not None and not f"{mine[1]}.".startswith(f"{version[1]}.")
    vocabulary = row.vocabulary
    if not vocabulary.fits_heading(f"{_EXPLAINED}/model-column", row.columns[0]):
        return False
    if vocabulary.fits(f"{_EXPLAINED}/own-row", row.label):
        return False
    name, *own_names = (_letters(words) for words in (row.label, own, *row.headings[:1]))  # its title is a name of it
    return bool(name) and all(name[:4] != known[:4] for known in own_names)


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def is_measured(row: Sentence) -> bool:
    """Whether a row is a class with its score or number, or what was said beside what was recognised."""
    if row.kind != "row" or len(row.columns) < 2:
        return False

    def heads(name: str, column: str) -> bool:
        return row.vocabulary.fits_heading(f"{_EXPLAINED}/{name}", column)

    cells = row.cells
    if heads("class-column", row.columns[0]):
        if _NUMBER.fullmatch(cells[0].strip()) and len(cells) == 2 and heads("meaning-column", row.columns[1]):
            return True
        scored = zip(row.columns[1:], cells[1:], strict=False)
        return any(heads("score-column", head) and bool(_SCORE.fullmatch(cell.strip())) for head, cell in scored)
    if len(cells) < 2 or not (heads("said-column", row.columns[0]) and heads("heard-column", row.columns[1])):
        return False
    return SequenceMatcher(None, cells[0].lower(), cells[1].lower(), autojunk=False).ratio() >= _ALIKE
