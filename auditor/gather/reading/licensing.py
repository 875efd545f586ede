"""Where a card's text says under which license something is: labels, sentences, and lines below a License heading.

Only the places are found here: whose license it is (`subject`) and the words that should name it (`words`). What they
name is for the license catalog to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from auditor.prose.plain import plain
from auditor.prose.sentences import Sentence

MAX_TEXT = 1_500
MAX_WORDS = 300
_MAX_TRIGGERS = 8
_MAX_LINKS = 200
# A link leaves its text and one of these marks, which stands for its address.
MARK = 0xE000

_I = re.IGNORECASE
_SPOKEN = (
    "licen",
    "协议",
    "许可",
    "授权",
    "ライセンス",
    "라이선스",
    "lizenz",
    "ліценз",
    "лиценз",
    "under ",
    "agreement",
)
_LICENSE = r"(?:licen[cs](?:e|es|ing|ia|a)|lizenz|лицензия|开源协议|使用协议|许可证|许可协议|协议|ライセンス|라이선스)"
HEADING = re.compile(rf"\A\W*(?:[\d.]+\W*)?(?:(\w+)\W)?{_LICENSE}\b|{_LICENSE}\W*\Z|\A\W*licenese\b", _I)
_LABEL = re.compile(
    rf"(?:\A[\W\d_]{{0,8}}|[\s|(])((?:[\w'’/-]{{1,20}}\s){{0,2}})(?<![-\w]){_LICENSE}(?:\(s\))?"
    rf"(?:\s(?:name|type))?(?:\s(?:for|of)\s(?:the\s)?([\w\s'’-]{{1,40}}?))?\s?(?:[:：|]|(?<=e)\s-\s)",
    _I,
)
_LINK = re.compile(
    r"!?\[((?:[^\[\]\n]|\[[^\[\]\n]{0,80}\]){0,300})\]\(\s*<?([^\s()<>]{0,500}(?:\([^\s()<>]{0,80}\)[^\s()<>]{0,80})?)[^()\n]{0,120}\)"
    r"|<a\s[^<>]{0,200}?href=[\"']([^\"'<>]{0,500})[\"'][^<>]{0,200}>((?:[^<]|<(?!/a>)){0,300})</a>",
    _I,
)
_URL = re.compile(r"https?://[^\s()<>\"'\]|`*]{1,500}")

_BE = r"\b(?:is|are|was|were|be|been|being)\s"
_ADVERB = r"(?:[a-z]+ly\s|also\s|now\s|all\s|both\s|made\s|hereby\s){0,3}"
_GIVEN = (
    r"(?:re-?)?(?:licen[cs]ed|licesed|licenses|released|distributed|published|provided|available|open[- ]?sourced"
    r"|open[- ]source|open[- ]sourcing|shared|offered|covered|licen[cs]able)"
)
# One row a way of saying it. `weak`: words that say many things, so the name must be called a license.
_WAYS: tuple[tuple[str, str], ...] = (
    ("said", rf"{_BE}{_ADVERB}{_GIVEN}\b[^.;。]{{0,60}}?\b(?:under|subject to|pursuant to)\s"),
    ("said", rf"{_BE}{_ADVERB}{_GIVEN}\s(?:permissively\s)?(?:with|as|by|at:?|on)\s"),
    ("said", rf"{_BE}open access and available to all,? with\s"),
    ("said", rf"\A[\W_]{{0,6}}{_GIVEN}\b[^.;。]{{0,40}}?\bunder\s"),
    (
        "ours",
        (
            r"\b(?:we|i)(?:['’]re|['’]ve)?\s(?:[\w-]+\s){0,3}?(?:releas|open-?sourc|publish|provid|shar|distribut|licen[cs]|mak)\w*\b"
            r"(?P<object>[^.;。]{0,90}?)\bunder\s"
        ),
    ),
    ("said", r"\bfalls?\sunder\s"),
    ("said", rf"{_BE}{_ADVERB}(?:subject to|governed by|under)\s"),
    ("weak", r"\b(?:follows?|uses|adopts|inherits|carries|has|have|requires)\s"),
    (
        "weak",
        (
            r"\b(?:must|needs? to|should|required to|requires?)\s(?:(?:strictly|also|be|used|adhere(?:nce)?"
            r"|comply|follow"
            r"|in|accordance|according|with|to|by)\s){1,5}"
        ),
    ),
    ("said", rf"\b{_LICENSE}\s(?:used\s|type\s|(?:for|of|on)\s(?:this|the|our)\s[\w\s-]{{1,30}}?)?(?:is|are)\s"),
    ("said", rf"\b{_LICENSE}\b[^.;:]{{0,40}}\bavailable at:?\s"),
    ("weak", r"(?:依照|按照|根据|遵循|遵守|采用)\s?"),
)
_TRIGGER = re.compile("|".join(f"(?P<w{place}>{pattern})" for place, (_, pattern) in enumerate(_WAYS)), _I)


@dataclass(frozen=True, slots=True)
class LicenseWords:
    """A place that says under which license something is.

    `how` is label, heading, said, ours or weak. `links` are the addresses that marks in `words` stand for.
    """

    how: str
    subject: str
    words: str
    links: tuple[str, ...]
    sentence: Sentence

    def address(self, mark: str) -> str:
        """The address that a mark stands for."""
        place = ord(mark) - MARK
        return self.links[place] if 0 <= place < len(self.links) else ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses that stand in the words, in order; those of linked words, or written out."""
        marked = (self.address(character) for character in self.words if MARK <= ord(character) < MARK + _MAX_LINKS)
        return tuple(dict.fromkeys(url for url in (*marked, *_URL.findall(self.words)) if url))


