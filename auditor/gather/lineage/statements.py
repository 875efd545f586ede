"""What one sentence says about where the model comes from.

Precision first: a sentence counts only where it speaks of this model, says how it comes from another, and names that
one as a model. What is merely mentioned, compared with, or used as judge or tokenizer is no base. How it is said stands
in policies/reading/origins.yaml and origins-behind.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.gather.lineage.own_name import OwnName
from auditor.gather.lineage.references_in_text import (
    NamingText,
    Reference,
    is_as_written,
    may_name_a_model,
    naming_text,
)
from auditor.names.repository_names import is_quantized_name
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit, Vocabulary
from auditor.schema.evidence import Confidence, Relation

MAX_BASES = 12
TABLE = "origins"
LABEL = "label"  # what a row says that reads a label
_PARTS = f"{TABLE}/parts"
_BEHIND = "origins-behind"
# Rows of it that words before the name must fit, where a statement asks for them.
_PREPARING = ("announced", "used", "opening")
# How far behind a phrase the model may stand, in characters, by what its row says.
_REACH = {"next": 8, "near": 25, "far": 90}
_USUAL_REACH = 60
# A word that is a model's name: parts joined by hyphens, one with a digit.
_A_NAME = re.compile(r"(?<![\w/(\[.-])(?=[\w.]*[A-Za-z])[A-Za-z][\w.]*(?:-[\w.]+)+(?![\w/\]-])")
_BETWEEN_NAMES = re.compile(r"[\s,&+、/`'\"]{0,6}\Z")


@dataclass(frozen=True)
class SaidOfBases:
    """What one sentence says: models, how this one comes from them, how firm that is, and by which words."""

    references: tuple[Reference, ...]
    relation: Relation
    confidence: Confidence
    row: str
    place: int


@dataclass(frozen=True)
class _Words:
    """A sentence with the models that it names, read for one repository."""

    text: NamingText
    vocabulary: Vocabulary
    own: OwnName

    def fits(self, row: str, window: str) -> bool:
        """Whether a row of the table reads a part of the words."""
        return self.vocabulary.fits(f"{TABLE}/{row}", window)

    def is_spoiled_before(self, place: int) -> bool:
        """Whether what stands before says that it is not this model that is spoken of."""
        before = self.text.words[max(0, place - 160) : place]
        return self.fits("spoiled-before", before) or self._is_of_another(place)

    def is_spoiled_behind(self, found: Reference) -> bool:
        """Whether the name is the beginning of something else's."""
        return self.fits("spoiled-behind", self.text.words[found.end : found.end + 60])

    def _is_of_another(self, place: int) -> bool:
        """Whether the sentence's subject is another model, named by its name."""
        own, start = self.own, max(0, place - 300)
        before = self.text.words[start:place]
        others = [item for item in self.text.models if start <= item.start and item.end <= place]
        if any(item.is_exact and own.is_sibling(item.id) for item in others):
            return True
        if any(not own.is_meant_by(item.id.rpartition("/")[2]) for item in others):
            return True
        names = [name for name in _A_NAME.findall(before) if any(char.isdigit() for char in name)]
        return any(not own.is_meant_by(name) for name in names) and not own.is_named_in(before)


def read(sentence: Sentence, own: OwnName) -> SaidOfBases | None:
    """The first statement of a sentence, by the order of the rows; None where it makes none."""
    vocabulary = sentence.vocabulary
    if not sentence.may_fit(TABLE, _PARTS, _BEHIND) or not may_name_a_model(sentence.raw):
        return None
    if is_as_written(sentence) and not sentence.may_fit(_PARTS, _BEHIND) and not sentence.fits(TABLE):
        return None  # nothing is said, whatever it names: to read names costs most
    text = naming_text(sentence)
    words = _Words(text, vocabulary, own)
    asked = sentence if text.words == sentence.words else text.words
    for hit in vocabulary.places(TABLE, asked):
        said = _said_by(hit, words)
        if said:
            return said
    return _composed(words, asked) or _behind(words)


