"""What the layers of a model of Ollama hold: license texts, headers of weights, settings; and their manifest.

A manifest lists blobs by their sha256, as an OCI registry has it. License texts become files of the snapshot. A layer
of a kind that is not known may bear terms, so that it is trouble.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from auditor.fetch.integrity import refuse_keys_twice
from auditor.fetch.source import Unobtainable
from auditor.fetch.weights import troubles_of
from auditor.parse.headers import HEADERS, Header
from auditor.parse.metadata import read_object
from auditor.parse.places import field_says
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot

LIBRARY = "library"
MAX_MANIFEST = 4_000_000
MAX_TEXT = 2_000_000
MAX_LICENSES = 60
MAX_LAYERS = 20_000
DIGEST = re.compile(r"sha256:([0-9a-f]{64})\Z")
_KIND = "application/vnd.ollama.image."
_LICENSE = "license"
_WEIGHTS = {"model": "model.gguf", "adapter": "adapter.gguf", "projector": "projector.gguf"}
_TENSOR = "tensor"
# Layers that say how a model is run, and bear no terms of it.
_SETTINGS = ("template", "params", "system", "messages", "prompt", "embed", "json", "config", _TENSOR)


class Held(Protocol):
    """Where the blobs of a model lie."""

    @property
    def endpoint(self) -> str | None:
        """The registry's address; None of a store on this disk."""
        ...

    def manifest(self) -> bytes:
        """The manifest of the tag. Raises Unobtainable."""
        ...

    def blob(self, digest: str) -> bytes:
        """A small blob. Raises Unobtainable."""
        ...

    def header(self, digest: str, size: int) -> Header:
        """The header of weights, which are looked at no further. Raises Unobtainable."""
        ...


def read_model(ref: ModelRef, held: Held, retrieved_at: datetime | None) -> Snapshot:
    """The snapshot of a model whose blobs are held there. Raises Unobtainable."""
    content = held.manifest()
    sha = hashlib.sha256(content).hexdigest()
    if ref.revision and ref.revision != sha:
        message = f"leads to the manifest sha256:{sha[:12]} today, not to {ref.revision[:12]}"
        raise Unobtainable(IssueKind.REVISION_MISSING, message, hint="look at what the tag leads to, and name that")
    refuse_keys_twice(content)
    read = _Read(ref.id, held, _manifest(content))
    return Snapshot(
        repo_type=RepoType.MODEL,
        id=ref.id,
        sha=sha,
        revisions=(ref.revision or "main",),
        endpoint=held.endpoint,
        retrieved_at=retrieved_at,
        metadata=File.of(METADATA, json.dumps(read.listing(sha), indent=1, ensure_ascii=False).encode()),
        files=tuple(sorted(read.files, key=lambda file: file.path)),
        issues=tuple(read.issues),
    )


