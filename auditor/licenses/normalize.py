"""From a text to the words that carry its meaning, each of which still knows its line.

Two copies of one license differ in line breaks, quotes, bullets, tags, letter case and copyright holders. `read` drops
all of that and keeps the words in order. Chinese, Japanese and Korean are written without spaces, so each of their
characters counts as a word. Whatever is dropped leaves its line breaks behind: line numbers never move.

Every pattern here is free of nested repetition and every scan is bounded, so the time is linear in the text's length.
"""

import html
import re
import unicodedata
import zlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from struct import unpack

from auditor.licenses.holders import without_holders
from auditor.licenses.wording import words_of

LANE = 8
"""Bytes that a word's value takes."""
MAX_CHARS = 2_000_000
"""Characters that are read of a text; the rest is ignored. The longest published license has about 110,000."""

_HEAD = 1024
_ODD = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_NEWLINES = re.compile(r"\r\n?")
# Short runs, because the time that Unicode takes to put combining marks in order grows with the square of their number.
_NON_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]{1,48}")
_ENTITY = re.compile(r"&(?:#x?[0-9a-f]{1,6}|[a-z]{2,8}[0-9]?);", re.IGNORECASE)
# Only tags that exist (auditor/licenses/tags.py opens those that hold words): "<non commercial use>" is no tag.
TAG = re.compile(
    r"<(?:/?(?:a|abbr|article|aside|b|big|blockquote|body|br|button|center|cite|code|dd|details|div|dl|dt|em|figure|font"
    r"|footer|form|h[1-6]|head|header|hr|html|i|img|input|label|li|link|main|meta|nav|ol|p|path|pre|q|s|section|small|span"
    r"|strong|style|script|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul)(?=[\s/>])[^<>]{0,2000}"
    r"|!doctype[^<>]{0,200})>",
    re.IGNORECASE,
)
_HIDDEN = ("script", "style")
_LINK_TARGET = re.compile(r"\]\(\s?[^()\s]{1,600}\)")
# "(a)" or "iv)": conversions between formats drop, add and renumber these. A number may be more than such a mark.
_ENUMERATOR = re.compile(r"[*_>#-]{0,4}\(?(?:[a-z]|[ivx]{2,4})[.)][*_]{0,4}")
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"\d+(?:\.\d+)+|[{_CJK}]|[^\W_{_CJK}]+")
_LONGEST_PHRASE = 3
_SHORT = 48
_REMEMBERED = 1 << 16

Phrases = Mapping[tuple[int, ...], str]
"""The values of a phrase's words → the phrase."""


