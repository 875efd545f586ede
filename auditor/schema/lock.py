"""models.lock: what was audited, to the commit and the bytes of each license text."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.decision import Outcome
from auditor.schema.evidence import GateState
from auditor.schema.reference import RepoType

FORMAT: Literal["auditor/lock/1"] = "auditor/lock/1"
_COMMIT = r"^[0-9a-fA-F]{4,64}$"


class LockedText(Value):
    """One license, notice or policy file."""

    path: str
    sha256: str
    licenses: tuple[str, ...] = Field(default=(), description="which licenses of the catalog it was read as")


class LockedRepository(Value):
    """A model, a base of one, or a dataset, at its commit."""

    repository: str
    repo_type: RepoType
    names: tuple[str, ...] = Field(default=(), description="other names by which it was asked for")
    revision: str | None = Field(default=None, description="what was asked for; None: the default branch")
    commit: str = Field(pattern=_COMMIT)
    declared: tuple[str, ...] = Field(default=(), description="what the card or its tags declare, as written")
    license: str | None = Field(description="catalog ids that apply together, joined by AND")
    texts: tuple[LockedText, ...] = ()
    card_sha256: str | None = None
    gate: GateState


class LockedModel(Value):
    """One entry: what was named, which repository that is, and what was decided."""

    reference: str
    repository: str
    repo_type: RepoType
    commit: str = Field(pattern=_COMMIT)
    decision: Outcome


class Lock(Value):
    """The whole file, sorted, so that the same models give the same bytes."""

    format: Literal["auditor/lock/1"] = FORMAT
    generated_at: datetime
    version: str
    knowledge_sha256: str
    policy: str
    policy_sha256: str
    models: tuple[LockedModel, ...] = ()
    repositories: tuple[LockedRepository, ...] = Field(default=(), description="the models with all they rest on")
