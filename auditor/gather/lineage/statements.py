"""What one sentence says about where the model comes from.

Precision first: a sentence counts only where it speaks of this model, says how it comes from another, and names that
one as a model. What is merely mentioned, compared with, or used as judge or tokenizer is no base. How it is said stands
in policies/reading/origins.yaml and origins-behind.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from auditor.gather.lineage.named import folded
from auditor.gather.lineage.own_name import OwnName
from auditor.gather.lineage.owners import named_with_owners
from auditor.gather.lineage.references_in_text import NamingText, Reference, is_as_written, may_name_a_model
from auditor.names.repository_names import is_quantized_name
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit, Vocabulary
from auditor.schema.evidence import Confidence, Relation

TABLE = "origins"
LABEL = "label"  # what a row says that reads a label
_PARTS = f"{TABLE}/parts"
_BEHIND = "origins-behind"
# Rows that read the words of a link.
_LINKS = {"link-to-base": Relation.DERIVED, "link-to-teacher": Relation.DISTILLED}
# Rows of it that words before the name must fit, where a statement asks for them.
_PREPARING = ("announced", "used", "opening")
# How far behind a phrase the model may stand, in characters, by what its row says.
_REACH = {"next": 8, "near": 25, "far": 90}
_USUAL_REACH = 60
_ENDS = re.compile(r"[;!?(]|\.(?!\w)")  # what stands behind it is another statement; a point within a name ends none
_WINDOW = 60  # characters behind a name that are read
_BEFORE_SCRATCH = 80  # `X on so many gigabytes of text from scratch`
_MOST_PLACES = 200
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
    said: tuple[Reference, ...] = ()  # what the sentence has named as a base already

    def first(self, place: int, within: int) -> Reference | None:
        """The model that is named first behind a place; of `the Llama model [a/b]` the repository."""
        found = self.text.first(place, within)
        if found is None or not found.family:
            return found
        behind = next((item for item in self.text.references if item.start >= found.end), None)
        if behind is None or not behind.id or behind.family:
            return found
        between = self.text.words[found.end : behind.start]
        return behind if not between.strip(" :(`'\"") or self.fits("apposition", between) else found

    def is_itself(self, found: Reference) -> bool:
        """Whether this model is named, or the family of its own maker after which it is called."""
        return self.own.is_it(found.id, found.family)

    def _is_its_kind(self, item: Reference, found: Reference) -> bool:
        """Whether a family is named as what this model is, or by which it is called: `a Llama model tuned from …`."""
        if not item.family or item.is_architecture:
            return bool(item.family)
        is_base_too = folded(item.id) in folded(found.id)
        return is_base_too or self.own.begins_with(item.id) or says_what_it_is(self.text.words[: item.start], self)

    def knowing(self, found: Sequence[Reference]) -> _Words:
        """The same, with further models that are known to be bases."""
        return replace(self, said=(*self.said, *found))

    def fits(self, row: str, window: str) -> bool:
        """Whether a row of the table reads a part of the words."""
        return self.vocabulary.fits(f"{TABLE}/{row}", window)

    def is_spoiled_before(self, place: int, found: Reference) -> bool:
        """Whether what stands before says that it is not this model that is spoken of."""
        before = self.text.words[max(0, place - 160) : place]
        return self.fits("spoiled-before", before) or self._is_of_another(place, found)

    def is_spoiled_behind(self, found: Reference) -> bool:
        """Whether the name is the beginning of something else's."""
        return self.is_read_behind("spoiled-behind", found)

    def is_read_behind(self, row: str, found: Reference) -> bool:
        """Whether a row reads what stands behind the name."""
        return self.fits(row, self.text.words[found.end : found.end + _BEFORE_SCRATCH])

    def _is_of_another(self, place: int, found: Reference) -> bool:
        """Whether the sentence's subject is another model, named by its name."""
        own, start = self.own, max(0, place - 300)
        before = self.text.words[start:place]
        named = [item for item in self.text.models if start <= item.start and item.end <= place]
        named = [item for item in named if item not in self.said and not self.is_read_behind("does-its-part", item)]
        others = [item for item in named if not self._is_its_kind(item, found)]
        if any(item.is_exact and own.is_sibling(item.id) for item in others):
            return True
        if any(not own.is_meant_by(item.id.rpartition("/")[2]) for item in others):
            return True
        names = [name for name in _A_NAME.findall(before) if any(char.isdigit() for char in name)]
        return any(not own.is_meant_by(name) for name in names) and not own.is_named_in(before)


