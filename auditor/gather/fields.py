"""The fields of a card: front matter, the API's copy of it, tags, each text with its place."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from typing import Any

from auditor.gather.papers import Papers
from auditor.parse.metadata import pointer_to
from auditor.schema.citation import Citation

Path = tuple[str | int, ...]

LICENSE_TAG = "license:"  # how the Hub writes a license as a tag
INSIDE = " as a mapping"  # behind the key of what stands deeper than the Hub reads
MOST = 400  # fields and items of one card that are looked at
NAMING = ("license", "license-name", "license-link")  # what a key says that names a license

_DEEPEST = 6


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
        return str(self.path[0]) if plain else f"{self.path[0]}{INSIDE}"


def entries(papers: Papers) -> Iterator[tuple[str, Any, Callable[[], Citation]]]:
    """Every key of the card and of its copy, with its value as it is written and how it is cited."""
    for key, value, line in papers.card.fields() if papers.readme else ():
        yield key, value, partial(_in_card, papers, line)
    for key, value in papers.metadata.card.items():
        yield key, value, partial(_in_metadata, papers, ("cardData", key), "")


@lru_cache(maxsize=32)
def card_fields(papers: Papers) -> tuple[Field, ...]:
    """Every text of the front matter."""
    card = papers.card
    return tuple(
        Field(path, text, partial(_in_card, papers, path if card.front.get(key) is value else line))
        for key, value, line in card.fields()
        for path, text in texts_of(key, value).found
    )


@lru_cache(maxsize=32)
def api_fields(papers: Papers) -> tuple[Field, ...]:
    """The same of the API's copy of the card."""
    return tuple(
        Field(path, text, partial(_in_metadata, papers, ("cardData", *path), text))
        for key, value in papers.metadata.card.items()
        for path, text in texts_of(key, value).found
    )


def _in_card(papers: Papers, place: Path | int) -> Citation:
    """The line of the card, or that on which the value at a path stands."""
    return papers.in_card(place if isinstance(place, int) else papers.card.line(*place))


def in_metadata(papers: Papers, path: Path, text: str) -> Callable[[], Citation]:
    """How a place in the metadata is cited."""
    return partial(_in_metadata, papers, path, text)


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


@dataclass(frozen=True)
class Texts:
    """The scalars of a field as texts, each with its path, and whether these are not all."""

    found: list[tuple[Path, str]]
    is_cut: bool


def texts_of(key: str, value: Any) -> Texts:
    """The scalars of a value, as deep as anybody writes them, MOST of them."""
    queue: deque[tuple[Path, Any, int]] = deque([((key,), value, 0)])
    found: list[tuple[Path, str]] = []
    is_cut = False
    while queue and len(found) < MOST:
        path, item, level = queue.popleft()
        if isinstance(item, bool):
            found.append((path, "true" if item else "false"))
        elif isinstance(item, str | int | float):
            found.append((path, str(item)))
        elif isinstance(item, dict | list) and level < _DEEPEST:
            pairs = item.items() if isinstance(item, dict) else enumerate(item)
            queue += [((*path, name), inner, level + 1) for name, inner in islice(pairs, MOST)]
            is_cut |= len(item) > MOST
        elif isinstance(item, dict | list):
            is_cut |= bool(item)
    return Texts(found, is_cut or bool(queue))
