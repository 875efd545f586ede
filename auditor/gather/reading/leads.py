"""Sentences together with the words that lead to them: "You may not:" over a list, a heading over "Not permitted.", the
first of a row's cells, a question before its answer.

What is led says by itself too little for a phrase: `Commercial use | Not allowed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.prose.plain import plain
from auditor.prose.sentences import Sentence

_LONGEST = 120  # characters of what leads, and of what is led by a heading
_QUESTION = 200  # characters of a question
_MOST_CELLS = 6
# Pictures of prohibition that are no words; a mark that phrases know stands for them.
_SIGNS = ("\N{NO ENTRY SIGN}", "\N{NO ENTRY}")
_MARK = " \N{CROSS MARK} "


def led(found: Iterable[Sentence], *tables: str) -> Iterator[Sentence]:
    """Each sentence, and behind it what it says with the words that lead to it, where a row may read it."""
    opener, question = "", ""
    may_lead: dict[str, bool] = {}
    for item in found:
        yield item
        if not item.raw.isascii() and any(sign in item.raw for sign in _SIGNS) and not any(map(item.fits, tables)):
            yield _with(item, plain(item.raw.replace(_SIGNS[0], _MARK).replace(_SIGNS[1], _MARK)))
        for lead, rest in _leads(item, opener, question):
            if lead not in may_lead:
                may_lead[lead] = _may_fit(item, tables, lead)
            if (may_lead[lead] or any(map(item.may_fit, tables))) and not _says(item, lead, tables):
                yield _with(item, f"{lead} {rest}")
        if item.kind not in ("item", "code"):
            opener = item.words.rstrip(": ") if item.kind == "text" and item.words.endswith(":") else ""
        question = item.words[-_QUESTION:] if item.words.rstrip("\"')").endswith(("?", "\u061f")) else ""


def _leads(item: Sentence, opener: str, question: str) -> Iterator[tuple[str, str]]:
    """What leads to the sentence, and the rest."""
    if item.kind == "item" and opener:
        yield opener[-_LONGEST:], item.words
    if item.kind in ("item", "text", "quote", "html") and question:
        yield question, item.words[:_LONGEST]
    if item.kind in ("item", "text", "quote") and item.headings and len(item.words) <= _LONGEST:
        yield f"{item.heading[:_LONGEST]}:", item.words
    if item.kind == "row" and 2 <= len(item.cells) <= _MOST_CELLS:
        for cell in item.cells[1:]:
            yield f"{item.label}:", cell


def _with(item: Sentence, words: str) -> Sentence:
    return Sentence(words, words, item.line, item.kind, item.headings, vocabulary=item.vocabulary)


def _may_fit(item: Sentence, tables: tuple[str, ...], words: str) -> bool:
    return any(item.vocabulary.may_fit(table, words) for table in tables)


def _says(item: Sentence, lead: str, tables: tuple[str, ...]) -> bool:
    """Whether one of the two says it alone: then nothing is led."""
    return any(item.fits(table) or item.vocabulary.fits_heading(table, lead) for table in tables)
