"""License names inside running text: `the Apache License, Version 2.0, as found in …` names Apache-2.0.

The longest run of words that is a name counts, and only if the name does not go on behind it: `Apache 2.0-based terms`
and `Nexus Research License` are not `Apache` and not `Nexus`. Bounded: a handful of words is looked at. Which words go
on is said by policies/reading/license-names.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.licenses.aliases import Resolved, resolve
from auditor.licenses.catalog import Catalog
from auditor.prose.vocabulary import Vocabulary

MAX_TEXT = 240
MAX_WORDS = 14

_TABLE = "license-names"
# Words, and runs of Chinese, Japanese or Korean.
_WORD = re.compile(r"[^\s぀-ヿ㐀-鿿가-힯]{1,80}|[぀-ヿ㐀-鿿가-힯]{1,40}")
_OUTER = " \t\n.,;:!?()[]{}\"'“”‘’`*_《》【】「」『』。，、；：–—-"
_OPENING = re.compile(r"[\s\"'“”‘’`《【「『(\[*:：–—-]{0,16}")
_NAME_ENDS = re.compile(r"[,;:.!?)\]。，；、》」](?:\W|\Z)|\A[(\[,;:.!?|–—。，；、-]")
# Where what stands behind a name is over: a mark, or a bracket that opens a remark.
_OVER = re.compile(r"[，。；、]|[,;:.!?)\]](?:\s|\Z)|(?:\A|\s)[(（\[]|(?<=[\u3400-\u9fff]),|,(?=[\u3400-\u9fff])")
_MAX_BEHIND = 5
_CLOSED = re.compile(r"[)）\]]")
_BRACKET = re.compile(r"[\s\"'“”`*_]{0,3}[(（\[]")


@dataclass(frozen=True)
class LeadingName:
    """The licenses named at the beginning of a text, the words that name them, and where what follows begins."""

    named: Resolved
    words: str
    end: int


def leading(text: str, catalog: Catalog, vocabulary: Vocabulary) -> LeadingName | None:
    """The license that the text begins with, after articles and the like; None where it begins with none we know."""
    lead = vocabulary.first(f"{_TABLE}/lead", text[:MAX_TEXT])
    found = _longest(text, _opened(text, lead.end if lead else 0), catalog, vocabulary)
    if found is None:
        return None
    # `Creative Commons (CC BY-NC 4.0)`: what stands in brackets says the same more exactly
    called = vocabulary.first(f"{_TABLE}/called", text[found.end : found.end + MAX_TEXT])
    bracket = _BRACKET.match(text, found.end) or (called and _BRACKET.match(text, found.end + called.end))
    inner = bracket and _longest(_up_to_bracket(text, bracket.end()), bracket.end(), catalog, vocabulary)
    return _narrowed(found, inner, catalog) if inner else found


def _opened(text: str, at: int) -> int:
    match = _OPENING.match(text, at)
    return match.end() if match else at


def _up_to_bracket(text: str, start: int) -> str:
    closed = _CLOSED.search(text, start, start + MAX_TEXT)
    return text[: closed.start()] if closed else text


def _longest(text: str, start: int, catalog: Catalog, vocabulary: Vocabulary) -> LeadingName | None:
    words = _words(text, start)
    for count in range(len(words), 0, -1):
        end = words[count - 1].end()
        name = text[start:end].strip(_OUTER)
        named = resolve(name, catalog) if name else None
        if named and named.licenses and not named.unknown:
            last = start + text[start:end].rindex(name) + len(name)
            return None if _goes_on(text[last : last + 80], vocabulary) else LeadingName(named, name, last)
    return None


def _words(text: str, start: int) -> list[re.Match[str]]:
    """The first words; beyond the end of a sentence, a table's cell or a line there are none."""
    end = len(text[: start + MAX_TEXT].split("\n", 1)[0]) if "\n" not in text[:start] else start + MAX_TEXT
    bar = text.find("|", start, end)
    return list(_WORD.finditer(text, start, bar if bar >= 0 else end))[:MAX_WORDS]


def _goes_on(rest: str, vocabulary: Vocabulary) -> bool:
    """Whether what follows belongs to the name, so that only a part of it was understood."""
    if _NAME_ENDS.match(rest):
        return False
    behind = " ".join(_OVER.split(rest, maxsplit=1)[0].split()[:_MAX_BEHIND])
    called = vocabulary.first(f"{_TABLE}/called-in-chinese", behind)
    behind = behind[called.end :] if called else behind
    more, over = (vocabulary.first(f"{_TABLE}/{row}", behind) for row in ("goes-on", "over"))
    return more is not None and (over is None or more.start < over.start)


def _narrowed(found: LeadingName, inner: LeadingName, catalog: Catalog) -> LeadingName:
    """A family gives way to the member named in brackets; anything else in brackets is left alone."""
    known = catalog.get(found.named.licenses[0])
    member = known is not None and set(inner.named.licenses) <= set(known.members)
    return LeadingName(inner.named, f"{found.words} ({inner.words})", inner.end) if member else found
