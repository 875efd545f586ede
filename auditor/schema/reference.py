"""What a user or a manifest named, before anything has been looked up."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import Field

from auditor.schema.base import Value

# A Hub id: one or two parts of letters, digits, `-`, `_`, `.`; each starts with a letter, digit or underscore.
HUB_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,95}(?:/[A-Za-z0-9_][A-Za-z0-9._-]{0,95})?\Z")


class RepoType(StrEnum):
    """Which kind of repository is meant: two of the Hub's, and code on GitHub that a card links."""

    MODEL = "model"
    DATASET = "dataset"
    CODE = "code"


# What stands before an id where repositories of all kinds are named.
PREFIXES = {RepoType.MODEL: "", RepoType.DATASET: "datasets/", RepoType.CODE: "github.com/"}


class RefKind(StrEnum):
    """Where a reference points."""

    HUB = "hub"
    FOLDER = "folder"
    SYSTEM = "system"


class ModelRef(Value):
    """One artifact as it was named: a Hub repository at a revision, a local folder, or a closed system.

    `revision` is None when none was named: the default branch is then meant.
    """

    kind: RefKind = RefKind.HUB
    repo_type: RepoType = RepoType.MODEL
    id: str = Field(description="Hub id (`org/name`, or an old `name`), the folder's path, or provider:name")
    revision: str | None = None

    def __str__(self) -> str:
        prefix = PREFIXES[self.repo_type] if self.kind is RefKind.HUB else ""
        return f"{prefix}{self.id}" + (f"@{self.revision}" if self.revision else "")
