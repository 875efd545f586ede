"""What a card's fields say of terms by themselves: front matter, the API's copy of it, and tags.

Which key means what stands in policies/terms.yaml. A license that is named is a claim (gather/claims.py); here a yes or
no becomes a limit on use, words are read as the card's are, and what nobody understands is said to be unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import islice

from auditor.gather.fields import INSIDE, LICENSE_TAG, MOST, NAMING, api_fields, card_fields, entries, tags, texts_of
from auditor.gather.headers import header_texts
from auditor.gather.papers import Papers
from auditor.gather.reading.alarm import Heard
from auditor.gather.reading.alarm import unread as unread_sentences
from auditor.gather.reading.limits import limits_of
from auditor.parse.places import answer, asks_nothing, field_says, folded, tag_says
from auditor.prose.sentences import Sentence
from auditor.prose.text import read_terms
from auditor.prose.vocabulary import Hit, Vocabulary
from auditor.schema.citation import Citation
from auditor.schema.evidence import Statement, StatementKind
from auditor.schema.unread import Unread, UnreadKind

_GATE = "extra gated"
_SHORT = 200  # characters of a value that may well stand on other cards too
# A field that asks for yes or no: the answer that limits, and how.
_LIMITS = {
    "commercial": (False, StatementKind.NON_COMMERCIAL),
    "non-commercial": (True, StatementKind.NON_COMMERCIAL),
    "research-only": (True, StatementKind.RESEARCH_ONLY),
}
_DEFINED = "defined"
_STORED = ("us", "eu")  # where the Hub keeps files
_ONE_WORD = re.compile(r"https?://\S+|[\w.+-]*", re.ASCII)
_MARKED = re.compile(r"[*†‡§¹²³]\s*\Z")
_FEW = 3  # words of a value that is a name of a use
_ELSEWHERE = (*NAMING, "other-part")  # what is a claim (gather/claims.py)
_TAGS = {"non-commercial": StatementKind.NON_COMMERCIAL, "research-only": StatementKind.RESEARCH_ONLY}


def said_by_fields(papers: Papers) -> tuple[list[Statement], list[Unread]]:
    """The limits that fields and tags say, and what of them is not understood."""
    said: list[Statement] = []
    unread: list[Unread] = []
    for key, text, cite in _own(papers):
        answers = field_says(key) in _LIMITS
        limits, left = _by_answer(key, text, cite) if answers else _by_words(papers, key, text, cite)
        said += limits
        unread += left
    for key, at in _without_value(papers):
        limits, left = _by_key(papers, key, at)
        said += limits
        unread += left
    for tag in (*tags(papers), *(text.field for text in header_texts(papers) if text.is_tag)):
        says = _said_by_tag(tag.text)
        if says in _TAGS:
            said.append(Statement(kind=_TAGS[says], words=tag.text[:400], citation=tag.cite()))
        elif says == "terms":
            why = "is a tag that speaks of terms and names none"
            unread.append(_unread(UnreadKind.TAG, tag.text, why, tag.cite()))
    return said, [*unread, *_beyond(papers)]


def _beyond(papers: Papers) -> Iterator[Unread]:
    """Fields that the author made up and that hold more than is looked at, each once."""
    seen: set[str] = set()
    for key, value, cite in entries(papers):
        if folded(key) not in seen and not _is_read_elsewhere(key) and texts_of(key, value).is_cut:
            seen.add(folded(key))
            yield _unread(UnreadKind.FIELD, key, "holds more than is read", cite())


def _is_read_elsewhere(key: str) -> bool:
    """Whether the gate's readers read it, or the Hub defines what it says."""
    return folded(key).startswith(_GATE) or field_says(key) == _DEFINED


def _by_answer(key: str, text: str, cite: Callable[[], Citation]) -> tuple[list[Statement], list[Unread]]:
    """What a field says that asks for yes or no."""
    limiting, kind = _LIMITS[str(field_says(key))]
    word = answer(text)
    if word is None:
        return [], [_unread(UnreadKind.FIELD, f"{key}: {text}", "is neither yes nor no", cite())]
    return [Statement(kind=kind, words=f"{key}: {text}"[:400], citation=cite())] if word is limiting else [], []


def _by_words(
    papers: Papers, key: str, text: str, cite: Callable[[], Citation]
) -> tuple[list[Statement], list[Unread]]:
    """What any other field says: its words are read and heard by themselves, and behind its key."""
    says = field_says(key)
    if why := _by_value(says, text):
        return [], [_unread(UnreadKind.FIELD, f"{key}: {text}", why, cite())]
    if says in _ELSEWHERE:
        return [], []
    keyed = f"{key.removesuffix(INSIDE).replace('_', ' ')}: {text}"
    # `intended_use: academia` says no less than "for academia only"
    short = [f"only for {text}"] if says == "words" and len(text.split()) <= _FEW else []
    for words in (text, keyed, *short):
        sentences = (_short_terms if len(words) <= _SHORT else read_terms)(words, papers.vocabulary)
        found = [limit.at(cite()) for one in sentences for limit in limits_of(one, papers.snapshot.id)]
        if found:
            return found, []
        terms = says == "words" and words not in short
        asked = (Heard(one, partial(_at, cite), terms, UnreadKind.FIELD) for one in sentences)
        if says != "terms" and (left := unread_sentences(asked, papers.snapshot.id)):
            return [], list(left)
    return [], [_unread(UnreadKind.FIELD, f"{key}: {text}", "is a field that nobody defines", cite())] * (
        says == "terms"
    )