@dataclass(frozen=True)
class WordValues:
    """A text as the values of its words in order, which know their lines in the original."""

    lanes: bytes
    """The value of each word (see `value_of`), 8 bytes each, little-endian."""
    text: str
    """The text without tags, entities and link targets, with its case, punctuation and line breaks."""
    lowered: str
    """The same in lower case and without copyright lines: what the words were taken from, line by line."""

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """For each line of the original, the index of its first word (of the next line's first when it has none)."""
        return tuple(accumulate(map(_count, self.lowered.split("\n")[:-1]), initial=0))

    def words(self, first: int, end: int) -> tuple[str, ...]:
        """Return the words from `first` to the one before `end`, in lower case."""
        return tuple(word for word, _ in self._written(first, end))

    def tokens(self, first: int, end: int) -> tuple[str, ...]:
        """Return what stands between two spaces in the original, of each token that ends with one of these words."""
        return tuple(token for _, token in self._written(first, end) if token)

    def capital(self, word: int) -> bool:
        """Whether the token that holds the word of this index begins with a capital letter or a digit."""
        held = next(iter(self.tokens(word, word + 8)), "").lstrip("\"'([{<*_\u201c\u2018")
        return held[:1].isupper() or held[:1].isdecimal()

    def _written(self, first: int, end: int) -> list[tuple[str, str]]:
        """Return words, each with its token if it is the last word in it, else with ""."""
        if not first < min(end, len(self)):
            return []
        top, bottom = self.line_of(first) - 1, self.line_of(min(end, len(self)) - 1) - 1
        found = [pair for line in range(top, bottom + 1) for pair in self._line(line)]
        return found[first - self.starts[top] : end - self.starts[top]]

    def _line(self, line: int) -> list[tuple[str, str]]:
        if line not in self._lines_read:
            found, before = list[tuple[str, str]](), ""
            for token, low in zip(self._rows[line].split(), self._low[line].split(), strict=False):
                split, written = _split(low), f"{before} {token}".strip()
                found += [(word, "") for word in split[:-1]] + [(word, written) for word in split[-1:]]
                before = "" if split else written  # a sign that is no word: "©"
            self._lines_read[line] = found
        return self._lines_read[line]

    @cached_property
    def _lines_read(self) -> dict[int, list[tuple[str, str]]]:
        return {}

    @cached_property
    def _low(self) -> list[str]:
        return self.lowered.split("\n")

    @cached_property
    def _rows(self) -> list[str]:
        """The original's lines."""
        return self.text.split("\n")

    @cached_property
    def _tokens(self) -> dict[int, tuple[list[str], list[int]]]:
        """Lines from which an excerpt was taken: their tokens, and the index of each one's first word in the line."""
        return {}

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.lanes) // LANE

    def values(self, first: int, last: int) -> list[int]:
        """Return the values of the words from `first` to `last` (indexes, both included)."""
        row = self.lanes[max(0, first) * LANE : (last + 1) * LANE]
        return list(unpack(f"<{len(row) // LANE}Q", row))

    def lines(self, first: int, last: int) -> tuple[int, int]:
        """Return the 1-based lines of the original text that hold the words with these indexes."""
        if first == 0 and last == len(self) - 1:  # most license files are nothing but a license: no need to count
            rows = self.lowered.split("\n")
            top = next((line for line, row in enumerate(rows, 1) if _count(row)), 1)
            return top, next((line for line in range(len(rows), 0, -1) if _count(rows[line - 1])), top)
        return self.line_of(first), self.line_of(last)

    def line_of(self, word: int) -> int:
        """Return the 1-based line of the original text that holds the word with this index."""
        return max(1, bisect_right(self.starts, word))

    def excerpt(self, first: int, last: int, limit: int = 200) -> str:
        """Return the text from word `first` to word `last` (indexes, both included), at most `limit` characters."""
        top = self.line_of(first) - 1
        rows = self._rows[top : self.line_of(last)][:limit]
        if top not in self._tokens:
            tokens = rows[0].split()
            self._tokens[top] = tokens, list(accumulate((_count(token.lower()) for token in tokens), initial=0))
        tokens, places = self._tokens[top]
        begin = bisect_right(places, first - self.starts[top]) - 1
        shown = " ".join(" ".join((*tokens[begin : begin + last - first + 1], *rows[1:])).split())
        return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def unreadable(text: str) -> str:
    """Return why a text cannot be read as prose ("a PDF, not text", "binary, not text"), or "" when it can."""
    head = text[:_HEAD]
    if head.lstrip("\ufeff \t\r\n").startswith("%PDF-"):
        return "a PDF, not text"
    return "binary, not text" if len(_ODD.findall(head)) * 20 > len(head) else ""


def read(text: str) -> WordValues:
    """Return the words of a text, as values; only its first `MAX_CHARS` characters count. Never raises."""
    cleaned = clean(text)
    lowered = without_holders(cleaned).lower()
    return WordValues(b"".join(map(_lanes_of, lowered.split())), cleaned, lowered)


def words(text: str) -> list[str]:
    """Return the words that `read` gives values to: lower case, a dotted number or a CJK character each one word."""
    return [word for token in without_holders(clean(text)).lower().split() for word in _split(token)]


