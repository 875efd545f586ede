"""Who offers a model through an interface, whether anything of it is described, and how what is sent is handled."""

from __future__ import annotations

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.citation import Citation
from auditor.schema.facts import Answer3
from auditor.schema.system import HandlingAspect


class HandledFact(Value):
    """One thing that is told of how the provider handles what is sent, or promises."""

    aspect: HandlingAspect
    answer: Answer3 | None = None
    clause: str = ""
    told: str = Field(description="in our words")
    second_hand: bool
    citation: Citation


class Offer(Value):
    """A model as its provider or a host offers it; with weights or without."""

    by: str = Field(description="who offers it")
    maker: str = Field(default="", description="who made it, where that is somebody else")
    described: bool = Field(description="a model of this name is described; else only who offers it is")
    near: tuple[str, ...] = Field(default=(), description="names that are described and look alike")
    open_model: str = Field(default="", description="the repository on the Hub that the name stands for")
    published_as: str = Field(default="", description="where its maker publishes the weights")
    handling: tuple[HandledFact, ...] = ()
    citation: Citation

    @property
    def data(self) -> str:
        """How what is sent is handled, in one line; empty where nothing is told."""
        shown = [fact for fact in self.handling if fact.aspect in _SHOWN]
        told = "; ".join(f"{fact.aspect.value.replace('-', ' ')}: {fact.told.rstrip('.')}" for fact in shown)
        return f"{told} (second-hand)" if any(fact.second_hand for fact in shown) else told


_SHOWN = (
    HandlingAspect.TRAINING,
    HandlingAspect.RETENTION,
    HandlingAspect.RESIDENCY,
)
