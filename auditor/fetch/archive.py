"""Evidence that was collected before: a folder of snapshots, or an evidence bundle (a zip with a manifest).

A bundle is the same bytes for the same evidence: names sorted, no times, no compression. Its manifest lists the sha256
of each file; a file that differs, lacks or is not listed is refused by name.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from auditor import __version__
from auditor.disk import write
from auditor.errors import SourceError
from auditor.fetch.layout import (
    ABSENT,
    RECORD,
    REDIRECTS,
    Absence,
    as_json,
    read_absences,
    read_redirects,
    read_snapshot,
    type_of,
    write_all,
)
from auditor.fetch.source import Unobtainable
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import METADATA, Snapshot, Snapshots

MANIFEST = "manifest.json"
FORMAT = "auditor/evidence/1"
MAX_BYTES = 2_000_000_000
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack without regard to the size stated
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_bundle(collected: Iterable[Snapshots]) -> bytes:
    """The evidence of these models as a deterministic zip."""
    collected = list(collected)
    entries = write_all(collected)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(entries.items())}
    references = [snapshots.ref.plain() for snapshots in collected]
    manifest = as_json({"format": FORMAT, "auditor": __version__, "references": references, "files": digests})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as bundle:
        for name, content in [(MANIFEST, manifest), *sorted(entries.items())]:
            bundle.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    return buffer.getvalue()


def write_folder(collected: Iterable[Snapshots], root: Path) -> None:
    """The evidence of these models as a folder of snapshots. Raises OSError where it cannot be written.

    A snapshot counts by its metadata, which come last: one that was not written to its end is none. Unfinished files
    lie in the folder itself, where nothing looks for evidence.
    """
    entries = write_all(collected)
    for name in sorted(entries, key=_last_of_all):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, entries[name], beside=root)


def open_archive(path: Path) -> ArchiveSource:
    """The source that a bundle or a folder of snapshots is. Raises SourceError."""
    if path.is_dir():
        return ArchiveSource(path.name, _FolderEntries(path))
    if not path.is_file():
        raise SourceError(f"{path}: there is no such file or folder", hint="make one with `auditor fetch REF… -o FILE`")
    return ArchiveSource(path.name, *_read_bundle(path))


class ArchiveSource:
    """Snapshots by repository and revision, from paths and bytes."""

    def __init__(self, name: str, entries: Mapping[str, bytes], asked: Sequence[ModelRef] = ()) -> None:
        self._name = name
        self._asked = asked
        self._entries = entries
        self._redirects = read_redirects(entries.get(REDIRECTS), f"{name}/{REDIRECTS}")
        self._absent = {(a.repo_type, a.id, a.revision): a for a in self._absences()}
        self._roots: dict[tuple[RepoType, str], list[str]] = {}
        self._members: dict[str, list[str]] = {}
        for entry in entries:
            root, slash, _ = entry.partition("/")
            if slash:
                self._members.setdefault(root, []).append(entry)
        for root in sorted(self._members):
            if f"{root}/{METADATA}" in entries:
                self._roots.setdefault(_key_of(root), []).append(root)

    def references(self) -> list[ModelRef]:
        """What it was made for: a bundle's references; of a folder, every model in it."""
        if self._asked:
            return list(self._asked)
        snapshots = [self._read(root) for roots in self._roots.values() for root in roots]
        models = [snapshot for snapshot in snapshots if snapshot.repo_type is RepoType.MODEL]
        return [ModelRef(id=model.id, revision=model.sha) for model in sorted(models, key=lambda model: model.id)]

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot that this source holds for the reference. Raises Unobtainable where it holds none."""
        absence = self._absent.get((ref.repo_type, ref.id, ref.revision))
        if absence is not None:
            issue = absence.issue
            raise Unobtainable(issue.kind, issue.message, hint=issue.hint, status=issue.status)
        repo_id = self._redirects.get((ref.repo_type, ref.id), ref.id)
        roots = self._roots.get((ref.repo_type, repo_id.lower()), [])
        held = [self._read(root) for root in roots]
        matching = [snapshot for snapshot in held if _matches(snapshot, ref.revision)]
        if matching:
            return max(matching, key=lambda snapshot: (str(snapshot.retrieved_at or ""), snapshot.sha or ""))
        what = f"is not at revision {ref.revision}" if held else "is not"
        raise Unobtainable(IssueKind.NOT_IN_SOURCE, f"{what} in {self._name}", hint="fetch it from the Hub first")

    @property
    def code(self) -> ArchiveSource | None:
        """Itself, where links were followed when it was made."""
        kinds = {key[0] for key in (*self._roots, *self._absent)}
        return self if RepoType.CODE in kinds else None

    def fetch_code(self, repo_id: str, _model_id: str, commit: str | None = None) -> Snapshot:
        """The linked code that this source holds. Raises Unobtainable where it holds none."""
        return self.fetch(ModelRef(repo_type=RepoType.CODE, id=repo_id, revision=commit))

    def _read(self, root: str) -> Snapshot:
        inside = {name.removeprefix(f"{root}/"): self._entries[name] for name in self._members[root]}
        return read_snapshot(root, inside)

    def _absences(self) -> tuple[Absence, ...]:
        return read_absences(self._entries.get(ABSENT), f"{self._name}/{ABSENT}")


def _last_of_all(name: str) -> tuple[int, str]:
    """The order of writing: files, then what is said of them, then the metadata, then what concerns all."""
    _, slash, inside = name.partition("/")
    return (3 if not slash else 2 if inside == METADATA else 1 if inside == RECORD else 0), name


class _FolderEntries(Mapping[str, bytes]):
    """A folder's files, listed once and read when asked for."""

    def __init__(self, root: Path) -> None:
        self._paths = {
            path.relative_to(root).as_posix(): path
            for path in sorted(root.rglob("*"))
            if path.is_file() and path.resolve().is_relative_to(root.resolve())
        }

    def __getitem__(self, name: str) -> bytes:
        return self._paths[name].read_bytes()

    def __iter__(self) -> Any:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _read_bundle(path: Path) -> tuple[dict[str, bytes], list[ModelRef]]:
    entries = _unpack(path)
    digests, asked = _manifest(path, entries.pop(MANIFEST, None))
    for name in sorted(digests.keys() | entries.keys()):
        if name not in entries:
            raise SourceError(f"{path}: {name} is listed in the manifest, but missing from the bundle")
        if name not in digests:
            raise SourceError(f"{path}: {name} is in the bundle, but not listed in the manifest")
        if hashlib.sha256(entries[name]).hexdigest() != digests[name]:
            raise SourceError(f"{path}: {name} is not what the manifest says: it was changed after it was collected")
    return entries, asked


