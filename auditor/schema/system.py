"""A closed system: a model that one reaches through its provider only, as policies/systems/ describes it."""

from __future__ import annotations

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.license import License
from auditor.schema.reading import ComputeAspect, DataAspect, Manner, Part, Stage


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


class System(Value):
    """One closed system. What is not stated here is unknown."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*:[a-z0-9][a-z0-9.-]*$", description="provider:name")
    title: str
    provider: str
    access: str = Field(pattern=r"^(api|hosted)$", description="api: a paid interface; hosted: an application only")
    names: tuple[str, ...] = Field(default=(), description="other names after the colon, such as dated ones")
    access_told: Told
    terms: License
    disclosed: tuple[Disclosed, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    run: tuple[Run, ...] = ()
    papers: tuple[str, ...] = Field(default=(), description="addresses of papers, reports and system cards")
    results: Told | None = None
    note: str = ""
