"""Where something stands in the user's own repository."""

from __future__ import annotations

from auditor.schema.base import Value


class Place(Value):
    """A line of a file, counted from 1."""

    file: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"
