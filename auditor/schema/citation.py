"""Where something is written: what every item of evidence carries."""

from __future__ import annotations

from pydantic import Field

from auditor.schema.base import Value


class Citation(Value):
    """Where something is written: a file of a repository at a commit, its sha256, a line or JSON pointer, a quote."""

    source: str = Field(description="purl of the repository at its commit")
    file: str
    sha256: str
    line: int | None = Field(default=None, description="first line, from 1")
    end_line: int | None = None
    pointer: str | None = Field(default=None, description="JSON pointer (RFC 6901) into a JSON file")
    quote: str = ""

    @property
    def place(self) -> str:
        """What to call the file in a sentence: the card, of which the API has a copy, or the file by its name."""
        return "the card" if self.file == "README.md" or self.pointer else self.file[:120]
