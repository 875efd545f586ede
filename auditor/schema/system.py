"""A closed system: a model that one reaches through its provider only, as policies/systems/ describes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from auditor.schema.base import Value
from auditor.schema.license import License
from auditor.schema.lifecycle import Lifecycle
from auditor.schema.reading import ComputeAspect, DataAspect, Manner, Part, Stage

# What providers put behind a model's name to say which of its days, or its newest, is meant.
_DATED = re.compile(r"-(?:\d{8}|\d{4}-\d{2}-\d{2}|latest)\Z")


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


class SystemProvider(Value):
    """Who runs closed models, on which terms, and what is told of them: one file of policies/systems/."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$", description="what stands before the colon of a reference")
    title: str
    access: str = Field(pattern=r"^(api|hosted)$", description="api: a paid interface; hosted: an application only")
    terms: License
    access_told: Told | None = Field(default=None, description="how one reaches the models of `further`")
    systems: tuple[Listed, ...] = ()
    further: tuple[str, ...] = Field(default=(), description="names of models of which nothing more is described")

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [*self.further, *(name for listed in self.systems for name in (listed.id, *listed.names))]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"`{twice[0]}` stands twice; a name is one model's")
        if self.further and self.access_told is None:
            raise ValueError("`access_told` is missing: it says how one reaches the models of `further`")
        return self


class System(Described):
    """One closed model with its provider's terms: all that an audit of it needs."""

    id: str = Field(description="provider:name")
    provider: str
    access: str
    terms: License
    lifecycle: Lifecycle | None = Field(default=None, description="None: nothing is known of it")


def undated(name: str) -> str:
    """The name of a model without the day, or the `-latest`, that a provider puts behind it."""
    return _DATED.sub("", name)


def systems_of(provider: SystemProvider, lives: Mapping[str, Lifecycle]) -> dict[str, System]:
    """The provider's models by every name that they have, `provider:name`, each with its life.

    A dated name that has a life of its own is a name too.
    """
    found = {
        name: _system(provider, name, Described(title=name, access_told=provider.access_told))
        for name in provider.further
        if provider.access_told
    }
    for listed in provider.systems:
        found |= dict.fromkeys((listed.id, *listed.names), _system(provider, listed.id, listed))
    named = {f"{provider.id}:{name}": system for name, system in found.items()}
    named |= {name: named[undated(name)] for name in lives if name not in named and undated(name) in named}
    return {name: system.model_copy(update={"lifecycle": lives.get(name)}) for name, system in named.items()}


def _system(provider: SystemProvider, name: str, told: Described) -> System:
    """The model with all that its provider's file says of every one."""
    return System(
        id=f"{provider.id}:{name}",
        provider=provider.title,
        access=provider.access,
        terms=provider.terms,
        **{field: getattr(told, field) for field in Described.model_fields},
    )
