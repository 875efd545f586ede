"""Sections of a card, of other cards and of a gate in a language in which no rows read: what they say is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from auditor.gather.papers import Papers, other_cards
from auditor.gather.reading.gate import gate_sentences
from auditor.parse.languages import unread_language
from auditor.prose.sentences import Sentence
from auditor.schema.citation import Citation
from auditor.schema.unread import Unread, UnreadKind

_PROSE = ("text", "item", "quote", "heading")  # a table or code holds names and samples more often than statements
_SHOWN = 160


def in_unread_languages(papers: Papers) -> tuple[Unread, ...]:
    """The first such section of each card and of the gate, in whichever language: one of a card is told for all."""
    cards = [papers, *other_cards(papers)] if papers.readme else []
    found = [next(_sections(card), None) for card in cards]
    asked = ((_words(read), at) for _, _, at, read in gate_sentences(papers))
    gate = next((_unread(words, name, at) for words, at in asked if (name := unread_language(words))), None)
    return tuple(item for item in (*found, gate) if item)


def _sections(card: Papers) -> Iterator[Unread]:
    """Sections by themselves; then the card as a whole, whose sections may be short."""
    prose = [sentence for sentence in card.text.shown if sentence.kind in _PROSE]
    by_heading = (list(section) for _, section in groupby(prose, lambda sentence: sentence.headings))
    for section in (*by_heading, prose):
        if name := unread_language(_words(section)):
            yield _unread(_words(section), name, card.in_card(section[0].line))


def _words(sentences: Iterable[Sentence]) -> str:
    return " ".join(sentence.words for sentence in sentences)


def _unread(words: str, language: str, at: Citation) -> Unread:
    return Unread.of(UnreadKind.LANGUAGE, words[:_SHOWN], f"is in {language}, which is not read", at)