def _by_value(says: str | None, text: str) -> str:
    """Why a value by itself is unread: it names who, where or a price, or a license with a mark that leads on."""
    if says == "asks" and not asks_nothing(text):
        return "says who may have it, where, how long or at what price"
    if says == "stored" and folded(text) not in _STORED:
        return "says where, and is no place of the Hub's"
    return "has a mark that leads to more than the name" if says == "license" and _MARKED.search(text) else ""


def _by_key(papers: Papers, key: str, at: Citation) -> tuple[list[Statement], list[Unread]]:
    """What a key without a value says: by itself it may be a whole sentence, and a question without its answer."""
    says = field_says(key)
    if says in _LIMITS:
        return [], [_unread(UnreadKind.FIELD, key, "is a question on terms without an answer", at)]
    if says in (*_ELSEWHERE, "asks", "terms"):
        return [], []
    sentences = read_terms(key.replace("_", " "), papers.vocabulary)
    found = [limit.at(at) for one in sentences for limit in limits_of(one, papers.snapshot.id)]
    asked = (Heard(one, lambda _: at, len(key.split()) > 1, UnreadKind.FIELD) for one in sentences)
    return found, [] if found else list(unread_sentences(asked, papers.snapshot.id))


def _without_value(papers: Papers) -> Iterator[tuple[str, Citation]]:
    """The keys of the card and of its copy that have no value, each once."""
    seen: set[str] = set()
    for key, value, cite in islice(entries(papers), MOST):
        inner = value.items() if isinstance(value, dict) else ()
        for name, held in ((key, value), *islice(inner, MOST)):
            if (held is None or held in ("", [], {})) and not _is_read_elsewhere(key) and folded(str(name)) not in seen:
                seen.add(folded(str(name)))
                yield str(name), cite()


def _said_by_tag(tag: str) -> str | None:
    """What a tag says of terms; one of the form `key:value` says it by its key, or by its value under a key that is the
    author's own.
    """
    key, colon, value = tag.partition(":")
    if not colon:
        return tag_says(tag)
    says = field_says(key)
    if tag.startswith(LICENSE_TAG) or says == _DEFINED:
        return None
    if says in _LIMITS:
        limiting, kind = _LIMITS[says]
        word = answer(value)
        limited = "non-commercial" if kind is StatementKind.NON_COMMERCIAL else "research-only"
        return limited if word is limiting else "terms" if word is None else None
    meant = tag_says(value)
    return meant if meant in _TAGS else "terms" if meant or says in ("terms", "license", *NAMING[1:]) else None


@lru_cache(maxsize=512)
def _short_terms(words: str, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """The sentences of a short value; many cards have the same ones."""
    return read_terms(words, vocabulary)


def _own(papers: Papers) -> Iterator[tuple[str, str, Callable[[], Citation]]]:
    """The fields of the card and of its copy that their author made up, and those on terms, each once.

    The gate's are read elsewhere, and those that the Hub defines say nothing of terms.
    """
    seen: set[tuple[str, str]] = set()
    for field in (*(card_fields(papers) if papers.readme else ()), *api_fields(papers)):
        path, text, outer = field.path, field.text, str(field.path[0])
        if _is_read_elsewhere(outer):
            continue
        key = field.key
        if key.endswith(INSIDE) and field_says(outer) is None:
            key = next(str(step) for step in reversed(path) if isinstance(step, str))  # `info: {commercial_use: no}`
        no_claim = key != field.key and field_says(key) in _ELSEWHERE  # a license named where the Hub reads none
        written = f"{key}: {text}" if no_claim else text
        key = outer if no_claim else key
        name = folded(key), written.strip()
        if text.strip() and name not in seen:
            seen.add(name)
            yield key, written, field.cite
    yield from _in_headers(papers, seen)


def _in_headers(papers: Papers, seen: set[tuple[str, str]]) -> Iterator[tuple[str, str, Callable[[], Citation]]]:
    """The texts of headers, each once: what their makers say there is said of the weights."""
    for text in header_texts(papers):
        name = folded(text.last), text.field.text.strip()
        words = text.says or ((text.file or text.key.startswith("general.")) and not _ONE_WORD.fullmatch(name[1]))
        if text.is_tag or text.says in (_DEFINED, *_ELSEWHERE[1:]) or not (words and name[1]) or name in seen:
            continue
        seen.add(name)
        yield text.last, text.field.text, text.field.cite


def _at(cite: Callable[[], Citation], _: Hit) -> Citation:
    return cite()


def _unread(kind: UnreadKind, words: str, why: str, at: Citation) -> Unread:
    return Unread.of(kind, words, why, at)
