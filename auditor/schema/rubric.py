"""Criteria and frameworks, as read from policies/rubrics/."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

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


class Likelihood(Value):
    """Rules for what is open: which way the evidence points where it does not decide.

    It is likely when each of `all` holds, and one of `any` where there are some.
    """

    all: tuple[Requirement, ...]
    any: tuple[Requirement, ...] = ()


class Conjunction(Value):
    """A framework that is passed when every requirement holds (OSAID 1.0)."""

    id: str
    title: str
    source: str
    version: str
    requires: tuple[Requirement, ...]
    likely_pass: Likelihood | None = None
    likely_fail: Likelihood | None = None


class Rung(Value):
    """One step of a ladder and what it takes to stand on it: all of `requires`, and all of one group of `either`."""

    name: str
    requires: tuple[Requirement, ...]
    either: tuple[tuple[Requirement, ...], ...] = ()

    @property
    def asked(self) -> tuple[Requirement, ...]:
        """Every requirement, those of each group too."""
        return (*self.requires, *(item for group in self.either for item in group))


class Ladder(Value):
    """A framework of ordered classes, lowest first (G7/OSI tiers, MOF classes)."""

    id: str
    title: str
    source: str
    version: str
    rungs: tuple[Rung, ...]


class TermWords(Value):
    """Kinds of terms by what they come to, as the license catalog or the readers of cards call them."""

    disqualifies: tuple[str, ...]
    contests: tuple[str, ...]


class DualWords(Value):
    """Kinds of terms by which a wider use comes under a second license: the catalog's words, and the readers'."""

    licenses: tuple[str, ...]
    words: tuple[str, ...]


class PublicThing(Value):
    """What has to be public, which criterion shows it, and what its answers come to; any other leaves it open."""

    what: str
    criterion: str
    shown: tuple[Answer, ...] = (Answer.MET,)
    contested: tuple[Answer, ...] = ()
    refused: tuple[Answer, ...] = ()


class TaskWords(Value):
    """Tasks, as the Hub calls them, by whether what does them can be a general-purpose model at all."""

    generates: tuple[str, ...]
    narrow: tuple[str, ...]


class OpenException(Value):
    """What speaks against the exception for free and open-source models (EU AI Act, Article 53(2)).

    `licenses` are kinds of restrictions, obligations and metrics of the license catalog; `words` kinds of statements in
    cards, gates and files.
    """

    id: str
    title: str
    source: str
    version: str
    licenses: TermWords
    words: TermWords
    dual: DualWords
    public: tuple[PublicThing, ...]
    tasks: TaskWords
    not_assessed: tuple[str, ...] = ()


class Element(Value):
    """One element of a documentation duty: which criteria show it; `human` where only a person can tell."""

    id: str
    title: str
    clause: str = ""
    criteria: tuple[str, ...] = ()
    human: bool = False


class Table(Value):
    """A documentation duty as a table of elements (EU AI Act, Annex XII; the G7's elements of an SBOM for AI)."""

    id: str
    title: str
    source: str
    version: str
    elements: tuple[Element, ...]


class ComponentRow(Value):
    """A component of the Model Openness Framework: which criterion shows it, and whose license is its own."""

    name: str
    describes: str
    criterion: str | None = None
    of: Literal["", "code", "weights"] = ""


class Classes(Ladder):
    """The classes of the Model Openness Framework, and its components in the order of the Model Openness Tool."""

    components: tuple[ComponentRow, ...]


class Rubric(Value):
    """The criteria and the frameworks that follow from them."""

    criteria: tuple[Criterion, ...]
    osaid: Conjunction
    tier: Ladder
    mof: Classes | None = None
    ai_act: OpenException | None = None
    coverage: tuple[Table, ...] = ()
