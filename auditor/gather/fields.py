"""What a card's fields say of terms by themselves: front matter, the API's copy of it, tags, headers of weights.

Which key means what stands in policies/terms.yaml. A license that is named is a claim (gather/claims.py); here a yes or
no becomes a limit on use, words are read as the card's are, and what nobody understands is said to be unread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from typing import Any

from auditor.gather.papers import Papers
from auditor.gather.reading.alarm import Heard
from auditor.gather.reading.alarm import unread as unread_sentences
from auditor.gather.reading.limits import limits_of
from auditor.parse.metadata import pointer_to
from auditor.parse.places import answer, field_says, folded, tag_says
from auditor.prose.sentences import Sentence
from auditor.prose.text import read_terms
from auditor.prose.vocabulary import Hit, Vocabulary
from auditor.schema.citation import Citation
from auditor.schema.evidence import Statement, StatementKind
from auditor.schema.unread import Unread, UnreadKind

Path = tuple[str | int, ...]

LICENSE_TAG = "license:"  # how the Hub writes a license as a tag

_GATE = "extra gated"
_MOST = 400  # fields and items of one card that are looked at
_DEEPEST = 6
_SHORT = 200  # characters of a value that may well stand on other cards too
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
_OF_A_LICENSE = ("license-name", "license-link")
_ELSEWHERE = ("license", *_OF_A_LICENSE, "other-part")  # what is a claim (gather/claims.py)
_NAMING = ("license", *_OF_A_LICENSE)
_TAGS = {"non-commercial": StatementKind.NON_COMMERCIAL, "research-only": StatementKind.RESEARCH_ONLY}


@dataclass(frozen=True, slots=True)
class Field:
    """A text of a front matter, its copy or a header: by which steps one comes to it, itself, and how it is cited.

    Most fields say nothing of terms, so that they are cited where somebody asks for it.
    """

    path: Path
    text: str
    cite: Callable[[], Citation]

    @property
    def key(self) -> str:
        """The key; of what the Hub does not read, since it stands in a mapping or a list of lists, that it does."""
        plain = len(self.path) == 1 or (len(self.path) == 2 and isinstance(self.path[1], int))
        return str(self.path[0]) if plain else f"{self.path[0]}{_INSIDE}"


@lru_cache(maxsize=32)
def card_fields(papers: Papers) -> tuple[Field, ...]:
    """Every text of the front matter."""
    card = papers.card
    return tuple(
        Field(path, text, partial(_in_card, papers, path if card.front.get(key) is value else line))
        for key, value, line in card.fields()
        for path, text in _texts(key, value).found
    )


@lru_cache(maxsize=32)
def api_fields(papers: Papers) -> tuple[Field, ...]:
    """The same of the API's copy of the card."""
    return tuple(
        Field(path, text, partial(_in_metadata, papers, ("cardData", *path), text))
        for key, value in papers.metadata.card.items()
        for path, text in _texts(key, value).found
    )


def _in_card(papers: Papers, place: Path | int) -> Citation:
    """The line of the card, or that on which the value at a path stands."""
    return papers.in_card(place if isinstance(place, int) else papers.card.line(*place))


def _in_metadata(papers: Papers, path: Path, text: str) -> Citation:
    return papers.at_pointer(pointer_to(path), text)


def _at_tag(papers: Papers, index: int, tag: str) -> Citation:
    return papers.at_pointer(papers.nth_word("/tags", index), tag)


@lru_cache(maxsize=32)
def tags(papers: Papers) -> tuple[Field, ...]:
    """The tags of the card, of its copy and of the Hub, each once."""
    written = papers.card.values("tags") if papers.readme else []
    each = [Field(("tags",), tag, partial(_in_card, papers, line)) for tag, line in written]
    each += [Field(("tags",), tag, partial(_at_tag, papers, i, tag)) for i, tag in enumerate(papers.metadata.tags)]
    each += [field for field in api_fields(papers) if field.key == "tags"]
    unique: dict[str, Field] = {}
    for field in each:
        unique.setdefault(field.text.lower(), field)
    return tuple(unique.values())


def header_fields(papers: Papers) -> Iterator[tuple[str, Field]]:
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
                yield says, Field(path, text, partial(_in_metadata, papers, path, text))


def said_by_fields(papers: Papers) -> tuple[list[Statement], list[Unread]]:
    """The limits that fields and tags say, and what of them is not understood."""
    said: list[Statement] = []
    unread: list[Unread] = []
    for key, text, cite in _own(papers):
        answers = field_says(key) in _LIMITS
        limits, left = _by_answer(key, text, cite) if answers else _by_words(papers, key, text, cite)
        said += limits
        unread += left
    for tag in tags(papers):
        says = _said_by_tag(tag.text)
        if says in _TAGS:
            said.append(Statement(kind=_TAGS[says], words=tag.text[:400], citation=tag.cite()))
        elif says == "terms":
            why = "is a tag that speaks of terms and names none"
            unread.append(_unread(UnreadKind.TAG, tag.text, why, tag.cite()))
    return said, [*unread, *_beyond(papers)]


def _beyond(papers: Papers) -> Iterator[Unread]:
    """Fields that the author made up and that hold more than is looked at, each once."""
    card = papers.card.fields() if papers.readme else ()
    written = [(key, value, partial(_in_card, papers, line)) for key, value, line in card]
    written += [
        (key, value, partial(_in_metadata, papers, ("cardData", key), ""))
        for key, value in papers.metadata.card.items()
    ]
    seen: set[str] = set()
    for key, value, cite in written:
        if folded(key) not in seen and not _is_read_elsewhere(key) and _texts(key, value).is_cut:
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
    if says in _ELSEWHERE:
        return [], []
    keyed = f"{key.removesuffix(_INSIDE).replace('_', ' ')}: {text}"
    for words in (text, keyed):
        sentences = (_short_terms if len(words) <= _SHORT else read_terms)(words, papers.vocabulary)
        found = [limit.at(cite()) for one in sentences for limit in limits_of(one, papers.snapshot.id)]
        if found:
            return found, []
        asked = (Heard(one, partial(_at, cite), says == "words", UnreadKind.FIELD) for one in sentences)
        if says != "terms" and (left := unread_sentences(asked, papers.snapshot.id)):
            return [], list(left)
    return [], [_unread(UnreadKind.FIELD, f"{key}: {text}", "is a field that nobody defines", cite())] * (
        says == "terms"
    )


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
        if key.endswith(_INSIDE) and field_says(outer) is None:
            key = next(str(step) for step in reversed(path) if isinstance(step, str))  # `info: {commercial_use: no}`
        no_claim = key != field.key and field_says(key) in _ELSEWHERE  # a license named where the Hub reads none
        written = f"{key}: {text}" if no_claim else text
        key = outer if no_claim else key
        name = folded(key), written.strip()
        if text.strip() and name not in seen:
            seen.add(name)
            yield key, written, field.cite


def _at(cite: Callable[[], Citation], _: Hit) -> Citation:
    return cite()


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


def _unread(kind: UnreadKind, words: str, why: str, at: Citation) -> Unread:
    return Unread.of(kind, words, why, at)
