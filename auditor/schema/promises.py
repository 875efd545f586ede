"""What the license of a user's repository promises, held against the terms of its models: repository-license.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.decision import Level
from auditor.schema.facts import Answer3, GrantKind, ObligationKind, RestrictionKind
from auditor.schema.license import CommercialUse, Family
from auditor.schema.phrases import WORD

Had = Literal["fetched", "in-tree", "in-image"]
"""How a repository has a model: its users fetch it, its files are tracked, or an image is built with them."""


class OwnPromise(Value):
    """One thing that licenses of repositories promise to everybody, by the facts of the catalog."""

    id: str = Field(pattern=WORD)
    sentence: str = Field(min_length=10, description="goes on from the name of the license")
    grant: GrantKind | None = Field(default=None, description="the right; none: whatever license it is promises it")
    given: tuple[Answer3, ...] = Field(default=(Answer3.YES,), description="how it must be given")
    restrictions: tuple[RestrictionKind, ...] = Field(default=(), description="a license with all of these alone")
    unless_restrictions: tuple[RestrictionKind, ...] = Field(default=(), description="no license with one of these")
    unless_obligations: tuple[ObligationKind, ...] = Field(default=(), description="no license with one of these")
    fits: tuple[str, ...] = Field(min_length=1, description="licenses that promise it")
    misses: tuple[str, ...] = ()


class Pair(Value):
    """A license of a repository and one of a model."""

    own: str
    model: str


class Conflict(Value):
    """A promise, and the terms of models that do not allow it. Any one of the facts named is enough.

    Of rows with the same `group` the first that fits speaks.
    """

    id: str = Field(pattern=WORD)
    group: str = Field(pattern=WORD)
    why: str = Field(min_length=10)
    promises: tuple[str, ...] = Field(min_length=1, description="ids of promises; the first that is made is told")
    commercial_use: tuple[CommercialUse, ...] = Field(default=(), description="of the model's license; none: any")
    families: tuple[Family, ...] = Field(default=(), description="of the model's license; none: any")
    unless_families: tuple[Family, ...] = ()
    restrictions: tuple[RestrictionKind, ...] = ()
    obligations: tuple[ObligationKind, ...] = ()
    withheld: tuple[GrantKind, ...] = Field(default=(), description="rights that the model's license does not give")
    limited: tuple[GrantKind, ...] = Field(default=(), description="rights that its conditions limit")
    pairs: tuple[Pair, ...] = Field(default=(), description="these pairs alone, where no fact tells")
    unless_compatible: bool = Field(
        default=False, description="not where the table says that one may go into the other"
    )
    one: str = Field(
        min_length=5, description="goes on from the name of one model; `{own}` is the repository's license"
    )
    several: str = Field(min_length=5, description="goes on from the names of several")
    level: Level = Field(description="where the model's files are in the repository or an image")
    fetched: Level | None = Field(default=None, description="where users fetch it; none: nothing is said")
    kept_by_notice: bool = Field(default=True, description="the model's terms beside the repository's settle it")
    fits: tuple[Pair, ...] = Field(min_length=1)
    misses: tuple[Pair, ...] = Field(min_length=1)


class CarriedDuty(Value):
    """A duty towards those who get the model's files, which files of the repository can meet. A note."""

    id: str = Field(pattern=WORD)
    why: str = Field(min_length=10)
    obligations: tuple[ObligationKind, ...] = Field(min_length=1)
    with_text: bool = Field(default=False, description="only where the license fixes the words")
    fetched: bool = Field(default=False, description="said too where users fetch the model")
    met_by: Literal["notice", "words", "nothing"] = Field(
        description="`notice`: files that name the model and its license, or hold its text; `words`: the words anywhere"
    )
    sentence: str = Field(min_length=5, description="`{text}` is the words that the license fixes")
    fits: tuple[str, ...] = Field(min_length=1, description="licenses that ask it")
    misses: tuple[str, ...] = Field(min_length=1)


class Compatible(Value):
    """Licenses whose works may go into a work under another one."""

    into: str
    of: tuple[str, ...] = Field(min_length=1)
    why: str = Field(min_length=10)


class NamedAs(Value):
    """How fields of packages name a license beside the names of the catalog."""

    license: str
    names: tuple[str, ...] = Field(min_length=1)


class WordsRow(Value):
    """Words that say one thing of a repository."""

    why: str = Field(min_length=10)
    names: tuple[str, ...] = Field(default=(), description="a field that says nothing but this, in any capitals")
    phrases: tuple[str, ...] = Field(default=(), description="in a short text that is no license that we know")
    fits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


class FilesRow(Value):
    """Files by their names: the ending, and of endings that other things have too, a word that has to be in it."""

    why: str = Field(min_length=10)
    endings: tuple[str, ...] = Field(min_length=1)
    doubtful: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    fits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


class Downloads(Value):
    """Commands that download, and words of a workflow that builds or publishes what they brought."""

    why: str = Field(min_length=10)
    commands: tuple[str, ...] = Field(min_length=1)
    publishing: tuple[str, ...] = Field(min_length=1)


class RepositoryLicense(Value):
    """The whole of policies/repository-license.yaml."""

    promises: tuple[OwnPromise, ...] = Field(min_length=1)
    conflicts: tuple[Conflict, ...] = Field(min_length=1)
    duties: tuple[CarriedDuty, ...] = Field(min_length=1)
    compatible: tuple[Compatible, ...] = Field(min_length=1)
    named: tuple[NamedAs, ...] = ()
    reserved: WordsRow
    weights: FilesRow
    downloads: Downloads
