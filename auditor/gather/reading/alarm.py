"""The alarm: sentences that hold words of terms, and that nothing has read and nothing explains.

It never judges. Which words these are says policies/reading/alarm.yaml; what explains them say permissions.yaml and
explained.yaml, the limits that were read, and the licenses that are stated. In doubt a sentence is unread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from auditor.gather.papers import Papers
from auditor.gather.reading.explained import (
    ALARM,
    WEAK,
    Explanation,
    is_answered,
    is_explained,
    is_label,
    is_of_a_part,
    is_stated,
    titles,
)
from auditor.gather.reading.limits import limits_of
from auditor.gather.reading.places import place_of
from auditor.gather.reading.rows import with_cells
from auditor.gather.reading.subject import compared_rows
from auditor.licenses.catalog import Catalog
from auditor.licenses.names_within import names_within
from auditor.licenses.wording import words_of
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.citation import Citation
from auditor.schema.claim import ClaimSource, LicenseClaim
from auditor.schema.evidence import Statement
from auditor.schema.license import CommercialUse
from auditor.schema.unread import Unread, UnreadKind, key_of

MOST = 40  # different sentences of one repository
MOST_PLACES = 8  # of one sentence
MAX_WORDS = 400
_WHY = "may be a term, and no row reads it"

_PLACEHOLDER = "sections/placeholder"
_NAMES = f"{ALARM}/license-names"
_MENTION = f"{ALARM}/mention"
_HEADING = f"{ALARM}/terms-heading"
_NAMES_LICENSE = "explained/names-license"


@dataclass(frozen=True)
class Heard:
    """A sentence, and how words of it are cited. `terms`: they are expected there, so that weak words count too.

    `gate`: whoever passes agrees to it, so that a license named beside them explains no weak words. `stated` is what it
    states of licenses, `names` are those of licenses in it, with their ids.
    """

    sentence: Sentence
    cite: Callable[[Hit], Citation]
    terms: bool = False
    gate: bool = False
    stated: tuple[LicenseClaim, ...] = ()
    names: tuple[tuple[str, str], ...] = ()


def card_unread(
    papers: Papers, claims: tuple[LicenseClaim, ...], said: tuple[Statement, ...], catalog: Catalog
) -> tuple[Unread, ...]:
    """The sentences of the card that are unread. `said`: the limits that were read."""
    if papers.readme is None:
        return ()
    known = _lines_of_texts(claims, papers.readme.path)
    read = {item.citation.line for item in said if item.citation.file == papers.readme.path}
    held = {license_id for claim in claims if claim.source is not ClaimSource.PROSE for license_id in claim.licenses}
    stated = [(claim.citation.line, claim) for claim in claims if claim.source is ClaimSource.PROSE]

    def asked(sentence: Sentence) -> Heard:
        here = tuple(claim for line, claim in stated if line and sentence.line <= line <= sentence.last_line)
        cite = partial(_in_card, papers, sentence)
        return Heard(sentence, cite, _expects_terms(sentence), stated=here, names=_names(sentence, here, held, catalog))

    shown = tuple(with_cells(papers.text.shown, papers.snapshot.id))
    passed_over = known | compared_rows(papers.text.shown, papers.snapshot.id) | titles(shown)
    found = (
        asked(sentence)
        for place, sentence in enumerate(shown)
        if (sentence.kind != "code" or sentence.under(_HEADING)) and sentence.line not in passed_over
        if not (sentence.line in read and _stands_alone(sentence))
        if not is_answered(shown[place : place + 2])
    )
    return unread(found, papers.snapshot.id)


def _in_card(papers: Papers, sentence: Sentence, hit: Hit) -> Citation:
    return place_of(papers, sentence, hit.words)


def unread(asked: Iterable[Heard], model_id: str) -> tuple[Unread, ...]:
    """Which of these sentences are unread, the same words once, with all their places."""
    found: dict[str, Unread] = {}
    more: dict[str, Unread] = {}
    for item in asked:
        heard = _first_unread(item, model_id)
        if heard is None:
            continue
        hit, named = heard
        known = key_of(item.sentence.lower)
        held = found.get(known)
        if held is None:
            kept = found if len(found) < MOST else more
            kind = UnreadKind.GATE if item.gate else UnreadKind.SENTENCE
            words = _around(item.sentence.words, hit)
            one = Unread(kind=kind, words=words, why=_WHY, citation=item.cite(hit), key=known, row=hit.row, names=named)
            kept.setdefault(known, one)
        elif len(held.places) < MOST_PLACES:
            found[known] = held.model_copy(update={"places": (*held.places, item.cite(hit))})
    return (*found.values(), *([_rest(more)] if more else []))


def _rest(more: Mapping[str, Unread]) -> Unread:
    """All that is beyond what is listed, as one: it is settled together, and by itself it settles nothing else."""
    first = next(iter(more.values()))
    words = f"{len(more)} more sentences, the first of them: {first.words}"
    return first.model_copy(update={"words": words[:MAX_WORDS], "key": key_of(" ".join(more)), "row": f"{ALARM}/more"})


def _first_unread(item: Heard, model_id: str) -> tuple[Hit, str | None] | None:
    """What of it nothing explains: the name of a license, with its id, or the first words of terms."""
    if named := _unexplained_name(item):
        return named
    hit = _unknown_license(item, model_id) or _unexplained_words(item, model_id)
    return (hit, None) if hit else None


def _unexplained_name(item: Heard) -> tuple[Hit, str] | None:
    """The first name of a license that is not said to be somebody else's."""
    if not item.names or is_of_a_part(item.sentence):
        return None
    spoken = Explanation(item.sentence, gate=item.gate)
    for name, license_id in item.names:
        at = max(0, item.sentence.lower.find(name.lower()))
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
    hits = [hit for hit in vocabulary.places(ALARM, sentence) if item.terms or hit.row != WEAK]
    if not hits or is_label(sentence, hits) or sentence.fits(_PLACEHOLDER):
        return None
    spoken = Explanation(sentence, gate=item.gate)
    left = [
        hit
        for hit in hits
        if not spoken.explains(hit) and not any(is_stated(claim, hit, sentence) for claim in item.stated)
    ]
    if not left or is_explained(sentence, model_id) or next(limits_of(sentence, model_id), None):
        return None
    if not item.gate and all(hit.row == WEAK and vocabulary.fits(_MENTION, hit.words) for hit in left):
        return None  # what only mentions a license is read by those who look for its name
    return min(left, key=lambda hit: (hit.row == WEAK, hit.start))


