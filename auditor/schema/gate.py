"""What the gate says of the user's own repository, beside what the audit says of the models."""

from __future__ import annotations

from pydantic import Field

from auditor.schema.base import RowId, Value
from auditor.schema.citation import Citation
from auditor.schema.decision import Level, Outcome
from auditor.schema.place import Place
from auditor.schema.waiver import Waiver


class Tally(Value):
    """How many references the files of a repository hold, by what became of them: each is counted once.

    One that stands for several models is one; a model named in ten lines is ten.
    """

    audited: int = Field(default=0, description="what they name was audited")
    declared: int = Field(default=0, description="the manifest says what they stand for, or why none is audited")
    unsettled: int = Field(default=0, description="neither; each is a finding")
    not_counted: int = Field(default=0, description="in parts of the repository that the policy does not count")
    mentioned: int = Field(default=0, description="pages of models, which a text links to")
    unread: int = Field(default=0, description="files that were not read, or not to their end")

    @property
    def found(self) -> int:
        """All references."""
        return self.audited + self.declared + self.unsettled + self.not_counted + self.mentioned


class BrokenPromise(Value):
    """A promise of the repository's license, and the term of a model that does not allow it: both clauses."""

    row: RowId
    promised_by: str = Field(description="id of the license that the repository states")
    promised_at: Place
    promise_clause: str = ""
    license: str = Field(description="id of the model's license; empty where words of its card speak")
    clause: str = ""
    term: RowId = None
    binds: str = Field(description="id of the model, or of the base whose license it is")
    citation: Citation | None = Field(default=None, description="where that repository states it")


class GateFinding(Value):
    """A finding about the repository: a reference, its lock, or a waiver. `outcome` is what the policy makes of it."""

    id: str
    level: Level
    outcome: Outcome
    message: str
    how_to_fix: str
    place: Place
    also: tuple[Place, ...] = Field(default=(), description="where else it stands, in the order of the files")
    names: tuple[str, ...] = Field(default=(), description="what else the message names, in its order")
    reference: str | None = Field(default=None, description="the model, dataset or reference that it is about")
    before: str | None = Field(default=None, description="of drift: what was locked")
    after: str | None = Field(default=None, description="of drift: what is there today")
    conflicts: tuple[BrokenPromise, ...] = Field(
        default=(), description="of the repository's license: promises that a model's terms do not allow"
    )
    waived: Waiver | None = None
    known: bool = Field(default=False, description="the baseline has it too")

    @property
    def places(self) -> tuple[Place, ...]:
        """Everywhere that it stands, its own place first."""
        return (self.place, *self.also)

    @property
    def speaks(self) -> bool:
        """Whether it counts: nobody waived it, and it is new."""
        return self.waived is None and not self.known
