"""The folder of recorded repositories, read and indexed once at start."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha1, sha256
from pathlib import Path
from typing import Any, Literal, cast

Kind = Literal["models", "datasets"]

_DATASET_PREFIX = "datasets--"
_DEFAULT_REVISIONS = ("main",)
_COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class StoredFile:
    """One file of a snapshot; `content` is None when the folder holds only its name (weights)."""

    path: str
    content: bytes | None
    placeholder: bytes
    size: int
    blob_id: str
    lfs_sha256: str | None
    pointer_size: int = 0


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A repository at one commit."""

    kind: Kind
    id: str
    sha: str
    metadata: Mapping[str, Any]
    contents: Mapping[str, bytes]
    revisions: tuple[str, ...]
    named: bool

    @cached_property
    def files(self) -> dict[str, StoredFile]:
        """Every file by path: the recorded siblings and what the folder holds besides."""
        siblings = {item["rfilename"]: item for item in self.metadata.get("siblings") or ()}
        paths = sorted({*siblings, *self.contents})
        return {path: _stored_file(self, path, siblings.get(path, {})) for path in paths}


@dataclass(frozen=True, eq=False)
class Repository:
    """All recorded snapshots of one id, and the revisions that lead to them."""

    kind: Kind
    id: str
    refs: Mapping[str, Snapshot]
    commits: Mapping[str, Snapshot]

    @property
    def current(self) -> Snapshot:
        """The snapshot `main` leads to; whether the repository is gated or private is read there."""
        return self.refs["main"]

    def at(self, revision: str) -> Snapshot | None:
        """The snapshot of a branch, a tag or a full commit hash."""
        return self.refs.get(revision) or self.commits.get(revision)

    def flag(self, name: str) -> Any:
        """A fact about the repository as a whole (`gated`, `private`, `disabled`)."""
        return self.current.metadata.get(name)


@dataclass(frozen=True, eq=False)
class Folder:
    """The index of everything the replica serves."""

    repositories: Mapping[tuple[Kind, str], Repository]
    renamed: Mapping[tuple[Kind, str], str] = field(default_factory=dict)

    @cached_property
    def _spellings(self) -> dict[tuple[Kind, str], str]:
        current = {(kind, name.lower()): name for kind, name in self.repositories}
        return {(kind, old.lower()): new for (kind, old), new in self.renamed.items()} | current

    def moved_to(self, kind: Kind, name: str) -> str | None:
        """The id that replaced `name`: after a renaming, or for another spelling of its letters."""
        return self.renamed.get((kind, name)) or self._spellings.get((kind, name.lower()))

    def of_kind(self, kind: Kind) -> list[Repository]:
        """The models, or the datasets, in the order of their ids."""
        return [self.repositories[key] for key in sorted(self.repositories) if key[0] == kind]


def load(root: Path) -> Folder:
    """Read the folder `root` whole; nothing is read from it afterwards."""
    snapshots: dict[tuple[Kind, str], list[Snapshot]] = defaultdict(list)
    for place in sorted(root.iterdir()):
        if (place / "metadata.json").is_file():
            snapshot = _read_snapshot(place)
            snapshots[snapshot.kind, snapshot.id].append(snapshot)
    return Folder(
        repositories={key: _repository(*key, found) for key, found in snapshots.items()},
        renamed=dict(_read_redirects(root / "redirects.json")),
    )


def _read_redirects(path: Path) -> Iterator[tuple[tuple[Kind, str], str]]:
    if not path.is_file():
        return
    for kind, names in json.loads(path.read_text("utf-8")).items():
        for old, new in names.items():
            yield (cast("Kind", kind), old), new


def _read_snapshot(place: Path) -> Snapshot:
    metadata = json.loads((place / "metadata.json").read_text("utf-8"))
    name, sha = metadata.get("id") or metadata.get("modelId"), metadata.get("sha")
    if not isinstance(name, str) or not isinstance(sha, str) or not _COMMIT.fullmatch(sha):
        raise ValueError(f"{place.name}/metadata.json needs an id and a full commit hash (sha)")
    note = place / "snapshot.json"
    revisions = json.loads(note.read_text("utf-8")).get("revisions") if note.is_file() else None
    return Snapshot(
        kind="datasets" if place.name.startswith(_DATASET_PREFIX) else "models",
        id=name,
        sha=sha,
        metadata=metadata,
        contents=dict(_read_contents(place / "files")),
        revisions=tuple(_DEFAULT_REVISIONS if revisions is None else revisions),
        named=revisions is not None,
    )


def _read_contents(base: Path) -> Iterator[tuple[str, bytes]]:
    for path in base.rglob("*"):
        if path.is_file():
            yield path.relative_to(base).as_posix(), path.read_bytes()


def _repository(kind: Kind, name: str, snapshots: Iterable[Snapshot]) -> Repository:
    # A revision claimed by several goes to the one whose snapshot.json names it, else to the newest.
    ranked = sorted(snapshots, key=_precedence)
    refs = {"main": ranked[-1]}
    refs |= {revision: snapshot for snapshot in ranked for revision in snapshot.revisions}
    return Repository(kind, name, refs, {snapshot.sha: snapshot for snapshot in ranked})


def _precedence(snapshot: Snapshot) -> tuple[bool, str, str]:
    return snapshot.named, snapshot.metadata.get("lastModified") or "", snapshot.sha


def _git_blob(content: bytes) -> str:
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _stored_file(snapshot: Snapshot, path: str, sibling: Mapping[str, Any]) -> StoredFile:
    content = snapshot.contents.get(path)
    if content is not None:
        return StoredFile(path, content, b"", len(content), _git_blob(content), None)
    # Recorded facts win; the rest is made up so that size, digest and bytes agree with one another.
    placeholder = f"placeholder of {snapshot.kind} {snapshot.id} {snapshot.sha} {path}\n".encode()
    lfs = sibling.get("lfs") or {}
    size = sibling.get("size", lfs.get("size", len(placeholder)))
    digest = lfs.get("sha256") or sha256(placeholder).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {size}\n".encode()
    blob_id = sibling.get("blobId") or _git_blob(pointer)
    return StoredFile(path, None, placeholder, size, blob_id, digest, lfs.get("pointerSize", len(pointer)))
