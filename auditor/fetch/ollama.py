"""Models of Ollama as a source: its registry's API, and where nothing may be asked, its store on this disk.

Of weights the header is read, by the first bytes, and nothing else is fetched. What the real registry answers could
not be tried where this was written: the shapes are those that its clients read.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from huggingface_hub import constants

from auditor import __version__
from auditor.fetch.http import RETRIED, Client, Limits, Retry, retry_after
from auditor.fetch.hub import without_credentials
from auditor.fetch.ollama_layers import (
    DIGEST,
    MAX_MANIFEST,
    MAX_TEXT,
    Held,
    as_named,
    other_digest,
    parts_of_name,
    read_model,
)
from auditor.fetch.ollama_store import Store, store_here
from auditor.fetch.source import Unobtainable
from auditor.fetch.weights import READER, WeightsReader, cut_or_beyond
from auditor.parse.headers import MAX_HEAD, Header, gguf_header
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import Snapshot

ENDPOINT = "https://registry.ollama.ai"
_LOOKS = (1_000_000, 16_000_000, MAX_HEAD)  # bytes of weights that are asked for, one after the other
_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
_WRONG: dict[int, tuple[IssueKind, str, str | None]] = {
    401: (IssueKind.MISSING_OR_PRIVATE, "is private or missing in Ollama's registry, which asks for a key", None),
    403: (IssueKind.FORBIDDEN, "may not be read in Ollama's registry", None),
    404: (IssueKind.MISSING, "is not in Ollama's registry", "check the name and the tag: ollama:name:tag"),
    412: (IssueKind.SERVER_ERROR, "is given by Ollama's registry to newer clients alone", "pull it, and use --offline"),
    429: (IssueKind.RATE_LIMITED, "cannot be had now: the quota of Ollama's registry is used up", "run again later"),
}


class OllamaClient(Client):
    """The same polite GETs. No token goes to the registry."""

    def _headers(self) -> dict[str, str]:
        return {"accept": _MANIFEST, "user-agent": f"auditor/{__version__}", "accept-encoding": "gzip, deflate"}

    def _refusal(self, status: int, headers: Any) -> Exception:
        other = (IssueKind.SERVER_ERROR, f"could not be read: Ollama's registry answered with status {status}", None)
        kind, message, hint = _WRONG.get(status, other)
        trouble = Unobtainable(kind, message, hint=hint, status=status)
        return Retry(trouble, retry_after(headers)) if status in RETRIED else trouble

    def _note_quota(self, bucket: str, headers: Any) -> None:
        """The registry tells of no quota."""


class OllamaSource:
    """Reads models from AUDITOR_OLLAMA_REGISTRY; offline from the store that OLLAMA_MODELS names."""

    def __init__(
        self,
        *,
        endpoint: str | None = None,
        store: Path | None = None,
        offline: bool = False,
        limits: Limits | None = None,
        now: datetime | None = None,
        reader: WeightsReader = READER,
    ) -> None:
        self._endpoint = (endpoint or os.environ.get("AUDITOR_OLLAMA_REGISTRY") or ENDPOINT).rstrip("/")
        self._store = store or store_here()
        self._offline = offline or constants.is_offline_mode()
        self._client = OllamaClient(limits)
        self._now = now
        self._reader = reader

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The model of this tag, with its licenses and what its weights say. Raises Unobtainable."""
        held: Held = (
            Store(self._store, ref, self._reader) if self._offline else _Registry(self._client, self._endpoint, ref)
        )
        retrieved_at = None if self._offline else self._now or datetime.now(UTC).replace(microsecond=0)
        return read_model(ref, held, retrieved_at)


@dataclass(frozen=True)
class _Registry:
    """A model in a registry (https://distribution.github.io/distribution/spec/api/)."""

    client: OllamaClient
    root: str
    ref: ModelRef

    @property
    def endpoint(self) -> str | None:
        return without_credentials(self.root)

    def manifest(self) -> bytes:
        *_, tag = parts_of_name(self.ref)
        body = self.client.get(self._url(f"manifests/{tag}"), bucket="ollama", max_bytes=MAX_MANIFEST)
        said = DIGEST.match(body.headers.get("ollama-content-digest") or body.headers.get("docker-content-digest", ""))
        if said and said[1] != hashlib.sha256(body.content).hexdigest():
            raise other_digest()
        return body.content

    def blob(self, digest: str) -> bytes:
        content = self.client.get(self._url(f"blobs/{digest}"), bucket="ollama", max_bytes=MAX_TEXT).content
        return as_named(content, digest)

    def header(self, digest: str, size: int) -> Header:
        header = Header(goes_on=True)
        for most in _LOOKS:
            body = self.client.beginning(self._url(f"blobs/{digest}"), bucket="ollama", most=most)
            header = gguf_header(body.content)
            if not header.goes_on or most >= size:
                break
        return cut_or_beyond(header, size)

    def _url(self, path: str) -> str:
        owner, name, _ = parts_of_name(self.ref)
        return f"{self.root}/v2/{owner}/{name}/{path}"
