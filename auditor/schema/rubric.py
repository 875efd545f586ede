"""Criteria and frameworks, as read from policies/rubrics/."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field

from auditor.schema.base import Value


class Answer(StrEnum):
    """The answer to a criterion. No evidence is `unknown`; `not_met` needs positive evidence."""

    MET = "met"
    PARTIAL = "partial"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Criterion(Value):
    """One question: which probe answers it, with which arguments."""

    id: str = Field(pattern=r"^[A-Z]\d$")
    name: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    asks: str
    clause: str
    probe: str
    args: dict[str, Any] = Field(default_factory=dict)


class Requirement(Value):
    """A criterion and the answers that satisfy it."""

    criterion: str
    answers: tuple[Answer, ...] = (Answer.MET,)


class Conjunction(Value):
    """A framework that is passed when every requirement holds (OSAID 1.0)."""

    id: str
    title: str
    source: str
    version: str
    requires: tuple[Requirement, ...]


class Rung(Value):
    """One step of a ladder and what it takes to stand on it."""

    name: str
    requires: tuple[Requirement, ...]


class Ladder(Value):
    """A framework of ordered classes, lowest first (G7/OSI tiers, MOF classes)."""

    id: str
    title: str
    source: str
    version: str
    rungs: tuple[Rung, ...]


class Rubric(Value):
    """The criteria and the frameworks that follow from them."""

    criteria: tuple[Criterion, ...]
    osaid: Conjunction
    tier: Ladder
