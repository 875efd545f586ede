"""License names inside running text: `the Apache License, Version 2.0, as found in …` names Apache-2.0.

The longest run of words that is a name counts, and only if the name does not go on behind it: `Apache 2.0-based terms`
and `Nexus Research License` are not `Apache` and not `Nexus`. Bounded: a handful of words is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.licenses.aliases import Resolved, resolve
from auditor.licenses.catalog import Catalog

MAX_TEXT = 240
MAX_WORDS = 14

# Words that lead to a name and are no part of it. What changes a license (`modified`, `custom`) is not among them.
_LEADING = re.compile(
    r"[\s\"'“”‘’`《【「『(\[*:：–—-]{1,8}|(?:the|an?|our|its|their|original|official|standard|same|following|terms?|conditions"
    r"|and conditions|of|permissive|open[- ]source|non-?commercial|restrictive|meta['’]s|microsoft['’]s"
    r"|nvidia['’]s|google['’]s)\s",
    re.IGNORECASE,
)
_MAX_LEADING = 12
# Words, and runs of Chinese, Japanese or Korean.
_WORD = re.compile(r"[^\s぀-ヿ㐀-鿿가-힯]{1,80}|[぀-ヿ㐀-鿿가-힯]{1,40}")
_OUTER = " \t\n.,;:!?()[]{}\"'“”‘’`*_《》【】「」『』。，、；：–—-"
_NAME_ENDS = re.compile(r"[,;:.!?)\]。，；、》」](?:\W|\Z)|\A[(\[,;:.!?|–—。，；、-]")
_GOES_ON = re.compile(
    r"v?\d|(?:community|research|modified|non-?commercial|style|based|like|compatible|derived|variant|dev|pro|model)\b"
    r"|[\w.'’&+/-]{0,40}(?:licen[sc]e|agreement|许可|协议)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[，。；、]")
# Words at which a name is over.
_OVER = re.compile(
    r"(?:with|as|and|or|for|which|that|found|see|in|at|on|by|while|if|but|from|to|is|are|was|under|without|plus|only|you"
    r"|meaning|where|when|so|except|same|unless|the|this|it|we|your|please|/|&|\+)\W*\Z",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[)）\]]")
_BRACKET = re.compile(r"[\s\"'“”`*_]{0,3}(?:licen[sc]e)?\s{0,2}[(（\[]")


@dataclass(frozen=True)
class LeadingName:
    """The licenses named at the beginning of a text, the words that name them, and where what follows begins."""

    named: Resolved
    words: str
    end: int


def leading(text: str, catalog: Catalog) -> LeadingName | None:
    """The license that the text begins with, after articles and the like; None where it begins with none we know."""
    start = _start(text)
    found = _longest(text, start, catalog)
    if found is None:
        return None
    # `Creative Commons (CC BY-NC 4.0)`: what stands in brackets says the same more exactly
    bracket = _BRACKET.match(text, found.end)
    inner = _longest(_up_to_bracket(text, bracket.end()), bracket.end(), catalog) if bracket else None
    return _narrowed(found, inner, catalog) if inner else found


def _up_to_bracket(text: str, start: int) -> str:
    closed = _CLOSED.search(text, start, start + MAX_TEXT)
    return text[: closed.start()] if closed else text


def _start(text: str) -> int:
    at = 0
    for _ in range(_MAX_LEADING):
        match = _LEADING.match(text, at)
        if match is None:
            break
        at = match.end()
    return at


def _longest(text: str, start: int, catalog: Catalog) -> LeadingName | None:
    words = _words(text, start)
    for count in range(len(words), 0, -1):
        end = words[count - 1].end()
        name = text[start:end].strip(_OUTER)
        named = resolve(name, catalog) if name else None
        if named and named.licenses and not named.unknown:
            last = start + text[start:end].rindex(name) + len(name)
            return None if _goes_on(text[last : last + 80]) else LeadingName(named, name, last)
    return None


def _words(text: str, start: int) -> list[re.Match[str]]:
    """The first words; beyond the end of a sentence, a table's cell or a line there are none."""
    end = len(text[: start + MAX_TEXT].split("\n", 1)[0]) if "\n" not in text[:start] else start + MAX_TEXT
    bar = text.find("|", start, end)
    return list(_WORD.finditer(text, start, bar if bar >= 0 else end))[:MAX_WORDS]


def _goes_on(rest: str) -> bool:
    """Whether what follows belongs to the name, so that only a part of it was understood."""
    if _NAME_ENDS.match(rest):
        return False
    for place, word in enumerate(_CLAUSE_END.split(rest, maxsplit=1)[0].split()[:5]):
        if _OVER.match(word) or word[0] in "([（":
            return False
        if _GOES_ON.match(word.lstrip("-–—_*`'’\"”")) and not (place == 0 and word.startswith(("许可", "协议"))):
            return True
        if word[-1] in ",;:.!?)]。，；":
            return False
    return False


def _narrowed(found: LeadingName, inner: LeadingName, catalog: Catalog) -> LeadingName:
    """A family gives way to the member named in brackets; anything else in brackets is left alone."""
    known = catalog.get(found.named.licenses[0])
    member = known is not None and set(inner.named.licenses) <= set(known.members)
    return LeadingName(inner.named, f"{found.words} ({inner.words})", inner.end) if member else found