class _Read:
    """What the layers of a manifest hold."""

    def __init__(self, name: str, held: Held, manifest: Mapping[str, Any]) -> None:
        self.name, self.held, self.manifest = name, held, manifest
        self.files: list[File] = []
        self.issues: list[Issue] = []
        self.headers: dict[str, Mapping[str, Any]] = {}
        self.weights: list[str] = []
        self.config = self._config()
        for layer in manifest["layers"]:
            self._layer(layer)
        if host := self.config.get("remote_host") or self.config.get("remote_model"):
            message = f"runs on {str(host)[:80]}: what is here is no model, and that host's terms are not read"
            self._note(Unobtainable(IssueKind.UNREADABLE, message), None)
        self._speaks("config", self.config)
        for number, part in enumerate((manifest, manifest["config"], *manifest["layers"])):
            self._speaks(f"manifest-{number}" if number else "manifest", part.get("annotations"))

    def listing(self, sha: str) -> dict[str, Any]:
        """The metadata: what a Hub would list, and the manifest and its configuration as they are."""
        names = [*(file.path for file in self.files), *self.weights]
        return {
            "id": self.name,
            "sha": sha,
            "siblings": [{"rfilename": name} for name in sorted(names)],
            **({HEADERS: self.headers} if self.headers else {}),
            "configuration": self.config,
            "manifest": self.manifest,
        }

    def _layer(self, layer: Mapping[str, Any]) -> None:
        kind = layer["mediaType"].partition(";")[0].strip()
        what = kind.removeprefix(_KIND)
        if not kind.startswith(_KIND) or what not in (_LICENSE, *_WEIGHTS, *_SETTINGS):
            message = f"holds a layer of a kind that is not known here: {kind[:80]!r}"
            self._note(Unobtainable(IssueKind.UNREADABLE, message), None)
        elif what == _LICENSE:
            self._license(layer)
        elif what in _WEIGHTS:
            self._header(_unique(_WEIGHTS[what], self.weights), layer)
        elif what == _TENSOR and not self.weights:
            self.weights.append("model.safetensors")

    def _license(self, layer: Mapping[str, Any]) -> None:
        name = _unique("LICENSE.txt", [file.path for file in self.files])
        if len(self.files) >= MAX_LICENSES:
            message = f"has more license texts than the {MAX_LICENSES} that are read"
            return self._note(Unobtainable(IssueKind.TOO_MANY, message), None)
        if (content := self._had(name, lambda: self.held.blob(layer["digest"]))) is not None:
            self.files.append(File.of(name, content))
        return None

    def _header(self, name: str, layer: Mapping[str, Any]) -> None:
        self.weights.append(name)
        header = self._had(name, lambda: self.held.header(layer["digest"], layer["size"]))
        if header is None:
            return
        if header.said and header.said not in self.headers.values():
            self.headers[name] = header.said
        for trouble in troubles_of(header):
            self._note(trouble, name)
        if self.held.endpoint and len(self.weights) == 1:
            message = "was read by the first bytes of its weights: that they are what the manifest names is not checked"
            hint = "pull it, and audit it with --offline, which reads Ollama's store"
            trouble = Unobtainable(IssueKind.LENGTH_ALONE, message, hint=hint)
            self.issues.append(trouble.issue(self.name, Weight.INCIDENTAL))

    def _config(self) -> Mapping[str, Any]:
        digest = self.manifest["config"]["digest"]
        content = self._had("config", lambda: self.held.blob(digest))
        read = None if content is None else read_object(content)
        if content is not None and read is None:
            self._note(Unobtainable(IssueKind.NOT_JSON, "has a configuration that is no JSON object"), "config")
        return read or {}

    def _speaks(self, name: str, held: object) -> None:
        """What keys that speak of terms or of a base hold is read as what headers say is."""
        items = held.items() if isinstance(held, dict) else ()
        if said := {key: value for key, value in items if value and field_says(key.rpartition(".")[2])}:
            self.headers[name] = said

    def _had(self, name: str, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except Unobtainable as trouble:
            self._note(trouble, name)
            return None

    def _note(self, trouble: Unobtainable, file: str | None) -> None:
        self.issues.append(trouble.issue(self.name, Weight.DECISIVE, file))


def parts_of_name(ref: ModelRef) -> tuple[str, str, str]:
    """Owner, name and tag."""
    name, _, tag = ref.id.removeprefix(f"{RefKind.OLLAMA.value}:").partition(":")
    owner, _, own = name.rpartition("/")
    return owner or LIBRARY, own, tag


def _manifest(content: bytes) -> Mapping[str, Any]:
    """A manifest whose layers all have a kind, a digest and a size. Raises Unobtainable."""
    read = read_object(content)
    layers, config = (read or {}).get("layers"), (read or {}).get("config")
    if read is None or not isinstance(layers, list) or not _is_layer(config) or not all(map(_is_layer, layers)):
        raise Unobtainable(IssueKind.NOT_JSON, "has no manifest of a model", hint="is AUDITOR_OLLAMA_REGISTRY right?")
    if len(layers) > MAX_LAYERS:
        raise Unobtainable(IssueKind.TOO_MANY, f"has more layers than the {MAX_LAYERS:,} that are looked at")
    return read


def _is_layer(layer: object) -> bool:
    if not isinstance(layer, dict) or not isinstance(layer.get("mediaType"), str):
        return False
    size, digest = layer.get("size"), layer.get("digest")
    return type(size) is int and size >= 0 and isinstance(digest, str) and bool(DIGEST.match(digest))


def as_named(content: bytes, digest: str) -> bytes:
    """A blob, which is called by its digest. Raises Unobtainable where it is another one."""
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != digest:
        raise other_digest()
    return content


def other_digest() -> Unobtainable:
    """The trouble that a blob of another digest is."""
    message = "is not what its manifest names: its sha256 is another one"
    return Unobtainable(IssueKind.DAMAGED, message, hint="pull it again; if it stays so, somebody changed it")


def _unique(name: str, held: list[str]) -> str:
    """The name, with a number where it is taken: LICENSE.txt, LICENSE-2.txt."""
    stem, _, tail = name.rpartition(".")
    number = sum(item.startswith(f"{stem}-") or item == name for item in held)
    return name if not number else f"{stem}-{number + 1}.{tail}"