def _count(line: str) -> int:
    """Return the number of words of a line in lower case."""
    return sum(map(len, map(_lanes_of, line.split()))) // LANE


def value_of(word: str) -> int:
    """Return a word's value: 32 bits, the same on every machine and in every version (CRC-32 of its UTF-8)."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _split(token: str) -> list[str]:
    """Return the words of a lower-case token, which is what stands between two spaces; none for an enumerator."""
    if not token.isascii():
        token = _NON_ASCII.sub(_compatible, token).lower()
    return [] if _ENUMERATOR.fullmatch(token) else _WORD.findall(token)


def _compatible(run: re.Match[str]) -> str:
    """Return a run of characters in Unicode's compatible form (NFKC), unless that makes it many times longer."""
    form = unicodedata.normalize("NFKC", run.group())
    return form if len(form) <= 3 * len(run.group()) else run.group()


class _Tokens(dict[str, bytes]):
    """Token → the values of its words, side by side. Remembers the short ones, up to a bound.

    A few hundred tokens make up most of any license, so nearly every one is looked up here and not taken apart.
    """

    def __missing__(self, token: str) -> bytes:
        lanes = b"".join(value_of(word).to_bytes(LANE, "little") for word in _split(token))
        if len(token) <= _SHORT and len(self) < _REMEMBERED:
            self[token] = lanes
        return lanes


_lanes_of = _Tokens().__getitem__


def clean(text: str) -> str:
    """Return a text without tags, scripts, entities and link targets; lines stay put."""
    text = _NEWLINES.sub("\n", text[:MAX_CHARS])
    if "<" in text:
        for name in _HIDDEN:
            text = _without(name, text)
        text = TAG.sub(_line_breaks, text)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: re.sub(r"\s", " ", html.unescape(entity.group())), text)
    return _LINK_TARGET.sub(lambda target: f"]{_line_breaks(target)}", text) if "](" in text else text


def _breaks(dropped: re.Match[str]) -> str:
    """Return the line breaks of a dropped piece: they stay."""
    return "\n" * dropped.group().count("\n")


def _line_breaks(dropped: re.Match[str]) -> str:
    """Return what a dropped piece leaves behind: its line breaks, or a space."""
    return _breaks(dropped) or " "


def _without(name: str, text: str) -> str:
    """Return a text without the elements of this name and what is in them (scripts and styles are not prose)."""
    lowered = text.lower()
    if f"<{name}" not in lowered or len(lowered) != len(text):
        return text
    kept, at = list[str](), 0
    while (begin := lowered.find(f"<{name}", at)) >= 0 and (end := lowered.find(f"</{name}", begin)) >= 0:
        kept += text[at:begin], "\n" * text.count("\n", begin, end)
        at = end
    return "".join((*kept, text[at:]))


@lru_cache(maxsize=1)
def restrictive() -> Phrases:
    """Words that restrict use wherever they stand near a license."""
    return _valued("restricts")


@lru_cache(maxsize=1)
def guard() -> Phrases:
    """The same, and words that turn a permission around when put into a license; around it they are ordinary speech."""
    return {**restrictive(), **_valued("reverses")}


def _valued(row: str) -> dict[tuple[int, ...], str]:
    split = (_WORD.findall(phrase) for phrase in words_of(row))
    return {tuple(map(value_of, parts)): " ".join(parts) for parts in split}


@lru_cache(maxsize=1)
def _heads() -> frozenset[int]:
    return frozenset(phrase[0] for phrase in guard())


def phrases(values: Sequence[int], table: Phrases) -> list[str]:
    """Return the phrases of `guard()`, or a part of it, that these words hold: in order, each as often as it occurs."""
    heads = _heads()
    places = [place for place, value in enumerate(values) if value in heads]
    spans = ((place, place + length) for place in places for length in range(1, _LONGEST_PHRASE + 1))
    found = (table.get(tuple(values[start:end])) for start, end in spans if end <= len(values))
    return [phrase for phrase in found if phrase]
