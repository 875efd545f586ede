"""What a repository asks of those who want its files: the gate's prompt, heading, description, button and fields.

Whoever passes the gate agrees to it, so its words limit the use as the card's do. A prompt that is a license text from
end to end is read as that (gather/texts.py), and not by sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

from auditor.gather.bounds import is_beyond, readable
from auditor.gather.papers import MAX_QUOTE, Papers
from auditor.gather.reading.alarm import Heard, unread
from auditor.gather.reading.limits import Limit, limited, limits_of
from auditor.gather.reading.places import place_below
from auditor.licenses.fingerprints import Index
from auditor.licenses.identify import identify
from auditor.parse.places import answer, folded
from auditor.prose.sentences import Sentence
from auditor.prose.text import read_terms
from auditor.prose.vocabulary import Hit
from auditor.schema.citation import Citation
from auditor.schema.evidence import Statement
from auditor.schema.unread import Unread, UnreadKind

PROMPT = "extra_gated_prompt"
_GATE, _EU = "extra gated", "extra gated eu disallowed"
_BUTTON = "extra gated button content"  # of "Acknowledge license" weak words say nothing
_LABEL = 5  # words up to which a button has a label, and no terms
_DEEPEST = 8  # levels of lists and mappings: fields have options, and options labels
_BEGINNING = 40
_SHORTEST_TEXT = 600
_KNOWN = ("exact", "exact-with-extra")  # answers by which words are those of a license


def gate_limits(papers: Papers, *, prompt_is_license: bool = False) -> tuple[Statement, ...]:
    """The gate's words that limit the model's use, each cited where it stands."""
    found: dict[tuple[str, str], tuple[Limit, Citation]] = {}
    for key, _, citation, read in gate_sentences(papers):
        if key == folded(PROMPT) and prompt_is_license:
            continue
        for sentence in read:
            at = cited(papers, sentence, citation)
            for limit in limits_of(sentence, papers.snapshot.id):
                found.setdefault((limit.kind, limit.row), (limit, at))
    return tuple(limit.at(citation) for limit, citation in limited(found.values()))


def gate_unread(papers: Papers, index: Index) -> tuple[Unread, ...]:
    """The gate's words that may be terms and that no row read; what a known license says there is read."""
    regions: list[Unread] = []
    asked: list[Heard] = []
    for key, value, citation, read in gate_sentences(papers):
        if key == _EU:
            if not isinstance(value, str | bool) or answer(str(value)) is not False:
                words, why = f"extra_gated_eu_disallowed: {value}", "keeps people in the European Union out"
                regions.append(Unread.of(UnreadKind.REGION, words, why, citation))
            continue
        text = readable(_text(value))
        terms = key != _BUTTON or len(text.split()) > _LABEL
        asked += (
            Heard(one, partial(cited, papers, one, citation), terms=terms, kind=UnreadKind.GATE)
            for one in _beyond(read, text, index if key == folded(PROMPT) else None)
        )
    return (*regions[:1], *unread(asked, papers.snapshot.id))


def _beyond(read: tuple[Sentence, ...], text: str, index: Index | None) -> Iterator[Sentence]:
    """The sentences that are no part of a known license's text; of one that only resembles a license, all."""
    known = identify(text, index) if index and len(text) > _SHORTEST_TEXT else None
    spans = known.beyond if known and known.licenses and known.answer in _KNOWN else None
    for sentence in read:
        if spans is None or any(first <= sentence.last_line and sentence.line <= last for first, last in spans):
            yield sentence


def cited(papers: Papers, sentence: Sentence, key: Citation, hit: Hit | None = None) -> Citation:
    """The line of the key's value on which the sentence stands, or as much of it as a line holds."""
    if key.pointer is not None:
        whole = isinstance(papers.metadata.card.get(key.pointer.rpartition("/")[2]), str)
        return key.model_copy(update={"quote": sentence.words[:MAX_QUOTE]}) if whole else key
    wanted = (sentence.words, *((hit.words,) if hit else ()), sentence.words[:_BEGINNING])
    return place_below(papers, key, *wanted)


@lru_cache(maxsize=16)
def gate_sentences(papers: Papers) -> tuple[tuple[str, Any, Citation, tuple[Sentence, ...]], ...]:
    """The gate's keys with their sentences, read once."""
    return tuple(
        (key, value, at, read_terms(readable(_text(value)), papers.vocabulary)) for key, value, at in _written(papers)
    )


def unread_gate(papers: Papers) -> bool:
    """Whether the gate says more than is read."""
    return any(is_beyond(_text(value)) for _, value, _ in _written(papers))


def _text(value: Any) -> str:
    return "\n\n".join(_words(value))


def _words(value: Any, depth: int = 0) -> Iterator[str]:
    """The strings in a value, wherever they stand: names of fields, their options, and what these are called."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list) and depth < _DEEPEST:
        items = (part for pair in value.items() for part in pair) if isinstance(value, dict) else value
        for item in items:
            yield from _words(item, depth + 1)


def _written(papers: Papers) -> Iterator[tuple[str, Any, Citation]]:
    """The gate's keys, folded, in the card and in the API's copy of it, which need not agree."""
    own: list[tuple[str, Any]] = []
    for key, value, line in papers.card.fields() if papers.readme else ():
        if folded(key).startswith(_GATE) and value is not None:
            own.append((folded(key), value))
            yield folded(key), value, papers.in_card(line)
    for key, value in papers.metadata.card.items():
        if folded(key).startswith(_GATE) and value is not None and (folded(key), value) not in own:
            yield folded(key), value, papers.at_pointer(f"/cardData/{key}", value)
