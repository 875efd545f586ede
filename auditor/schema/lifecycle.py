"""When a closed model came, when its provider takes it away and what follows it: facts with their sources, by name."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from auditor.schema.base import Value
from auditor.schema.facts import HowRead
from auditor.schema.waiver import Day

MONTH_OR_DAY = r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$"


class Seen(Value):
    """A place where facts of a model's life were read, when, and how."""

    title: str
    url: str = ""
    date: str = Field(pattern=MONTH_OR_DAY, description="ISO date, or month, of what was read")
    read: HowRead = HowRead.SECOND_HAND

    @property
    def first_hand(self) -> bool:
        """Whether we read it ourselves where the provider says it."""
        return self.read is not HowRead.SECOND_HAND


class LifeFact(Value):
    """One fact of a model's life, and the keys of the sources that have it."""

    source: tuple[str, ...] = Field(min_length=1, description="keys of `sources`; all of them say the same")
    note: str = ""


class When(LifeFact):
    """Something that happened, or is to happen, on a day."""

    on: str = Field(pattern=MONTH_OR_DAY, description="ISO date, or a month where no day is told")


class WholeDay(LifeFact):
    """Something that happened, or is to happen, on a day that today can be held against."""

    on: Day
    earliest: bool = Field(default=False, description="the source may mean the first day on which it can happen")

    @property
    def day(self) -> str:
        """The day in words."""
        return f"{self.on} or later" if self.earliest else str(self.on)


class Elsewhere(WholeDay):
    """The day on which another host shuts the model down."""

    host: str


class Successor(LifeFact):
    """What the provider names to be used instead."""

    id: str


class Called(LifeFact):
    """What the provider called the model on the day that the source was read."""

    status: Literal["active", "deprecated", "retired"]


class Life(Value):
    """All that is known of one model's life. What is not stated is unknown."""

    told: Called | None = None
    released: When | None = None
    deprecated: When | None = Field(default=None, description="the day on which its end was announced")
    retires: WholeDay | None = Field(default=None, description="the day on which it is or was shut down")
    not_before: WholeDay | None = Field(default=None, description="the first day on which it may be shut down")
    successor: Successor | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    note: str = ""

    @property
    def facts(self) -> dict[str, LifeFact]:
        """The facts that are stated, by the field that holds them, those on its end first."""
        fields = ("retires", "told", "not_before", "deprecated", "successor", "released")
        stated = {name: getattr(self, name) for name in fields}
        stated |= {f"elsewhere/{place}": fact for place, fact in enumerate(self.elsewhere)}
        return {name: fact for name, fact in stated.items() if fact is not None}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [(name, str(fact.on)) for name in ("released", "deprecated", "retires") if (fact := getattr(self, name))]
        for (before, first), (after, second) in pairwise(days):
            if second < first[: len(second)]:
                raise ValueError(f"`{after}` ({second}) is before `{before}` ({first})")
        if self.retires and self.not_before:
            raise ValueError("`not_before` says nothing where `retires` is known")
        return self


class Lived(Life):
    """A row of policies/lifecycles/: the names that a provider has for one model, and its life."""

    names: tuple[str, ...] = Field(min_length=1, description="each at the provider; a date behind it is another name")


class Lifecycle(Life):
    """The life of one model at its provider, with the sources that its facts name."""

    of: str = Field(description="provider:name, as the provider calls what was asked for")
    host: str = Field(description="where these days hold: other hosts set their own")
    asked_at: str = Field(default="", description="another host, which was asked about and of which no day is known")
    sources: dict[str, Seen]

    def seen(self, fact: LifeFact) -> tuple[Seen, ...]:
        """Where a fact was read."""
        return tuple(self.sources[key] for key in fact.source)

    def second_hand(self, fact: LifeFact) -> bool:
        """Whether nobody here read it where the provider says it."""
        return not any(seen.first_hand for seen in self.seen(fact))


class Lifecycles(Value):
    """The lives of one provider's models: one file of policies/lifecycles/."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$", description="as the provider is called in policies/systems/")
    host: str
    sources: dict[str, Seen]
    models: tuple[Lived, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """Every name that has a life."""
        return tuple(name for row in self.models for name in row.names)

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        names = self.named
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"`{twice[0]}` stands twice; a name has one life")
        asked = {key for row in self.models for fact in row.facts.values() for key in fact.source}
        if wrong := sorted(asked ^ set(self.sources)):
            raise ValueError(f"`{wrong[0]}` is a source that is {'not there' if wrong[0] in asked else 'not named'}")
        return self


def lifecycle_of(provider: Lifecycles, row: Lived, name: str) -> Lifecycle:
    """The life that a row tells, as that of the model of this name, with the sources that its facts name."""
    used = {key for fact in row.facts.values() for key in fact.source}
    sources = {key: seen for key, seen in provider.sources.items() if key in used}
    facts = {field: getattr(row, field) for field in Life.model_fields}
    return Lifecycle(of=f"{provider.id}:{name}", host=provider.host, sources=sources, **facts)


class Status(StrEnum):
    """How a closed model stands on the day of an audit."""

    ACTIVE = "active"
    DEPRECATED = "deprecated"
    RETIRING = "retiring"
    RETIRED = "retired"
    UNKNOWN = "unknown"


class Availability(Value):
    """How a closed model stands on the day of the audit, worked out of what was read of its life."""

    status: Status
    held_on: date | None = Field(description="the day that its dates were held against")
    says: str = Field(description="the same in words, to be read behind the model's name")
    told_by: str = Field(default="", description="the host whose days these are, who tells them, and as of when")
    of: str = Field(description="provider:name of what these dates are of")
    released: str | None = None
    deprecated: str | None = None
    retires: date | None = None
    successor: str | None = None
    second_hand: bool = Field(default=False, description="nobody here read it where the provider says it")

    @property
    def in_short(self) -> str:
        """The status and what it rests on, for a row of a report."""
        return f"{self.status.value}: {self.says}"
