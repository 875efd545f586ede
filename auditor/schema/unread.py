"""Words that may bear terms and that nobody has read: what they are, where they stand, why they are not understood."""

from __future__ import annotations

import hashlib
from enum import StrEnum

from pydantic import Field

from auditor.schema.base import RowId, Value
from auditor.schema.citation import Citation

_DIGITS = 16


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


def key_of(words: str) -> str:
    """What names words wherever they stand: over their letters and digits in lower case, 16 hexadecimal digits."""
    letters = "".join(char for char in words.lower() if char.isalnum()) or words
    return hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
