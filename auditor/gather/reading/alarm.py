"""The alarm: sentences that hold words of terms, and that nothing has read and nothing explains.

It never judges, and it is the same one wherever terms may stand: in cards, at the gate, in notices and files of terms,
in fields. Which words these are says policies/reading/alarm.yaml; what explains them say permissions.yaml and
explained.yaml, the limits that were read, and the licenses that are stated. In doubt a sentence is unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from auditor.gather.reading.explained import (
    ALARM,
    STRONG,
    WEAK,
    Explanation,
    is_explained,
    is_label,
    is_of_a_part,
    is_stated,
)
from auditor.gather.reading.freely import gives_freely
from auditor.gather.reading.limits import limits_of
from auditor.gather.reading.rows import is_of_another
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit, Vocabulary
from auditor.schema.citation import Citation
from auditor.schema.claim import LicenseClaim
from auditor.schema.unread import Unread, UnreadKind, key_of

MOST = 40  # different sentences of one place
MOST_PLACES = 8  # of one sentence
MAX_WORDS = 400
_WHY = "may be a term, and no row reads it"

_PLACEHOLDER = "sections/placeholder"
_NAMES = f"{ALARM}/license-names"
_WORDS = f"{ALARM}/words"
_UNDECIDED = f"{ALARM}/undecided"  # no placeholder: "License: TBD"
_MENTION = f"{ALARM}/mention"
_NAMES_LICENSE = "explained/names-license"


@dataclass(frozen=True)
class Heard:
    """A sentence, and how words of it are cited. `terms`: they are expected there, so that weak words count too.

    `kind` is where it stands. `agreed`: whoever goes on agrees to it, as at the gate. `stated` is what it states of
    licenses, `names` are those of licenses in it, with their ids.
    """

    sentence: Sentence
    cite: Callable[[Hit], Citation]
    terms: bool = False
    kind: UnreadKind = UnreadKind.SENTENCE
    stated: tuple[LicenseClaim, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    agreed: bool = False

    @property
    def gate(self) -> bool:
        """Whether whoever passes agrees to it, so that a license named beside them explains no weak words."""
        return self.agreed or self.kind is UnreadKind.GATE


def unread(asked: Iterable[Heard], model_id: str) -> tuple[Unread, ...]:
    """Which of these sentences are unread, the same words once, with all their places."""
    found: dict[str, Unread] = {}
    more: dict[str, Unread] = {}
    for item in asked:
        heard = first_unread(item, model_id)
        if heard is None:
            continue
        hit, named = heard
        known = key_of(item.sentence.lower)
        held = found.get(known)
        if held is None:
            kept = found if len(found) < MOST else more
            words = _around(item.sentence.words, hit)
            one = Unread(
                kind=item.kind, words=words, why=_WHY, citation=item.cite(hit), key=known, row=hit.row, names=named
            )
            kept.setdefault(known, one)
        elif len(held.places) < MOST_PLACES:
            found[known] = held.model_copy(update={"places": (*held.places, item.cite(hit))})
    return (*found.values(), *([Unread.rest(more.values(), f"{ALARM}/more")] if more else []))


def first_unread(item: Heard, model_id: str) -> tuple[Hit, str | None] | None:
    """What of it nothing explains: the name of a license, with its id, or the first words of terms."""
    if named := _unexplained_name(item, model_id):
        return named
    hit = _unknown_license(item, model_id) or _unexplained_words(item, model_id)
    return (hit, None) if hit else None


def _unexplained_name(item: Heard, model_id: str) -> tuple[Hit, str] | None:
    """The first name of a license that is not said to be somebody else's."""
    if not item.names or is_of_a_part(item.sentence) or is_of_another(item.sentence, model_id):
        return None
    spoken = Explanation(item.sentence, gate=item.gate)
    for name, license_id in item.names:
        places = [match.start() for match in re.finditer(re.escape(name.lower()), item.sentence.lower)]
        for at in places or [0]:  # one place may be of data, and the next of the model
            hit = Hit(_NAMES, "strong", at, at + len(name), name)
            if not spoken.explains_name(hit):
                return hit, license_id
    return None


def _unknown_license(item: Heard, model_id: str) -> Hit | None:
    """The name that the sentence states as the model's license, where it is none that we know."""
    unknown = next((claim.written for claim in item.stated if _is_unknown(claim)), None)
    if unknown is None or item.sentence.vocabulary.fits(_NAMES_LICENSE, unknown):
        return None
    return None if is_explained(item.sentence, model_id) else Hit(_NAMES, "strong", 0, len(unknown), unknown)


def _unexplained_words(item: Heard, model_id: str) -> Hit | None:
    """The first words of terms that nothing explains, strong ones before weak ones."""
    sentence, vocabulary = item.sentence, item.sentence.vocabulary
    hits = [*sentence.places(ALARM if item.terms else STRONG)]
    if not hits or is_label(sentence, hits):
        return None
    if sentence.fits(_PLACEHOLDER) and not any(hit.row == _UNDECIDED for hit in hits):
        return None
    if gives_freely(sentence) or is_explained(sentence, model_id) or next(limits_of(sentence, model_id), None):
        return None
    spoken = Explanation(sentence, gate=item.gate)
    # of weak ones those that speak of a license come first, since a license that applies may say the same
    hits.sort(key=lambda hit: (hit.says == WEAK, hit.row != _WORDS, hit.start))
    left = (
        hit
        for hit in hits
        if not spoken.explains(hit) and not any(is_stated(claim, hit, sentence) for claim in item.stated)
    )
    first = next(left, None)
    if first is None or item.gate or not _only_mentions(first, vocabulary):
        return first
    # what only mentions a license is read by those who look for its name
    return None if all(_only_mentions(hit, vocabulary) for hit in left) else first


def _only_mentions(hit: Hit, vocabulary: Vocabulary) -> bool:
    """Whether it is a weak word in words that only mention a license."""
    return hit.says == WEAK and vocabulary.fits(_MENTION, hit.words)


def _is_unknown(claim: LicenseClaim) -> bool:
    """Whether it names a license of this model that is none we know."""
    return not claim.licenses and claim.answer is None and claim.is_of_model


def _around(words: str, hit: Hit) -> str:
    """The sentence, or as much of a long one as stands around the words."""
    start = 0 if hit.end <= MAX_WORDS else hit.end - MAX_WORDS
    return words[start : start + MAX_WORDS]
