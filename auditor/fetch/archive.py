"""Evidence that was collected before: a folder of snapshots, or an evidence bundle (a zip with a manifest).

A bundle is the same bytes for the same evidence: names sorted, no times, no compression. Its manifest lists the sha256
of each file; a file that differs, lacks or is not listed is refused by name. It may be signed (`signature`).
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from auditor import __version__
from auditor.disk import write
from auditor.errors import SourceError
from auditor.fetch.held import meant
from auditor.fetch.layout import (
    ABSENT,
    RECORD,
    REDIRECTS,
    Absence,
    as_json,
    flat,
    read_absences,
    read_redirects,
    read_snapshot,
    type_of,
    write_all,
)
from auditor.fetch.local import FolderEntries
from auditor.fetch.signature import has_stray_bytes, load_trusted, signed, verify
from auditor.fetch.source import Unobtainable
from auditor.parse.metadata import version_of
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef, RefKind, RepoType, registry_of
from auditor.schema.snapshot import METADATA, Snapshot, Snapshots

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MANIFEST = "manifest.json"
FORMAT = "auditor/evidence/1"
MAX_BYTES = 2_000_000_000
MAX_ENTRY = 100_000_000
MAX_ENTRIES = 500_000
_MAX_RATIO, _ALWAYS = 100, 50_000_000  # a small file may unpack to this much; text rarely packs to less than a tenth
_CHUNK = 1_000_000
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack without regard to the size stated
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_bundle(collected: Iterable[Snapshots], key: Ed25519PrivateKey | None = None) -> bytes:
    """The evidence of these models as a deterministic zip, signed with `key` if there is one."""
    collected = list(collected)
    entries = write_all(collected)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(entries.items())}
    references = [_kept_as(snapshots).plain() for snapshots in collected]
    manifest = as_json({"format": FORMAT, "auditor": __version__, "references": references, "files": digests})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as bundle:
        for name, content in [(MANIFEST, manifest), *sorted(entries.items())]:
            bundle.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    return signed(buffer.getvalue(), key) if key is not None else buffer.getvalue()


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


def open_archive(path: Path, keys: Sequence[Path] = ()) -> ArchiveSource:
    """The source that a bundle or a folder of snapshots is. Raises SourceError.

    With `keys`, files of public keys, nothing is read of what none of them signed.
    """
    trusted = load_trusted(keys)
    try:
        if path.is_dir():
            if keys:
                raise SourceError(f"{path}: is a folder, and only a bundle is signed")
            return ArchiveSource(path.name, FolderEntries(path))
        if not path.is_file():
            hint = "make one with `auditor fetch REF… -o FILE`"
            raise SourceError(f"{path}: there is no such file or folder", hint=hint)
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(f"{path}: larger than {MAX_BYTES:,} bytes")
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror or error})") from error
    except Unobtainable as trouble:  # of what concerns every model in it
        raise SourceError(f"{path}: {trouble.message}", hint=trouble.hint) from trouble
    if keys:
        verify(content, trusted, str(path))
    return ArchiveSource(path.name, *_read_bundle(path, content))


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
        models = [root for key, roots in self._roots.items() if key[0] is RepoType.MODEL for root in roots]
        return sorted((self._reference(root) for root in models), key=lambda ref: ref.id)

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot that this source holds for the reference. Raises Unobtainable where it holds none."""
        absence = self._absent.get((ref.repo_type, ref.id, ref.revision))
        if absence is not None:
            issue = absence.issue
            raise Unobtainable(issue.kind, issue.message, hint=issue.hint, status=issue.status)
        repo_id = self._redirects.get((ref.repo_type, ref.id), ref.id)
        roots = self._roots.get((ref.repo_type, flat(repo_id).lower()), [])
        return meant([self._read(root) for root in roots], ref, self._name)

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
        try:
            return read_snapshot(root, inside)
        except SourceError as error:  # what is wrong with one repository is no trouble of the others'
            raise Unobtainable(IssueKind.NOT_JSON, f"cannot be read: {error}") from error

    def _reference(self, root: str) -> ModelRef:
        """The model in this folder. One that cannot be read keeps the folder's name, and turns out to be trouble."""
        try:
            snapshot = self._read(root)
        except Unobtainable:
            return ModelRef(id=root.rpartition("@")[0].replace("--", "/", 1))
        kind = registry_of(snapshot.id) or (RefKind.HUB if snapshot.sha else RefKind.FOLDER)
        return ModelRef(kind=kind, id=snapshot.id, revision=version_of(snapshot))

    def _absences(self) -> tuple[Absence, ...]:
        return read_absences(self._entries.get(ABSENT), f"{self._name}/{ABSENT}")


