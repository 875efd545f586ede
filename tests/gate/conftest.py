"""A repository of a user's, a Hub whose content changes under it, and the commands run as a user runs them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from auditor.cli.main import run
from auditor.standards import now
from tests.builders import standards
from tests.replica import HubReplica

DAY = 86_400
TODAY = 1_790_000_000  # 2026-09-21


@dataclass
class Desk:
    """A working folder with a Hub: `world` holds what the Hub serves; it is read anew by each `hub()`."""

    root: Path
    world: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    port: int = 0
    requests: list[str] = field(default_factory=list)
    out: str = ""
    err: str = ""

    def write(self, name: str, text: str) -> Path:
        """Put a file into the working folder."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def put(self, repo_id: str, sha: str, files: dict[str, str], *, dataset: bool = False, **facts: Any) -> None:
        """Put a repository at a commit on the Hub, in place of what it has there under that name."""
        start = ("datasets--" if dataset else "") + repo_id.replace("/", "--") + "@"
        place = self.world / f"{start}{sha[:8]}"
        place.mkdir(parents=True, exist_ok=True)
        siblings = [{"rfilename": path} for path in (*files, "model.safetensors")]
        body = {"_id": sha[:24], "id": repo_id, "sha": sha, "gated": False, "siblings": siblings, **facts}
        body.setdefault("lastModified", f"2026-01-{len(list(self.world.glob(start + '*'))):02}T00:00:00.000Z")
        (place / "metadata.json").write_text(json.dumps(body), encoding="utf-8")
        (place / "snapshot.json").write_text(json.dumps({"revisions": facts.pop("revisions", ["main"])}))
        for other in self.world.glob(f"{start}*"):
            if other != place:
                (other / "snapshot.json").write_text(json.dumps({"revisions": []}))
        for path, content in files.items():
            (place / "files" / path).parent.mkdir(parents=True, exist_ok=True)
            (place / "files" / path).write_text(content, encoding="utf-8")

    def remove(self, repo_id: str) -> None:
        """Take a repository off the Hub."""
        import shutil

        for place in self.world.glob(f"{repo_id.replace('/', '--')}@*"):
            shutil.rmtree(place)

    @contextmanager
    def hub(self, **options: Any) -> Iterator[HubReplica]:
        """The Hub as the world is now, always at the same address."""
        with HubReplica(self.world, port=self.port, **options) as hub:
            self.port = int(hub.endpoint.rpartition(":")[2])
            self.monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", hub.endpoint)
            yield hub

    def auditor(self, *arguments: str, **options: Any) -> int:
        """Run a command against the Hub as the world is now, and return its exit code."""
        with self.hub(**options) as hub:
            self.capsys.readouterr()
            code = run([*arguments])
            self.out, self.err = self.capsys.readouterr()
            self.requests = [request.path for request in hub.requests]
        return code

    def on(self, seconds: int) -> None:
        """Set the day of the audits."""
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))

    def audit(self, *arguments: str) -> tuple[int, Any]:
        """Check, and the exit code with the audit as JSON."""
        code = self.auditor("check", "--format", "json", *arguments)
        return code, json.loads(self.out)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """An empty working folder, in which commands are run, and an empty Hub."""
    # Reading the license catalog takes longer than all else, and it is the same in each run.
    read_once = "auditor.gate.survey.load_standards"
    monkeypatch.setattr(read_once, lambda policy: replace(standards(policy), today=now().date()))
    root, world = tmp_path / "work", tmp_path / "hub"
    root.mkdir()
    world.mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(TODAY))
    return Desk(root, world, capsys, monkeypatch)


Finds = Callable[[Any], list[str]]


def ids(audit: Any) -> list[str]:
    """The ids of an audit's findings about the repository."""
    return [item["id"] for item in audit["gate"]]
