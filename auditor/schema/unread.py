"""Words that may bear terms and that nobody has read: what they are, where they stand, why they are not understood."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Sequence
from enum import StrEnum

from pydantic import Field

from auditor.schema.base import RowId, Value
from auditor.schema.citation import Citation

_DIGITS = 16
# What means something beside letters and digits; quotes, dashes and marks of Markdown do not.
_SYMBOLS = ("Sm", "Sc", "So")  # of mathematics, money, and others
_SIGNS = frozenset("%‰?")
_PARTING_DIGITS = frozenset(".,:/- ")
_MARKUP = frozenset("|~")


class UnreadKind(StrEnum):
    """Where such words stand."""

    FILE = "file"
    ENCODING = "encoding"
    LINK = "link"
    NAME = "name"
    FIELD = "field"
    TAG = "tag"
    GATE = "gate"
    SENTENCE = "sentence"
    REGION = "region"
    LANGUAGE = "language"


class Unread(Value):
    """One of them. `why` goes on from the place, for people; `address` is where a link leads."""

    kind: UnreadKind
    words: str
    why: str
    citation: Citation
    key: str = Field(
        description="names the words in whatever repository they stand: by it they are settled, once for all"
    )
    row: RowId = None
    places: tuple[Citation, ...] = Field(default=(), description="where else the same words stand")
    names: str | None = Field(default=None, description="id of the license that it names")
    topics: tuple[str, ...] = Field(
        default=(), description="rows of the tables `alarm` and `license-topics` that read words of a sentence"
    )
    address: str | None = Field(default=None, description="where it leads; what was read there settles it")

    @classmethod
    def of(cls, kind: UnreadKind, words: str, why: str, citation: Citation, address: str | None = None) -> Unread:
        """Words, each space as one, with the key that they have."""
        plain = " ".join(words.split())
        return cls(kind=kind, words=plain[:400], why=why, citation=citation, key=key_of(plain), address=address)

    @classmethod
    def rest(cls, more: Collection[Unread], row: str | None = None) -> Unread:
        """All that is beyond what is listed, as one: it is settled together, and by itself it settles nothing else."""
        first = next(iter(more))
        kind = first.kind if {item.kind for item in more} == {first.kind} else UnreadKind.FILE
        words = f"{len(more)} more, the first of them: {first.words}"
        key = key_of(" ".join(item.key for item in more))
        return cls(kind=kind, words=words[:400], why=first.why, citation=first.citation, key=key, row=row)


def counted(found: Sequence[Unread], most: int) -> tuple[Unread, ...]:
    """The first of them, and all others in one."""
    return (*found[:most], *([Unread.rest(found[most:])] if len(found) > most else []))


def key_of(words: str) -> str:
    """What names words wherever they stand, 16 hexadecimal digits: how they are set counts for nothing.

    What means something counts: letters, digits and what parts these, signs of comparison, of money, yes and no.
    """
    lower = words.lower()
    letters = "".join(char for place, char in enumerate(lower) if _means(lower, place)) or words
    return hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def _means(words: str, place: int) -> bool:
    """Whether the character says something: a letter, a symbol, a sign between digits or one that counts by itself."""
    char = words[place]
    if char.isalnum() or char in _SIGNS:
        return True
    if char in _PARTING_DIGITS:
        return words[place - 1 : place].isdigit() and words[place + 1 : place + 2].isdigit()
    return unicodedata.category(char) in _SYMBOLS and char not in _MARKUP
