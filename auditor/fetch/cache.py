"""What was fetched before, on disk: files by repository and commit, metadata by revision for offline work.

Files of a commit never change, so they are kept for good; metadata holds the gate and may change without a commit,
so it is asked for anew unless the run is offline. Every blob is checked against its sha256 when read.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from auditor.disk import write
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import File

# What older versions kept was not checked against what the server said of it, and is fetched again.
VERSION = "v2"
_BY_LENGTH = "length"


@dataclass(frozen=True)
class Known:
    """A metadata body kept from an earlier run."""

    body: bytes
    sha: str
    retrieved_at: datetime


class Cache:
    """A folder of blobs and small indexes. A damaged entry is as good as none. Safe for parallel runs."""

    def __init__(self, root: Path, endpoint: str) -> None:
        self._blobs = root / VERSION / "blobs"
        self._hub = root / VERSION / quote(endpoint, safe="")

    def files(self, ref: ModelRef, sha: str) -> dict[str, File | None]:
        """The files of this commit that are kept, by path; None for one that the commit is known not to have."""
        known: dict[str, File | None] = {}
        for path, entry in _read_json(self._commit(ref, sha)).items():
            digest = entry.get("sha256") if isinstance(entry, dict) else entry
            content = self._blob(digest) if isinstance(digest, str) else None
            if digest is None or content is not None:
                known[path] = File.of(path, content) if content is not None else None
        return known

    def by_length(self, ref: ModelRef, sha: str) -> set[str]:
        """The files of this commit that are kept and for whose wholeness only their length spoke."""
        entries = _read_json(self._commit(ref, sha))
        return {path for path, entry in entries.items() if isinstance(entry, dict) and entry.get("proof") == _BY_LENGTH}

    def keep_files(
        self, ref: ModelRef, sha: str, files: dict[str, File | None], by_length: Collection[str] = ()
    ) -> None:
        """Keep these files of a commit, and the names that it does not have; `by_length`: see there."""
        for file in filter(None, files.values()):
            self._keep_blob(file.content)
        _write(
            self._commit(ref, sha), _json({path: _entry(path, file, by_length) for path, file in sorted(files.items())})
        )

    def metadata(self, ref: ModelRef) -> Known | None:
        """The metadata last seen for this reference."""
        entry = _read_json(self._revision(ref))
        body = self._blob(str(entry.get("body", "")))
        try:
            when = datetime.fromisoformat(str(entry.get("retrieved_at")))
        except ValueError:
            return None
        return None if body is None else Known(body, str(entry.get("sha")), when)

    def keep_metadata(self, ref: ModelRef, known: Known) -> None:
        """Keep the metadata of this reference for offline runs."""
        self._keep_blob(known.body)
        digest = hashlib.sha256(known.body).hexdigest()
        entry = {"body": digest, "sha": known.sha, "retrieved_at": known.retrieved_at.isoformat()}
        _write(self._revision(ref), _json(entry))

    def _commit(self, ref: ModelRef, sha: str) -> Path:
        return self._hub / ref.repo_type.value / quote(ref.id, safe="") / "commits" / f"{quote(sha, safe='')}.json"

    def _revision(self, ref: ModelRef) -> Path:
        name = quote(ref.revision or "main", safe="")
        return self._hub / ref.repo_type.value / quote(ref.id, safe="") / "revisions" / f"{name}.json"

    def _blob_path(self, digest: str) -> Path:
        return self._blobs / digest[:2] / digest

    def _blob(self, digest: str) -> bytes | None:
        if len(digest) != 64 or not digest.isalnum():
            return None
        try:
            content = self._blob_path(digest).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == digest else None

    def _keep_blob(self, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        if self._blob(digest) is None:
            _write(self._blob_path(digest), content)


def _entry(path: str, file: File | None, by_length: Collection[str]) -> Any:
    if file is None:
        return None
    return {"sha256": file.sha256, "proof": _BY_LENGTH} if path in by_length else file.sha256


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=1).encode()


def _read_json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _write(path: Path, content: bytes) -> None:
    """Keep it for this user alone. A full disk costs the cache, not the run, and so may a power failure: no flush."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(path, content, mode=0o600, flush=False)
