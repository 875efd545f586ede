"""What code in a card says to people: comments, docstrings, notes of references, labels of charts, license fields.

What a program does, what it prints and what it is given to read is no word on terms; these are, whatever language the
fence names. They stay code: nobody reads limits out of them, and so the alarm hears them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.gather.reading.explained import ALARM, WEAK
from auditor.gather.reading.limits import limits_of
from auditor.parse.places import fence_says, field_says
from auditor.prose.sentences import Sentence, split

_GAP = 3  # lines from one of a block to the next: those between are blank
_THIS_MODEL = "explained/this-model"
_EXAMPLE = "code-comments/example"
_OF_EXAMPLES = frozenset(f"{ALARM}/{row}" for row in ("commercial", "fees", "thresholds", "territory"))
# A comment fills its line, whatever mark it has; `#` and `//` also stand behind code.
_COMMENT = re.compile(
    r"\s{0,200}(?:#+|//+|--+|%+|;+|\*+(?=\s)|/\*+|<!--|::|[Rr][Ee][Mm]\b|\"\s)!?[ \t]{0,40}(\S.{0,2000})"
)
_BESIDE = re.compile(r".{0,400}?\s(?:#+|//+)[ \t]{1,40}(\S.{0,1000})")
_DOCSTRING = re.compile(r"\s{0,200}[rbfuRBFU]{0,2}(\"\"\"|''')(.{0,2000})")
_CLOSED = re.compile(r"\s*(?:\*/|-->|\"\"\"|''')\s*\Z")
# `license: X`, `license = {text = "X"}`, `{"license": "X"}`, `<license>X</license>`, `Card(license="X")`.
_FIELD = re.compile(
    r"(?:^\s{0,200}(?:-\s+)?|[{,(<\"'])\s{0,8}(?P<key>[A-Za-z][\w .-]{1,40}?)[\"']?\s{0,4}(?:[:=]|=>|>)\s{0,4}"
    r"(?:\{\s{0,4}\w{1,20}\s{0,4}=\s{0,4})?[\[\"']{0,3}(?P<value>[^\"'\]{}<>,]{1,300})"
)
_ARGUMENT = re.compile(r"\b(?P<key>(?i:licen[sc]e))\s{0,4}=\s{0,4}[\"'](?P<value>[^\"'\n]{2,200})[\"']")
_LABEL = re.compile(r"[\[({|>\"]{1,3}([^\[\](){}|<>\"]{3,300})[\])}|\"]|:\s([^\[\](){}|<>\"]{3,300})\Z")
_NOTE = re.compile(
    r"(?:^|[,{])\s{0,40}(?:note|annote|annotation|addendum|howpublished|comment|license|licence|copyright|rights)"
    r"\s{0,4}=\s{0,4}[{\"]{1,2}([^{}\"]{3,600})",
    re.IGNORECASE,
)


def is_prose(language: str) -> bool:
    """Whether a fence names no language of programs: what stands in it is read as text, but for what looks like one."""
    return not fence_says(language)


def said_in_code(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The sentences that lines of code say to people, in order."""
    block: list[Sentence] = []
    for sentence in sentences:
        goes_on = block and sentence.kind == "code" and sentence.language == block[-1].language
        if block and not (goes_on and sentence.line - block[-1].line <= _GAP):
            yield from _in_block(block)
            block = []
        block += [sentence] if sentence.kind == "code" else []
    yield from _in_block(block)


def examples(shown: Iterable[Sentence]) -> set[int]:
    """The lines of code that the words before it call an example, or what goes into a model and comes out."""
    lines, leads = set[int](), False
    for sentence in shown:
        if sentence.kind != "code":
            leads = sentence.words.rstrip().endswith((":", "：")) and sentence.fits(_EXAMPLE)
        elif leads:
            lines.add(sentence.line)
    return lines


def speaks_of_terms(said: Sentence) -> bool:
    """Whether words in code are heard: what a program is given to read may well speak of money, places and numbers."""
    if said.fits(_THIS_MODEL):
        return True
    rows = {hit.row for hit in said.every(ALARM) if hit.says != WEAK}
    return (
        len(rows) > 1 or not rows <= _OF_EXAMPLES or next(limits_of(replace(said, kind="text"), ""), None) is not None
    )


def _in_block(block: list[Sentence]) -> Iterator[Sentence]:
    """What lines that follow each other say: comments of several lines are one text."""
    text: list[tuple[int, str]] = []
    inside = ""  # the marks that end a docstring
    for line in block:
        if text and text[-1][0] + 1 != line.line:
            yield from _sentences(text, line)
            text = []
        said, inside = _docstring(line.raw, inside)
        words = said or ("" if inside else _comment(line.raw))
        if words:
            text.append((line.line, _CLOSED.sub("", words)))
            continue
        yield from _sentences(text, line)
        text = []
        beside = _BESIDE.match(line.raw)
        for label in (*([beside[1]] if beside else ()), *_labels(line)):
            yield from _sentences([(line.line, label)], line)
    if block:
        yield from _sentences(text, block[-1])


def _sentences(text: list[tuple[int, str]], line: Sentence) -> Iterator[Sentence]:
    for sentence in split(text, "text", line.headings, vocabulary=line.vocabulary) if text else ():
        yield replace(sentence, kind="code")


def _docstring(raw: str, inside: str) -> tuple[str, str]:
    """What a line says as part of a docstring, and the marks that end it, where it goes on."""
    if inside:
        said, closes, _ = raw.partition(inside)
        return said.strip(), "" if closes else inside
    opened = _DOCSTRING.match(raw)
    if opened is None:
        return "", ""
    said, closes, _ = opened[2].partition(opened[1])
    return said.strip(), "" if closes else opened[1]


def _comment(raw: str) -> str:
    match = _COMMENT.match(raw)
    return match[1].strip() if match else ""


def _labels(line: Sentence) -> Iterator[str]:
    """What a line says that is no comment: a field on terms, a note of a reference, the labels of a chart."""
    holds = fence_says(line.language)
    if holds == "chart":
        yield from (match[1] or match[2] for match in _LABEL.finditer(line.raw))
    if holds in ("reference", ""):
        yield from (match[1] for match in _NOTE.finditer(line.raw))
    for field in (_FIELD if holds in ("data", "") else _ARGUMENT).finditer(line.raw):
        if _is_on_terms(field["key"]):
            yield f"{field['key'].replace('_', ' ').lower()}: {field['value'].strip()}"


def _is_on_terms(key: str) -> bool:
    return field_says(key) not in (None, "defined")
