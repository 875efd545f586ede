"""What the Hub said, verbatim: the only input of every later stage."""

from __future__ import annotations

import hashlib
from datetime import datetime

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.decoding import decode
from auditor.schema.issue import Issue
from auditor.schema.reference import ModelRef, RepoType

METADATA = "metadata.json"


class File(Value):
    """The bytes of one small file and their sha256 (lower-case hex)."""

    path: str
    sha256: str
    content: bytes = Field(repr=False)

    @classmethod
    def of(cls, path: str, content: bytes) -> File:
        """A file with its digest taken from its content."""
        return cls(path=path, sha256=hashlib.sha256(content).hexdigest(), content=content)

    @property
    def text(self) -> str:
        """The content as text, in whatever encoding it certainly is; where none is certain, with U+FFFD in it."""
        return decode(self.content).text

    @property
    def encoding(self) -> str | None:
        """The encoding that the text was in; None where no encoding reads it, and it may say what nobody has read."""
        return decode(self.content).encoding


class Snapshot(Value):
    """One repository at one commit: its metadata as the API gave it, and its small files.

    `sha` is None for a local folder that names no commit. `metadata` is the response body, byte for byte.
    `issues` are about this repository's files; whoever collects snapshots weighs them.
    """

    repo_type: RepoType
    id: str = Field(description="the repository's own id, after redirects")
    sha: str | None
    revisions: tuple[str, ...] = Field(default=(), description="names that resolved to this sha, such as `main`")
    endpoint: str | None = Field(description="the Hub it came from; None where that was not recorded")
    retrieved_at: datetime | None = Field(description="UTC; None where that was not recorded")
    metadata: File = Field(description="for a local folder: a listing that we make of it")
    files: tuple[File, ...] = ()
    issues: tuple[Issue, ...] = ()

    def file(self, path: str) -> File | None:
        """The file at this path, if it was kept."""
        return next((file for file in self.files if file.path == path), None)


class Snapshots(Value):
    """Everything one audit rests on: the model asked for, what it is related to, and what could not be had.

    `snapshots` holds ancestors and datasets in the order in which they were found. `renamed` maps an id as it was
    written to the repository's id of today. `subject` is None when the model itself could not be had.
    """

    ref: ModelRef
    subject: Snapshot | None
    related: tuple[Snapshot, ...] = ()
    renamed: dict[str, str] = Field(default_factory=dict, description="`model:old/id` → `new/id`")
    issues: tuple[Issue, ...] = ()
