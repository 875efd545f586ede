"""What a card's fields say of terms by themselves: front matter, the API's copy of it, tags, headers of weights.

Which key means what stands in policies/terms.yaml. A license that is named is a claim (gather/claims.py); here a yes or
no becomes a limit on use, words are read as the card's are, and what nobody understands is said to be unread.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from auditor.gather.papers import Papers
from auditor.gather.reading.alarm import Heard
from auditor.gather.reading.alarm import unread as unread_sentences
from auditor.gather.reading.limits import limits_of
from auditor.parse.metadata import pointer_to
from auditor.parse.places import answer, asks_nothing, field_says, folded, tag_says
from auditor.prose.text import read_terms
from auditor.prose.vocabulary import Hit
from auditor.schema.citation import Citation
from auditor.schema.evidence import Statement, StatementKind
from auditor.schema.unread import Unread, UnreadKind

Field = tuple[str, str, Citation]
Path = tuple[str | int, ...]

LICENSE_TAG = "license:"  # how the Hub writes a license as a tag

_GATE = "extra gated"
_MOST = 400  # fields and items of one card that are looked at
_DEEPEST = 6
_INSIDE = " as a mapping"  # behind the key of what stands deeper than the Hub reads
_HEADERS = ("gguf", "safetensors")
_ROOMS = ("general", "metadata", "modelspec")  # parts of keys in headers that say nothing by themselves
# A field that asks for yes or no: the answer that limits, and how.
_LIMITS = {
    "commercial": (False, StatementKind.NON_COMMERCIAL),
    "non-commercial": (True, StatementKind.NON_COMMERCIAL),
    "research-only": (True, StatementKind.RESEARCH_ONLY),
}
_DEFINED = "defined"
_STORED = ("us", "eu")  # where the Hub keeps files
_MARKED = re.compile(r"[*†‡§¹²³]\s*\Z")
_FEW = 3  # words of a value that is a name of a use
_OF_A_LICENSE = ("license-name", "license-link")
_ELSEWHERE = ("license", *_OF_A_LICENSE, "other-part")  # what is a claim (gather/claims.py)
_NAMING = ("license", *_OF_A_LICENSE)
_TAGS = {"non-commercial": StatementKind.NON_COMMERCIAL, "research-only": StatementKind.RESEARCH_ONLY}


def card_fields(papers: Papers) -> Iterator[Field]:
    """Every text of the front matter: its key, itself, and where it stands."""
    return ((_named(path), text, at) for path, text, at in _card_paths(papers))


def api_fields(papers: Papers) -> Iterator[Field]:
    """The same of the API's copy of the card."""
    return ((_named(path), text, at) for path, text, at in _api_paths(papers))


def _card_paths(papers: Papers) -> Iterator[tuple[Path, str, Citation]]:
    for key, value, line in papers.card.fields():
        own = papers.card.front.get(key) is value
        for path, text in _texts(key, value).found:
            yield path, text, papers.in_card(papers.card.line(*path) if own else line)


def _api_paths(papers: Papers) -> Iterator[tuple[Path, str, Citation]]:
    for key, value in papers.metadata.card.items():
        for path, text in _texts(key, value).found:
            yield path, text, papers.at_pointer(pointer_to(("cardData", *path)), text)


def tags(papers: Papers) -> Iterator[tuple[str, Citation]]:
    """The tags of the card, of its copy and of the Hub, each once."""
    seen: set[str] = set()
    each = [(tag, papers.in_card(line)) for tag, line in papers.card.values("tags")] if papers.readme else []
    each += [(tag, papers.at_pointer(papers.nth_word("/tags", i), tag)) for i, tag in enumerate(papers.metadata.tags)]
    each += [(text, at) for key, text, at in api_fields(papers) if key == "tags"]
    for tag, at in each:
        if tag.lower() not in seen:
            seen.add(tag.lower())
            yield tag, at


