"""What an unknown license text says, as a machine reads it: shown to whoever reads the text, and decides nothing."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from auditor.schema.base import RowId, Value
from auditor.schema.citation import Citation


class ClauseSays(StrEnum):
    """What a clause does: it permits, forbids or reserves, asks, or makes what it says depend on something."""

    MAY = "may"
    MAY_NOT = "may-not"
    MUST = "must"
    IF = "if"


class ReadClause(Value):
    """A sentence of a license text that nobody has read, and what a row read in it."""

    kind: ClauseSays
    about: str = Field(
        description="the catalog's kind: of a grant, a restriction, an obligation, or the metric of a condition"
    )
    clause: str = Field(default="", description="the clause's number, such as `3(b)`, where the text has one")
    words: str
    citation: Citation
    row: RowId = None
