"""The locked commits as a source: from what was fetched before where it is there, else from the Hub at that commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from auditor.fetch.source import CodeSource, Source, Unobtainable, code_of
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

    @property
    def code(self) -> CodeSource | None:
        """The locked commits of linked code; None where neither source follows links."""
        asked = [code for code in map(code_of, filter(None, (self._held, self._live))) if code]
        return FrozenCode(self._locked, asked) if asked else None


class FrozenCode:
    """Linked code at its locked commits, from the first source that has it.

    What a lock that holds code does not hold was not read when it was made, and is not read now.
    """

    def __init__(self, locked: Mapping[_Key, LockedRepository], sources: Sequence[CodeSource]) -> None:
        self._locked = locked
        self._sources = sources
        self._whole = any(key[0] is RepoType.CODE for key in locked)

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The repository alone. Raises Unobtainable."""
        return self._first(ref.id, lambda source, commit: source.fetch(ref.model_copy(update={"revision": commit})))

    def fetch_code(self, repo_id: str, model_id: str, _commit: str | None = None) -> Snapshot:
        """The repository at its locked commit. Raises Unobtainable."""
        return self._first(repo_id, lambda source, commit: source.fetch_code(repo_id, model_id, commit))

    def _first(self, repo_id: str, ask: Callable[[CodeSource, str | None], Snapshot]) -> Snapshot:
        locked = self._locked.get(key_of(ModelRef(repo_type=RepoType.CODE, id=repo_id)))
        if locked is None and self._whole:
            raise Unobtainable(IssueKind.NOT_IN_SOURCE, "is not in the lock")
        *held, last = self._sources
        for source in held:
            try:
                snapshot = ask(source, locked.commit if locked else None)
            except Unobtainable as trouble:
                if trouble.kind not in _NOT_HELD:
                    raise
                continue
            if not any(issue.kind in _NOT_HELD for issue in snapshot.issues):
                return snapshot
        return ask(last, locked.commit if locked else None)


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
