"""Trouble of ours. An issue says nothing about the model: it makes answers unknown, never not_met."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from auditor.schema.base import Value


class IssueKind(StrEnum):
    """What went wrong, one word a case; the same words stand in docs/errors.md."""

    MISSING_OR_PRIVATE = "missing-or-private"
    MISSING = "missing"
    BAD_TOKEN = "bad-token"  # noqa: S105 - the name of a case
    FORBIDDEN = "forbidden"
    GATED = "gated"
    DISABLED = "disabled"
    REVISION_MISSING = "revision-missing"
    FILE_MISSING = "file-missing"
    RATE_LIMITED = "rate-limited"
    TIMEOUT = "timeout"
    NETWORK = "network"
    SERVER_ERROR = "server-error"
    NOT_JSON = "not-json"
    DAMAGED = "damaged"
    LENGTH_ALONE = "length-alone"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    UNSAFE_NAME = "unsafe-name"
    GATE_UNKNOWN = "gate-unknown"
    UNREADABLE = "unreadable"
    OFFLINE = "offline"
    NOT_IN_SOURCE = "not-in-source"
    DEPTH_LIMIT = "depth-limit"
    INTERNAL = "internal-error"


class Weight(StrEnum):
    """How much a decision rests on what could not be had.

    decisive: nothing can be decided without it (the model itself, its license file, a base model);
    contributory: it could still change an approval (a gated ancestor's files);
    incidental: it is reported, and matters as far as the policy looks at it (a dataset, linked code).
    """

    DECISIVE = "decisive"
    CONTRIBUTORY = "contributory"
    INCIDENTAL = "incidental"


class Issue(Value):
    """One thing that could not be obtained or read, and what to do about it."""

    kind: IssueKind
    weight: Weight
    subject: str = Field(description="the repository (`org/name`, `datasets/org/name`) it is about")
    file: str | None = None
    message: str
    hint: str | None = None
    status: int | None = Field(default=None, description="HTTP status, where there was one")

    @property
    def names(self) -> tuple[str, ...]:
        """What it is about: the repository, and the file where it is one."""
        return (self.subject, *([self.file] if self.file else []))

    @property
    def is_decisive(self) -> bool:
        """Whether nothing can be decided without it."""
        return self.weight is Weight.DECISIVE

    @property
    def keeps_from_approving(self) -> bool:
        """Whether it keeps from approving under every policy."""
        return self.weight is not Weight.INCIDENTAL
