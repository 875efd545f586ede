"""The part of GitHub's REST API that Auditor asks, on a loopback port, with a record of what was asked."""

from __future__ import annotations

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

import yaml

SHA = "c0de" * 10


class GitHubReplica:
    """Repositories by `owner/repo`: facts and files.

    `faults` maps one to a status and headers instead; where `cut`, trees are not whole.
    """

    def __init__(self) -> None:
        self.repositories: dict[str, tuple[dict[str, Any], dict[str, str]]] = {}
        self.faults: dict[str, tuple[int, dict[str, str]]] = {}
        self.asked: list[tuple[str, str]] = []
        self.cut = False
        self.heads: dict[str, str] = {}
        self.commits: dict[tuple[str, str], dict[str, str]] = {}
        replica = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                replica.asked.append((self.path, self.headers.get("authorization", "")))
                parts = urlsplit(self.path)
                ref = parse_qs(parts.query).get("ref", [""])[0]
                status, headers, body = replica.answer(unquote(parts.path), ref)
                content = json.dumps(body).encode()
                self.send_response(status)
                for name, value in ({"content-length": str(len(content))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def add(self, name: str, files: dict[str, str], **facts: Any) -> None:
        """Serve a repository."""
        plain = {"id": 7, "full_name": name, "default_branch": "main", "fork": False, "archived": False}
        self.repositories[name] = (plain | {"license": {"spdx_id": "Apache-2.0"}} | facts, files)

    def load(self, folder: Path) -> Self:
        """Serve the menagerie: a YAML file a repository."""
        for path in sorted(folder.glob("*.yaml")):
            held = yaml.safe_load(path.read_text(encoding="utf-8"))
            name, parent = held["id"], held.get("fork_of")
            facts = {"license": {"spdx_id": held["license"]} if held["license"] else None}
            facts |= {"topics": held.get("topics", []), "fork": parent is not None}
            facts |= {"parent": {"full_name": parent}} if parent else {}
            self.add(name, held["files"], **facts)
        return self

    def move(self, name: str, sha: str, files: dict[str, str], **facts: Any) -> None:
        """Let the default branch lead to another commit; the old one stays."""
        before, old = self.repositories[name]
        self.commits[name, self.heads.get(name, SHA)] = old
        self.heads[name] = sha
        self.repositories[name] = (before | facts, files)

    def answer(self, path: str, ref: str = "") -> tuple[int, dict[str, str], Any]:
        """What GitHub says at this path, of a file at this ref."""
        owner, repo, *rest = [*path.removeprefix("/repos/").split("/"), ""][:-1]
        name = f"{owner}/{repo}"
        if name in self.faults:
            return *self.faults[name], {"message": "no"}
        if name not in self.repositories:
            return 404, {}, {"message": "Not Found"}
        facts, files = self.repositories[name]
        head = self.heads.get(name, SHA)
        sha = next((part for part in (*rest, ref) if (name, part) in self.commits), head)
        files = self.commits.get((name, sha), files)
        blobs = [{"path": path, "type": "blob", "size": len(text)} for path, text in files.items()]
        kind, _, place = "/".join(rest).partition("/")
        content = base64.encodebytes(files.get(place, "").encode()).decode()
        answers: dict[str, Any] = {
            "": facts,
            "commits": {"sha": sha, "commit": {"message": "one"}},
            "git": {"sha": sha, "tree": blobs, "truncated": self.cut},
            "contents": {"path": place, "encoding": "base64", "content": content},
        }
        return 200, {"x-ratelimit-remaining": "50"}, answers[kind]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
