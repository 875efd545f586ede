"""The Hub's metadata body, read tolerantly: a field of the wrong shape is absent, never an error."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from auditor.schema.snapshot import Snapshot

MAX_LISTED = 200_000
MAX_WORDS = 5_000  # texts of one list that are read: a model of every language has some 1,200 tags
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_ABBREVIATED = re.compile(r"[0-9a-f]{7,39}\Z")


@dataclass(frozen=True)
class Metadata:
    """One `/api/models/{id}` or `/api/datasets/{id}` body. Typed access that never raises."""

    raw: dict[str, Any]

    @property
    def id(self) -> str | None:
        """The repository's id; bodies of 2022 have `modelId` only."""
        return self.word("id") or self.word("modelId")

    @property
    def sha(self) -> str | None:
        """The commit that the body speaks of; None where it names none."""
        sha = (self.word("sha") or "").lower()
        return sha if is_commit(sha) else None

    @property
    def card(self) -> dict[str, Any]:
        """`cardData`, empty where absent or of another shape."""
        value = self.raw.get("cardData")
        return value if isinstance(value, dict) else {}

    @property
    def tags(self) -> list[str]:
        """The tags that are text."""
        return self.words("tags")

    @property
    def siblings(self) -> list[str] | None:
        """File names, or None where the body does not list them (which says nothing of what exists)."""
        value = self.raw.get("siblings")
        if not isinstance(value, list):
            return None
        names = (item.get("rfilename") for item in value[:MAX_LISTED] if isinstance(item, dict))
        return [name for name in names if isinstance(name, str)]

    def word(self, key: str) -> str | None:
        """A text field."""
        value = self.raw.get(key)
        return value if isinstance(value, str) else None

    def words(self, key: str) -> list[str]:
        """A list field's text items, the first MAX_WORDS of them."""
        value = self.raw.get(key)
        return [item for item in value[:MAX_WORDS] if isinstance(item, str)] if isinstance(value, list) else []

    @property
    def is_cut(self) -> bool:
        """Whether a list holds more than is read."""
        return is_cut((self.raw.get("tags"), *self.card.values()))

    def flag(self, key: str) -> bool | None:
        """A boolean field; None where it is absent or no boolean."""
        value = self.raw.get(key)
        return value if isinstance(value, bool) else None

    def mapping(self, key: str) -> dict[str, Any]:
        """An object field, empty where absent."""
        value = self.raw.get(key)
        return value if isinstance(value, dict) else {}


def is_commit(name: str) -> bool:
    """Whether a revision is the name of a commit, in full."""
    return bool(_COMMIT.match(name.lower()))


def is_abbreviated(name: str) -> bool:
    """Whether a revision reads like the first digits of a commit: seven at least, as git writes them."""
    return bool(_ABBREVIATED.match(name.lower()))


def read_metadata(content: bytes) -> Metadata | None:
    """Read a body; None where it is not a JSON object."""
    raw = read_object(content)
    return None if raw is None else Metadata(raw)


def read_object(content: bytes) -> dict[str, Any] | None:
    """A JSON object of somebody else's, every string of it text that can be written again; None where it is none."""
    try:
        raw = json.loads(content)
        if b"\\u" in content or b"\xed" in content:  # half of a surrogate pair, as some cards hold, is no text
            raw = json.loads(json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def holds_a_key_twice(content: bytes) -> bool:
    """Whether JSON holds a key more than once in one of its objects; False of what is no JSON."""
    twice = False

    def once(pairs: list[tuple[str, object]]) -> None:
        nonlocal twice
        twice |= len({key for key, _ in pairs}) < len(pairs)

    with contextlib.suppress(ValueError, RecursionError):
        json.loads(content, object_pairs_hook=once)
    return twice


def version_of(snapshot: Snapshot) -> str:
    """By what a snapshot is known: its commit; else the sha256 of the one file that it is, or of its listing."""
    held = None if snapshot.sha else read_metadata(snapshot.metadata.content)
    return snapshot.sha or (held and held.word("sha256")) or snapshot.metadata.sha256


def pointer_to(path: Iterable[str | int]) -> str:
    """The JSON pointer (RFC 6901) to a place in a body."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def card_words(value: object) -> list[str]:
    """A card field that may be a text or a list of texts, as a list of texts, the first MAX_WORDS of them."""
    if isinstance(value, str):
        return [value]
    return [item for item in value[:MAX_WORDS] if isinstance(item, str)] if isinstance(value, list) else []


def is_cut(values: Iterable[object]) -> bool:
    """Whether one of these is a list that holds more than is read."""
    return any(isinstance(value, list) and len(value) > MAX_WORDS for value in values)
