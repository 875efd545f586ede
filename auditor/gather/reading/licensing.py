"""Where a card's text says under which license something is: labels, sentences, and lines below a License heading.

Only the places are found here, by policies/reading/license-statements.yaml: whose license it is (`subject`) and the
words that should name it (`words`). What they name is for the license catalog to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.gather.reading.subject import clause
from auditor.prose.plain import plain
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit

MAX_WORDS = 300
_MAX_VERBS = 8
_MAX_LINKS = 200

_TABLE = "license-statements"
_I = re.IGNORECASE
# A link leaves its text and this mark, which keeps the place of its address.
_MARK = "\ue000"
_LINK = re.compile(
    r"!?\[((?:[^\[\]\n]|\[[^\[\]\n]{0,80}\]){0,300})\]\(\s*<?([^\s()<>]{0,500}(?:\([^\s()<>]{0,80}\)[^\s()<>]{0,80})?)[^()\n]{0,120}\)"
    r"|<a\s[^<>]{0,200}?href=[\"']([^\"'<>]{0,500})[\"'][^<>]{0,200}>((?:[^<]|<(?!/a>)){0,300})</a>",
    _I,
)
_URL = re.compile(r"https?://[^\s()<>\"'\]|`*]{1,500}")
# Where the first words after a verb end.
_BEGINNING = re.compile(r"[,;:.(|]")
# The words beside a label: what it is the label of.
_BESIDE = re.compile(r"(?:[\w'/-]{1,20} ?){0,2}\Z")


@dataclass(frozen=True, slots=True)
class LicenseWords:
    """A place that says under which license something is, and the row that reads it.

    `how` is label, heading, said, weak or before. `addresses` stand in the words, or are what linked words lead to.
    """

    how: str
    subject: str
    words: str
    addresses: tuple[str, ...]
    sentence: Sentence
    row: str


@dataclass(frozen=True, slots=True)
class _Linked:
    """A sentence's text without links, and each link's address with the place where its words end."""

    sentence: Sentence
    text: str
    links: tuple[tuple[int, str], ...]

    @property
    def asked(self) -> Sentence | str:
        """What rows are asked about: the sentence itself wherever its words are the same."""
        return self.sentence if self.text == self.sentence.words else self.text

    def words(self, how: str, subject: str, row: str, start: int, end: int, named: str = "") -> LicenseWords:
        """The place between start and end as words that should name a license; `named` is a name that stood before."""
        end = min(end, start + MAX_WORDS)
        words = named + self.text[start:end]
        addresses = [*(url for place, url in self.links if start < place <= end), *_URL.findall(words)]
        unique = tuple(dict.fromkeys(url for url in addresses if url))
        return LicenseWords(how, subject.strip(), words, unique, self.sentence, row)


def license_words(found: tuple[Sentence, ...]) -> Iterator[LicenseWords]:
    """Every place that says under which license something is, in the card's order."""
    for sentence in found:
        under = bool(sentence.headings) and sentence.vocabulary.fits_heading(f"{_TABLE}/heading", sentence.heading)
        if sentence.kind != "code" and (under or sentence.fits(f"{_TABLE}/spoken-of")):
            yield from _of(_linked(sentence), under)


def _of(linked: _Linked, under: bool) -> Iterator[LicenseWords]:
    text, asked, vocabulary = linked.text, linked.asked, linked.sentence.vocabulary
    label = vocabulary.first(f"{_TABLE}/label", asked)
    if under and not label:
        label = vocabulary.first(f"{_TABLE}/thing-label", asked)
    beside = _BESIDE.search(text, 0, label.start) if label else None
    begins_row = beside and not any(char.isalnum() for char in text[: beside.start()])
    if linked.sentence.kind == "row" and not begins_row:
        return
    start = label.end if label else 0
    verbs = _verbs(sorted(vocabulary.places(_TABLE, asked), key=lambda hit: hit.start), start)
    if label and beside:
        subject = f"{beside.group()} {label.named.get('thing', '')}"
        yield linked.words("label", subject, label.row, start, verbs[0].start if verbs else len(text))
    yield from _said(linked, start, verbs)
    if under and not label and not verbs:
        named = vocabulary.first(f"{_TABLE}/heading-kind", linked.sentence.heading)
        yield linked.words("heading", named.named["kind"] if named else "", f"{_TABLE}/heading", 0, len(text))


def _verbs(hits: list[Hit], start: int) -> list[Hit]:
    """The verbs from `start` on, of those that overlap the first."""
    found: list[Hit] = []
    for hit in hits:
        if hit.start >= (found[-1].end if found else start):
            found.append(hit)
    return found[:_MAX_VERBS]


def _said(linked: _Linked, start: int, verbs: list[Hit]) -> Iterator[LicenseWords]:
    """Verbs, each with what stands between it and the one before, and up to the next one."""
    ends = [*(verb.start for verb in verbs[1:]), len(linked.text)]
    for verb, end in zip(verbs, ends, strict=False):
        before, after = linked.text[start : verb.start], linked.text[verb.end : end]
        if verb.says == "before":
            name = start + before.rindex(clause(before, linked.sentence.vocabulary))
            yield linked.words("before", _BEGINNING.split(after)[0], verb.row, name, verb.start)
        else:
            subject = verb.named.get("of", before).strip()[-200:]
            yield linked.words(verb.says or "", subject, verb.row, verb.end, end, verb.named.get("license", ""))
        start = verb.end


def _linked(sentence: Sentence) -> _Linked:
    """The sentence without marks of Markdown and HTML; of each link its text, and where the address belongs."""
    raw = sentence.raw
    if "](" not in raw and "<a" not in raw and "<A" not in raw:
        return _Linked(sentence, sentence.words, ())
    urls: list[str] = []

    def shown(match: re.Match[str]) -> str:
        text, url = (match.group(1), match.group(2)) if match.group(2) is not None else (match.group(4), match.group(3))
        if len(urls) >= _MAX_LINKS:
            return text or ""
        urls.append(url or "")
        return f"{text}{_MARK}"

    pieces = plain(_LINK.sub(shown, raw.replace(_MARK, ""))).split(_MARK)
    places = [sum(map(len, pieces[: count + 1])) for count in range(len(pieces) - 1)]
    return _Linked(sentence, "".join(pieces), tuple(zip(places, urls, strict=False)))
