"""Grants in everyday words: "do what you like with it, also at work and in paid products".

Such a grant explains its whole sentence where nothing in it is left unread: every word of terms is one of the grant or
of what it reaches (work, businesses, products that cost), and no word takes anything back.
"""

from __future__ import annotations

import re

from auditor.gather.reading.asking import is_question
from auditor.prose.sentences import Sentence

_PERMISSIONS, _ALARM = "permissions", "alarm"
_GRANT = f"{_PERMISSIONS}/as-you-like"
_REACH = f"{_PERMISSIONS}/wherever"
_TAKEN_BACK = (f"{_PERMISSIONS}/taken-back", f"{_PERMISSIONS}/held-back", f"{_PERMISSIONS}/for-some")
_AGAINST = "explained/against-heading"
# Words that name the license, and that say "too": they give and take nothing.
_NAMING = frozenset(f"{_ALARM}/{row}" for row in ("words", "license-names", "same-again"))
_AMOUNT = re.compile(r"(?<![\w.-])\d+(?![\w.-]*[\w-])|[$€£¥%]")  # a license's version is none: 2.0, 3-clause
_GAP = " ; "  # in place of what is read: no phrase reaches across it


def gives_freely(sentence: Sentence) -> bool:
    """Whether the sentence lets everybody do as they like, and says nothing else of terms."""
    if sentence.kind == "code" or not sentence.fits(_GRANT) or is_question(sentence) or sentence.under(_AGAINST):
        return False
    rest = _without_grants(sentence)
    vocabulary = sentence.vocabulary
    if _AMOUNT.search(rest) or any(vocabulary.fits(row, rest) for row in _TAKEN_BACK):
        return False
    return all(hit.row in _NAMING for hit in vocabulary.places(_ALARM, rest))


def _without_grants(sentence: Sentence) -> str:
    """What the sentence says beside the grant, what it reaches, and what need not be done."""
    places = sentence.vocabulary.places
    read = [*places(_GRANT, sentence), *places(_REACH, sentence)]
    read += [hit for hit in places(_PERMISSIONS, sentence) if hit.says == "surely"]
    words, rest, end = sentence.words, "", 0
    for hit in sorted(read, key=lambda hit: hit.start):
        rest += words[end : hit.start] + _GAP if hit.start >= end else ""
        end = max(end, hit.end)
    return rest + words[end:]
