"""Bases that the card names in words: in sentences, in lists under a label, and in tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from auditor.gather.lineage.named import Named, folded
from auditor.gather.lineage.own_name import OwnName, words_of_title
from auditor.gather.lineage.owners import named_with_owners
from auditor.gather.lineage.references_in_text import Reference, may_name_a_model
from auditor.gather.lineage.statements import LABEL, TABLE, read, relation_of
from auditor.gather.papers import Papers
from auditor.names.prose import is_of_family
from auditor.parse.files import README
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.evidence import Confidence, LineageEvidence, Relation

_ITEMS = 500  # of a list, at most
_BEGINNING = 3  # characters before what a line begins with


def from_prose(papers: Papers) -> list[Named]:
    """The bases that the card's text names, each id once, firm ones first.

    A family beside a repository of its makers is that repository.
    """
    title = next((words_of_title(head.title) for head in papers.text.headings), frozenset[str]())
    own = OwnName(papers.metadata.id or papers.snapshot.id, title)
    text = papers.text.spoken
    tables = [named for item in text if item.kind == "row" for named in _from_row(item, own)]
    said = [*tables, *_from_sentences([item for item in text if item.kind != "row"], own)]
    unique: dict[str, Named] = {}
    for item in sorted(said, key=lambda item: item.confidence is not Confidence.HIGH):
        unique.setdefault(item.id.lower(), item)
    return [item for item in unique.values() if not is_accounted(item, unique.values())]


def is_accounted(named: Named, beside: Iterable[Named]) -> bool:
    """Whether only a family is named, and one of these is its makers' repository that may be meant."""
    return bool(named.family) and any(
        not item.family and is_of_family(item.id, named.family, named.licenses) for item in beside
    )


def _from_sentences(sentences: list[Sentence], own: OwnName) -> Iterator[Named]:
    """What each sentence names, and each item of a list that a sentence or heading opens."""
    opened, left = None, 0
    for sentence in sentences:
        is_item = sentence.kind == "item"
        if opened and left:
            named = _listed(sentence, opened, own) if is_item or left == _ITEMS else None
            if named or is_item:
                left = left - 1 if is_item else 0
                yield from [named] if named else []
                continue
        opens = _opener(sentence)
        if opens:
            opened, left = opens, _ITEMS
        elif not is_item:
            left = 0
        for said in read(sentence, own):
            for item in said.references:
                yield _named(item, said.relation, said.confidence, sentence, said.row, said.place)


def _opener(sentence: Sentence) -> Hit | None:
    """Words behind which a list of models follows: `Parent models:`, a heading, `… were included in the merge:`."""
    is_heading = sentence.kind == "heading"
    if not is_heading and not sentence.words.rstrip("*_ ").endswith(":"):
        return None
    hit = sentence.vocabulary.first(TABLE, f"{sentence.words.rstrip(' :')}:")
    if hit and LABEL in (hit.says or "") and hit.end > len(sentence.words.rstrip(" :")):
        return hit
    return None if is_heading else sentence.first(f"{TABLE}/parts-of-a-merge")


def _listed(sentence: Sentence, opened: Hit, own: OwnName) -> Named | None:
    """The model that an item begins with; of a list of merged ones, the first that it names."""
    found = next(iter(named_with_owners(sentence).models), None)
    if found is None or own.is_it(found.id, found.family):
        return None
    if opened.says is None:
        relation, near = Relation.MERGE, found.is_exact
    else:
        several = opened.words.rstrip(" :").endswith("s")  # a heading over the members of a family, too
        relation = relation_of(Relation(opened.says.split()[0]), own)
        near = found.start < _BEGINNING and not (several and own.is_sibling(found.id))
    firm = Confidence.HIGH if found.is_exact else Confidence.MEDIUM
    return _named(found, relation, firm, sentence, opened.row, found.start) if near else None


def _from_row(row: Sentence, own: OwnName) -> Iterator[Named]:
    """The base column of the row that bears this model's name, or what stands in a row behind a label."""
    text = named_with_owners(row) if may_name_a_model(row.raw) else None
    cells = text.words.split(" | ") if text else []
    if text is None or len(cells) < 2:
        return
    label = row.vocabulary.first(TABLE, f"{cells[0]}:")
    if label and LABEL in (label.says or "") and label.end > len(cells[0]):
        if sum(item.start > len(cells[0]) + len(cells[1]) + 3 for item in text.models):
            return  # the bases of several models, side by side
        columns = {1: (label.row, Relation((label.says or "").split()[0]))}
    elif folded(cells[0].rpartition("/")[2]) == folded(own.id.rpartition("/")[2]):
        heads = (row.vocabulary.first(f"{TABLE}/column", head) for head in row.columns)
        columns = {number: (hit.row, Relation.DERIVED) for number, hit in enumerate(heads) if hit}
    else:
        return
    places = [0, *accumulate(len(cell) + 3 for cell in cells)]
    for number, (hit_row, relation) in columns.items():
        inside = [item for item in text.models if places[number] <= item.start < places[number + 1]]
        for found in [item for item in inside if not own.is_it(item.id)]:
            firm = Confidence.HIGH if found.is_exact else Confidence.MEDIUM
            yield _named(found, relation_of(relation, own), firm, row, hit_row, found.start)


def _named(
    found: Reference, relation: Relation, confidence: Confidence, sentence: Sentence, row: str, place: int
) -> Named:
    return Named(
        found.id,
        relation,
        README,
        line=sentence.line_at(place),
        quote=sentence.words[:240],
        evidence=LineageEvidence.INFERRED,
        confidence=confidence,
        row=row,
        family=found.family,
        licenses=found.licenses,
    )
