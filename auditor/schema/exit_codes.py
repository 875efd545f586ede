"""Exit codes: what the process returns, what each means, and which outcome, trouble or error gives it. Nowhere else.

`auditor --help` reads it, so it imports no more than it must: outcomes stand in the table by their words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.schema.decision import Outcome
    from auditor.schema.issue import Issue


class ExitCode(IntEnum):
    """What the process returns; `MEANINGS` says what each means."""

    PASSED = 0
    FAILED = 1
    USAGE = 2
    NOTHING = 3
    LOOK = 10
    DENIED = 11
    UNVERIFIED = 12
    INTERRUPTED = 130
    UNREAD = 141


MEANINGS: dict[ExitCode, str] = {
    ExitCode.PASSED: "nothing stands against the policy",
    ExitCode.FAILED: "the audit could not be made",
    ExitCode.USAGE: "the command line was wrong",
    ExitCode.NOTHING: "there was nothing to audit",
    ExitCode.LOOK: "a person has to look: review, or conditional (0 for conditional with --accept-conditions)",
    ExitCode.DENIED: "denied by the license terms or the policy",
    ExitCode.UNVERIFIED: "unverified: something needed could not be obtained",
    ExitCode.INTERRUPTED: "interrupted from the keyboard",
    ExitCode.UNREAD: "whoever read the output went away before its end",
}
"""Every exit code and what it means; help, the documentation and `auditor explain exit-codes` are made from it.

The last two are a shell's: 128 and the number of the signal. What was not read was no approval.
"""

_CONDITIONAL = "conditional"
BY_OUTCOME: dict[str, ExitCode] = {
    "approved": ExitCode.PASSED,
    _CONDITIONAL: ExitCode.LOOK,
    "review": ExitCode.LOOK,
    "unverified": ExitCode.UNVERIFIED,
    "denied": ExitCode.DENIED,
}
"""The code of a run whose worst outcome is this."""


def of_run(worst: Outcome, issues: Iterable[Issue], *, accept_conditions: bool) -> ExitCode:
    """Of an audit, by its worst outcome; with `accept_conditions` a conditional model does not fail the run.

    Accepted conditions are as good as an approval, so whatever keeps from approving keeps from accepting them too.
    """
    return of_evidence(issues) if worst == _CONDITIONAL and accept_conditions else BY_OUTCOME[worst]


def of_evidence(issues: Iterable[Issue]) -> ExitCode:
    """Of an audit made for its evidence alone: unverified where a model or a base of it could not be read in full."""
    return _unverified(issue.keeps_from_approving for issue in issues)


def of_fetch(issues: Iterable[Issue], asked: Collection[str] = ()) -> ExitCode:
    """Of a fetch: unverified where something decisive could not be had, or a file of what was asked for, by id."""
    return _unverified(issue.is_decisive or (issue.keeps_from_approving and issue.subject in asked) for issue in issues)


def of_lock(outcomes: Iterable[Outcome], issues: Iterable[Issue] = (), asked: Collection[str] = ()) -> ExitCode:
    """Of a lock that was written: unverified where a model in it is, or a file of it could not be read, as of a fetch.

    Else it passes: it records, and does not judge.
    """
    seen = _unverified(BY_OUTCOME[outcome] is ExitCode.UNVERIFIED for outcome in outcomes)
    return seen or of_fetch(issues, asked)


def of_differences(matters: Iterable[bool]) -> ExitCode:
    """Of a comparison: a person has to look where one of the differences matters."""
    return ExitCode.LOOK if any(matters) else ExitCode.PASSED


def _unverified(missing: Iterable[bool]) -> ExitCode:
    return ExitCode.UNVERIFIED if any(missing) else ExitCode.PASSED