def header_fields(papers: Papers) -> Iterator[Field]:
    """What headers of weights say of a license: of GGUF `general.license`, of safetensors the keys that mean one."""
    for key in _HEADERS:
        header = papers.metadata.mapping(key)
        for path, text in _texts(key, header).found:
            names = [part for step in path[1:] if isinstance(step, str) for part in step.split(".")]
            while names and (folded(names[0]) in _ROOMS or names[0].isdecimal()):
                names.pop(0)
            own = (field_says(name) for name in (" ".join(names), names[-1])) if names else ()
            says = next((word for word in own if word in _NAMING), None)
            if says and text.strip():
                yield says, text, papers.at_pointer(pointer_to(path), text)


def said_by_fields(papers: Papers) -> tuple[list[Statement], list[Unread]]:
    """The limits that fields and tags say, and what of them is not understood."""
    said: list[Statement] = []
    unread: list[Unread] = []
    for own in _own(papers):
        limits, left = _by_answer(own) if field_says(own[0]) in _LIMITS else _by_words(papers, own)
        said += limits
        unread += left
    for key, at in _without_value(papers):
        limits, left = _by_key(papers, key, at)
        said += limits
        unread += left
    for tag, at in tags(papers):
        says = _said_by_tag(tag)
        if says in _TAGS:
            said.append(Statement(kind=_TAGS[says], words=tag[:400], citation=at))
        elif says == "terms":
            unread.append(_unread(UnreadKind.TAG, tag, "is a tag that speaks of terms and names none", at))
    return said, [*unread, *_beyond(papers)]


def _beyond(papers: Papers) -> Iterator[Unread]:
    """Fields that the author made up and that hold more than is looked at, each once."""
    written = [(key, value, papers.in_card(line)) for key, value, line in papers.card.fields()] if papers.readme else []
    written += [
        (key, value, papers.at_pointer(pointer_to(("cardData", key)), ""))
        for key, value in papers.metadata.card.items()
    ]
    seen: set[str] = set()
    for key, value, at in written:
        if folded(key) not in seen and not _is_read_elsewhere(key) and _texts(key, value).is_cut:
            seen.add(folded(key))
            yield _unread(UnreadKind.FIELD, key, "holds more than is read", at)


def _is_read_elsewhere(key: str) -> bool:
    """Whether the gate's readers read it, or the Hub defines what it says."""
    return folded(key).startswith(_GATE) or field_says(key) == _DEFINED


def _by_answer(own: Field) -> tuple[list[Statement], list[Unread]]:
    """What a field says that asks for yes or no."""
    key, text, at = own
    limiting, kind = _LIMITS[str(field_says(key))]
    word = answer(text)
    if word is None:
        return [], [_unread(UnreadKind.FIELD, f"{key}: {text}", "is neither yes nor no", at)]
    return [Statement(kind=kind, words=f"{key}: {text}"[:400], citation=at)] if word is limiting else [], []


def _by_words(papers: Papers, own: Field) -> tuple[list[Statement], list[Unread]]:
    """What any other field says: its words are read and heard by themselves, and behind its key."""
    key, text, at = own
    says = field_says(key)
    if why := _by_value(says, text):
        return [], [_unread(UnreadKind.FIELD, f"{key}: {text}", why, at)]
    if says in _ELSEWHERE:
        return [], []
    keyed = f"{key.removesuffix(_INSIDE).replace('_', ' ')}: {text}"
    # `intended_use: academia` says no less than "for academia only"
    short = [f"only for {text}"] if says == "words" and len(text.split()) <= _FEW else []
    for words in (text, keyed, *short):
        sentences = read_terms(words, papers.vocabulary)
        found = [limit.at(at) for one in sentences for limit in limits_of(one, papers.snapshot.id)]
        if found:
            return found, []
        terms = says == "words" and words not in short
        asked = (Heard(one, partial(_at, at), terms, UnreadKind.FIELD) for one in sentences)
        if says != "terms" and (left := unread_sentences(asked, papers.snapshot.id)):
            return [], list(left)
    return [], [_unread(UnreadKind.FIELD, f"{key}: {text}", "is a field that nobody defines", at)] * (says == "terms")


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
    asked = (Heard(one, partial(_at, at), len(key.split()) > 1, UnreadKind.FIELD) for one in sentences)
    return found, [] if found else list(unread_sentences(asked, papers.snapshot.id))


