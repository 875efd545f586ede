"""Words that promise: "coming soon", "will be released". A promise is no evidence of what it promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from auditor.gather.papers import Papers
from auditor.gather.reading.sentences import Sentence
from auditor.schema.reading import Part, Promise

MAX_PROMISES = 20
NO_EARLIER = date(2026, 1, 1)

_I = re.IGNORECASE
_WORDS = re.compile(
    (
        r"\bcoming soon\b|\bcomes soon\b|\bto be (?:released|published|announced|open-?sourced|made"
        r" (?:public|available))\b"
        r"|\bwill (?:soon )?be (?:released|published|open-?sourced|made (?:public|available)|available"
        r"|uploaded)\b"
        r"|\b(?:we|they) (?:will|plan to|are going to|intend to) (?:soon )?(?:release|publish|open[-"
        r" ]?source|share)\b"
        r"|\breleas(?:ed|ing) soon\b|\bavailable soon\b|\bstay tuned\b|即将(?:公开|开源|发布)|将会?(?:公开|开源|发布)"
        r"|敬请期待"
    ),
    _I,
)
_NEEDLES = ("soon", "will", "to be ", "plan to", "going to", "intend to", "stay tuned", "即将", "将", "敬请")
_PARTS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (
        Part.PAPER,
        re.compile(r"\b(?:paper|technical report|report|publication|manuscript|preprint)\b|论文|技术报告", _I),
    ),
    (Part.DATA, re.compile(r"\b(?:data ?sets?|data|corpus|corpora)\b|数据", _I)),
    (Part.CODE, re.compile(r"\b(?:code|scripts?|codebase|recipes?|repository|repo)\b|代码", _I)),
    (Part.WEIGHTS, re.compile(r"\b(?:weights|checkpoints?)\b|权重", _I)),
)
# Promised of other models, versions, demos, or by a template.
_ELSEWHERE = re.compile(
    (
        r"\bfuture (?:versions|models)\b|\bnext version\b|\bdemo\b|\bquanti[sz]|\bGGUF\b|\bfeedback\b"
        r"|\bnew version|\bother (?:sizes|models)"
        r"|\bweekly\b|\bpayment\b"
    ),
    _I,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"\b(20[12]\d)-(\d\d)-(\d\d)|\b([A-Z][a-z]{2,8})\.? (?:\d{1,2},? )?(20[12]\d)\b")


def promises(papers: Papers, found: list[Sentence]) -> tuple[Promise, ...]:
    """What the card says will come, and how long that has stood."""
    kept = list(islice(_all(found), MAX_PROMISES))
    if not kept:
        return ()
    days = _days(papers)
    return tuple(Promise(of=part, days=days, citation=papers.in_card(sentence.line)) for part, sentence in kept)


def _all(found: list[Sentence]) -> Iterator[tuple[Part, Sentence]]:
    for sentence in found:
        words = sentence.words[:1_500]
        if sentence.kind == "code" or not sentence.speaks(*_NEEDLES):
            continue
        match = _WORDS.search(words)
        if not match or _ELSEWHERE.search(words):
            continue
        near = words[max(0, match.start() - 80) : match.end() + 60]
        part = next((part for part, pattern in _PARTS if pattern.search(near)), None)
        under = next((part for part, pattern in _PARTS if pattern.search(sentence.heading)), None)
        if part or (under and len(words) < 60):
            yield part or under or Part.DATA, sentence


def _days(papers: Papers) -> int | None:
    """From the last change of the repository, or the date that the card gives for itself, to when it was seen so.

    Evidence without a day of its own was seen no earlier than this version of Auditor was made.
    """
    seen = papers.snapshot.retrieved_at.date() if papers.snapshot.retrieved_at else NO_EARLIER
    known = (_day(papers.metadata.word("lastModified")), _written(papers.card.body))
    first = min((day for day in known if day), default=None)
    return (seen - first).days if first else None


def _written(body: str) -> date | None:
    match = re.search(r"\b(?:last )?updated:? ", body[:20_000], _I)
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
