"""Phrases that say what a card means: tables of rows that counsel reads, in policies/reading/."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from auditor.schema.base import Value

Language = Literal[
    "any", "en", "zh", "ja", "ko", "fr", "de", "es", "pt", "it", "ru", "vi", "ar", "tr", "pl",
    "nl", "uk", "cs", "sv", "da", "no", "id", "th", "el", "hi", "fa", "he", "fi", "hu", "ro",
]  # fmt: skip
WORD = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


class Expression(Value):
    """A regular expression, for what the language of phrases cannot say."""

    pattern: str = Field(min_length=1, max_length=2_000)
    why: str = Field(min_length=10, description="what the language of phrases lacks here")
    cased: bool = Field(default=False, description="whether it looks at words as written, not in lower case")


class PhraseRow(Value):
    """One statement, or one list of words around statements, in every language that we know it in."""

    id: str = Field(pattern=WORD, description="permanent; a renamed row keeps its old id in `was`")
    says: str | None = Field(default=None, description="what it reads the words as; none for words that rows ask about")
    note: str | None = Field(default=None, description="for whoever reads the table")
    phrases: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    names: tuple[str, ...] = Field(
        default=(), description="phrases that look at words as written: a name is spelled as it is, and stands alone"
    )
    expressions: tuple[Expression, ...] = ()
    fits: tuple[str, ...] = Field(min_length=1, description="examples that must fit")
    misses: tuple[str, ...] = Field(min_length=1, description="examples that must not")
    was: tuple[str, ...] = Field(default=(), description="ids that it had before")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(self.phrases.values()) and not self.names and not self.expressions:
            raise ValueError("has neither phrases nor expressions, nor names")
        return self


class PhraseAddition(Value):
    """Rows that a company adds to a table of ours; they are asked before ours."""

    table: str = Field(pattern=WORD)
    rows: tuple[PhraseRow, ...] = Field(min_length=1)


class PhraseTable(Value):
    """One kind of statement: its rows in order, and the lists of words that they share."""

    table: str = Field(pattern=WORD)
    title: str
    about: str = Field(description="what is read by it, what becomes of it, and what the order of rows means")
    lists: dict[str, dict[Language, tuple[str, ...]]] = Field(default_factory=dict)
    rows: tuple[PhraseRow, ...] = ()
