"""Sentences together with the words that lead to them: "You may not:" over a list, a heading over "Not permitted.", the
first of a row's two cells.

What is led says by itself too little for a phrase: `Commercial use | Not allowed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.prose.sentences import Sentence

_LONGEST = 120  # characters of what leads, and of what is led by a heading


def led(found: Iterable[Sentence], table: str) -> Iterator[Sentence]:
    """Each sentence, and behind it what it says with the words that lead to it, where a row of `table` may read it."""
    opener = ""
    may_lead: dict[str, bool] = {}
    for item in found:
        yield item
        for lead, rest in _leads(item, opener):
            if lead not in may_lead:
                may_lead[lead] = item.vocabulary.may_fit(table, lead)
            if (may_lead[lead] or item.may_fit(table)) and not _says(item, lead, table):
                words = f"{lead} {rest}"
                yield Sentence(words, words, item.line, item.kind, item.headings, vocabulary=item.vocabulary)
        if item.kind not in ("item", "code"):
            opener = item.words.rstrip(": ") if item.kind == "text" and item.words.endswith(":") else ""


def _leads(item: Sentence, opener: str) -> Iterator[tuple[str, str]]:
    """What leads to the sentence, and the rest."""
    if item.kind == "item" and opener:
        yield opener[-_LONGEST:], item.words
    if item.kind in ("item", "text") and item.headings and len(item.words) <= _LONGEST:
        yield f"{item.heading[:_LONGEST]}:", item.words
    if item.kind == "row" and len(item.cells) == 2:
        yield f"{item.label}:", item.cells[1]


def _says(item: Sentence, lead: str, table: str) -> bool:
    """Whether one of the two says it alone: then nothing is led."""
    return item.fits(table) or item.vocabulary.fits_heading(table, lead)
