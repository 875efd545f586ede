"""What a card's fields say of terms by themselves: front matter, the API's copy of it, tags, headers of weights.

Which key means what stands in policies/terms.yaml. A license that is named is a claim (gather/claims.py); here a yes or
no becomes a limit on use, words are read as the card's are, and what nobody understands is said to be unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.gather.papers import Papers
from auditor.gather.reading.limits import limits_of
from auditor.parse.metadata import pointer_to
from auditor.parse.places import answer, field_says, folded, tag_says
from auditor.prose.text import read_terms
from auditor.schema.citation import Citation
from auditor.schema.evidence import Statement, StatementKind
from auditor.schema.unread import Unread, UnreadKind

Field = tuple[str, str, Citation]

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
_READ = ("terms", "words")
_NAMING = ("license", "license-name", "license-link")
_TAGS = {"non-commercial": StatementKind.NON_COMMERCIAL, "research-only": StatementKind.RESEARCH_ONLY}


def card_fields(papers: Papers) -> Iterator[Field]:
    """Every text of the front matter: its key, itself, and where it stands."""
    for key, value, line in papers.card.fields():
        own = papers.card.front.get(key) is value
        for path, text in _texts(key, value):
            at = papers.card.line(*path) if own else line
            yield _named(path), text, papers.in_card(at)


def api_fields(papers: Papers) -> Iterator[Field]:
    """The same of the API's copy of the card."""
    for key, value in papers.metadata.card.items():
        for path, text in _texts(key, value):
            yield _named(path), text, papers.at_pointer(pointer_to(("cardData", *path)), text)


def tags(papers: Papers) -> Iterator[tuple[str, Citation]]:
    """The tags of the card, of its copy and of the Hub, each once; those of the form `key:value` aside."""
    seen: set[str] = set()
    each = [(tag, papers.in_card(line)) for tag, line in papers.card.values("tags")] if papers.readme else []
    each += [(tag, papers.at_pointer(papers.nth_word("/tags", i), tag)) for i, tag in enumerate(papers.metadata.tags)]
    each += [(text, at) for key, text, at in api_fields(papers) if key == "tags"]
    for tag, at in each:
        if ":" not in tag and tag.lower() not in seen:
            seen.add(tag.lower())
            yield tag, at


def header_fields(papers: Papers) -> Iterator[Field]:
    """What headers of weights say of a license: of GGUF `general.license`, of safetensors the keys that mean one."""
    for key in _HEADERS:
        header = papers.metadata.mapping(key)
        for path, text in _texts(key, header):
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
    for key, text, at in _once(papers):
        says = field_says(key)
        if says in _LIMITS:
            limiting, kind = _LIMITS[says]
            word = answer(text)
            if word is limiting:
                said.append(Statement(kind=kind, words=f"{key}: {text}"[:400], citation=at))
            elif word is None:
                unread.append(_unread(UnreadKind.FIELD, f"{key}: {text}", "is neither yes nor no", at))
        elif says in _READ or (says is None and " " in text.strip() and not key.endswith(_INSIDE)):
            found = [limit.at(at) for limit in _limits(papers, text)]
            said += found
            if not found and (says == "terms" or (says == "words" and _alarms(papers, key, text))):
                unread.append(_unread(UnreadKind.FIELD, f"{key}: {text}", "is a field that nobody defines", at))
    for tag, at in tags(papers):
        says = tag_says(tag)
        if says in _TAGS:
            said.append(Statement(kind=_TAGS[says], words=tag[:400], citation=at))
        elif says == "terms":
            unread.append(_unread(UnreadKind.TAG, tag, "is a tag that speaks of terms and names none", at))
    return said, unread


def _once(papers: Papers) -> Iterator[Field]:
    """The fields of the card and of its copy, each once; the gate's are read elsewhere."""
    seen: set[tuple[str, str]] = set()
    for key, text, at in (*(card_fields(papers) if papers.readme else ()), *api_fields(papers)):
        name = folded(key), text.strip()
        if name[1] and name not in seen and not name[0].startswith(_GATE):
            seen.add(name)
            yield key, text, at


def _limits(papers: Papers, text: str) -> Iterator[Any]:
    for sentence in read_terms(text, papers.vocabulary):
        yield from limits_of(sentence, papers.snapshot.id)


def _alarms(papers: Papers, key: str, text: str) -> bool:
    return papers.vocabulary.fits("clauses", f"{key.replace('_', ' ')}: {text}")


def _texts(key: str, value: Any, depth: int = 0) -> list[tuple[tuple[str | int, ...], str]]:
    """The scalars of a field as texts, each with its path."""
    queue: list[tuple[tuple[str | int, ...], Any, int]] = [((key,), value, depth)]
    found: list[tuple[tuple[str | int, ...], str]] = []
    while queue and len(found) < _MOST:
        path, item, level = queue.pop(0)
        if isinstance(item, bool):
            found.append((path, "true" if item else "false"))
        elif isinstance(item, str | int | float):
            found.append((path, str(item)))
        elif isinstance(item, dict | list) and level < _DEEPEST:
            pairs = item.items() if isinstance(item, dict) else enumerate(item)
            queue += [((*path, name), inner, level + 1) for name, inner in list(pairs)[:_MOST]]
    return found


def _named(path: tuple[str | int, ...]) -> str:
    """The key; of what the Hub does not read, since it stands in a mapping or a list of lists, that it does."""
    plain = len(path) == 1 or (len(path) == 2 and isinstance(path[1], int))
    return str(path[0]) if plain else f"{path[0]}{_INSIDE}"


def _unread(kind: UnreadKind, words: str, why: str, at: Citation) -> Unread:
    return Unread.of(kind, words, why, at)