def _without_value(papers: Papers) -> Iterator[tuple[str, Citation]]:
    """The keys of the card and of its copy that have no value, each once."""
    written = [(key, value, papers.in_card(line)) for key, value, line in papers.card.fields()] if papers.readme else []
    written += [
        (key, value, papers.at_pointer(pointer_to(("cardData", key)), ""))
        for key, value in papers.metadata.card.items()
    ]
    seen: set[str] = set()
    for key, value, at in islice(written, _MOST):
        inner = value.items() if isinstance(value, dict) else ()
        for name, held in ((key, value), *islice(inner, _MOST)):
            if (held is None or held in ("", [], {})) and not _is_read_elsewhere(key) and folded(str(name)) not in seen:
                seen.add(folded(str(name)))
                yield str(name), at


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
    return meant if meant in _TAGS else "terms" if meant or says in ("terms", "license", *_OF_A_LICENSE) else None


def _own(papers: Papers) -> Iterator[Field]:
    """The fields of the card and of its copy that their author made up, and those on terms, each once.

    The gate's are read elsewhere, and those that the Hub defines say nothing of terms.
    """
    seen: set[tuple[str, str]] = set()
    for path, text, at in (*(_card_paths(papers) if papers.readme else ()), *_api_paths(papers)):
        outer = str(path[0])
        if _is_read_elsewhere(outer):
            continue
        key = _named(path)
        if key.endswith(_INSIDE) and field_says(outer) is None:
            key = next(str(step) for step in reversed(path) if isinstance(step, str))  # `info: {commercial_use: no}`
        no_claim = key != _named(path) and field_says(key) in _ELSEWHERE  # a license named where the Hub reads none
        written = f"{key}: {text}" if no_claim else text
        key = outer if no_claim else key
        name = folded(key), written.strip()
        if text.strip() and name not in seen:
            seen.add(name)
            yield key, written, at


def _at(citation: Citation, _: Hit) -> Citation:
    return citation


@dataclass(frozen=True)
class _Texts:
    """The scalars of a field as texts, each with its path, and whether these are not all."""

    found: list[tuple[Path, str]]
    is_cut: bool


def _texts(key: str, value: Any) -> _Texts:
    queue: deque[tuple[Path, Any, int]] = deque([((key,), value, 0)])
    found: list[tuple[Path, str]] = []
    is_cut = False
    while queue and len(found) < _MOST:
        path, item, level = queue.popleft()
        if isinstance(item, bool):
            found.append((path, "true" if item else "false"))
        elif isinstance(item, str | int | float):
            found.append((path, str(item)))
        elif isinstance(item, dict | list) and level < _DEEPEST:
            pairs = item.items() if isinstance(item, dict) else enumerate(item)
            queue += [((*path, name), inner, level + 1) for name, inner in islice(pairs, _MOST)]
            is_cut |= len(item) > _MOST
        elif isinstance(item, dict | list):
            is_cut |= bool(item)
    return _Texts(found, is_cut or bool(queue))


def _named(path: Path) -> str:
    """The key; of what the Hub does not read, since it stands in a mapping or a list of lists, that it does."""
    plain = len(path) == 1 or (len(path) == 2 and isinstance(path[1], int))
    return str(path[0]) if plain else f"{path[0]}{_INSIDE}"


def _unread(kind: UnreadKind, words: str, why: str, at: Citation) -> Unread:
    return Unread.of(kind, words, why, at)