def read(sentence: Sentence, own: OwnName) -> tuple[SaidOfBases, ...]:
    """The statements of a sentence, by the order of the rows; no model is named by two of them."""
    vocabulary = sentence.vocabulary
    beyond = (_PARTS, _BEHIND, *(f"{TABLE}/{row}" for row in _LINKS))
    if not sentence.may_fit(TABLE, *beyond) or not may_name_a_model(sentence.raw):
        return ()
    if is_as_written(sentence) and not sentence.may_fit(*beyond) and not sentence.fits(TABLE):
        return ()  # nothing is said, whatever it names: to read names costs most
    text = named_with_owners(sentence)
    words = _Words(text, vocabulary, own)
    asked = sentence if text.words == sentence.words else text.words
    composed = _composed(words, asked)
    found = [composed] if composed else []
    if composed:
        words = words.knowing(composed.references)
    # Twice: what is named first, and said of it by a later row, is no other model that the sentence is about.
    for hit in 2 * list(islice(vocabulary.places(TABLE, asked), _MOST_PLACES)):
        said = _said_by(hit, words)
        if said:
            found.append(said)
            words = words.knowing(said.references)
    found += _behind(words)
    return (*found, *_by_links(words.knowing([item for said in found for item in said.references])))


def _said_by(hit: Hit, words: _Words) -> SaidOfBases | None:
    """What a phrase says with the model that is named behind it, where nothing around it spoils it."""
    how = (hit.says or "").split()
    relation = how[0]
    reach = next((_REACH[word] for word in how if word in _REACH), _USUAL_REACH)
    found = words.first(hit.end, reach)
    if found is None or found in words.said or words.is_itself(found):
        return None
    if not _is_enough(found, how):  # `built on SigLIP and a/b-7b`
        found = next((item for item in words.text.models if item.start >= found.end), found)
        if not _is_enough(found, how) or found.start - hit.end > reach or words.is_itself(found):
            return None
    if ("surely-a-model" in how and not found.is_sure) or ("of-others" in how and words.own.is_sibling(found.id)):
        return None
    if LABEL not in how and not _is_about_it(hit, found, words):
        return None
    return _said(Relation(relation), Confidence.MEDIUM if "unsure" in how else Confidence.HIGH, found, hit, words)


def _is_enough(found: Reference, how: Sequence[str]) -> bool:
    """Whether the row takes what is named: a repository, a family, or the architecture of a part."""
    if not found.family or "part" in how:
        return True
    if "of-generations" in how and not found.has_generations:
        return False
    # `based on BERT` may be its architecture alone
    is_loose = how[:1] == [Relation.DERIVED] and LABEL not in how and "of-weights" not in how
    return not found.is_architecture and "a-repository" not in how and not (is_loose and not found.has_generations)


def _is_about_it(hit: Hit, found: Reference, words: _Words) -> bool:
    how = (hit.says or "").split()
    before, between = words.text.words[: hit.start], words.text.words[hit.end : found.start]
    is_alone = not before.strip("*_-> ")
    if "of-a-model" in how and not (is_alone or words.fits("a-model", before) or words.own.is_named_in(before)):
        return False
    taught = how[0] == Relation.DISTILLED
    return not (
        _ENDS.search(between)
        or words.is_spoiled_before(hit.start, found)
        or words.fits("of-something-else", before[-60:])
        or (words.is_spoiled_behind(found) and not (taught and words.is_read_behind("outputs-behind", found)))
        or (words.fits("spoiled-between", between) and not (taught and words.fits("outputs-between", between)))
    )


