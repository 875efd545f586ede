"""Sentences of a card that limit the model's use: "not for commercial use", "for research purposes only".

Only what is said of the model counts: sentences on datasets, on other models and comparisons are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.gather.papers import Papers
from auditor.schema.evidence import Statement

NON_COMMERCIAL = "non-commercial"
RESEARCH_ONLY = "research-only"

_MAX_LINE = 4_000
_MAX_STATEMENTS = 20
_BEFORE = (
    r"(?:not|never|cannot|can't|may not|must not)\b[^.;|]{0,40}\b(?:used?|using|for|available|allow\w*|permit\w*)\b"
)
_USE = r"\bcommercial(?:ly)? (?:use|usage|purposes?|applications?)\b"
_ONLY_OR_NOT = (
    # what is forbidden
    rf"{_BEFORE}[^.;|]{{0,30}}\bcommercial(?:ly)?\b",
    rf"{_USE}[^.;|]{{0,20}}\b(?:is|are) (?:strictly )?(?:not (?:allowed|permitted)|prohibited|forbidden)",
    r"\b(?:prohibit|forbid)s?\b[^.;|]{0,30}\bcommercial use",
    r"\bno commercial (?:use|usage)\b",
    r"\bprohibited for commercial\b",
    # what is allowed, and nothing else
    r"\bnon-?\s?commercial(?: research)?(?: use| usage| purposes?)?(?: and [\w ]{0,30})? only\b",
    r"\bonly\b[^.;|]{0,30}\b(?:for|under) non-?\s?commercial\b",
    r"^\W*licen[cs]e\W{1,8}(?:[\w ]{0,24}\W{0,4})?non-?\s?commercial\b",
)
_RESEARCH = (
    r"\bfor (?:academic |scientific )?research (?:purposes?|use)? ?only\b",
    r"\bresearch (?:use|purposes?) only\b",
    r"\bonly\b[^.;|]{0,20}\bfor (?:academic |scientific )?research\b",
    r"\bintended (?:solely |exclusively )?for research (?:use |purposes? )?only\b",
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (NON_COMMERCIAL, re.compile("|".join(_ONLY_OR_NOT), re.IGNORECASE)),
    (RESEARCH_ONLY, re.compile("|".join(_RESEARCH), re.IGNORECASE)),
)
# Said of something else: a dataset, another model, both kinds of use, a mere intention.
_ELSEWHERE = re.compile(
    r"\b(?:datasets?|test ?data|unlike|both|compared (?:to|with)|we do not intend|data (?:is|are|was|were)"
    r"|non-?commercial (?:and|or) commercial|commercial (?:and|or) non-?commercial)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?。！？|]+(?:[.!?。！？|]|$)")


def license_statements(papers: Papers) -> tuple[Statement, ...]:
    """Sentences of the card that limit the model to non-commercial use or to research, with their lines."""
    if papers.readme is None:
        return ()
    found: list[Statement] = []
    for number, line in enumerate(papers.card.body.splitlines(), papers.card.body_line):
        if len(line) <= _MAX_LINE and ("ommercial" in line or "esearch" in line):
            found += _in_line(papers, number, line)
    return tuple(found[:_MAX_STATEMENTS])


def _in_line(papers: Papers, number: int, line: str) -> Iterator[Statement]:
    plain = re.sub(r"<[^<>]{0,200}>|[*_`~]", "", line)
    for match in _SENTENCE.finditer(plain):
        sentence = match.group().strip()
        kind = next((name for name, pattern in _KINDS if pattern.search(sentence)), None)
        if kind and not _ELSEWHERE.search(sentence):
            yield Statement(kind=kind, words=sentence[:400], citation=papers.in_card(number))
            return
