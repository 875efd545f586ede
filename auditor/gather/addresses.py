"""Licenses that links of the card lead to and its pictures show, and that nothing states: a badge may be all there is.

What a link's words are counts for nothing: "here" leads to a license as well as the license's name does. It is none of
this model's where its sentence or section says that it is of data, of code, or of another model.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from urllib.parse import parse_qs, unquote

from auditor.gather.papers import Papers, other_cards
from auditor.gather.policies import POLICY
from auditor.gather.reading.alarm import Heard, first_unread
from auditor.gather.reading.explained import Explanation, is_of_a_part
from auditor.gather.reading.licensing import license_words
from auditor.gather.reading.limits import limits_of, lines_of_others
from auditor.gather.reading.places import place_of
from auditor.gather.reading.rows import is_of_another
from auditor.gather.reading.subject import CODE, DATA, ELSEWHERE, is_elsewhere, of_label, of_section
from auditor.gather.stated import about
from auditor.licenses.aliases import resolve
from auditor.licenses.catalog import Catalog, NameKind
from auditor.licenses.knowledge import Knowledge
from auditor.licenses.names_within import names_within
from auditor.prose.plain import plain
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit, Vocabulary
from auditor.schema.citation import Citation
from auditor.schema.claim import LicenseClaim
from auditor.schema.license import Family
from auditor.schema.reference import RepoType
from auditor.schema.unread import Unread, UnreadKind, counted, key_of

MOST = 8  # that are listed; the others are counted in one
_LABEL = 6  # words of a label: it says nothing of whose license it is
_OF_OTHERS = (CODE, DATA, ELSEWHERE)
_NAMES = "alarm/license-names"
_NO_COMMERCE = "alarm/non-commercial"
_LICENSE_WORD = "license-names/license-word"
_BADGE = re.compile(r"/badge/([^?#\s]{1,300})")
# A badge parts its label, its message and its color by single hyphens; `--` and `__` are the signs themselves.
_PARTS = re.compile(r"(?<!-)(?:--)*-(?!-)")
_BLANKS = re.compile(r"__|_")
_FORM = re.compile(r"\.(?:svg|png|jpe?g|gif|webp|html?|txt)\Z", re.IGNORECASE)
_SOURCE = re.compile(r"<[a-z][^<>]{0,1000}?\s(?:src|data|href)\s?=\s?[\"']?([^\s\"'<>]{1,500})", re.IGNORECASE)
_BY = re.compile(r"(?<![a-z])(?<!cc[- _])(?<!cc)by(?=-n[cd]|-sa)", re.IGNORECASE)
_LONGEST = 200  # characters of an address that are read as words


def named_by_addresses(papers: Papers, claims: tuple[LicenseClaim, ...], knowledge: Knowledge) -> tuple[Unread, ...]:
    """Each with the address that names it, of all cards."""
    if papers.snapshot.repo_type is not RepoType.MODEL:
        return ()
    held = {name for claim in claims if claim.is_of_model or claim.role == POLICY for name in claim.licenses}
    cards = (*([papers] if papers.readme else []), *other_cards(papers))
    found = [item for card in cards for item in _of_card(card, claims, held, knowledge)]
    unique = {(item.key, item.citation.file): item for item in reversed(found)}
    return counted(tuple(reversed(unique.values())), MOST)


def _of_card(
    papers: Papers, claims: tuple[LicenseClaim, ...], held: set[str], knowledge: Knowledge
) -> Iterator[Unread]:
    model = papers.snapshot.id
    linked = [(sentence, urls) for sentence in papers.text.shown if (urls := _addresses(sentence))]
    if not linked:
        return
    compared = lines_of_others(papers)
    for sentence, urls in linked:
        if sentence.line in compared or of_section(sentence) in _OF_OTHERS or is_elsewhere(sentence, model):
            continue
        told = {name for claim in claims if _is_said_of_others(claim, papers, sentence) for name in claim.licenses}
        for url in urls:
            at = partial(_at, papers, sentence, url)
            if badge := _on_a_badge(url):
                yield from _shown(_alone(sentence, badge), at, model, held | told, knowledge)
                continue
            names = _left(_led_to(url, knowledge.catalog, knowledge.vocabulary), held | told, knowledge.catalog)
            if not (names or knowledge.vocabulary.fits(_NO_COMMERCE, _path(url))):
                continue
            if not (_is_in_words(names, sentence, url, knowledge.catalog) or _is_of_others(sentence, url, model)):
                yield _leads_to(names, sentence.words or url, url, at())


def _addresses(sentence: Sentence) -> tuple[str, ...]:
    """Where its links lead and its pictures lie; what stands within another address, as behind a search, too."""
    if sentence.kind == "code" or not ("http" in sentence.raw or "](" in sentence.raw or "<" in sentence.raw):
        return ()
    found = [*sentence.links, *(match[1] for match in _SOURCE.finditer(sentence.raw))]
    if "&" in sentence.raw and (clear := html.unescape(sentence.raw)) != sentence.raw:
        found += replace(sentence, raw=clear).links
    inner = [unquote(url[at:]) for url in found if (at := url.rfind("http", 1)) > 0]
    return tuple(dict.fromkeys((*found, *inner)))


def _leads_to(names: tuple[str, ...], words: str, url: str, at: Citation) -> Unread:
    """What settles it is named by the address as well: "here" leads elsewhere in another card."""
    why = f"leads to {', '.join(names)}, which nothing states" if names else "leads to terms that are not known"
    one = Unread.of(UnreadKind.NAME, words, why, at)
    return one.model_copy(update={"key": key_of(f"{one.words} {url}")})


def _at(papers: Papers, sentence: Sentence, url: str, _: Hit | None = None) -> Citation:
    return place_of(papers, sentence, url)


def _is_said_of_others(claim: LicenseClaim, papers: Papers, sentence: Sentence) -> bool:
    """Whether a license is stated in this sentence, and of something that is not the model."""
    at, readme = claim.citation, papers.readme
    here = readme is not None and at.file == readme.path and at.line is not None
    return here and not claim.is_of_model and sentence.line <= (at.line or 0) <= sentence.last_line


def _is_in_words(names: tuple[str, ...], sentence: Sentence, url: str, catalog: Catalog) -> bool:
    """Whether the words of the sentence name the license too, or its kind: they are heard by themselves."""
    spoken = {one.family for one in catalog.meant(name for _, name in names_within(sentence.words, catalog))}
    if any((one := catalog.get(name)) and one.family in spoken for name in names):
        return True
    linked = sentence.raw[: max(0, sentence.raw.find(url))].rpartition("[")[2].partition("]")[0]
    # a whole sentence that names it says whose license it is, and is read
    return len(sentence.words.split()) > _LABEL and not set(names).isdisjoint(resolve(linked, catalog).licenses)


def _is_of_others(sentence: Sentence, url: str, model_id: str) -> bool:
    """Whether the sentence says that what the link leads to is of data, code, or another model."""
    if is_of_a_part(sentence) or is_of_another(sentence, model_id):
        return True
    said = (place for place in license_words((sentence,)) if url in place.addresses)
    if any(about(place, model_id) in _OF_OTHERS for place in said):
        return True
    before = sentence.raw[: max(0, sentence.raw.find(url))]
    words = plain(before[: before.rfind("[")] if before.endswith(("](", "](<")) else before)
    start = len(words) if sentence.words.startswith(words) else 0
    return Explanation(sentence, gate=False).explains_name(Hit(_NAMES, "strong", start, start + 1, url))


@lru_cache(maxsize=512)
def _led_to(url: str, catalog: Catalog, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The licenses that an address is of: its page, one below it, or a picture that stands for it."""
    known = resolve(url, catalog, kind=NameKind.URL).licenses
    if known and not vocabulary.fits("links/commons", url):
        return known
    if any((one := catalog.get(name)) and not one.members for name in known):
        return known
    if not (vocabulary.fits("links/commons", url) or vocabulary.fits("links/picture", url)):
        return ()  # of any other page its name is no word on what stands there
    words = _BY.sub("cc by", _path(url))  # `l/by-nc/4.0/88x31.png`
    return tuple(name for _, name in names_within(words, catalog)) or known


