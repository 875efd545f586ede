"""What was read of a code repository that the card links. Evidence, each item with its citation; no judgement."""

from __future__ import annotations

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.citation import Citation
from auditor.schema.reading import CodeRole


class EntryPoint(Value):
    """A script that by its name trains, tunes, prepares data, evaluates or runs; `unstated`: a `main`."""

    role: CodeRole
    path: str
    citation: Citation


class LinkedCode(Value):
    """A linked repository at its commit: terms, origin, scripts, and configurations that name the model.

    `links` are the addresses in the card that lead here. `generic`: a framework that trains any model, by its name or
    by what it holds, or a fork of another publisher's code. `akin`: owner or name say that it belongs with the model.
    """

    id: str
    purl: str
    sha: str | None
    links: tuple[str, ...]
    license: str | None = Field(default=None, description="SPDX id as GitHub detects it")
    fork_of: str | None = None
    generic: bool = False
    akin: bool = False
    archived: bool = False
    entries: tuple[EntryPoint, ...] = Field(default=(), description="at most eight of a role")
    configurations: tuple[Citation, ...] = Field(default=(), description="lines and paths that name this model")
    truncated: bool = Field(default=False, description="not all of its files were listed, or its configurations read")
    citations: tuple[Citation, ...] = Field(default=(), description="what it is: license, fork, or the whole answer")

    @property
    def inference_only(self) -> bool:
        """It has scripts that run a model and none that trains one, and all of its files are listed."""
        roles = {entry.role for entry in self.entries}
        trains = roles & {CodeRole.TRAINING, CodeRole.TUNING, CodeRole.UNSTATED}
        return CodeRole.INFERENCE in roles and not trains and not self.truncated

    @property
    def is_hollow(self) -> bool:
        """All of it is read, and it is generic or runs models only, without a configuration of this one."""
        return not self.truncated and not self.configurations and (self.generic or self.inference_only)

    def entry(self, roles: tuple[CodeRole, ...]) -> EntryPoint | None:
        """The first script of one of these roles."""
        return next((entry for entry in self.entries if entry.role in roles), None)
