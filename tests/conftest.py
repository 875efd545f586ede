"""What all tests share: no network but the loopback, no token, no state of the user's, a Hub of our own."""

# ruff: noqa: E402 - huggingface-hub reads its environment when it is imported, so that is set before the imports

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_HOME = tempfile.TemporaryDirectory(prefix="auditor-tests-")
_FOREIGN = ("HF_", "HUGGING", "AUDITOR_", "SOURCE_DATE")
_KEPT = ("AUDITOR_CORPUS",)  # names the folder of real texts that some tests hold themselves against
for _name in list(os.environ):
    if (_name.startswith(_FOREIGN) and _name not in _KEPT) or _name.lower().endswith("_proxy"):
        del os.environ[_name]
os.environ |= {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_XET": "1",
    "HF_HOME": str(Path(_HOME.name, "hf")),
    "AUDITOR_CACHE": str(Path(_HOME.name, "auditor")),
}

# isort: split
from functools import cache

from auditor.files import policies

# The license catalog is frozen: it is read once a process and folder, and not once a command.
_read_knowledge = cache(policies.load_knowledge)
policies.load_knowledge = lambda root=None: _read_knowledge(root or policies.home())

# isort: split
import pytest
from hypothesis import settings

from auditor.fetch.http import Limits
from auditor.fetch.hub import HubSource
from tests.replica import HubReplica

settings.register_profile("auditor", derandomize=True, deadline=None, max_examples=60, database=None)
settings.load_profile("auditor")

ROOT = Path(__file__).parent.parent
TOKENS: dict[str, list[str]] = {"hf_plain": [], "hf_granted": ["*"]}
QUICK = Limits(backoff=0.01, retries=2, patience=1.0, read=1.0)


def pytest_unconfigure() -> None:
    _HOME.cleanup()


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test starts with an empty cache of evidence."""
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "auditor-cache"))


@pytest.fixture(scope="session")
def fixtures_hub() -> Path:
    """The menagerie: a folder of snapshots."""
    return ROOT / "fixtures" / "hub"


@pytest.fixture(scope="session")
def _menagerie(fixtures_hub: Path) -> Iterator[HubReplica]:
    with HubReplica(fixtures_hub, tokens=TOKENS) as hub:
        yield hub


@pytest.fixture
def hub(_menagerie: HubReplica) -> HubReplica:
    """A Hub that serves the menagerie, with nothing left over from the test before."""
    _menagerie.faults = ()
    _menagerie.reset()
    return _menagerie


@pytest.fixture
def source_of(tmp_path: Path) -> Callable[..., HubSource]:
    """Makes a source that reads a replica, with quick limits and a cache of this test's own."""

    def make(hub: HubReplica | str, **options: Any) -> HubSource:
        endpoint = hub if isinstance(hub, str) else hub.endpoint
        return HubSource(**{"endpoint": endpoint, "cache": tmp_path / "cache", "limits": QUICK} | options)

    return make


@pytest.fixture
def record(tmp_path: Path) -> Callable[..., Path]:
    """Records a repository in the folder `world`, as fixtures/hub does, and returns that folder."""

    def write(
        repo_id: str, files: dict[str, str | bytes], *, dataset: bool = False, sha: str = "", **facts: Any
    ) -> Path:
        sha = sha or (repo_id.encode().hex() + "0" * 40)[:40]
        name = ("datasets--" if dataset else "") + f"{repo_id.replace('/', '--')}@{sha[:8]}"
        place = tmp_path / "world" / name
        siblings = [{"rfilename": path} for path in files]
        metadata = {"_id": sha[:24], "id": repo_id, "sha": sha, "gated": False, "siblings": siblings, **facts}
        place.mkdir(parents=True)
        (place / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
        for path, content in files.items():
            (place / "files" / path).parent.mkdir(parents=True, exist_ok=True)
            (place / "files" / path).write_bytes(content.encode() if isinstance(content, str) else content)
        return place.parent

    return write
