"""What the alarm is asked of a card: its sentences, what is stated in them, and where terms are expected.

One card is heard as another is: the one that the Hub shows, and those beside it (README_zh.md). Beside what a reader is
shown, titles of links are heard, and what a fence that nobody closed hides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial

from auditor.gather.papers import Papers
from auditor.gather.reading.alarm import Heard, first_unread, unread
from auditor.gather.reading.asking import is_question
from auditor.gather.reading.comments import examples, is_prose, said_in_code, speaks_of_terms
from auditor.gather.reading.explained import ALARM, STRONG, asks_for_limit, denies, grants, titles
from auditor.gather.reading.limits import lines_of_others
from auditor.gather.reading.places import place_of
from auditor.gather.reading.rows import with_cells
from auditor.licenses.catalog import Catalog
from auditor.licenses.names_within import names_within
from auditor.licenses.wording import words_of
from auditor.parse.files import README, role
from auditor.prose.plain import plain
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.citation import Citation
from auditor.schema.claim import ClaimSource, LicenseClaim
from auditor.schema.evidence import Statement
from auditor.schema.license import CommercialUse
from auditor.schema.unread import Unread, UnreadKind

_HEADING = f"{ALARM}/terms-heading"
_SAME_AGAIN = f"{ALARM}/same-again"
_AGREED = f"{ALARM}/agreements"
_ON_USE = "code-comments/on-use"
_SHORT = 6  # words of a heading: a longer one is the title of what stands directly below it alone
_OF_TERMS = ("license", "use-policy")  # what the first line of a card may be the title of
_THIS_MODEL = "explained/this-model"
_PROGRAM = re.compile(r"[{}]|\],\s?\[|\\n|\w\(|[=!]=|;\Z")  # signs of a program, in a fence that names no language
# The words that a link or a tag shows when it is pointed at.
_TITLE = re.compile(
    r"\]\(\s{0,4}<?[^\s()<>]{0,500}>?\s{1,4}(?:\"([^\"\n]{1,400})\"|'([^'\n]{1,400})')\s{0,4}\)"
    r"|<[a-z][^<>]{0,500}?\stitle\s?=\s?(?:\"([^\"]{1,400})\"|'([^']{1,400})')",
    re.IGNORECASE,
)


def card_unread(
    papers: Papers, claims: tuple[LicenseClaim, ...], said: tuple[Statement, ...], catalog: Catalog
) -> tuple[Unread, ...]:
    """The sentences of the card that are unread. `said`: the limits that were read."""
    if papers.readme is None:
        return ()
    path, model = papers.readme.path, papers.snapshot.id
    kind = UnreadKind.SENTENCE if path == README else UnreadKind.FILE
    read = [item for item in said if item.citation.file == path]
    held = {license_id for claim in claims if claim.source is not ClaimSource.PROSE for license_id in claim.licenses}
    own = [claim for claim in claims if claim.source is ClaimSource.PROSE and claim.citation.file == path]
    concluded = [claim for claim in _concluded(claims, held) if claim.citation.file == path]
    shown = tuple(with_cells(papers.text.shown, model))
    all_terms = bool(shown) and len(shown[0].words.split()) <= _SHORT and role(shown[0].words) in _OF_TERMS
    given = examples(shown)
    passed_over = _lines_of_texts(claims, path) | lines_of_others(papers) | titles(shown)

    def asked(sentence: Sentence, *, again: bool = False) -> Heard:
        said = concluded if sentence.under(_HEADING) else own
        here = tuple(claim for claim in said if _stands_in(claim, sentence))
        names = _names(sentence, here, held, catalog)
        terms = all_terms or again or _expects_terms(sentence)
        return Heard(sentence, partial(_in_card, papers, sentence), terms, kind, here, names)

    def is_asked(place: int, sentence: Sentence) -> bool:
        if sentence.line in passed_over or (sentence.kind == "code" and not _is_said(sentence, given)):
            return False
        if any(_was_read(item, sentence) for item in read):
            return False
        return not _is_answered(sentence, shown[place + 1 : place + 2], model)

    found = [
        asked(sentence, again=place > 0 and _says_again(shown[place - 1], sentence))
        for place, sentence in enumerate(shown)
        if is_asked(place, sentence)
    ]
    hidden = papers.text.unclosed
    found += (
        asked(aside)
        for aside in (*(one for one in hidden if not _PROGRAM.search(one.raw)), *_titles_of_links((*shown, *hidden)))
    )
    found += _in_code(papers, passed_over, asked, {one.sentence.line for one in found})
    return unread(found, model)


def _in_code(
    papers: Papers, passed_over: set[int], asked: Callable[[Sentence], Heard], heard: set[int]
) -> Iterator[Heard]:
    """What comments, notes and fields in code say of terms, where their lines were not heard as they are."""
    for said in said_in_code(papers.text.sentences):
        if said.line in passed_over or said.line in heard:
            continue
        one = asked(said)
        if one.names or one.terms or said.fits(_ON_USE) or speaks_of_terms(said):
            yield replace(one, terms=one.terms or said.fits(_ON_USE), agreed=said.fits(_AGREED))


def _stands_in(claim: LicenseClaim, sentence: Sentence) -> bool:
    line = claim.citation.line
    return line is not None and sentence.line <= line <= sentence.last_line


def _concluded(claims: tuple[LicenseClaim, ...], held: set[str]) -> list[LicenseClaim]:
    """What cards state in words and what is concluded: beside one that says what is declared, no other counts."""
    said = [claim for claim in claims if claim.source is ClaimSource.PROSE]
    agree = any(claim.is_of_model and not held.isdisjoint(claim.licenses) for claim in said)
    return [claim for claim in said if not (agree and claim.licenses and held.isdisjoint(claim.licenses))]


def _titles_of_links(shown: Iterable[Sentence]) -> Iterator[Sentence]:
    """What links say when they are pointed at. Nobody has read limits that they say: they are heard as code is."""
    for sentence in shown:
        if "title" in sentence.raw.lower() or "](" in sentence.raw:
            for match in _TITLE.finditer(sentence.raw):
                words = plain(next(filter(None, match.groups())))
                yield replace(sentence, words=words, raw=words, kind="code", columns=(), starts=())


def _is_said(code: Sentence, given: set[int]) -> bool:
    """Whether a line in a fence is none of a program, and on terms; of an example (`given`), on those of this model."""
    if code.under(_HEADING):
        return True
    plain = is_prose(code.language) and not _PROGRAM.search(code.raw)
    return plain and (_expects_terms(code) or (code.fits(_THIS_MODEL) if code.line in given else speaks_of_terms(code)))


def _says_again(before: Sentence, sentence: Sentence) -> bool:
    """Whether it says that what was said before, in words of terms, is so here as well."""
    return sentence.fits(_SAME_AGAIN) and before.fits(STRONG)


def _is_answered(sentence: Sentence, following: tuple[Sentence, ...], model_id: str) -> bool:
    """Whether it is a question to which what follows says yes, or asks for a limit and what follows says no.

    An answer that holds words of terms which nothing explains is no answer: "Yes, after you paid us."
    """
    if not following or not is_question(sentence):
        return False
    answer = following[0]
    asks = asks_for_limit(sentence)
    if not (denies(answer) if asks else grants(answer)):
        return False
    return first_unread(Heard(answer, _nowhere, terms=not asks), model_id) is None


def _nowhere(hit: Hit) -> Citation:
    raise AssertionError(f"nobody cites {hit}")


def _in_card(papers: Papers, sentence: Sentence, hit: Hit) -> Citation:
    return place_of(papers, sentence, hit.words)


def _expects_terms(sentence: Sentence) -> bool:
    """Whether it stands below a heading, or behind a label, that is on terms."""
    if sentence.kind == "code" and not is_prose(sentence.language):
        return False
    titles_above = (title for title in sentence.headings[:-1] if len(title.split()) <= _SHORT)
    label = sentence.label[:80] if sentence.kind in ("item", "row", "text", "code") else ""
    named = (*titles_above, sentence.heading, label)
    return any(sentence.vocabulary.fits_heading(_HEADING, title) for title in named if title)


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


def _was_read(limit: Statement, sentence: Sentence) -> bool:
    """Whether a limit was read of these words; what stands beside them on the line may say more."""
    words = limit.words.lower()
    return limit.citation.line == sentence.line and (words in sentence.lower or sentence.lower in words)


def _lines_of_texts(claims: Iterable[LicenseClaim], path: str) -> set[int]:
    """The lines on which a known license stands word for word."""
    return {
        line
        for claim in claims
        if claim.source is ClaimSource.CARD_TEXT and claim.answer == "exact" and claim.citation.file == path
        for line in range(claim.citation.line or 0, (claim.citation.end_line or claim.citation.line or 0) + 1)
    }
