"""A model that lies on this disk: a downloaded folder, one of huggingface-hub's cache folders, or a file of weights."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from auditor.fetch.file import read_file
from auditor.fetch.local import CACHE_NAME, COMMIT, MAX_LISTED, identity, read_files, siblings, snapshot_of, unreadable
from auditor.fetch.source import Source, Unobtainable
from auditor.fetch.weights import READER, WeightsReader
from auditor.parse.headers import HEADERS
from auditor.parse.metadata import Metadata
from auditor.schema.issue import IssueKind, Weight
from auditor.schema.reference import ModelRef, RefKind
from auditor.schema.snapshot import Snapshot

_SKIPPED = {".git", ".cache", "__pycache__", ".venv", "node_modules"}


@dataclass(frozen=True)
class WithFolders:
    """A source that reads what lies on this disk and leaves all other references to `hub`.

    A folder at a revision is evidence that was collected before: no disk has it.
    """

    hub: Source
    reader: WeightsReader = READER

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot of this reference. Raises Unobtainable."""
        if ref.kind is not RefKind.FOLDER or ref.revision is not None:
            return self.hub.fetch(ref)
        return read_local(ref, self.reader)


def read_local(ref: ModelRef, reader: WeightsReader = READER) -> Snapshot:
    """A snapshot of a folder or a file of weights. Raises Unobtainable where there is none."""
    try:
        path = Path(ref.id).expanduser()
        is_file = stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError, RuntimeError) as error:  # RuntimeError: nobody has such a home
        raise _nothing() from error
    except OSError as error:
        raise unreadable(error) from error
    return read_file(path, reader) if is_file else read_folder(ref, reader)


def read_folder(ref: ModelRef, reader: WeightsReader = READER) -> Snapshot:
    """A snapshot of a model folder. Raises Unobtainable where there is none.

    A Hub cache folder tells the model's id and commit; any other folder is known by its name alone. The metadata is
    a listing made here: what only the Hub knows (gate, tags) stays unknown. A part of it that may not be read is
    trouble, since a license may lie in it.
    """
    closed: list[OSError] = []
    try:
        root = _snapshot_of_cache(Path(ref.id).expanduser())
        if not stat.S_ISDIR(root.stat().st_mode):
            raise _nothing()
        repo_type, repo_id, sha, boundary = identity(root)
        names = list(islice(_names(root, closed.append), MAX_LISTED + 1))
    except (FileNotFoundError, NotADirectoryError, RuntimeError) as error:  # RuntimeError: nobody has such a home
        raise _nothing() from error
    except OSError as error:
        raise unreadable(error) from error
    if closed and not names:
        raise unreadable(closed[0])
    listed = sorted(names[:MAX_LISTED])
    weights = reader.read(root, boundary, listed, is_pinned=sha is not None)
    listing: dict[str, Any] = {"id": repo_id, **({"sha": sha} if sha else {})}
    listing |= {"siblings": siblings(listed, weights.sha256)} | ({HEADERS: weights.headers} if weights.headers else {})
    files, issues = read_files(root, boundary, Metadata(listing), repo_id)
    issues += [trouble.issue(repo_id, Weight.DECISIVE, name) for name, trouble in weights.troubles]
    issues += [unreadable(error).issue(repo_id, Weight.DECISIVE, _below(root, error)) for error in closed]
    if len(names) > MAX_LISTED:
        many = Unobtainable(IssueKind.TOO_MANY, f"holds more than {MAX_LISTED:,} files; the others were not looked at")
        issues.append(many.issue(repo_id, Weight.DECISIVE))
    return snapshot_of(listing, repo_type, files, issues)


def digest(snapshot: Snapshot) -> str:
    """A digest of a folder that names no commit: over its listing and the small files read."""
    lines = [f"{file.sha256} {file.path}" for file in (snapshot.metadata, *snapshot.files)]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()


def _snapshot_of_cache(path: Path) -> Path:
    """Of a Hub cache folder `models--org--name`, the snapshot that `refs/main` names, or the only one."""
    if not CACHE_NAME.fullmatch(path.name) or not (path / "snapshots").is_dir():
        return path
    main = path / "refs" / "main"
    commit = main.read_text(encoding="utf-8", errors="replace").strip() if main.is_file() else ""
    if COMMIT.fullmatch(commit):
        return path / "snapshots" / commit
    found = sorted(child for child in (path / "snapshots").iterdir() if child.is_dir())
    if len(found) != 1:
        raise Unobtainable(
            IssueKind.MISSING, f"holds {len(found)} snapshots and no refs/main", hint="name one of its snapshots/"
        )
    return found[0]


def _names(root: Path, closed: Callable[[OSError], None]) -> Iterator[str]:
    for folder, folders, names in os.walk(root, onerror=closed):
        folders[:] = sorted(set(folders) - _SKIPPED)
        for name in sorted(names):
            yield (Path(folder) / name).relative_to(root).as_posix()


def _nothing() -> Unobtainable:
    hint = "name a folder that holds a model's files, or a file of weights"
    return Unobtainable(IssueKind.MISSING, "is neither a folder nor a file here", hint=hint)


def _below(root: Path, error: OSError) -> str | None:
    """The folder that an error is about, by its place below the root."""
    try:
        return Path(str(error.filename)).relative_to(root).as_posix().encode("utf-8", "replace").decode()
    except ValueError:
        return None
