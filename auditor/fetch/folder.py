"""A model that lies on this disk: a downloaded folder, or one of huggingface-hub's cache folders."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from auditor.fetch.selection import select
from auditor.fetch.source import Source, Unobtainable
from auditor.parse.headers import FIRST_LOOK, MAX_HEAD, Header, gguf_header, safetensors_header
from auditor.parse.metadata import Metadata
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot

MAX_FILE = 2_000_000
MAX_LISTED = 20_000
MAX_HEADERS = 400  # weights of one format of which the header is read
_HEADERS = {"gguf": gguf_header, "safetensors": safetensors_header}
MAX_UNREAD = 5  # files of which it is said
_LONG_HEADER = Unobtainable(
    IssueKind.TOO_LARGE,
    "has a header that was not read to its end; it may name a license",
    hint="look at its metadata with a tool for this format",
)
_SKIPPED = {".git", ".cache", "__pycache__", ".venv", "node_modules"}
_COMMIT = re.compile(r"[0-9a-f]{40}")
_CACHE_NAME = re.compile(r"(models|datasets)--(.+)")


@dataclass(frozen=True)
class WithFolders:
    """A source that reads folder references from disk and leaves all others to `hub`."""

    hub: Source

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot of this reference. Raises Unobtainable."""
        return read_folder(ref) if ref.kind is RefKind.FOLDER else self.hub.fetch(ref)


def read_folder(ref: ModelRef) -> Snapshot:
    """A snapshot of a model folder. Raises Unobtainable where there is none.

    A Hub cache folder tells the model's id and commit; any other folder is known by its name alone. The metadata is
    a listing made here: what only the Hub knows (gate, tags) stays unknown. A part of it that may not be read is
    trouble, since a license may lie in it.
    """
    closed: list[OSError] = []
    try:
        root = _snapshot_of_cache(Path(ref.id).expanduser())
        if not stat.S_ISDIR(root.stat().st_mode):
            raise _no_folder()
        repo_type, repo_id, sha, boundary = _identity(root)
        names = list(islice(_names(root, closed.append), MAX_LISTED + 1))
    except (FileNotFoundError, NotADirectoryError, RuntimeError) as error:  # RuntimeError: nobody has such a home
        raise _no_folder() from error
    except OSError as error:
        raise _unreadable(error) from error
    if closed and not names:
        raise _unreadable(closed[0])
    siblings = [{"rfilename": name} for name in sorted(names[:MAX_LISTED])]
    listing: dict[str, Any] = {"id": repo_id, **({"sha": sha} if sha else {}), "siblings": siblings}
    said, unread = _headers(root, boundary, sorted(names[:MAX_LISTED]))
    listing |= said
    files, issues = _read(root, boundary, Metadata(listing), repo_id)
    issues += [_LONG_HEADER.issue(repo_id, Weight.DECISIVE, name) for name in unread]
    issues += [_unreadable(error).issue(repo_id, Weight.DECISIVE, _below(root, error)) for error in closed]
    if len(names) > MAX_LISTED:
        many = Unobtainable(IssueKind.TOO_MANY, f"holds more than {MAX_LISTED:,} files; the others were not looked at")
        issues.append(many.issue(repo_id, Weight.DECISIVE))
    return Snapshot(
        repo_type=repo_type,
        id=repo_id,
        sha=sha,
        endpoint=None,
        retrieved_at=None,
        metadata=File.of(METADATA, json.dumps(listing, indent=1, ensure_ascii=False).encode("utf-8", "replace")),
        files=tuple(files),
        issues=tuple(issues),
    )


def digest(snapshot: Snapshot) -> str:
    """A digest of a folder that names no commit: over its listing and the small files read."""
    lines = [f"{file.sha256} {file.path}" for file in (snapshot.metadata, *snapshot.files)]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()


def _snapshot_of_cache(path: Path) -> Path:
    """Of a Hub cache folder `models--org--name`, the snapshot that `refs/main` names, or the only one."""
    if not _CACHE_NAME.fullmatch(path.name) or not (path / "snapshots").is_dir():
        return path
    main = path / "refs" / "main"
    commit = main.read_text(encoding="utf-8", errors="replace").strip() if main.is_file() else ""
    if _COMMIT.fullmatch(commit):
        return path / "snapshots" / commit
    found = sorted(child for child in (path / "snapshots").iterdir() if child.is_dir())
    if len(found) != 1:
        raise Unobtainable(
            IssueKind.MISSING, f"holds {len(found)} snapshots and no refs/main", hint="name one of its snapshots/"
        )
    return found[0]