def _said(relation: Relation, firm: Confidence, first: Reference, hit: Hit, words: _Words) -> SaidOfBases:
    """The model with those that are joined to it."""
    found = [first]
    for item in words.text.models:
        if item.start < found[-1].end:
            continue
        between = words.text.words[found[-1].end : item.start]
        joined = _BETWEEN_NAMES.match(between) or words.fits("joined", between)
        if item.family and not between.strip():  # `X BERT models`: its kind
            continue
        if not joined or words.is_itself(item) or words.is_spoiled_behind(item):
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
        item for item in words.text.models if item.start >= hit.end and item.is_exact and not words.is_itself(item)
    ]
    return SaidOfBases(tuple(found), Relation.DERIVED, Confidence.HIGH, hit.row, hit.start) if found[1:] else None


def _by_links(words: _Words) -> Iterator[SaidOfBases]:
    """A link that says by its words where it leads: `the [base model](…) was tuned`."""
    for found in words.text.models:
        linked = words.text.words[found.start : found.end]
        row = next((row for row in _LINKS if words.fits(row, linked)), None)
        if row is None or found in words.said or words.is_itself(found):
            continue
        if not (words.is_spoiled_before(found.start, found) or words.is_spoiled_behind(found)):
            relation = relation_of(_LINKS[row], words.own)
            yield SaidOfBases((found,), relation, Confidence.MEDIUM, f"{TABLE}/{row}", found.start)


def _behind(words: _Words) -> Iterator[SaidOfBases]:
    """What stands behind the name of a model: `using X as a base`, `X, tuned on …`, `基于X微调`."""
    for found in words.text.models:
        if found in words.said or words.is_itself(found):
            continue
        joined = (*_joined_before(found, words), found, *_joined_behind(found, words))
        first, behind = joined[0], words.text.words[found.end : found.end + _WINDOW]
        before = words.text.words[: first.start]
        hits = words.vocabulary.every(_BEHIND, behind)
        hit = next((hit for hit in hits if _is_prepared(hit, found, before, words)), None)
        if hit is None or words.is_spoiled_before(first.start, found) or words.is_spoiled_behind(found):
            continue
        relation, *how = (hit.says or "").split()
        firm = Confidence.HIGH if all(item.is_exact for item in joined) and "unsure" not in how else Confidence.MEDIUM
        words = words.knowing(joined)
        yield SaidOfBases(joined, relation_of(Relation(relation), words.own), firm, hit.row, first.start)


def _joined_behind(found: Reference, words: _Words) -> Iterator[Reference]:
    """The models that are joined to one by what stands between: `X mixed with Y`."""
    last = found
    for item in (item for item in words.text.models if item.start >= found.end):
        if words.is_itself(item) or not words.fits("joined", words.text.words[last.end : item.start]):
            return
        yield item
        last = item


def _joined_before(found: Reference, words: _Words) -> tuple[Reference, ...]:
    """The models that are joined to one by what stands between: `X and Y` are merged."""
    chain = [found]
    for item in reversed(words.text.models):
        if item.end > chain[0].start or item in words.said or words.is_itself(item):
            continue
        between = words.text.words[item.end : chain[0].start]
        if not (_BETWEEN_NAMES.match(between) or words.fits("joined", between)):
            break
        chain.insert(0, item)
    return tuple(chain[:-1])


def _is_prepared(hit: Hit, found: Reference, before: str, words: _Words) -> bool:
    """Whether the words before the name are those that the row asks for."""
    how = (hit.says or "").split()
    if not _is_enough(found, how):
        return False
    if "opening" in how and words.said and found.family:
        return False  # `a Llama model that was tuned on X` comes from X
    if "opening" in how and (not before.strip(" `'\"([") or says_what_it_is(before, words)):
        return True
    return all(words.vocabulary.fits(f"{_BEHIND}/{row}", before) for row in how if row in _PREPARING)


def says_what_it_is(before: str, words: _Words) -> bool:
    """Whether the words say of this model what it is: `Garden is a small …`."""
    hit = words.vocabulary.first(f"{_BEHIND}/is-a", before)
    return hit is not None and (not hit.start or words.own.is_named_in(before[: hit.start + 1]))
