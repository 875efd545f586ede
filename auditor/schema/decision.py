"""What we do about it: the decision, the findings, the questions left and the duties that follow."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from auditor.schema.base import RowId, Value
from auditor.schema.citation import Citation
from auditor.schema.pin import PinnedBy
from auditor.schema.waiver import Waiver


class Outcome(StrEnum):
    """The decision on one model, in the order from best to worst by exit code."""

    APPROVED = "approved"
    CONDITIONAL = "conditional"
    REVIEW = "review"
    UNVERIFIED = "unverified"
    DENIED = "denied"


class Level(StrEnum):
    """How grave a finding is, in SARIF's words."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class FindingKind(Value):
    """One row of policies/findings.yaml: what a finding id means, how grave it is, how it is mended."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    level: Level
    title: str
    explains: str
    how_to_fix: str


class ReportWord(Value):
    """One row of policies/rules.yaml: what a word of a report means that is no finding, and what is to be done."""

    id: str = Field(pattern=r"^[a-z]+(/[a-z-]+)?$")
    title: str
    explains: str
    how_to_settle: str


Pinned = Annotated[
    PinnedBy | None, Field(description="who pinned the reading of the fact that it rests on, where it is counsel's own")
]

SENTENCE = "sentence:"  # before the digest of a sentence, in the names of a finding on it


class Grounds(Value):
    """What a rule rests on, as values to compare, to count and to filter by. The message is for people alone.

    `license` is None where no license speaks, or several do. `binds` is the repository that the terms bind, whose
    papers speak: the model judged, a base that it comes from, or a dataset. `names` are what the message names
    beside: licenses, models, files and answers, in its order.
    """

    license: str | None = Field(default=None, description="id of the license whose terms speak")
    clause: str = Field(default="", description="its clause, where one is known")
    row: RowId = None
    binds: str | None = Field(default=None, description="id of the model, base or dataset whose terms speak")
    pinned: Pinned = None
    names: tuple[str, ...] = Field(default=(), description="what else the message names, in its order")

    @property
    def grounds(self) -> tuple[str | None, ...]:
        """By these two reasons with the same rule are one, however they are worded."""
        return (self.license, self.clause, self.row, self.binds, *self.names)


class Finding(Grounds):
    """Something in the model's papers that a user must know: an id, what it rests on and how to mend it."""

    id: str
    level: Level
    message: str
    citations: tuple[Citation, ...] = ()
    how_to_fix: str
    waived: Waiver | None = Field(default=None, description="who accepted it; then it does not speak in the decision")


class Reason(Grounds):
    """Why the decision is what it is: the rule that spoke, and for which outcome."""

    outcome: Outcome
    rule: str
    message: str
    citations: tuple[Citation, ...] = ()


class Question(Value):
    """A condition that the declared use leaves open: name the value and the decision is made."""

    about: str = Field(description="the field of the use block that answers it")
    ask: str
    answer: str = Field(default="", description="how to answer it: an option of `auditor audit`")
    license: str = Field(description="id of the license that asks; empty where words in the papers do")
    clause: str
    origin: str = Field(description="purl of the repository whose license asks")
    row: RowId = None
    binds: str | None = Field(default=None, description="id of that repository")
    pinned: Pinned = None


class Duty(Value):
    """An obligation that follows from the license and the declared use."""

    obligation: str
    do: str
    encouraged: bool = Field(default=False, description="the clause asks for it and does not bind to it")
    text: str = ""
    note: str = Field(default="", description="when exactly, or how, where the license says more")
    license: str = Field(description="id of the license that asks, or of the use policy that it takes in")
    clause: str
    url: str = Field(default="", description="where the license or policy can be read; empty: no address is known")
    origin: str = Field(description="purl of the repository whose license asks")
    row: RowId = None
    binds: str | None = Field(default=None, description="id of that repository")
    pinned: Pinned = None


class Fit(StrEnum):
    """How a license's condition stands against the declared use."""

    SATISFIED = "satisfied"
    VIOLATED = "violated"
    OPEN = "open"


class ConditionCheck(Value):
    """One condition of a license held against the declared use. `open`: it depends on a value that was not stated."""

    fit: Fit
    about: str = Field(description="the field of the use block, or the metric, that it is about")
    ask: str
    answer: str = Field(default="", description="how to answer it: an option of `auditor audit`")
    effect: str
    license: str = Field(description="id of the license that sets it; empty where words in the papers do")
    clause: str
    origin: str = Field(description="purl of the repository whose license sets it")
    row: RowId = None
    binds: str | None = Field(default=None, description="id of that repository")
    pinned: Pinned = None


class WayOut(Value):
    """Where a right that the terms do not give can be had, such as a commercial license."""

    says: str
    url: str = ""
    license: str = Field(description="id of the license that names it; empty where words in the papers do")
    clause: str
    origin: str = Field(description="purl of the repository whose license or papers name it")
    binds: str | None = Field(default=None, description="id of that repository")
    citations: tuple[Citation, ...] = ()


class Decision(Value):
    """The outcome and all that speaks for it. `provisional` is what it would be, were nothing missing."""

    outcome: Outcome
    provisional: Outcome
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...] = ()
    duties: tuple[Duty, ...] = ()
    conditions: tuple[ConditionCheck, ...] = Field(default=(), description="every condition, also those satisfied")
    ways_out: tuple[WayOut, ...] = Field(default=(), description="where rights can be had that are not given")
