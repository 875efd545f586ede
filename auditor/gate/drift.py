"""What the lock holds against what the Hub has today, in words that can be read in a review."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from auditor.fetch.source import Source, Unobtainable, code_of
from auditor.fetch.threads import side_by_side
from auditor.gate.findings import finding
from auditor.gate.locking import code_facts, facts
from auditor.gather.linked import license_of
from auditor.pipeline import read
from auditor.schema.gate import GateFinding
from auditor.schema.issue import IssueKind
from auditor.schema.lock import Lock, LockedRepository, LockedText
from auditor.schema.place import Place
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import Snapshot, Snapshots
from auditor.standards import Standards

_GONE = {
    IssueKind.MISSING,
    IssueKind.MISSING_OR_PRIVATE,
    IssueKind.DISABLED,
    IssueKind.REVISION_MISSING,
    IssueKind.FORBIDDEN,
}
_MAX_LINES = 40
_CONTEXT = 1


@dataclass(frozen=True)
class Change:
    """One thing that is different: which finding it is, and how it was and is."""

    finding: str
    message: str
    before: str | None = None
    after: str | None = None


AtHand = Callable[[LockedRepository], Snapshot | None]
"""The snapshot of a locked commit, where it is at hand."""


def drift(
    lock: Lock, live: Source, held: AtHand, standards: Standards, places: dict[str, Place], jobs: int
) -> list[GateFinding]:
    """Every difference of every locked repository, in the order of the lock. One request a repository, at least."""

    def compared(locked: LockedRepository) -> list[Change]:
        return list(_compared(locked, live, held, standards))

    changes = list(side_by_side(compared, lock.repositories, jobs))
    pairs = zip(lock.repositories, changes, strict=True)
    return [_finding(change, locked, standards, places) for locked, listed in pairs for change in listed]


def altered(
    lock: Lock, judged: Iterable[LockedRepository], standards: Standards, places: dict[str, Place]
) -> Iterator[GateFinding]:
    """Texts that were judged at a locked commit and are not those that were locked: evidence or lock was changed."""
    locked = {(item.repo_type, item.repository, item.commit): item for item in lock.repositories}
    for now in judged:
        then = locked.get((now.repo_type, now.repository, now.commit))
        texts = {text.path: text for text in then.texts} if then else {}
        for text in now.texts if then else ():
            before = texts.get(text.path, text)
            if then is not None and before.sha256 != text.sha256:
                message = f"{text.path} of {now.repository} is not what was locked, at the same commit."
                change = Change("license-changed", message, _text(before), _text(text))
                yield _finding(change, then, standards, places)


def _finding(change: Change, locked: LockedRepository, standards: Standards, places: dict[str, Place]) -> GateFinding:
    return finding(
        change.finding,
        change.message,
        places[locked.repository],
        standards,
        ref=ModelRef(repo_type=locked.repo_type, id=locked.repository, revision=locked.commit),
        before=change.before,
        after=change.after,
    )


def _compared(locked: LockedRepository, live: Source, held: AtHand, standards: Standards) -> Iterator[Change]:
    if locked.repo_type is RepoType.CODE and code_of(live) is None:
        return
    name = (locked.names or (locked.repository,))[0]
    asked = ModelRef(repo_type=locked.repo_type, id=name, revision=locked.revision)
    try:
        snapshot = live.fetch(asked)
    except Unobtainable as trouble:
        what = "model-gone" if trouble.kind in _GONE else "drift-unchecked"
        yield Change(what, f"{asked} {trouble.message}.", f"commit {locked.commit}", trouble.kind.value)
        return
    if locked.repo_type is RepoType.CODE:
        yield from _code_changes(locked, snapshot)
        return
    today = _facts_today(snapshot, locked, standards)
    yield from changes(locked, today)
    if snapshot.sha == locked.commit:
        return  # the files of a commit never change
    if snapshot.issues:
        missing = ", ".join(issue.file or issue.message for issue in snapshot.issues[:5])
        yield Change("drift-unchecked", f"Not all of {asked} could be read today: {missing}.")
        return
    yield from license_changes(locked, today, held(locked), snapshot)


def _code_changes(locked: LockedRepository, snapshot: Snapshot) -> Iterator[Change]:
    """Of linked code the name and the license. That its default branch moves is the work of every day."""
    today = code_facts(snapshot.id, snapshot.sha or "", license_of(snapshot))
    level = today.model_copy(update={"commit": locked.commit})
    yield from changes(locked, level)
    yield from license_changes(locked, level)


def changes(locked: LockedRepository, today: LockedRepository) -> Iterator[Change]:
    """Name, commit and gate."""
    name = locked.repository
    if today.repository != locked.repository:
        yield Change("model-renamed", f"{name} is called {today.repository} today.", name, today.repository)
    if today.gate is not locked.gate:
        yield Change("gate-changed", f"Access to {name} has changed.", locked.gate.value, today.gate.value)
    if today.commit != locked.commit:
        at = f"`{locked.revision}`" if locked.revision else "The default branch"
        yield Change("revision-moved", f"{at} of {name} leads to another commit.", locked.commit, today.commit)


def license_changes(
    locked: LockedRepository, today: LockedRepository, old: Snapshot | None = None, new: Snapshot | None = None
) -> Iterator[Change]:
    """What the card declares, and every license text: one finding each."""
    name = locked.repository
    if locked.declared != today.declared:
        yield Change(
            "license-changed", f"{name} declares another license.", _words(locked.declared), _words(today.declared)
        )
    texts = {item.path: item for item in locked.texts}, {item.path: item for item in today.texts}
    for path in sorted(texts[0] | texts[1]):
        before, after = texts[0].get(path), texts[1].get(path)
        if before and after and before.sha256 == after.sha256:
            continue
        how = "has changed" if before and after else "is gone" if before else "is new"
        lines = _difference(path, old, new) if before and after else []
        shown = "\n".join([_text(after), *lines])
        yield Change("license-changed", f"{path} of {name} {how}.", _text(before), shown)


def _facts_today(snapshot: Snapshot, locked: LockedRepository, standards: Standards) -> LockedRepository:
    alone = Snapshots(ref=ModelRef(repo_type=snapshot.repo_type, id=snapshot.id), subject=snapshot)
    dossier = read(alone, standards)
    assert dossier.subject is not None, "a snapshot is its dossier's subject"
    return facts(dossier.subject, snapshot, locked.revision)


def _difference(path: str, old: Snapshot | None, new: Snapshot | None) -> list[str]:
    """The lines that differ, as `diff -u` shows them, cut where there are many."""
    was, is_ = old.file(path) if old else None, new.file(path) if new else None
    if was is None or is_ is None:
        return []
    lines = was.text.splitlines(), is_.text.splitlines()
    listed = list(difflib.unified_diff(lines[0], lines[1], "locked", "today", lineterm="", n=_CONTEXT))
    more = len(listed) - _MAX_LINES
    return [*listed[:_MAX_LINES], f"… and {more} lines more"] if more > 0 else listed


def _text(text: LockedText | None) -> str:
    if text is None:
        return "no such file"
    return f"{' AND '.join(text.licenses) or 'a text that is not recognised'} (sha256 {text.sha256[:12]})"


def _words(declared: tuple[str, ...]) -> str:
    return ", ".join(declared) or "nothing"
