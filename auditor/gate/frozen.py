"""The locked commits as a source: from what was fetched before where it is there, else from the Hub at that commit."""

from __future__ import annotations

from auditor.fetch.source import Source, Unobtainable
from auditor.schema.issue import IssueKind
from auditor.schema.lock import Lock, LockedRepository
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import Snapshot

_NOT_HELD = (IssueKind.OFFLINE, IssueKind.NOT_IN_SOURCE)
_Key = tuple[RepoType, str, str | None]


class Frozen:
    """A source that answers for a reference with the commit that the lock holds of it.

    `held` asks nothing of the network; `live` is asked for what it does not hold, and for what is not locked.
    """

    def __init__(self, lock: Lock, held: Source, live: Source | None) -> None:
        self._locked = by_name(lock)
        self._held = held
        self._live = live

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot of the locked commit. Raises Unobtainable."""
        locked = self._locked.get(key_of(ref)) if ref.kind is RefKind.HUB else None
        if locked is None:
            return (self._live or self._held).fetch(ref)
        pinned = ModelRef(repo_type=locked.repo_type, id=locked.repository, revision=locked.commit)
        try:
            snapshot = self._held.fetch(pinned)
            if self._live is None or not any(issue.kind in _NOT_HELD for issue in snapshot.issues):
                return snapshot
        except Unobtainable as trouble:
            if self._live is None or trouble.kind not in _NOT_HELD:
                raise
        return _today(self._live, ref, locked.commit) or self._live.fetch(pinned)


def _today(live: Source, ref: ModelRef, commit: str) -> Snapshot | None:
    """What the Hub has today under the name asked for, where that is the locked commit: drift asks for it as well."""
    try:
        snapshot = live.fetch(ref)
    except Unobtainable:
        return None
    return snapshot if snapshot.sha == commit else None


def by_name(lock: Lock) -> dict[_Key, LockedRepository]:
    """The locked repositories by what they may be asked for as."""
    return {
        (item.repo_type, name.lower(), item.revision): item
        for item in lock.repositories
        for name in (*item.names, item.repository)
    }


def key_of(ref: ModelRef) -> _Key:
    """How a lock knows a reference."""
    return ref.repo_type, ref.id.lower(), ref.revision
