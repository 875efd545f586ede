"""Sentences of a card that limit the model's use: "not for commercial use", "for research purposes only".

Only what is said of the model counts: sentences on datasets, on other models and comparisons are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from auditor.gather.papers import Papers
from auditor.prose.sentences import Sentence
from auditor.schema.evidence import Statement, StatementKind

_MAX_STATEMENTS = 20
_I = re.IGNORECASE
_SPOKEN = ("ommercial", "esearch", "non-profit", "商", "研究")
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
    r"(?:不得|禁止|请勿|严禁|不支持)[^。；;，,、|]{0,10}(?:商用|商业)|(?:不可|不能)(?:商用|(?:用于|用作|作为|进行)[^。；;，,、|]{0,6}商业)",
    # what is allowed, and nothing else
    r"\bnon-?\s?commercial(?: research)?(?: use| usage| purposes?)?(?: and [\w ]{0,30})? only\b",
    r"\b(?:only|solely|exclusively)\b[^.;|]{0,30}\b(?:for|under) non-?\s?commercial\b",
    r"\b(?:for|to) non-?profit (?:use|purposes?) only\b",
    # the license is called so
    r"^\W*licen[cs]e\W{1,8}(?:[\w ]{0,24}\W{0,4})?non-?\s?commercial\b",
    r"\bunder an? non-?\s?commercial (?:\w+ )?licen[cs]e\b",
    r"^\W*non-?\s?commercial (?:\w+ )?licen[cs]e\W*$",
)
_RESEARCH = (
    r"\bfor (?:academic |scientific )?research (?:purposes?|use)? ?only\b",
    r"\bresearch (?:use|purposes?) only\b",
    r"\bonly\b[^.;|]{0,20}\bfor (?:academic |scientific )?research\b",
    r"\bintended (?:solely |exclusively )?for research (?:use |purposes? )?only\b",
)
# Open for research; commercial use after an application, a form, a registration or a written permission.
_APPLICATION = (
    (
        r"\b(?:open|free)\w*\b[^.;|]{0,30}\b(?:academic|acedemic|research)\b[^.;|]{0,90}\bcommercial\w*[^.;|]{0,80}"
        r"\b(?:appl(?:y|ied|ication)|questionnaire|register\w*|registration|written|request|permission)"
    ),
    (
        r"\b(?:for|if you)\b[^.;|]{0,60}\bcommercial (?:use|usage|purposes?)\b[^.;|]{0,80}"
        r"\b(?:fill (?:in|out)|complete|apply|submit|sign)\b[^.;|]{0,60}"
        r"\b(?:form|questionnaire|application|registration)"
    ),
    r"\bto apply for (?:a|an|the) (?:official )?commercial licen[cs]e\b",
    r"\bobtain\w* [^.;|]{0,30}\b(?:written|official)\b[^.;|]{0,40}\bcommercial\b",
    (
        r"(?:申请|登记|填写|授权)[^。；;|]{0,40}(?:商用|商业使用|商业用途)"
        r"|(?:商用|商业用途|商业使用)[^。；;|]{0,40}(?:申请|登记|填写|书面授权)"
    ),
)
_KINDS: tuple[tuple[StatementKind, re.Pattern[str]], ...] = (
    (StatementKind.NON_COMMERCIAL, re.compile("|".join(_ONLY_OR_NOT), _I)),
    (StatementKind.RESEARCH_ONLY, re.compile("|".join(_RESEARCH), _I)),
    (StatementKind.ON_APPLICATION, re.compile("|".join(_APPLICATION), _I)),
)
# Said of something else: a dataset, another model, both kinds of use, a mere intention.
_ELSEWHERE = re.compile(
    r"\b(?:datasets?|test ?data|unlike|both|compared (?:to|with)|we do not intend|data (?:is|are|was|were)"
    r"|non-?commercial (?:and|or) commercial|commercial (?:and|or) non-?commercial)\b|不同于|数据集|无需|无须",
    _I,
)


def license_statements(papers: Papers) -> tuple[Statement, ...]:
    """Sentences of the card that limit the model's use, with their lines."""
    if papers.readme is None:
        return ()
    found = papers.text.sentences
    labels = {item.line: item.label for item in reversed(found) if item.label}  # of the first sentence of its line
    said = (said for item in found for said in _of(papers, item, labels.get(item.line, "")))
    return tuple(islice(said, _MAX_STATEMENTS))


def _is_of_sibling(sentence: Sentence, label: str, model_id: str) -> bool:
    """Whether it is an item of a list that begins with the name of another member of the family."""
    name, own = (re.sub(r"[\W_]+", "", words.lower()) for words in (label, model_id.rpartition("/")[2]))
    named = sentence.kind == "item" and any(char.isdigit() for char in name) and name[:4] == own[:4]
    return named and not (own.startswith(name) or name.startswith(own))


def _of(papers: Papers, sentence: Sentence, label: str) -> Iterator[Statement]:
    if sentence.kind == "code" or not sentence.speaks(*_SPOKEN):
        return
    words = sentence.words[:1_500]
    kind = next((name for name, pattern in _KINDS if pattern.search(words)), None)
    if kind and not _ELSEWHERE.search(words) and not _is_of_sibling(sentence, label, papers.snapshot.id):
        yield Statement(kind=kind, words=words[:400], citation=papers.in_card(sentence.line))