def _unpack(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as bundle:
            infos = [info for info in bundle.infolist() if not info.filename.endswith("/")]
            if sum(info.file_size for info in infos) > MAX_BYTES:
                raise SourceError(f"{path}: unpacks to more than {MAX_BYTES:,} bytes")
            if any(info.compress_type not in _BOUNDED for info in infos):
                raise SourceError(f"{path}: is no evidence bundle (it is packed in a way that cannot be bounded)")
            return {info.filename: bundle.read(info) for info in infos}
    except SourceError:
        raise
    except Exception as error:  # on damaged bytes zipfile raises whatever it stumbles over
        raise SourceError(f"{path}: is no evidence bundle ({error})") from error


def _manifest(path: Path, content: bytes | None) -> tuple[dict[str, str], list[ModelRef]]:
    try:
        manifest = json.loads(content or b"null")
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path}: {MANIFEST} is not JSON ({error})") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise SourceError(f"{path}: holds no {MANIFEST} with a list of files, so it is no evidence bundle")
    if manifest.get("format") != FORMAT:
        raise SourceError(f"{path}: has format {manifest.get('format')!r}; this version reads {FORMAT!r}")
    try:
        asked = [ModelRef.model_validate(item) for item in manifest.get("references", [])]
    except (ValidationError, TypeError) as error:
        raise SourceError(f"{path}: {MANIFEST} lists references that are none") from error
    return {str(name): str(value) for name, value in manifest["files"].items()}, asked


def _key_of(root: str) -> tuple[RepoType, str]:
    repo_type, name = type_of(root)
    name = name.rpartition("@")[0]
    return repo_type, name.replace("--", "/", 1).lower()


def _matches(snapshot: Snapshot, revision: str | None) -> bool:
    names = snapshot.revisions or ("main",)
    if revision is None:
        return "main" in names
    return revision in names or bool(snapshot.sha and len(revision) >= 7 and snapshot.sha.startswith(revision.lower()))
