"""Where terms stand, as policies/terms.yaml has it: names of files and folders, keys of a card, tags."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.phrases import WORD, Language

Role = Literal["license", "use-policy", "notice", "terms", "card"]


class NameRow(Value):
    """Names of one kind, in every language that we know them in."""

    id: str = Field(pattern=WORD)
    why: str = Field(min_length=10, description="what such a name says, and what is done with what it names")
    words: dict[Language, tuple[str, ...]] = Field(min_length=1)
    fits: tuple[str, ...] = Field(min_length=1, description="examples that must fit")
    misses: tuple[str, ...] = Field(min_length=1, description="examples that must not")


class FileRow(NameRow):
    """Names of files that are read in one way."""

    role: Role
    structured: bool = Field(description="whether a file of this name with an ending like .json is such a text, too")


class SayingRow(NameRow):
    """Keys or tags that say one thing."""

    says: str = Field(pattern=WORD, description="what is done with it: see the row's `why`")


class Endings(Value):
    """Endings of files by what such files hold."""

    text: tuple[str, ...] = Field(min_length=1)
    prose: tuple[str, ...] = Field(min_length=1, description="of texts, those that are read whatever they are called")
    sealed: tuple[str, ...] = ()
    structured: tuple[str, ...] = ()
    opaque: tuple[str, ...] = ()


class Folders(Value):
    """Folders whose name says something of the files in them."""

    terms: tuple[str, ...] = Field(default=(), description="files in them may bear terms, whatever they are called")
    others: dict[str, str] = Field(default_factory=dict, description="somebody else's, and why")


class FenceRow(Value):
    """Languages that fences of code name, by what such a fence holds."""

    says: Literal["program", "data", "reference", "chart"]
    why: str = Field(min_length=10, description="what of it is heard")
    languages: tuple[str, ...] = Field(min_length=1)


class BaseKeyRow(Value):
    """Keys of a front matter that name the model that this one comes from."""

    says: Literal["base", "model", "finetune", "distilled", "quantized", "merge", "adapter", "mirror"]
    why: str = Field(min_length=10, description="what such a key holds, and how this model comes from what it names")
    keys: tuple[str, ...] = Field(min_length=1)


class PlacesTable(Value):
    """The whole of policies/terms.yaml."""

    endings: Endings
    files: tuple[FileRow, ...] = Field(min_length=1)
    asides: tuple[NameRow, ...] = Field(min_length=1, description="prose that is left out")
    parts: tuple[SayingRow, ...] = Field(min_length=1)
    folders: Folders
    fields: tuple[SayingRow, ...] = Field(min_length=1)
    answers: dict[Literal["yes", "no", "anybody"], tuple[str, ...]] = Field(description="how values say yes and no")
    tags: tuple[SayingRow, ...] = Field(min_length=1)
    bases: tuple[BaseKeyRow, ...] = Field(min_length=1)
    fences: tuple[FenceRow, ...] = Field(min_length=1)
