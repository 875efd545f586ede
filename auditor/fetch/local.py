"""What several readers of this disk share: identity by a Hub cache, and files read no further than they may be."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from auditor.fetch.selection import select
from auditor.fetch.source import Unobtainable
from auditor.parse.metadata import Metadata
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot

MAX_FILE = 2_000_000
MAX_LISTED = 20_000
COMMIT = re.compile(r"[0-9a-f]{40}")
CACHE_NAME = re.compile(r"(models|datasets)--(.+)")


def identity(root: Path) -> tuple[RepoType, str, str | None, Path]:
    """Kind, id, commit, and the folder that links may point into."""
    resolved = root.resolve()
    match = CACHE_NAME.fullmatch(resolved.parent.parent.name) if resolved.parent.name == "snapshots" else None
    if match is None:
        name = resolved.name.encode("utf-8", "replace").decode()  # not every name on a disk is text
        return RepoType.MODEL, name or "model", None, resolved
    repo_type = RepoType.MODEL if match.group(1) == "models" else RepoType.DATASET
    return repo_type, match.group(2).replace("--", "/"), resolved.name, resolved.parent.parent


def plain_file(path: Path, boundary: Path | None) -> Path:
    """The path with its links followed. Raises Unobtainable where it is no plain file within the boundary."""
    try:
        path = path.resolve()
        if boundary is not None and not path.is_relative_to(boundary):
            raise Unobtainable(IssueKind.UNREADABLE, "is a link to a file outside the model's folder; it is not read")
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unobtainable(IssueKind.UNREADABLE, "is no plain file; it is not read")
        return path
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        why = error.strerror if isinstance(error, OSError) else "links in a circle"
        raise Unobtainable(IssueKind.UNREADABLE, f"cannot be read: {why}") from error


def read_files(root: Path, boundary: Path, listing: Metadata, subject: str) -> tuple[list[File], list[Issue]]:
    """The small files that an audit reads, of those listed, and the trouble with them."""
    files = []
    names, issues = select(listing, subject)
    for name in sorted(names):
        try:
            files.append(_file(root, boundary, name))
        except Unobtainable as trouble:
            issues.append(trouble.issue(subject, Weight.DECISIVE, name))
    return files, issues


def _file(root: Path, boundary: Path, name: str) -> File:
    path = plain_file(root / name, boundary)
    try:
        if path.stat().st_size > MAX_FILE:
            raise Unobtainable(IssueKind.TOO_LARGE, f"larger than {MAX_FILE:,} bytes; it is not read")
        return File.of(name, path.read_bytes())
    except OSError as error:
        raise Unobtainable(IssueKind.UNREADABLE, f"cannot be read: {error.strerror}") from error


def unreadable(error: OSError) -> Unobtainable:
    """The trouble that a refusal of this system's is."""
    hint = "let the user that runs the audit read it"
    return Unobtainable(IssueKind.UNREADABLE, f"cannot be read: {error.strerror or error}", hint=hint)


def siblings(names: Iterable[str], sha256: Mapping[str, str]) -> list[dict[str, str]]:
    """The files as the Hub lists them, with the digests that are known."""
    return [{"rfilename": name} | ({"sha256": sha256[name]} if name in sha256 else {}) for name in names]


def snapshot_of(
    listing: Mapping[str, Any], repo_type: RepoType, files: Iterable[File], issues: Iterable[Issue]
) -> Snapshot:
    """The snapshot of what lies here: the listing that was made of it, and its small files."""
    return Snapshot(
        repo_type=repo_type,
        id=listing["id"],
        sha=listing.get("sha"),
        endpoint=None,
        retrieved_at=None,
        metadata=File.of(METADATA, json.dumps(listing, indent=1, ensure_ascii=False).encode("utf-8", "replace")),
        files=tuple(files),
        issues=tuple(issues),
    )


class FolderEntries(Mapping[str, bytes]):
    """A folder's files, listed once and read when asked for. Raises Unobtainable for one that cannot be read."""

    def __init__(self, root: Path) -> None:
        self._paths = {
            path.relative_to(root).as_posix(): path
            for path in sorted(root.rglob("*"))
            if path.is_file() and path.resolve().is_relative_to(root.resolve())
        }

    def __getitem__(self, name: str) -> bytes:
        path = self._paths[name]
        try:
            return path.read_bytes()
        except OSError as error:
            said = f"cannot be read: {name}: {error.strerror or error}"
            raise Unobtainable(IssueKind.UNREADABLE, said, hint="let the user that runs the audit read it") from error

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
