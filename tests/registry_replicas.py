"""Ollama's registry and ModelScope on a loopback port: the part of their APIs that Auditor asks, with what was asked.

The shapes are those that their own clients read; the real ones could not be reached where this was written.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

Answer = tuple[int, dict[str, str], bytes]
_KIND = "application/vnd.ollama.image."


class _Loopback:
    """A server that answers GETs; `faults` maps a path to an answer instead of its own."""

    def __init__(self) -> None:
        self.faults: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        replica = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                headers = {key.lower(): value for key, value in self.headers.items()}
                replica.asked.append((self.path, headers))
                parts = urlsplit(self.path)
                path, query = unquote(parts.path), {key: item[0] for key, item in parse_qs(parts.query).items()}
                status, said, content = replica.faults.get(path) or replica.answer(path, query, headers)
                self.send_response(status)
                for name, value in ({"content-length": str(len(content))} | said).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def answer(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """What the server says at this path."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def digest_of(content: bytes) -> str:
    """The digest by which a blob is called."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


class OllamaReplica(_Loopback):
    """Models by `owner/name:tag`, as layers: a kind and bytes."""

    def __init__(self) -> None:
        super().__init__()
        self.manifests: dict[str, bytes] = {}
        self.blobs: dict[str, bytes] = {}

    def add(self, name: str, layers: Sequence[tuple[str, bytes]], **config: Any) -> str:
        """Serve a model; the sha256 of its manifest."""
        settings = {"model_format": "gguf", "model_family": "wren", "model_type": "7B", "file_type": "Q4_K_M"} | config
        blob = json.dumps(settings).encode()
        held = [(kind if "/" in kind else _KIND + kind, content) for kind, content in layers]
        self.blobs |= {digest_of(content): content for content in (blob, *(content for _, content in held))}
        manifest = {
            "schemaVersion": 2,
            "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
            "config": _layer("application/vnd.docker.container.image.v1+json", blob),
            "layers": [_layer(kind, content) for kind, content in held],
        }
        self.manifests[name] = json.dumps(manifest).encode()
        return hashlib.sha256(self.manifests[name]).hexdigest()

    def store(self, root: Path) -> Path:
        """All of it as a store on the disk has it."""
        for name, manifest in self.manifests.items():
            path, _, tag = name.rpartition(":")
            place = root / "manifests" / "registry.ollama.ai" / path / tag
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(manifest)
        (root / "blobs").mkdir(exist_ok=True)
        for digest, content in self.blobs.items():
            (root / "blobs" / digest.replace(":", "-")).write_bytes(content)
        return root

    def answer(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """A manifest by its tag, or a blob, also a part of it."""
        match = re.fullmatch(r"/v2/(.+)/(manifests|blobs)/([^/]+)", path)
        if match and match[2] == "manifests" and (manifest := self.manifests.get(f"{match[1]}:{match[3]}")):
            return 200, {"ollama-content-digest": digest_of(manifest)}, manifest
        content = self.blobs.get(match[3]) if match and match[2] == "blobs" else None
        if content is None:
            return 404, {}, b'{"errors":[{"code":"MANIFEST_UNKNOWN"}]}'
        asked = re.fullmatch(r"bytes=0-(\d+)", headers.get("range", ""))
        if asked is None:
            return 200, {}, content
        part = content[: int(asked[1]) + 1]
        return 206, {"content-range": f"bytes 0-{len(part) - 1}/{len(content)}"}, part


def _layer(kind: str, content: bytes) -> dict[str, Any]:
    return {"mediaType": kind, "digest": digest_of(content), "size": len(content)}


class ModelScopeReplica(_Loopback):
    """Repositories by `models/org/name` and `datasets/org/name`: facts and files."""

    def __init__(self) -> None:
        super().__init__()
        self.repositories: dict[str, tuple[dict[str, Any], dict[str, bytes]]] = {}

    def add(self, name: str, files: Mapping[str, str | bytes], **facts: Any) -> None:
        """Serve a repository."""
        plain = {"Id": 7, "Path": name.split("/")[1], "Name": name.split("/")[2], "Visibility": 5, "Downloads": 9}
        held = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
        self.repositories[name] = (plain | facts, held)

    def answer(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """Facts, the list of files, or a file."""
        match = re.fullmatch(r"/api/v1/((?:models|datasets)/[^/]+/[^/]+)(/repo(?:/files|/tree)?)?", path)
        facts, files = self.repositories.get(match[1], (None, {})) if match else (None, {})
        if match is None or facts is None:
            return 404, {}, _said(None, Code=10010205001, Success=False, Message="record not found")
        if match[2] is None:
            return 200, {}, _said(facts)
        if match[2] == "/repo":
            content = files.get(query.get("FilePath", ""))
            return (200, {}, content) if content is not None else (404, {}, _said(None, Code=404, Success=False))
        listed = [
            {"Path": name, "Name": name.rpartition("/")[2], "Type": "blob", "Size": len(content), "Revision": "ab" * 20}
            | {"Sha256": hashlib.sha256(content).hexdigest()}
            for name, content in sorted(files.items())
        ]
        folders = [{"Path": "sub", "Name": "sub", "Type": "tree", "Sha256": ""}]
        start = (int(query.get("PageNumber", "1")) - 1) * int(query.get("PageSize", "1000"))
        page = [*listed, *folders][start : start + int(query.get("PageSize", "1000"))]
        return 200, {}, _said({"Files": page})


def _said(data: Any, **more: Any) -> bytes:
    body = {"Code": 200, "Data": data, "Message": "success", "RequestId": "1", "Success": True} | more
    return json.dumps(body).encode()
