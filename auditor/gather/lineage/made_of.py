"""A net under the rows of phrases: a sentence that names one family and says that something was made.

Which words say what is made of what, no table lists whole. Where no row reads a base and nothing else shows one, a
sentence that names one family with terms of its own, and a verb of making with who did it, is a guess of medium
confidence. Nothing is guessed where anything in it compares, denies, measures, or says that the family did something
else.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.gather.lineage.named import Named
from auditor.gather.lineage.own_name import OwnName, words_of_title
from auditor.gather.lineage.owners import named_with_owners
from auditor.gather.lineage.references_in_text import NamingText, Reference, may_name_a_model
from auditor.gather.papers import Papers
from auditor.names.prose import in_prose
from auditor.names.table import table
from auditor.parse.files import README
from auditor.prose.sentences import Sentence
from auditor.schema.evidence import Confidence, LineageEvidence, Relation

_MADE, _ORIGIN, _BY_NAME = "origins/made-by-us", "origins/told-of-its-origin", "origins/told-by-its-name"
_SAYING = (_MADE, _ORIGIN, _BY_NAME)
_NOT_MADE = "origins/not-made-by-us"
_ELSEWHERE = ("sections/evaluation", "sections/thanks", "origins/about-others")
_BEHIND = "origins/spoiled-behind"
# A base under one of these alone asks for nothing that a license of the model's own does not.
_OPEN = frozenset(["Apache-2.0", "MIT", "BSD-3-Clause", "BSD-2-Clause", "CC-BY-4.0", "CC0-1.0"])
_WINDOW = 60


def made_of(papers: Papers) -> list[Named]:
    """The families that the card's own description says something is made of, each once."""
    title = next((words_of_title(head.title) for head in papers.text.headings), frozenset[str]())
    own = OwnName(papers.metadata.id or papers.snapshot.id, title)
    unique: dict[str, Named] = {}
    for sentence in papers.text.spoken:
        if sentence.kind in ("text", "item") and sentence.may_fit(*_SAYING) and may_name_a_model(sentence.raw):
            for found in _named_in(sentence, own):
                unique.setdefault(found.id.lower(), found)
    return list(unique.values())


def _named_in(sentence: Sentence, own: OwnName) -> Iterator[Named]:
    hits = [hit for hit in (sentence.first(row) for row in _SAYING) if hit]
    if not hits or sentence.fits(_NOT_MADE) or any(sentence.under(row) for row in _ELSEWHERE):
        return
    text = named_with_owners(sentence)
    if len(text.models) != 1 or not _is_meant(text, sentence, own):
        return
    found = text.models[0]
    is_called = own.is_named_in(text.words[: found.start])
    hit = next((hit for hit in hits if hit.row != _BY_NAME or is_called), None)
    if hit is None:
        return
    yield Named(
        found.id,
        Relation.DERIVED,
        README,
        line=sentence.line_at(found.start),
        quote=sentence.words[:240],
        evidence=LineageEvidence.INFERRED,
        confidence=Confidence.MEDIUM,
        row=hit.row,
        family=found.family,
        licenses=found.licenses,
    )


def _is_meant(text: NamingText, sentence: Sentence, own: OwnName) -> bool:
    """Whether the only model is a family's in words, of which others tune members, and whose terms are not open."""
    found = text.models[0]
    if found.is_exact or own.is_it(found.id, found.family):
        return False
    behind = text.words[found.end : found.end + _WINDOW]
    return _has_terms(text, found, own) and not sentence.vocabulary.fits(_BEHIND, behind)


def _has_terms(text: NamingText, found: Reference, own: OwnName) -> bool:
    named = next((item for item in in_prose(text.words) if item.start >= found.start and item.end <= found.end), None)
    if named is None:
        return False
    row = table().by_id[named.family]
    is_theirs = table().is_makers(own.id.rpartition("/")[0], row)
    return row.others == "tune" and not row.closed and not is_theirs and not _OPEN.issuperset(named.licenses)