def _path(url: str) -> str:
    """The words of an address behind its host."""
    path = url.partition("://")[2].partition("/")[2] if "://" in url else url
    return _FORM.sub("", unquote(path.partition("?")[0][:_LONGEST]).rstrip("/")).replace("/", " ")


def _left(names: tuple[str, ...], stated: set[str], catalog: Catalog) -> tuple[str, ...]:
    """Those that nothing states and that ask for more than notices; a name for many is stated where one of them is."""
    if not names or catalog.ask_little(names):
        return ()
    return tuple(name for name in names if not _is_stated(name, stated, catalog))


def _is_stated(name: str, stated: set[str], catalog: Catalog) -> bool:
    """Whether it is stated itself, as one of many that the name is for, or as the policy of a license that is."""
    known = catalog.get(name)
    if name in stated or known is None:
        return name in stated
    if not stated.isdisjoint(known.members):
        return True
    held = [one for other in stated if (one := catalog.get(other))]
    by_its_maker = any(one.steward == known.steward for one in held if one.steward)
    return known.family is Family.USE_POLICY and by_its_maker


@lru_cache(maxsize=1_024)
def _on_a_badge(url: str) -> str:
    """What a badge shows: `label: message`. Its maker's address says it, not the words behind the picture."""
    found, query = _BADGE.search(url), parse_qs(url.partition("?")[2][:_LONGEST])
    if not (found or "message" in query):
        return ""
    written = _FORM.sub("", found[1]) if found else ""
    parts = written.split("/") if "/" in written.strip("/") else _by_hyphens(written)
    parts = [_BLANKS.sub(lambda sign: "_" if sign.group() == "__" else " ", unquote(part)) for part in parts if part]
    if found and len(parts) > 1 and ("/" not in written or len(parts) > 2):
        parts.pop()  # its color
    if label := query.get("label", [""])[0]:
        parts = [label, *parts[1 if len(parts) > 1 else 0 :]]
    parts += query.get("message", [])[:1]
    return ": ".join(" ".join(part.split()) for part in parts if part.strip())[:_LONGEST]


