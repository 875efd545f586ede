"""The alarm: sentences that hold words of terms, and that nothing has read and nothing explains.

It never judges. Which words these are says policies/reading/alarm.yaml; what explains them say permissions.yaml and
explained.yaml, the limits that were read, and the licenses that are stated. In doubt a sentence is unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from auditor.gather.papers import Papers
from auditor.gather.reading.limits import limits_of
from auditor.gather.reading.places import place_of
from auditor.gather.reading.rows import is_measured, is_of_another
from auditor.gather.reading.subject import compared_rows, is_of_others
from auditor.prose.sentences import LONGEST, Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.citation import Citation
from auditor.schema.claim import ClaimSource, LicenseClaim
from auditor.schema.evidence import Statement
from auditor.schema.unread import Unread, UnreadKind, key_of

MOST = 40  # different sentences of one repository
MOST_PLACES = 8  # of one sentence
MAX_WORDS = 400
_WHY = "may be a term, and no row reads it"

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PLACEHOLDER = "sections/placeholder"
_TABLE, _PERMISSIONS, _EXPLAINED = "alarm", "permissions", "explained"
_WEAK = f"{_TABLE}/words"
_MENTION = f"{_TABLE}/mention"
_HEADING = f"{_TABLE}/terms-heading"
# Topics that a short heading may name without saying anything of them: what stands below it does.
_TOPICS = frozenset(
    f"{_TABLE}/{row}" for row in ("commercial", "forbidden", "fees", "agreements", "rights", "license-names", "revoke")
)
_A_QUESTION = 2  # sentences: itself, and the answer
_SHORT = 5  # words of a heading that is a label
_NAME_TOPICS = frozenset(f"{_TABLE}/{row}" for row in ("license-names", "non-commercial", "commercial", "only-for"))
_COMMERCE = f"{_TABLE}/commercial"
_MAY_NOT = f"{_TABLE}/may-not"
# What is forbidden below such a heading is forbidden all the same; these two are advice there.
_ADVICE = frozenset(f"{_TABLE}/{row}" for row in ("military", "production"))
_OTHERS = "subjects/said-of-others"
_BEFORE, _BEHIND = 60, 60  # characters around a permission in which a word takes it back


@dataclass(frozen=True)
class Heard:
    """A sentence, and how words of it are cited. `terms`: they are expected there, so that weak words count too.

    `gate`: whoever passes agrees to it, so that a license named beside them explains no weak words. `stated` is what it
    states of licenses.
    """

    sentence: Sentence
    cite: Callable[[Hit], Citation]
    terms: bool = False
    gate: bool = False
    stated: tuple[LicenseClaim, ...] = ()


def card_unread(
    papers: Papers, claims: tuple[LicenseClaim, ...], statements: tuple[Statement, ...]
) -> tuple[Unread, ...]:
    """The sentences of the card that are unread."""
    if papers.readme is None:
        return ()
    known = _lines_of_texts(claims, papers.readme.path)
    read = {item.citation.line for item in statements if item.citation.file == papers.readme.path}
    stated = [(claim.citation.line, claim) for claim in claims if claim.source is ClaimSource.PROSE]

    def asked(sentence: Sentence) -> Heard:
        said = tuple(claim for line, claim in stated if line and sentence.line <= line <= sentence.last_line)
        cite = partial(_in_card, papers, sentence)
        return Heard(sentence, cite, terms=_expects_terms(sentence), stated=said)

    shown = papers.text.shown
    passed_over = known | compared_rows(shown, papers.snapshot.id) | _titles(shown)
    found = (
        asked(sentence)
        for place, sentence in enumerate(shown)
        if (sentence.kind != "code" or sentence.under(_HEADING)) and sentence.line not in passed_over
        if sentence.vocabulary.may_fit(_TABLE, sentence)
        if not (sentence.line in read and _stands_alone(sentence))
        if not _is_answered(shown[place : place + 2])
    )
    return unread(found, papers.snapshot.id)


def _in_card(papers: Papers, sentence: Sentence, hit: Hit) -> Citation:
    return place_of(papers, sentence, hit.words)


def unread(asked: Iterable[Heard], model_id: str) -> tuple[Unread, ...]:
    """Which of these sentences are unread, the same words once, with all their places."""
    found: dict[str, Unread] = {}
    for item in asked:
        hit = _first_unread(item, model_id)
        if hit is None:
            continue
        known = key_of(item.sentence.lower)
        held = found.get(known)
        if held is None and len(found) < MOST:
            words = _around(item.sentence.words, hit)
            kind = UnreadKind.GATE if item.gate else UnreadKind.SENTENCE
            found[known] = Unread(kind=kind, words=words, why=_WHY, citation=item.cite(hit), key=known, row=hit.row)
        elif held is not None and len(held.places) < MOST_PLACES:
            found[known] = held.model_copy(update={"places": (*held.places, item.cite(hit))})
    return tuple(found.values())


def _first_unread(item: Heard, model_id: str) -> Hit | None:
    """The first words of terms that nothing explains, strong ones before weak ones."""
    sentence = item.sentence
    hits = [hit for hit in sentence.vocabulary.places(_TABLE, sentence) if item.terms or hit.row != _WEAK]
    unknown = next((claim for claim in item.stated if _is_unknown(claim)), None)
    named = unknown is not None and sentence.vocabulary.fits(f"{_EXPLAINED}/names-license", unknown.written)
    if (
        unknown and not named and not _is_explained(sentence, model_id)
    ):  # a name of a license that we do not know is unread terms
        return Hit(f"{_TABLE}/license-names", "strong", 0, len(unknown.written), unknown.written)
    if not hits or _is_label(sentence, hits) or sentence.fits(_PLACEHOLDER):
        return None
    spoken = _Spoken(sentence, gate=item.gate)
    hits = [
        hit
        for hit in hits
        if not spoken.explains(hit) and not any(_names(claim, hit, sentence) for claim in item.stated)
    ]
    if not hits or _is_explained(sentence, model_id) or next(limits_of(sentence, model_id), None):
        return None
    vocabulary = sentence.vocabulary
    if not item.gate and all(hit.row == _WEAK and vocabulary.fits(_MENTION, hit.words) for hit in hits):
        return None  # what only mentions a license is read by those who look for its name
    return min(hits, key=lambda hit: (hit.row == _WEAK, hit.start))


class _Spoken:
    """What a sentence grants, and what else explains words of it."""

    def __init__(self, sentence: Sentence, *, gate: bool) -> None:
        self._sentence = sentence
        self._advice = sentence.under(f"{_EXPLAINED}/advice-heading")
        explained = [*sentence.vocabulary.places(_EXPLAINED, sentence)]
        self._spans = [
            (hit.start, hit.end) for hit in explained if hit.says == "words" or (hit.says == "pointer" and not gate)
        ]
        self._weak = not gate and any(hit.says in ("weak", "pointer") for hit in explained)
        said = [*sentence.vocabulary.places(_PERMISSIONS, sentence)]
        self._surely = [hit for hit in said if hit.says == "surely"]
        words = sentence.words
        for hit in self._surely:  # what they negate themselves takes nothing back
            words = words[: hit.start] + " " * (hit.end - hit.start) + words[hit.end :]
        self._words = words
        self._spans += [(hit.start, hit.end) for hit in self._surely]
        self._spans += [(hit.start, hit.end) for hit in sentence.vocabulary.places(_OTHERS, sentence)]
        self._spans += [
            (hit.start, hit.end) for hit in said if hit.says != "surely" and not self._taken_back(hit.start, hit.end)
        ]

    def explains(self, hit: Hit) -> bool:
        """Whether these words are granted, advice without legal effect, or said of something else."""
        if any(start < hit.end and hit.start < end for start, end in self._spans):
            return True
        if (hit.row == _WEAK and self._weak) or (self._advice and (hit.row in _ADVICE or self._only_leads(hit))):
            return True
        if hit.row == _COMMERCE and self._surely and not self._taken_back(hit.start, hit.end):
            return True
        before = self._sentence.words[max(0, hit.start - LONGEST) : hit.start]
        return is_of_others(before, hit.words, self._sentence.vocabulary)

    def _only_leads(self, hit: Hit) -> bool:
        """Whether it is `may not be used` above a list, whose items are asked by themselves."""
        return hit.row == _MAY_NOT and self._sentence.words[hit.end :].strip() in ("", ":")

    def _taken_back(self, start: int, end: int) -> bool:
        """Whether words around these take a grant back."""
        around = self._words[max(0, start - _BEFORE) : end + _BEHIND]
        return self._sentence.vocabulary.fits(f"{_PERMISSIONS}/taken-back", around)


def _is_unknown(claim: LicenseClaim) -> bool:
    """Whether it names a license of this model that is none we know."""
    return not claim.licenses and claim.answer is None and claim.is_of_model


def _names(claim: LicenseClaim, hit: Hit, sentence: Sentence) -> bool:
    """Whether the words are those of a license that is stated here, and known."""
    if not claim.licenses:
        return False
    if hit.row == _WEAK:
        return True
    start = sentence.words.find(claim.written)
    inside = start >= 0 and hit.start < start + len(claim.written) and start < hit.end
    return inside and hit.row in _NAME_TOPICS


def _is_explained(sentence: Sentence, model_id: str) -> bool:
    """Whether the whole sentence speaks of something else, in so many words."""
    if sentence.kind == "row" and (is_of_another(sentence, model_id) or is_measured(sentence)):
        return True
    vocabulary = sentence.vocabulary
    if sentence.kind == "item" and _YEAR.search(sentence.words) and sentence.under(f"{_EXPLAINED}/references-heading"):
        return not vocabulary.fits(f"{_EXPLAINED}/this-model", sentence)
    told = {hit.says for hit in vocabulary.every(_EXPLAINED, sentence)}
    if "part" in told and not vocabulary.fits(f"{_EXPLAINED}/model-words", sentence):
        return True
    return "sentence" in told and not vocabulary.fits(f"{_EXPLAINED}/this-model", sentence)


def _is_label(sentence: Sentence, hits: list[Hit]) -> bool:
    """Whether it only names what stands below or beside it: a heading, the head of a table, words by themselves."""
    if all(hit.row == _WEAK for hit in hits):
        rest = sentence.words
        for hit in hits:
            rest = rest.replace(hit.words, " ")
        if not any(char.isalnum() for char in rest):
            return True
    short = len(sentence.words.split()) <= _SHORT
    topics = {hit.row for hit in hits} - {
        _WEAK
    }  # two of them together say something: commerce, and that it is forbidden
    return sentence.kind in ("heading", "head") and short and len(topics) <= 1 and topics <= _TOPICS


def _expects_terms(sentence: Sentence) -> bool:
    """Whether it stands below a heading, or behind a label, that is on terms."""
    vocabulary = sentence.vocabulary
    label = sentence.label if sentence.kind in ("item", "row", "text") else ""
    return sentence.under(_HEADING) or (bool(label) and vocabulary.fits_heading(_HEADING, label[:80]))


def _is_answered(both: tuple[Sentence, ...]) -> bool:
    """Whether the first is a question to which the second says yes, or asks for a limit and the second says no."""
    if len(both) != _A_QUESTION or not both[0].words.rstrip("\"'”’").endswith("?"):
        return False
    if both[0].fits(f"{_PERMISSIONS}/asks-whether-limited"):
        return both[1].fits(f"{_PERMISSIONS}/no")
    return both[1].fits(f"{_PERMISSIONS}/yes")


def _titles(shown: Iterable[Sentence]) -> set[int]:
    """The lines of a list of references on which a journal or a series stands: a title is cut at its question mark."""
    return {
        sentence.line
        for sentence in shown
        if sentence.kind == "item" and sentence.under("subjects/others-heading")
        if sentence.fits(f"{_EXPLAINED}/bibliography") and not sentence.fits(f"{_EXPLAINED}/this-model")
    }


def _stands_alone(sentence: Sentence) -> bool:
    """Whether all that its line says is this: what was read on the line was read of it."""
    return sentence.kind in ("item", "row", "heading", "head") or len(sentence.words) <= 120


def _around(words: str, hit: Hit) -> str:
    """The sentence, or as much of a long one as stands around the words."""
    start = 0 if hit.end <= MAX_WORDS else hit.end - MAX_WORDS
    return words[start : start + MAX_WORDS]


def _lines_of_texts(claims: Iterable[LicenseClaim], path: str) -> set[int]:
    """The lines on which a known license stands word for word."""
    return {
        line
        for claim in claims
        if claim.source is ClaimSource.CARD_TEXT and claim.answer == "exact" and claim.citation.file == path
        for line in range(claim.citation.line or 0, (claim.citation.end_line or claim.citation.line or 0) + 1)
    }
