"""Which of the snapshots that a bundle or a folder holds of a repository a reference means."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.fetch.source import Unobtainable
from auditor.parse.metadata import version_of
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import Snapshot

_SHORTEST = 7  # digits of a commit that may stand for all of them


def meant(held: Sequence[Snapshot], ref: ModelRef, source: str) -> Snapshot:
    """The newest one under this revision's name, else the one whose commit begins so. Raises Unobtainable."""
    revision = ref.revision or ""
    named = [snapshot for snapshot in held if (revision or "main") in (snapshot.revisions or ("main",))]
    begun = [snapshot for snapshot in held if version_of(snapshot).startswith(revision.lower())]
    matching = named or (begun if len(revision) >= _SHORTEST else [])
    if not named and len({version_of(snapshot) for snapshot in matching}) > 1:
        hint = "write all 40 digits of the commit"
        message = f"has several commits in {source} that begin with {revision}"
        raise Unobtainable(IssueKind.NOT_IN_SOURCE, message, hint=hint)
    if not matching:
        what = f"is not at revision {ref.revision}" if held else "is not"
        raise Unobtainable(IssueKind.NOT_IN_SOURCE, f"{what} in {source}", hint="fetch it from the Hub first")
    return max(matching, key=lambda snapshot: (str(snapshot.retrieved_at or ""), snapshot.sha or ""))
