"""A reading of a license's fact that a company's counsel pinned, in its policy file."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, JsonValue, model_validator

from auditor.schema.base import Value
from auditor.schema.place import Place
from auditor.schema.waiver import Day

_DIGEST = re.compile(r"[0-9a-f]{16}\Z")


def _digits(value: Any) -> Any:
    """Refuse what is no digest, and what YAML took for a number, which lost its first zeros."""
    if value is None or (isinstance(value, str) and _DIGEST.match(value)):
        return value
    raise ValueError("should be the 16 digits in quotes that `auditor license show ID --readings` prints")


FactDigest = Annotated[Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] | None, BeforeValidator(_digits)]


class PinnedBy(Value):
    """Who pinned the reading that this rests on, and when."""

    by: str
    on: date

    def __str__(self) -> str:
        return f"pinned by {self.by}, {self.on.isoformat()}"


class Pin(Value):
    """One fact read otherwise, left out or added: what holds instead of the catalog's, who says so, and why.

    Void where the fact in the catalog is another one than `of` says.
    """

    license: str = Field(min_length=1, description="id of the license in the catalog")
    row: str = Field(
        min_length=1, description="which fact: `obligations/name-prefix`, as reports and `explain` show it"
    )
    clause: str | None = Field(default=None, description="its clause, where several facts share the row")
    set: dict[str, JsonValue] | None = Field(default=None, description="fields of the fact, and how they are read")
    drop: Literal[True] | None = Field(default=None, description="the clause says no such thing")
    add: dict[str, JsonValue] | None = Field(default=None, description="a whole fact that the catalog lacks")
    of: FactDigest = Field(default=None, description="digest of the catalog's fact as it was when this was pinned")
    by: str = Field(min_length=1, description="who read it")
    on: Day = Field(description="when it was read")
    reason: str = Field(min_length=1, description="why, in a sentence that an auditor understands years later")
    place: Place | None = Field(default=None, description="where it is written; not part of the file")

    @model_validator(mode="after")
    def _one(self) -> Self:
        said = [name for name in ("set", "drop", "add") if getattr(self, name) is not None]
        if len(said) != 1:
            raise ValueError(f"says one of `set`, `drop: true` and `add`, not {' and '.join(said) or 'none'}")
        if self.add is not None and (self.of is not None or self.clause is not None):
            raise ValueError("adds a fact: it has no `of`, and its `clause` stands inside `add`")
        if self.add is None and self.of is None:
            raise ValueError("says in `of` which fact was read; `auditor license show ID --readings` prints it")
        if self.set is not None and not self.set:
            raise ValueError("sets no field; one that is read as the catalog reads it may be said again")
        return self

    @property
    def pinned(self) -> PinnedBy:
        """Who and when, as reports carry it."""
        return PinnedBy(by=self.by, on=self.on)

    @property
    def fact(self) -> str:
        """Which fact, in a few words: `llama3.1 obligations/name-prefix (clause 1.b.i)`."""
        clause = self.clause if self.add is None else self.add.get("clause")
        return f"{self.license} {self.row}{f' (clause {clause})' if clause else ''}"

    @property
    def does(self) -> str:
        """What becomes of it, in a few words."""
        if self.add is not None:
            return "added"
        return "left out" if self.drop else f"{', '.join(self.set or ())} read anew"

    @property
    def told(self) -> str:
        """The whole of it in a line, for people."""
        return f"{self.fact}: {self.does}; {self.pinned}: {self.reason}"