def _is_unknown(claim: LicenseClaim) -> bool:
    """Whether it names a license of this model that is none we know."""
    return not claim.licenses and claim.answer is None and claim.is_of_model


def _expects_terms(sentence: Sentence) -> bool:
    """Whether it stands below a heading, or behind a label, that is on terms."""
    vocabulary = sentence.vocabulary
    label = sentence.label if sentence.kind in ("item", "row", "text") else ""
    return sentence.under(_HEADING) or (bool(label) and vocabulary.fits_heading(_HEADING, label[:80]))


def _names(
    sentence: Sentence, stated: tuple[LicenseClaim, ...], held: set[str], catalog: Catalog
) -> tuple[tuple[str, str], ...]:
    """Names of licenses that ask for something, with their ids, but for those that are read to be of something else."""
    if not _may_name(sentence):
        return ()
    told = {license_id for claim in stated if not claim.is_of_model for license_id in claim.licenses}
    found = names_within(sentence.words, catalog)
    return tuple((name, id_) for name, id_ in found if id_ not in told and not _is_kin(id_, held, catalog))


def _is_kin(id_: str, held: set[str], catalog: Catalog) -> bool:
    """Whether a name for many licenses ("RAIL") is that of the kind that the model states."""
    known = catalog.get(id_)
    families = {one.family for name in held if (one := catalog.get(name))}
    members = [one for name in (known.members if known else ()) if (one := catalog.get(name))]
    return any(one.family in families and one.commercial_use is not CommercialUse.YES for one in members)


def _may_name(sentence: Sentence) -> bool:
    """The quick question: whether words that make a license's name stand in it."""
    return "cc" in sentence.lower or sentence.speaks(*_telling())


@lru_cache(maxsize=1)
def _telling() -> tuple[str, ...]:
    return tuple(word for word in words_of("tells-license") if len(word) > 2)


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
