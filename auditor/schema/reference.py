"""What a user or a manifest named, before anything has been looked up."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import Field

from auditor.schema.base import Value

# A Hub id: one or two parts of letters, digits, `-`, `_`, `.`, `+`; each starts with a letter, digit or underscore.
# The Hub's clients refuse a `+` in new names; ids from before that rule, and those of mirrors, hold one.
HUB_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]{0,95}(?:/[A-Za-z0-9_][A-Za-z0-9._+-]{0,95})?\Z")


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
    OLLAMA = "ollama"
    MODELSCOPE = "modelscope"


# Registries whose ids begin with their name, since the same id may mean something else on the Hub.
REGISTRIES = (RefKind.OLLAMA, RefKind.MODELSCOPE)


def registry_of(repo_id: str) -> RefKind | None:
    """The registry that an id names before its first colon; None where it is the Hub's, GitHub's or a folder's."""
    scheme, colon, _ = repo_id.partition(":")
    return next((kind for kind in REGISTRIES if colon and kind.value == scheme), None)


class ModelRef(Value):
    """One artifact as it was named: a repository of a registry at a revision, something on this disk, a closed system.

    `revision` is None when none was named: the default branch, or what the tag leads to today, is then meant.
    """

    kind: RefKind = RefKind.HUB
    repo_type: RepoType = RepoType.MODEL
    id: str = Field(
        description="Hub id (`org/name`, or an old `name`), the path of a folder or a file, provider:name, "
        "ollama:name:tag, or modelscope:org/name"
    )
    revision: str | None = None

    def __str__(self) -> str:
        scheme, colon, name = self.id.partition(":") if self.kind is RefKind.MODELSCOPE else ("", "", self.id)
        prefix = PREFIXES[self.repo_type] if self.kind in (RefKind.HUB, RefKind.MODELSCOPE) else ""
        return f"{scheme}{colon}{prefix}{name}" + (f"@{self.revision}" if self.revision else "")
