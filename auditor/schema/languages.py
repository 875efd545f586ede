"""The languages that cards are written in, as policies/languages.yaml has them."""

from __future__ import annotations

from pydantic import Field

from auditor.schema.base import Value


class SpokenLanguage(Value):
    """One language: words that hold its sentences together, and whether rows of phrases read it."""

    code: str = Field(pattern=r"^[a-z]{2,3}$", description="ISO 639")
    name: str
    script: str = Field(default="LATIN", description="as Unicode calls it; in it languages are told apart")
    read: bool = Field(description="whether rows of policies/reading/ are in it")
    words: tuple[str, ...] = Field(min_length=10)
    fits: str = Field(description="a sentence of it")


class Scripts(Value):
    """Scripts as the first word of their letters' names in Unicode."""

    read: tuple[str, ...] = Field(description="in which some language is read")


class LanguageTable(Value):
    """The whole of policies/languages.yaml."""

    scripts: Scripts
    languages: tuple[SpokenLanguage, ...]