def license_words(found: list[Sentence]) -> Iterator[LicenseWords]:
    """Every place that says under which license something is, in the card's order."""
    for sentence in found:
        under = bool(sentence.headings) and bool(HEADING.search(sentence.heading))
        if sentence.kind != "code" and (under or sentence.speaks(*_SPOKEN)):
            yield from _of(sentence, under)


def _of(sentence: Sentence, under: bool) -> Iterator[LicenseWords]:
    text, links = _marked(sentence)
    label = _LABEL.search(text)
    if sentence.kind == "row" and not (label and label.start() == 0):
        return
    triggers = list(islice(_TRIGGER.finditer(text, label.end() if label else 0), _MAX_TRIGGERS))
    first = triggers[0].start() if triggers else len(text)
    if label:
        subject = f"{label.group(1)} {label.group(2) or ''}".strip()
        yield LicenseWords("label", subject, text[label.end() : first][:MAX_WORDS], links, sentence)
    yield from _said(text, label.end() if label else 0, triggers, links, sentence)
    if under and not label and not triggers:
        yield LicenseWords("heading", _heading_of(sentence), text[:MAX_WORDS], links, sentence)


def _heading_of(sentence: Sentence) -> str:
    """What the heading says before the word license: `Model License`."""
    match = HEADING.search(sentence.heading)
    return (match.group(1) or "") if match else ""


def _said(
    text: str, start: int, triggers: list[re.Match[str]], links: tuple[str, ...], sentence: Sentence
) -> Iterator[LicenseWords]:
    """Verbs, each with what stands between it and the one before, and up to the next one."""
    ends = [*(match.start() for match in triggers[1:]), len(text)]
    before = start
    for match, end in zip(triggers, ends, strict=False):
        way = next(place for place in range(len(_WAYS)) if match.group(f"w{place}") is not None)
        how = _WAYS[way][0]
        subject = (
            match.group("object") if how == "ours" else f"{text[before : match.start()]} {_of_phrase(match.group())}"
        )
        yield LicenseWords(how, subject.strip()[-200:], text[match.end() : end][:MAX_WORDS], links, sentence)
        before = match.end()


def _of_phrase(verb: str) -> str:
    """What `the license for this model is` speaks of."""
    match = re.search(r"\b(?:for|of|on)\s((?:this|the|our)\s[\w\s-]{1,30}?)\s(?:is|are)\s\Z", verb, _I)
    return match.group(1) if match else ""


def _marked(sentence: Sentence) -> tuple[str, tuple[str, ...]]:
    """The sentence without marks of Markdown and HTML; each link leaves its text and a mark for its address."""
    links: list[str] = []

    def shown(match: re.Match[str]) -> str:
        text, url = (match.group(1), match.group(2)) if match.group(2) is not None else (match.group(4), match.group(3))
        if len(links) >= _MAX_LINKS:
            return text or ""
        links.append(url or "")
        return f"{text}{chr(MARK + len(links) - 1)}"

    raw = sentence.raw.strip().strip("|") if sentence.kind == "row" else sentence.raw
    return plain(_LINK.sub(shown, raw[:MAX_TEXT])), tuple(links)
