"""What the gate says of the user's own repository, beside what the audit says of the models."""

from __future__ import annotations

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.decision import Level, Outcome
from auditor.schema.place import Place
from auditor.schema.waiver import Waiver


class GateFinding(Value):
    """A finding about the repository: a reference, its lock, or a waiver. `outcome` is what the policy makes of it."""

    id: str
    level: Level
    outcome: Outcome
    message: str
    how_to_fix: str
    place: Place
    names: tuple[str, ...] = Field(default=(), description="what else the message names, in its order")
    reference: str | None = Field(default=None, description="the model or dataset that it is about")
    before: str | None = Field(default=None, description="of drift: what was locked")
    after: str | None = Field(default=None, description="of drift: what is there today")
    waived: Waiver | None = None
    known: bool = Field(default=False, description="the baseline has it too")

    @property
    def speaks(self) -> bool:
        """Whether it counts: nobody waived it, and it is new."""
        return self.waived is None and not self.known