def _last_of_all(name: str) -> tuple[int, str]:
    """The order of writing: files, then what is said of them, then the metadata, then what concerns all."""
    _, slash, inside = name.partition("/")
    return (3 if not slash else 2 if inside == METADATA else 1 if inside == RECORD else 0), name


def _read_bundle(path: Path, content: bytes) -> tuple[dict[str, bytes], list[ModelRef]]:
    entries = _unpack(path, content)
    digests, asked = _manifest(path, entries.pop(MANIFEST, None))
    for name in sorted(digests.keys() | entries.keys()):
        if name not in entries:
            raise SourceError(f"{path}: {name} is listed in the manifest, but missing from the bundle")
        if name not in digests:
            raise SourceError(f"{path}: {name} is in the bundle, but not listed in the manifest")
        if hashlib.sha256(entries[name]).hexdigest() != digests[name]:
            raise SourceError(f"{path}: {name} is not what the manifest says: it was changed after it was collected")
    return entries, asked


def _unpack(path: Path, content: bytes) -> dict[str, bytes]:
    limit = min(MAX_BYTES, max(_ALWAYS, _MAX_RATIO * len(content)))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            infos = [info for info in bundle.infolist() if not info.filename.endswith("/")]
            if has_stray_bytes(bundle, content):
                raise SourceError(f"{path}: holds bytes that are no part of the bundle")
            _refuse_unbounded(path, infos, limit)
            entries: dict[str, bytes] = {}
            for info in infos:
                entries[info.filename] = _unpacked(path, bundle, info, limit)
                limit -= len(entries[info.filename])
            return entries
    except SourceError:
        raise
    except Exception as error:  # on damaged bytes zipfile raises whatever it stumbles over
        raise SourceError(f"{path}: is no evidence bundle ({error})") from error


def _refuse_unbounded(path: Path, infos: Sequence[zipfile.ZipInfo], limit: int) -> None:
    """What can be told before anything is unpacked. Sizes are what the bundle says, so they are counted later too."""
    if len(infos) > MAX_ENTRIES:
        raise SourceError(f"{path}: holds more than {MAX_ENTRIES:,} files")
    if any(info.compress_type not in _BOUNDED for info in infos):
        raise SourceError(f"{path}: is no evidence bundle (it is packed in a way that cannot be bounded)")
    twice = next((name for name, count in Counter(info.filename for info in infos).items() if count > 1), None)
    if twice is not None:
        raise SourceError(f"{path}: holds {twice} twice")
    if sum(info.file_size for info in infos) > limit or any(info.file_size > MAX_ENTRY for info in infos):
        raise SourceError(f"{path}: unpacks to more than {min(limit, MAX_ENTRY):,} bytes")


def _unpacked(path: Path, bundle: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """One file, piece by piece: no more is unpacked than was said."""
    content = bytearray()
    with bundle.open(info) as packed:
        while piece := packed.read(_CHUNK):
            content += piece
            if len(content) > min(limit, info.file_size):
                raise SourceError(f"{path}: {info.filename} unpacks to more than it says")
    return bytes(content)


def _manifest(path: Path, content: bytes | None) -> tuple[dict[str, str], list[ModelRef]]:
    try:
        manifest = json.loads(content or b"null", object_pairs_hook=_once)
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


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that holds no key twice: readers differ in which of the two they take."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice")
    return made


def _key_of(root: str) -> tuple[RepoType, str]:
    repo_type, name = type_of(root)
    name = name.rpartition("@")[0]
    return repo_type, name.lower()


def _kept_as(snapshots: Snapshots) -> ModelRef:
    """The reference by which a bundle has a model: of this disk its name and digest, and nothing of where it lay."""
    ref, subject = snapshots.ref, snapshots.subject
    if ref.kind is not RefKind.FOLDER or subject is None:
        return ref
    return ref.model_copy(update={"repo_type": subject.repo_type, "id": subject.id, "revision": version_of(subject)})
