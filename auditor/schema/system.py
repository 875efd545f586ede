"""A closed system: a model that one reaches through its provider only, as policies/systems/ describes it.

A host offers models of others under terms and days of its own; what it calls them stands in policies/system-names.yaml.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from auditor.schema.base import Value
from auditor.schema.facts import Answer3, HowRead
from auditor.schema.license import License
from auditor.schema.lifecycle import Lifecycle
from auditor.schema.reading import ComputeAspect, DataAspect, Manner, Part, Stage

PROVIDER = r"^[a-z][a-z0-9-]*$"
HUB = "hub"
"""Whose the model is that a name at a host stands for, where it is an open one: `hub:org/name`."""

# What providers put behind a model's name to say which of its days, or its newest, is meant.
_DATED = re.compile(r"-(?:\d{8}|\d{4}-\d{2}-\d{2}|00\d|latest)\Z")


class Told(Value):
    """Where and when something was said, and what was said in our own words."""

    says: str
    source: str = Field(description="title or address of the document")
    date: str = Field(description="ISO date, or a month or year, of the document")


class Disclosed(Told):
    """Something that the provider says of the training data."""

    aspect: DataAspect
    stage: Stage = Stage.PRE_TRAINING
    names: tuple[str, ...] = ()
    vague: bool = True


class Withheld(Told):
    """Something that the provider says it does not give."""

    of: Part
    manner: Manner = Manner.NOT_RELEASED
    stage: Stage = Stage.PRE_TRAINING


class Run(Told):
    """Something that the provider says of the training run."""

    aspect: ComputeAspect


class HandlingAspect(StrEnum):
    """What is told of how a provider handles what is sent to it, and of its promises."""

    TRAINING = "training"
    RETENTION = "retention"
    ZERO_RETENTION = "zero-retention"
    RESIDENCY = "residency"
    REVIEW = "human-review"
    INDEMNITY = "indemnity"
    AGE = "age"
    REGIONS = "regions"
    NOTICE = "notice-of-end"


class Handled(Told):
    """One thing that is told of it, by which clause, and how that was read."""

    aspect: HandlingAspect
    answer: Answer3 | None = Field(
        default=None, description="of `training`: whether what is sent trains models unless somebody objects"
    )
    clause: str = ""
    url: str = ""
    read: HowRead = HowRead.SECOND_HAND

    @model_validator(mode="after")
    def _answered(self) -> Self:
        if (self.aspect is HandlingAspect.TRAINING) != (self.answer is not None):
            raise ValueError("`answer` is for `training`, and `training` needs one")
        return self


class Described(Value):
    """What is told of one closed model. What is not stated here is unknown."""

    title: str
    names: tuple[str, ...] = Field(default=(), description="other names after the colon")
    access_told: Told
    disclosed: tuple[Disclosed, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    run: tuple[Run, ...] = ()
    papers: tuple[str, ...] = Field(default=(), description="addresses of papers, reports and system cards")
    results: Told | None = None
    note: str = ""


class Listed(Described):
    """One closed model as its provider's file lists it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", description="its name at the provider")


class Hosting(Value):
    """What a host says of the models of others that it offers."""

    told: Told = Field(description="whose terms bind whoever reaches a model there")
    binds_too: tuple[str, ...] = Field(default=(), description="providers whose own terms bind besides the host's")
    by_family: bool = Field(default=False, description="an open model is offered under the license of its family")


