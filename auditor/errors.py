"""Errors that end a command, one a stage. Each knows its exit code and what the user can do."""

from __future__ import annotations

from auditor.schema.exit_codes import ExitCode


class AuditorError(Exception):
    """Something stopped the audit. `hint` says how to mend it; `exit_code` is what the process returns."""

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(AuditorError):
    """The command line was wrong."""

    exit_code = ExitCode.USAGE


class ReferenceFormatError(UsageError):
    """A text is not a reference to a model."""


class NothingToAuditError(AuditorError):
    """There was no model to audit."""

    exit_code = ExitCode.NOTHING


class PolicyError(AuditorError):
    """A policy, rubric or license file is wrong; the message lists every fault with file and line."""


class ManifestError(AuditorError):
    """A manifest, a lock or a baseline is wrong, or does not fit the repository."""


class SourceError(AuditorError):
    """A bundle or a folder of snapshots cannot be read, or does not hold what its manifest says."""


class ReportError(AuditorError):
    """A saved audit cannot be rendered."""
