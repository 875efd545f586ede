"""A family of AI models: its names, its makers, its licenses. One row of policies/families.yaml.

The head of that file says how names are written there, and what each column is for.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from auditor.schema.base import Value

_ACCOUNT = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,95}"
_SAID = r"[a-z0-9.]+"
_ASKED = rf"(?:{_SAID}|\{{size\}}|\([a-z]+\))"


def _text(pattern: str) -> StringConstraints:
    return StringConstraints(pattern=rf"^(?:{pattern})$")


Id = Annotated[str, _text(r"[a-z0-9][a-z0-9.-]*")]
Account = Annotated[str, _text(_ACCOUNT)]
Repository = Annotated[str, _text(rf"{_ACCOUNT}/{_ACCOUNT}")]
# A repository, with {size} or {version} where the name says it.
Template = Annotated[str, _text(rf"{_ACCOUNT}/[A-Za-z0-9_{{][A-Za-z0-9._{{}}-]{{0,95}}")]
Word = Annotated[str, _text(r"[a-z][a-z0-9]*\*?")]
Glob = Annotated[str, _text(r"\*?[a-z0-9]+\*?")]
Spelling = Annotated[str, StringConstraints(min_length=1, max_length=60)]
# What a name says of version, size and variant: `2.5 72b`, `1 dev`, `any`.
Said = Annotated[str, _text(rf"{_SAID}(?: {_SAID})*")]
# The same as the key of a template: `2 {size} (base)`.
Asked = Annotated[str, _text(rf"{_ASKED}(?: {_ASKED})*")]


class Maker(Value):
    """Who makes models, and the accounts that are theirs."""

    id: Id
    title: str
    hub: tuple[Account, ...] = Field(description="accounts on the Hub today")
    former: tuple[Account, ...] = Field(default=(), description="accounts on the Hub in the past")
    code: tuple[Account, ...] = Field(default=(), description="accounts on code hosts")


class Prose(Value):
    """How sentences name a family, with sentences that do and some that do not."""

    alone: tuple[Spelling, ...] = Field(default=(), description="names nothing else, in whatever capitals")
    exact: tuple[Spelling, ...] = Field(default=(), description="names nothing else in these capitals")
    beside: tuple[Spelling, ...] = Field(default=(), description="needs a version, a size or a word for a model")
    unlike: tuple[Spelling, ...] = Field(default=(), description="begins so and is something else")
    examples: tuple[str, ...] = Field(min_length=1, description="must be recognized; behind ` → ` as which repository")
    counterexamples: tuple[str, ...] = Field(min_length=1, description="must not be recognized as this family")


class PassedOn(Value):
    """The family's terms must be handed on: where its name in another's says that they bind."""

    names: tuple[Spelling, ...] = Field(min_length=1)
    unlike: tuple[Spelling, ...] = Field(default=(), description="holds the name and is not of the family")
    smallest: str = Field(default="", description="its smallest size; names that say smaller ones only are not of it")
    licenses: tuple[str, ...] = Field(min_length=1, description="that account for it")


class FamilyEntry(Value):
    """One family."""

    id: Id
    title: str
    makers: tuple[Id, ...] = Field(min_length=1)
    others: Literal["", "tune", "train"] = Field(default="", description="what others make under its name")
    restated: bool = Field(default=False, description="others' cards restate its license, which is no word on theirs")
    closed: bool = Field(default=False, description="there are no weights")
    system: str = Field(default="", description="its provider in policies/systems")
    made_from: tuple[Id, ...] = Field(default=(), description="families whose checkpoints its own began as")
    words: tuple[Word, ...] = Field(default=(), description="its words among the parts of a repository's name")
    tuned: tuple[Glob, ...] = Field(default=(), description="further words that say that a checkpoint of it was tuned")
    variants: tuple[str, ...] = Field(default=(), description="words behind the name, besides those of every family")
    versions: tuple[str, ...] = Field(default=(), description="besides those that other columns speak of")
    prose: Prose
    sizes: dict[Said, tuple[str, ...]] = Field(default={}, description="by version")
    official: tuple[Template, ...] = Field(default=(), description="how the names of its repositories begin")
    single: tuple[str, ...] = Field(default=(), description="names that mean one model without a size")
    respelled: dict[str, str] = Field(default={}, description="another beginning of a name → the one of today")
    canonical: dict[Asked, Template] = Field(default={}, description="what a name says → the repository")
    legacy: dict[Account, tuple[str, ...]] = Field(default={}, description="account of today → names without one")
    moved: dict[Repository, Repository] = Field(default={}, description="id → where the Hub leads today")
    copies: dict[Said, tuple[Repository, ...]] = Field(default={}, description="repositories of others that hold it")
    licenses: dict[Said, tuple[str, ...]] = Field(default={}, description="ids of policies/licenses")
    passed_on: PassedOn | None = None
    writes: tuple[Spelling, ...] = Field(default=(), description="how it is named as the writer of data")
    outputs: str = Field(default="", description="what its terms say of training on what it wrote")
    wrote: tuple[Spelling, ...] = Field(default=(), description="words in names of data sets that it wrote")
    wrote_not: tuple[Spelling, ...] = Field(default=(), description="what begins so and it did not write")
    code: tuple[str, ...] = Field(default=(), description="names of code repositories that came with it")
    source: str = Field(default="", description="where facts that are not obvious were read")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not (self.prose.alone or self.prose.exact or self.prose.beside):
            raise ValueError("`prose` says no name: it takes `alone`, `exact` or `beside`")
        if bool(self.writes) != bool(self.outputs):
            raise ValueError("`writes` and `outputs` go together")
        if self.closed and (self.canonical or self.official or self.legacy or self.moved or self.copies):
            raise ValueError("is closed and has repositories")
        if not self.closed and not self.licenses:
            raise ValueError("`licenses` is missing")
        return self


class Spoken(Value):
    """Words around the name of any family in sentences."""

    models: tuple[Spelling, ...] = Field(min_length=1, description="right behind a name they show that it is a model's")
    models_tied: tuple[Spelling, ...] = Field(min_length=1, description="the same, with or without a space before")
    kinds: tuple[Spelling, ...] = Field(min_length=1, description="may stand between the name and these")
    comes: tuple[Spelling, ...] = Field(
        min_length=1, description="before a name, with one of `from`: it came from there"
    )
    from_: tuple[Spelling, ...] = Field(min_length=1, alias="from")
    comes_from: tuple[Spelling, ...] = Field(min_length=1, description="the same without one of `from`")
    articles: tuple[Spelling, ...] = Field(min_length=1, description="may stand between these and the name")
    before: tuple[Spelling, ...] = Field(min_length=1, description="belongs to a name, and says who makes it")
    behind: tuple[Spelling, ...] = Field(min_length=1, description="belongs to a name, and says which one is meant")
    examples: tuple[str, ...] = Field(min_length=1, description="a family must be recognized")
    counterexamples: tuple[str, ...] = Field(min_length=1, description="none may be recognized")


class Families(Value):
    """The whole of policies/families.yaml."""

    variants: tuple[str, ...] = Field(description="words that makers put behind a family's name")
    architectures: tuple[Word, ...] = Field(description="words of architectures, which are nobody's")
    packagers: tuple[str, ...] = Field(description="accounts that republish other people's models")
    spoken: Spoken
    makers: tuple[Maker, ...]
    families: tuple[FamilyEntry, ...]