def _said_by(hit: Hit, words: _Words) -> SaidOfBases | None:
    """What a phrase says with the model that is named behind it, where nothing around it spoils it."""
    relation, *how = (hit.says or "").split()
    reach = next((_REACH[word] for word in how if word in _REACH), _USUAL_REACH)
    found = words.text.first(hit.end, reach)
    if found is None or words.own.is_it(found.id) or ("surely-a-model" in how and not found.is_sure):
        return None
    if LABEL not in how and not _is_about_it(hit, found, words, needs_model="of-a-model" in how):
        return None
    return _said(Relation(relation), Confidence.MEDIUM if "unsure" in how else Confidence.HIGH, found, hit, words)


def _is_about_it(hit: Hit, found: Reference, words: _Words, *, needs_model: bool) -> bool:
    before = words.text.words[: hit.start]
    between = words.text.words[hit.end : found.start]
    if (
        needs_model
        and before.strip("*_-> ")
        and not words.fits("a-model", before)
        and not words.own.is_named_in(before)
    ):
        return False
    return not (
        any(mark in between for mark in ".;!?(")
        or words.is_spoiled_before(hit.start)
        or words.fits("of-something-else", before[-60:])
        or words.is_spoiled_behind(found)
        or words.fits("spoiled-between", between)
    )


def _said(relation: Relation, firm: Confidence, first: Reference, hit: Hit, words: _Words) -> SaidOfBases:
    """The model with those that are joined to it."""
    found = [first]
    for item in words.text.models:
        if item.start < found[-1].end or len(found) == MAX_BASES:
            continue
        between = words.text.words[found[-1].end : item.start]
        joined = _BETWEEN_NAMES.match(between) or words.fits("joined", between)
        if not joined or words.own.is_it(item.id) or words.is_spoiled_behind(item):
            break
        found.append(item)
    firm = firm if all(item.is_exact for item in found) else Confidence.MEDIUM
    return SaidOfBases(tuple(found), relation_of(relation, words.own), firm, hit.row, hit.start)


def relation_of(said: Relation, own: OwnName) -> Relation:
    """A copy in another format is a quantized copy, whatever the verb."""
    return Relation.QUANTIZED if said is Relation.DERIVED and is_quantized_name(own.id) else said


def _composed(words: _Words, asked: Sentence | str) -> SaidOfBases | None:
    """`this model consists of X, a projector and Y`."""
    hit = words.vocabulary.first(_PARTS, asked)
    if hit is None or not words.own.is_named_in(words.text.words[: hit.start]):
        return None
    found = [
        item for item in words.text.models if item.start >= hit.end and item.is_exact and not words.own.is_it(item.id)
    ]
    return (
        SaidOfBases(tuple(found[:MAX_BASES]), Relation.DERIVED, Confidence.HIGH, hit.row, hit.start)
        if found[1:]
        else None
    )


def _behind(words: _Words) -> SaidOfBases | None:
    """What stands behind the name of a model: `using X as a base`, `X, tuned on …`, `基于X微调`."""
    for found in words.text.models:
        before, behind = words.text.words[: found.start], words.text.words[found.end : found.end + 60]
        hits = words.vocabulary.every(_BEHIND, behind)
        hit = next((hit for hit in hits if _is_prepared(hit, before, words.vocabulary)), None)
        if hit is None or words.own.is_it(found.id):
            continue
        if words.is_spoiled_before(found.start) or words.is_spoiled_behind(found):
            continue
        relation, *how = (hit.says or "").split()
        firm = Confidence.HIGH if found.is_exact and "unsure" not in how else Confidence.MEDIUM
        return SaidOfBases((found,), relation_of(Relation(relation), words.own), firm, hit.row, found.start)
    return None


def _is_prepared(hit: Hit, before: str, vocabulary: Vocabulary) -> bool:
    """Whether the words before the name are those that the row asks for."""
    needed = [row for row in (hit.says or "").split() if row in _PREPARING]
    begins = "opening" in needed and not before.strip(" `'\"")
    return begins or all(vocabulary.fits(f"{_BEHIND}/{row}", before) for row in needed)
