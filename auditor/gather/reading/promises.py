"""Words that promise: "coming soon", "will be released". A promise is no evidence of what it promises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from auditor.gather.papers import Papers
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.reading import Part, Promise

MAX_PROMISES = 20
NO_EARLIER = date(2026, 1, 1)

_TABLE = "promises"
# What is promised, as the table names its rows: the first one that is named decides.
_PARTS = (Part.PAPER, Part.DATA, Part.CODE, Part.WEIGHTS)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"\b(20[12]\d)-(\d\d)-(\d\d)|\b([A-Z][a-z]{2,8})\.? (?:\d{1,2},? )?(20[12]\d)\b")


def promises(papers: Papers, found: Sequence[Sentence]) -> tuple[Promise, ...]:
    """What the card says will come, and how long that has stood."""
    kept = list(islice(_all(found), MAX_PROMISES))
    if not kept:
        return ()
    days = _days(papers)
    return tuple(
        Promise(of=part, days=days, row=hit.row, citation=papers.in_card(sentence.line_at(hit.start)))
        for part, sentence, hit in kept
    )


def _all(found: Sequence[Sentence]) -> Iterator[tuple[Part, Sentence, Hit]]:
    for sentence in found:
        hit = sentence.first(_TABLE) if sentence.kind != "code" else None
        if hit is None or sentence.fits(f"{_TABLE}/of-others"):
            continue
        words = sentence.words
        part = _named(sentence, words[max(0, hit.start - 80) : hit.end + 60])
        under = _named(sentence, sentence.heading)
        if part or (under and len(words) < 60):
            yield part or under or Part.DATA, sentence, hit


def _named(sentence: Sentence, words: str) -> Part | None:
    return next((part for part in _PARTS if sentence.vocabulary.fits(f"{_TABLE}/{part.value}", words)), None)


def _days(papers: Papers) -> int | None:
    """From the last change of the repository, or the date that the card gives for itself, to when it was seen so.

    Evidence without a day of its own was seen no earlier than this version of Auditor was made.
    """
    seen = papers.snapshot.retrieved_at.date() if papers.snapshot.retrieved_at else NO_EARLIER
    known = (_day(papers.metadata.word("lastModified")), _written(papers.card.body))
    first = min((day for day in known if day), default=None)
    return (seen - first).days if first else None


def _written(body: str) -> date | None:
    match = re.search(r"\b(?:last )?updated:? ", body[:20_000], re.IGNORECASE)
    found = _DATE.search(body, match.end(), match.end() + 30) if match else None
    if found is None:
        return None
    if found.group(1):
        return _day(found.group())
    month = found.group(4)[:3].lower()
    return date(int(found.group(5)), _MONTHS.index(month) + 1, 28) if month in _MONTHS else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
