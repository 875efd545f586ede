"""What the rubric says of the evidence."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.citation import Citation
from auditor.schema.rubric import Answer


class Verdict(Value):
    """One criterion answered."""

    criterion: str
    name: str
    answer: Answer
    reason: str
    would_change: str = Field(default="", description="what would change the answer")
    citations: tuple[Citation, ...] = ()


class OsaidOutcome(StrEnum):
    """How a model stands against OSAID 1.0, as far as the evidence reaches."""

    PASS = "pass"  # noqa: S105 - an outcome, not a secret
    LIKELY_PASS = "likely-pass"  # noqa: S105 - an outcome, not a secret
    UNDETERMINED = "undetermined"
    LIKELY_FAIL = "likely-fail"
    FAIL = "fail"


class OsaidResult(Value):
    """The outcome, the criteria that block it and those that are open."""

    outcome: OsaidOutcome
    blocking: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


class MofComponent(Value):
    """A component of the Model Openness Framework: whether it was shown, where, and under which license."""

    name: str
    describes: str
    shown: bool
    license: str | None = Field(default=None, description="SPDX expression or catalog id; null: no terms are stated")
    citation: Citation | None = None


class MofResult(Value):
    """The class of the Model Openness Framework, and the criteria that keep it from the next one."""

    reached: str | None = Field(default=None, description="III, II or I; null where not even class III is shown")
    blocking: tuple[str, ...] = ()
    components: tuple[MofComponent, ...] = ()


class LimbOutcome(StrEnum):
    """Whether a model is free and open in the sense of the EU AI Act, Article 53(2), or one thing about it is."""

    OK = "ok"
    CONTESTED = "contested"
    DISQUALIFIED = "disqualified"
    UNDETERMINED = "undetermined"


class LimbPart(Value):
    """One question of the exception, answered: the terms, what is taken in return, what is public."""

    outcome: LimbOutcome
    reason: str
    citations: tuple[Citation, ...] = ()


class Generality(StrEnum):
    """Whether the duties of general-purpose models can apply at all. That they do, no card shows."""

    UNLIKELY = "unlikely"
    UNKNOWN = "unknown"


class GeneralPurpose(Value):
    """Whether it may be a general-purpose model, and why."""

    answer: Generality
    reason: str
    citations: tuple[Citation, ...] = ()


class LimbResult(Value):
    """The outcome on all that can be seen: the gravest of the parts, which also gives the reason.

    `terms` are those of the model and of its bases that bind. Parts are None in documents from before they were asked.
    """

    outcome: LimbOutcome
    reason: str
    citations: tuple[Citation, ...] = ()
    not_assessed: tuple[str, ...] = ()
    terms: LimbPart | None = None
    monetisation: LimbPart | None = None
    publication: LimbPart | None = None
    general_purpose: GeneralPurpose | None = None


class Coverage(StrEnum):
    """How far an element is documented."""

    FOUND = "found"
    DECLARED = "declared"
    MISSING = "missing"
    HUMAN = "human"


class CoverageTable(Value):
    """A documentation duty, element by element."""

    id: str
    title: str
    elements: dict[str, Coverage]


class Openness(Value):
    """Every verdict, and the frameworks' outcomes.

    `tier` is the G7/OSI tier; `tier_blocking` names the criteria that keep it from the next one.
    """

    criteria: dict[str, Verdict]
    osaid: OsaidResult
    tier: str
    tier_blocking: tuple[str, ...] = ()
    mof: MofResult | None = None
    ai_act: LimbResult | None = None
    coverage: tuple[CoverageTable, ...] = ()
