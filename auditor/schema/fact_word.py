"""What a kind of fact, or a field of the declared use, means: one row of policies/facts.yaml."""

from __future__ import annotations

from pydantic import Field

from auditor.schema.base import Value


class FactWord(Value):
    """A kind of fact in words that people use."""

    id: str = Field(pattern=r"^(grants|conditions|obligations|restrictions|use)/[a-z_-]+$")
    title: str
    explains: str

    @property
    def block(self) -> str:
        """The block of a license's file, or `use`."""
        return self.id.partition("/")[0]