def _by_hyphens(written: str) -> list[str]:
    """The parts between single hyphens. Of three in a row the first two are the sign."""
    return [part.replace("\0", "-") for part in written.replace("--", "\0").split("-")]


def _alone(sentence: Sentence, words: str) -> Sentence:
    """The words of a picture, to be read as a sentence of their own."""
    words = plain(words)
    return replace(sentence, words=words, raw=words, kind="text", columns=(), starts=())


def _shown(
    badge: Sentence, at: partial[Citation], model_id: str, stated: set[str], knowledge: Knowledge
) -> Iterator[Unread]:
    """What a badge says of terms: a license that nothing states, one that is not known, or a limit."""
    vocabulary, catalog = knowledge.vocabulary, knowledge.catalog
    label, _, message = badge.words.rpartition(": ")
    called = vocabulary.fits(_LICENSE_WORD, label)
    of_terms = called or vocabulary.fits_heading("alarm/terms-heading", label)
    whose = of_label(label, vocabulary)
    if whose in (CODE, DATA) or (whose == ELSEWHERE and called) or is_of_a_part(badge):
        return
    known = resolve(message, catalog).licenses if of_terms else ()
    names = known or tuple(name for _, name in names_within(badge.words, catalog))
    if left := _left(names, stated, catalog):
        why = f"is a picture that shows {', '.join(left)}, which nothing states"
        yield Unread.of(UnreadKind.NAME, badge.words, why, at())
    elif (
        not names and vocabulary.fits(_LICENSE_WORD, label) and not vocabulary.fits("license-names/says-none", message)
    ):
        yield Unread.of(UnreadKind.NAME, badge.words, "is a picture that names terms that are not known", at())
    elif not names and (limit := next(limits_of(badge, model_id), None)):
        yield Unread.of(UnreadKind.NAME, badge.words, f"is a picture that limits the use ({limit.row})", at())
    elif not names and first_unread(Heard(badge, at, terms=of_terms), model_id):
        yield Unread.of(UnreadKind.NAME, badge.words, "is a picture that may show a term, and no row reads it", at())
