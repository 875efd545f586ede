"""Words that may bear terms and that nobody has read: what they are, where they stand, why they are not understood."""

from __future__ import annotations

import hashlib
from enum import StrEnum

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.citation import Citation


class UnreadKind(StrEnum):
    """Where such words stand."""

    FILE = "file"
    ENCODING = "encoding"
    LINK = "link"
    NAME = "name"
    FIELD = "field"
    TAG = "tag"
    GATE = "gate"
    REGION = "region"


class Unread(Value):
    """One of them. `why` goes on from the place, for people; `address` is where a link leads."""

    kind: UnreadKind
    words: str
    why: str
    citation: Citation
    key: str = Field(description="the first half of the words' sha256: what they are settled by, once for all models")
    address: str | None = Field(default=None, description="where it leads; what was read there settles it")

    @classmethod
    def of(cls, kind: UnreadKind, words: str, why: str, citation: Citation, address: str | None = None) -> Unread:
        """Words, each space as one, with the key that they have."""
        plain = " ".join(words.split())
        key = hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:32]
        return cls(kind=kind, words=plain[:400], why=why, citation=citation, key=key, address=address)
