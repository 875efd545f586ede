"""What explains words of terms in a sentence: that they grant, are advice, are a label, or are said of something else.

The rows stand in permissions.yaml, explained.yaml and subjects.yaml. What none of them explains is for the alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.gather.reading.asking import is_question
from auditor.gather.reading.rows import is_measured, is_of_another
from auditor.gather.reading.subject import is_of_others
from auditor.prose.sentences import LONGEST, Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.claim import LicenseClaim

ALARM = "alarm"
WEAK = "weak"  # what such rows say: their words count where terms are expected
STRONG = f"{ALARM}:strong"  # the rows whose words count everywhere
_WORDS = f"{ALARM}/words"
_BINDING = frozenset(f"{ALARM}/{row}" for row in ("binding", "credit"))
# What these say of a license is not explained by the license that they name, nor by the code that they speak of.
_OF_A_LICENSE = frozenset(f"{ALARM}/{row}" for row in ("not-covered", "same-as-theirs"))
_LEADS = 2  # characters at most between a duty and what explains it: "must | follow the license"

_HISTORY = "explained/history"
_THIS_MODEL = "explained/this-model"
_TURN = "explained/turn"  # where what was ends, and what is begins
_CLAUSE = re.compile(r"[,;:(—–]|(?<=\w)\s-\s")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AUTHORS = re.compile(r"\b[A-Z][\w'-]{1,30},? (?:[A-Z]\.|(?:and|&|und|et|y|e) [A-Z])")
_PERMISSIONS, _EXPLAINED = "permissions", "explained"
# Topics that a short heading may name without saying anything of them: what stands below it does.
_TOPICS = frozenset(
    f"{ALARM}/{row}" for row in ("commercial", "forbidden", "fees", "agreements", "rights", "license-names", "revoke")
)
_SHORT = 5  # words of a heading that is a label
_NAME_TOPICS = frozenset(f"{ALARM}/{row}" for row in ("license-names", "non-commercial", "commercial", "only-for"))
_COMMERCE = f"{ALARM}/commercial"
_MAY_NOT = f"{ALARM}/may-not"
# What is forbidden below such a heading is forbidden all the same; these two are advice there.
_BANS = (_MAY_NOT, f"{ALARM}/forbidden", "explained/plainly-binds")
_ADVICE = frozenset(f"{ALARM}/{row}" for row in ("military", "production"))
_OTHERS = "subjects/said-of-others"
_BOTH = f"{_PERMISSIONS}/both"
_ON_TERMS = f"{_PERMISSIONS}/on-terms"
_NEAR = 110  # characters before a license's name in which data is named whose license it is
_BEFORE, _BEHIND = 60, 60  # characters around a permission in which a word takes it back


class Explanation:
    """What a sentence grants, and what else explains words of it."""

    def __init__(self, sentence: Sentence, *, gate: bool) -> None:
        self._sentence = sentence
        against = sentence.under(f"{_EXPLAINED}/against-heading")
        self._advice = sentence.under(f"{_EXPLAINED}/advice-heading") and not sentence.under(f"{ALARM}/forbidden")
        heads = sentence.vocabulary.fits_heading
        nearest = heads(f"{_EXPLAINED}/advice-heading", sentence.heading)
        self._ordinary = nearest and not heads("license-statements/heading", sentence.heading)
        explained = [*sentence.vocabulary.places(_EXPLAINED, sentence)]
        self._spans = [(hit.start, hit.end) for hit in explained if hit.says == "words"]
        self._pointers = [(hit.start, hit.end) for hit in explained if hit.says == "pointer" and not gate]
        self._weak = not gate and any(hit.says in ("weak", "pointer") for hit in explained)
        self._history = [_past(sentence, hit) for hit in explained if hit.row == _HISTORY]
        self._spans += self._history
        self._leads = [hit.start for hit in explained if hit.says == "words"]
        nothing = is_question(sentence) or against
        said = [] if nothing else [*sentence.vocabulary.places(_PERMISSIONS, sentence)]
        self._surely = [hit for hit in said if hit.says == "surely" and not _is_on_terms(sentence, hit)]
        words = sentence.words
        for hit in self._surely:  # what they negate themselves takes nothing back
            words = words[: hit.start] + " " * (hit.end - hit.start) + words[hit.end :]
        self._words = words
        self._spans += [(hit.start, hit.end) for hit in self._surely]
        self._others = [(hit.start, hit.end) for hit in sentence.vocabulary.places(_OTHERS, sentence)]
        self._spans += self._others
        self._spans += [
            (hit.start, hit.end) for hit in said if hit.says != "surely" and not self._taken_back(hit.start, hit.end)
        ]

    def explains(self, hit: Hit) -> bool:
        """Whether these words are granted, advice without legal effect, or said of something else."""
        spans = self._spans if hit.row in _OF_A_LICENSE else (*self._spans, *self._pointers)
        if any(start < hit.end and hit.start < end for start, end in spans):
            return True
        if hit.row in _BINDING and (self._ordinary or any(0 <= start - hit.end <= _LEADS for start in self._leads)):
            return True
        if (hit.row == _WORDS and self._weak) or (self._advice and (hit.row in _ADVICE or self._only_leads(hit))):
            return True
        if hit.row == _COMMERCE and self._surely and not self._taken_back(hit.start, hit.end):
            return True
        before = self._sentence.words[max(0, hit.start - LONGEST) : hit.start]
        return is_of_others(before, hit.words, self._sentence.vocabulary)

    def explains_name(self, hit: Hit) -> bool:
        """Whether what stands before a license's name says that it is somebody else's; its own words say nothing."""
        before = self._sentence.words[max(0, hit.start - LONGEST) : hit.start]
        others = is_of_others(before, hit.words, self._sentence.vocabulary)
        near, vocabulary = before[-_NEAR:], self._sentence.vocabulary
        data = vocabulary.fits("subjects/data", near) and not vocabulary.fits(f"{_EXPLAINED}/model-words", near)
        return others or data or any(start < hit.start < end for start, end in (*self._others, *self._history))

    def _only_leads(self, hit: Hit) -> bool:
        """Whether it is `may not be used` above a list, whose items are asked by themselves."""
        return hit.row == _MAY_NOT and self._sentence.words[hit.end :].strip() in ("", ":")

    def _taken_back(self, start: int, end: int) -> bool:
        """Whether words around these take a grant back."""
        around = self._words[max(0, start - _BEFORE) : end + _BEHIND]
        return self._sentence.vocabulary.fits(f"{_PERMISSIONS}/taken-back", around)


def _is_on_terms(sentence: Sentence, hit: Hit) -> bool:
    """Whether words right before a sure grant, or anywhere behind it, put it on a condition or bound it."""
    if hit.row != _BOTH:  # the others negate a condition themselves
        return False
    around = sentence.words[max(0, hit.start - _BEFORE) : hit.start], sentence.words[hit.end :]
    return any(sentence.vocabulary.fits(_ON_TERMS, words) for words in around)


def is_stated(claim: LicenseClaim, hit: Hit, sentence: Sentence) -> bool:
    """Whether the words are those of a license that is stated here, and known."""
    if not claim.licenses:
        return False
    if hit.row == _WORDS:
        return True
    start = sentence.words.find(claim.written)
    inside = start >= 0 and hit.start < start + len(claim.written) and start < hit.end
    return inside and hit.row in _NAME_TOPICS


def is_explained(sentence: Sentence, model_id: str) -> bool:
    """Whether the whole sentence speaks of something else, in so many words."""
    if sentence.kind == "row" and (is_of_another(sentence, model_id) or is_measured(sentence)):
        return True
    vocabulary = sentence.vocabulary
    if _is_reference(sentence):
        return not vocabulary.fits(_THIS_MODEL, sentence)
    if is_of_a_part(sentence):
        return not any(sentence.fits(row) for row in _OF_A_LICENSE)
    return sentence.fits(f"{_EXPLAINED}:sentence") and not vocabulary.fits(_THIS_MODEL, sentence)


def _is_reference(sentence: Sentence) -> bool:
    """Whether it is an item of a list of references: with a year, and authors, a journal, or nothing that binds."""
    if sentence.kind != "item" or not sentence.under(f"{_EXPLAINED}/references-heading"):
        return False
    published = _AUTHORS.search(sentence.words) or sentence.fits(f"{_EXPLAINED}/bibliography")
    return bool(_YEAR.search(sentence.words) and (published or not any(map(sentence.fits, _BANS))))


def _past(sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """The words that say how it was: the clause that tells so, up to where it turns to what is so now."""
    words, vocabulary = sentence.words, sentence.vocabulary
    start = max((cut.end() for cut in _CLAUSE.finditer(words, 0, hit.start)), default=0)
    turn = vocabulary.first(_TURN, words[hit.start :])
    end = hit.start + turn.start if turn else len(words)
    return (start, start) if vocabulary.fits(_THIS_MODEL, words[start:end]) else (start, end)


def is_of_a_part(sentence: Sentence) -> bool:
    """Whether it speaks of code or data, and not of the model."""
    return sentence.fits(f"{_EXPLAINED}:part") and not sentence.fits(f"{_EXPLAINED}/model-words")


def is_label(sentence: Sentence, hits: list[Hit]) -> bool:
    """Whether it only names what stands below or beside it: a heading, the head of a table, words by themselves."""
    if all(hit.row == _WORDS for hit in hits):
        rest = sentence.words
        for hit in hits:
            rest = rest.replace(hit.words, " ")
        if not any(char.isalnum() for char in rest):
            return True
    short = len(sentence.words.split()) <= _SHORT
    # two of them together say something: commerce, and that it is forbidden
    topics = {hit.row for hit in hits if hit.says != WEAK}
    return sentence.kind in ("heading", "head") and short and len(topics) <= 1 and topics <= _TOPICS


def asks_for_limit(question: Sentence) -> bool:
    """Whether it asks for a limit, so that "no" is the answer that grants."""
    return question.fits(f"{_PERMISSIONS}/asks-whether-limited")


def grants(answer: Sentence) -> bool:
    """Whether it begins as an answer that says yes."""
    return answer.fits(f"{_PERMISSIONS}/yes")


def denies(answer: Sentence) -> bool:
    """Whether it begins as an answer that says no."""
    return answer.fits(f"{_PERMISSIONS}/no")


def titles(shown: Iterable[Sentence]) -> set[int]:
    """The lines of a list of references on which a journal or a series stands: a title is cut at its question mark."""
    return {
        sentence.line
        for sentence in shown
        if sentence.kind == "item" and sentence.under("subjects/others-heading")
        if sentence.fits(f"{_EXPLAINED}/bibliography") and not sentence.fits(_THIS_MODEL)
    }