def _identity(root: Path) -> tuple[RepoType, str, str | None, Path]:
    """Kind, id, commit, and the folder that links may point into."""
    resolved = root.resolve()
    match = _CACHE_NAME.fullmatch(resolved.parent.parent.name) if resolved.parent.name == "snapshots" else None
    if match is None:
        name = resolved.name.encode("utf-8", "replace").decode()  # not every name on a disk is text
        return RepoType.MODEL, name or "model", None, resolved
    repo_type = RepoType.MODEL if match.group(1) == "models" else RepoType.DATASET
    return repo_type, match.group(2).replace("--", "/"), resolved.name, resolved.parent.parent


def _names(root: Path, closed: Callable[[OSError], None]) -> Iterator[str]:
    for folder, folders, names in os.walk(root, onerror=closed):
        folders[:] = sorted(set(folders) - _SKIPPED)
        for name in sorted(names):
            yield (Path(folder) / name).relative_to(root).as_posix()


def _headers(root: Path, boundary: Path, names: list[str]) -> tuple[dict[str, dict[str, dict[str, str]]], list[str]]:
    """What the headers of weights say in words, by format, and which were not read to their end.

    The Hub reads GGUF's; of a folder nobody does it but us.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    unread: list[str] = []
    for ending, read in _HEADERS.items():
        held = [name for name in names if name.lower().endswith(f".{ending}")]
        unread += held[MAX_HEADERS:][:1]
        for name in held[:MAX_HEADERS]:
            header = _header(root, boundary, name, read)
            unread += [name] if header.beyond else []
            if header.said and header.said not in found.setdefault(ending, {}).values():
                found[ending][str(len(found[ending]))] = header.said
    return {ending: said for ending, said in found.items() if said}, unread[:MAX_UNREAD]


def _header(root: Path, boundary: Path, name: str, read: Callable[[bytes], Header]) -> Header:
    """The header of weights; where it is longer than most are, more of the file is looked at."""
    head = _head(root, boundary, name, FIRST_LOOK)
    header = read(head)
    if header.goes_on and len(head) == FIRST_LOOK:
        head = _head(root, boundary, name, MAX_HEAD)
        header = read(head)
    return replace(header, beyond=header.beyond or (header.goes_on and len(head) == MAX_HEAD))


def _head(root: Path, boundary: Path, name: str, most: int) -> bytes:
    """The beginning of a file; nothing where it is no plain file of the model or may not be read."""
    try:
        path = (root / name).resolve()
        if not path.is_relative_to(boundary) or not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(most)
    except (OSError, RuntimeError):
        return b""


def _no_folder() -> Unobtainable:
    return Unobtainable(IssueKind.MISSING, "is no folder", hint="name a folder that holds a model's files")


def _unreadable(error: OSError) -> Unobtainable:
    hint = "let the user that runs the audit read it"
    return Unobtainable(IssueKind.UNREADABLE, f"cannot be read: {error.strerror or error}", hint=hint)


def _below(root: Path, error: OSError) -> str | None:
    """The folder that an error is about, by its place below the root."""
    try:
        return Path(str(error.filename)).relative_to(root).as_posix().encode("utf-8", "replace").decode()
    except ValueError:
        return None


def _read(root: Path, boundary: Path, listing: Metadata, subject: str) -> tuple[list[File], list[Issue]]:
    files = []
    names, issues = select(listing, subject)
    for name in sorted(names):
        try:
            files.append(_file(root, boundary, name))
        except Unobtainable as trouble:
            issues.append(trouble.issue(subject, Weight.DECISIVE, name))
    return files, issues


def _file(root: Path, boundary: Path, name: str) -> File:
    try:
        path = (root / name).resolve()
        if not path.is_relative_to(boundary):
            raise Unobtainable(IssueKind.UNREADABLE, "is a link to a file outside the model's folder; it is not read")
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unobtainable(IssueKind.UNREADABLE, "is no plain file; it is not read")
        if path.stat().st_size > MAX_FILE:
            raise Unobtainable(IssueKind.TOO_LARGE, f"larger than {MAX_FILE:,} bytes; it is not read")
        return File.of(name, path.read_bytes())
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        why = error.strerror if isinstance(error, OSError) else "links in a circle"
        raise Unobtainable(IssueKind.UNREADABLE, f"cannot be read: {why}") from error