class SystemProvider(Value):
    """Who runs closed models, on which terms, and what is told of them: one file of policies/systems/."""

    id: str = Field(pattern=PROVIDER, description="what stands before the colon of a reference")
    title: str
    also: tuple[str, ...] = Field(default=(), description="other words for it before the colon")
    access: str = Field(pattern=r"^(api|hosted)$", description="api: a paid interface; hosted: an application only")
    terms: License
    handling: tuple[Handled, ...] = ()
    access_told: Told | None = Field(default=None, description="how one reaches the models of `further`")
    systems: tuple[Listed, ...] = ()
    further: tuple[str, ...] = Field(default=(), description="names of models of which nothing more is described")
    others: tuple[str, ...] = Field(default=(), description="the same, where it is not told whether there are weights")
    published: dict[str, str] = Field(default={}, description="names of models whose weights are on the Hub → id there")
    hosting: Hosting | None = Field(default=None, description="where it offers models of others")

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        listed = (name for system in self.systems for name in (system.id, *system.names))
        names = [*self.further, *self.others, *self.published, *listed]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"`{twice[0]}` stands twice; a name is one model's")
        if (self.further or self.others or self.published) and self.access_told is None:
            raise ValueError("`access_told` is missing: it says how one reaches the models of `further`")
        return self

    @property
    def described(self) -> dict[str, Described]:
        """What is told of each of its models, by every name that it lists."""
        found = {
            name: Described(title=name, access_told=self.access_told)
            for name in (*self.further, *self.others, *self.published)
            if self.access_told
        }
        for system in self.systems:
            found |= dict.fromkeys((system.id, *system.names), system)
        return found

    @property
    def closed(self) -> frozenset[str]:
        """Names of its models of which no weights were published."""
        return frozenset((*self.further, *(name for system in self.systems for name in (system.id, *system.names))))


class OpenModel(Value):
    """The open model that a host offers under a name, so far as the name says."""

    id: str = Field(description="its repository on the Hub")
    licenses: tuple[str, ...] = Field(default=(), description="of its family, as policies/families.yaml has them")


class System(Described):
    """One closed model with its provider's terms: all that an audit of it needs."""

    id: str = Field(description="provider:name")
    provider: str = Field(description="who offers it")
    maker: str = Field(default="", description="who made it, where that is not who offers it")
    access: str
    terms: License
    terms_too: tuple[License, ...] = Field(default=(), description="of its maker, where the host has them bind")
    lifecycle: Lifecycle | None = Field(default=None, description="None: nothing is known of it")
    handling: tuple[Handled, ...] = ()
    listed: bool = Field(default=True, description="false: no model of this name is described, only who offers it")
    near: tuple[str, ...] = Field(default=(), description="names that are described and look alike")
    closed: bool = Field(default=True, description="no weights were published")
    published_as: str = Field(default="", description="where its maker publishes the weights: a repository on the Hub")
    open_model: OpenModel | None = None


class NameRule(Value):
    """How names are written at a provider or host, and what they stand for: a row of policies/system-names.yaml.

    Rows are asked in the order of the file, each of what those before it left, until one says whose model it is.
    """

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    of: tuple[str, ...] = Field(min_length=1, description="providers and hosts whose names are written so")
    takes: str = Field(description="a regular expression of the whole name, without regard to case")
    gives: str = Field(description="a template of what it becomes; `\\g<name>` is a group")
    means: str = Field(default="", description="whose model it is: a provider's, or `hub` for an open one (`org/name`)")
    note: str = ""
    fits: dict[str, str] = Field(min_length=1, description="names that it takes, and what each becomes")
    misses: tuple[str, ...] = Field(min_length=1, description="names that it must not take")

    @model_validator(mode="after")
    def _as_shown(self) -> Self:
        for name, wanted in self.fits.items():
            given = self.given(name)
            if (shown := f"{self.means}:{given}" if self.means and given else given) != wanted:
                raise ValueError(f"`{name}` becomes `{shown}`, and not `{wanted}`")
        if taken := [name for name in self.misses if self.given(name) is not None]:
            raise ValueError(f"takes `{taken[0]}`, which it must not")
        return self

    def given(self, name: str) -> str | None:
        """What this row makes of a name; None where it does not take it."""
        match = re.compile(self.takes, re.IGNORECASE).fullmatch(name)
        return match.expand(self.gives) if match else None


def undated(name: str) -> str:
    """The name of a model without the day, the number of a stable version or the `-latest` that is put behind it."""
    return _DATED.sub("", name)
