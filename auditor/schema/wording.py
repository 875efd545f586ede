"""Words by which license texts are read: the rows of policies/license-words.yaml."""

from __future__ import annotations

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.phrases import WORD, Language


class WordRow(Value):
    """Words that answer one question about a text."""

    id: str = Field(pattern=WORD, description="by which the program asks for it")
    why: str = Field(min_length=10, description="what it is held against, and what is done where one stands there")
    words: dict[Language, tuple[str, ...]] = Field(
        min_length=1, description="in any capitals; a space is any white space"
    )
    fits: tuple[str, ...] = Field(min_length=1, description="examples that must fit")
    misses: tuple[str, ...] = Field(min_length=1, description="examples that must not")


class WordTable(Value):
    """The whole of policies/license-words.yaml."""

    rows: tuple[WordRow, ...] = Field(min_length=1)
