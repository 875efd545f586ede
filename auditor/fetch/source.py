"""Where snapshots come from: the Hub, a folder of snapshots, an evidence bundle, a downloaded model."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import Protocol

from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import Snapshot


class Unobtainable(Exception):
    """A repository or a file could not be had. Carries all that an Issue needs but its weight."""

    def __init__(self, kind: IssueKind, message: str, *, hint: str | None = None, status: int | None = None) -> None:
        super().__init__(kind, message, hint, status)
        self.kind = kind
        self.message = message
        self.hint = hint
        self.status = status

    def issue(self, subject: str, weight: Weight, file: str | None = None) -> Issue:
        """This trouble as an issue about `subject`."""
        return Issue(
            kind=self.kind,
            weight=weight,
            subject=subject,
            file=file,
            message=self.message,
            hint=self.hint,
            status=self.status,
        )


class Source(Protocol):
    """Something that knows repositories."""

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot of this reference. Raises Unobtainable."""
        ...


class CodeSource(Protocol):
    """Something that knows code that cards link."""

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The repository alone. Raises Unobtainable."""
        ...

    def fetch_code(self, repo_id: str, model_id: str, commit: str | None = None, /) -> Snapshot:
        """`owner/repo`, today or at a commit, with its tree and what may configure the model. Raises Unobtainable."""
        ...


def code_of(source: Source) -> CodeSource | None:
    """Where this source has linked code from; None where links are not followed."""
    code: CodeSource | None = getattr(source, "code", None)
    return code


class Remembered:
    """A source that asks another one at most once for each reference, also when many threads ask."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.code = code_of(source)
        self._lock = threading.Lock()
        self._known: dict[ModelRef, Future[Snapshot]] = {}

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot of this reference, from memory where it was asked for before. Raises Unobtainable."""
        with self._lock:
            first = ref not in self._known
            future = self._known.setdefault(ref, Future())
        if first:
            try:
                future.set_result(self._source.fetch(ref))
            except BaseException as error:  # noqa: BLE001 - whoever waits for this must hear of it
                future.set_exception(error)
        return future.result()
