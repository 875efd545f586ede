"""What is called open, model, code or data: the first thing named after the words, else the one named before them."""

from __future__ import annotations

import re

from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit, Vocabulary
from auditor.schema.reading import Scope

_TABLE = "openness"
_AFTER, _BEFORE = 60, 40  # characters
_STOP = re.compile("[,。;]")


def scope_of(sentence: Sentence, hit: Hit, own_name: str) -> Scope:
    """What the words of this hit call open."""
    asked, words = sentence.vocabulary, sentence.words
    after = words[hit.end : hit.end + _AFTER]
    turn = min((turn.start for turn in asked.places(f"{_TABLE}/turn", after)), default=len(after))
    after = after[:turn]
    inside = hit.words
    if asked.fits(f"{_TABLE}/thing", inside[max(0, inside.lower().find("open")) :]):
        return Scope.MODEL
    if asked.fits(f"{_TABLE}/zh-word", inside):
        return _in_chinese(asked, words[: hit.end], after)
    first, _, second = after.partition(" and ")
    if own_name and own_name in second[: len(own_name) + 4].lower():
        return Scope.MODEL
    before = words[: hit.start][:_BEFORE] or inside
    return _first(asked, first) or _first(asked, before) or _first(asked, after) or Scope.MODEL


def _in_chinese(asked: Vocabulary, before: str, after: str) -> Scope:
    """What is opened stands right after the word, or before it."""
    nearby = {scope for _, scope in _things(asked, before[-60:])}
    named = next((scope for scope in (Scope.CODE, Scope.DATA) if scope in nearby), Scope.MODEL)
    return _first(asked, _STOP.split(after)[0][:8]) or named


def _first(asked: Vocabulary, text: str) -> Scope | None:
    return min(_things(asked, text), default=(0, None))[1]


def _things(asked: Vocabulary, text: str) -> list[tuple[int, Scope]]:
    return [(hit.start, scope) for scope in Scope for hit in asked.places(f"{_TABLE}/{scope.value}", text)]
