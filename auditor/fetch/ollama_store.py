"""Models of Ollama in its store on this disk: manifests by name, blobs by their sha256, which is checked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from auditor.fetch.local import plain_file, unreadable
from auditor.fetch.ollama_layers import MAX_MANIFEST, MAX_TEXT, as_named, other_digest, parts_of_name
from auditor.fetch.source import Unobtainable
from auditor.fetch.weights import WeightsReader, checked
from auditor.parse.headers import Header
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef

HOST = "registry.ollama.ai"
_GONE = "is named by the manifest and is not in Ollama's store here"


def store_here() -> Path:
    """Where Ollama keeps models on this disk: OLLAMA_MODELS, else `.ollama/models` in the home folder."""
    return Path(os.environ.get("OLLAMA_MODELS") or "~/.ollama/models")


@dataclass(frozen=True)
class Store:
    """A model in Ollama's store on this disk."""

    root: Path
    ref: ModelRef
    reader: WeightsReader
    endpoint: str | None = None

    def manifest(self) -> bytes:
        """The manifest of the tag. Raises Unobtainable."""
        return self._read(
            Path("manifests", HOST, *parts_of_name(self.ref)), MAX_MANIFEST, "is not in Ollama's store here"
        )

    def blob(self, digest: str) -> bytes:
        """A small blob. Raises Unobtainable."""
        content = self._read(self._blob(digest), MAX_TEXT, _GONE)
        return as_named(content, digest)

    def header(self, digest: str, size: int) -> Header:
        """The header of weights, of which all are read for their digest. Raises Unobtainable."""
        path = self._path(self._blob(digest), _GONE)
        try:
            if path.stat().st_size != size:
                return Header(fault=f"is cut: it has {path.stat().st_size:,} bytes where its manifest says {size:,}")
            if self.reader.digests and f"sha256:{self.reader.sha256(path, str(self.ref))}" != digest:
                raise other_digest()
            return checked(path, "gguf")
        except OSError as error:
            raise unreadable(error) from error

    def _blob(self, digest: str) -> Path:
        return Path("blobs", digest.replace(":", "-"))

    def _read(self, below: Path, most: int, missing: str) -> bytes:
        path = self._path(below, missing)
        try:
            if path.stat().st_size > most:
                raise Unobtainable(IssueKind.TOO_LARGE, f"larger than {most:,} bytes; it is not read")
            return path.read_bytes()
        except OSError as error:
            raise unreadable(error) from error

    def _path(self, below: Path, missing: str) -> Path:
        try:
            root = self.root.expanduser().resolve()
            if not (root / below).exists():
                raise Unobtainable(IssueKind.MISSING, missing, hint="ollama pull it, or set OLLAMA_MODELS to the store")
            return plain_file(root / below, None)
        except (OSError, RuntimeError) as error:
            raise Unobtainable(IssueKind.UNREADABLE, f"Ollama's store cannot be read: {error}") from error
