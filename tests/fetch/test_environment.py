"""HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE and HF_HOME, as a user sets them: around a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.replica import HubReplica

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]
MISTRAL = "mistralai/Mistral-7B-v0.1"


@pytest.fixture
def run(hub: HubReplica, tmp_path: Path) -> Run:
    """Runs `python -m auditor` with an environment of a few variables, as a user has it."""
    bare = {"PATH": os.environ.get("PATH", ""), "HOME": str(tmp_path), "SOURCE_DATE_EPOCH": "1760000000"}

    def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        own = bare | {"HF_ENDPOINT": hub.endpoint, "HF_HOME": str(tmp_path / "hf")} | environment
        command = [sys.executable, "-m", "auditor", *arguments]
        return subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, timeout=60, check=False)

    return call


def test_online_then_offline_then_elsewhere(run: Run, hub: HubReplica, tmp_path: Path) -> None:
    arguments = ("audit", MISTRAL, "--format", "json")
    online = run(*arguments)
    assert online.stderr == ""
    assert json.loads(online.stdout)["models"][0]["endpoint"] == hub.endpoint
    # Nothing but what an audit needs was asked: no telemetry, no other question of the client's.
    assert [request.path.rpartition("/")[2] for request in hub.requests] == ["Mistral-7B-v0.1", "README.md"]
    assert (tmp_path / "hf" / "auditor" / "v2").is_dir()
    assert list((tmp_path / "hf").iterdir()) == [tmp_path / "hf" / "auditor"]
    hub.reset()

    offline = run(*arguments, HF_HUB_OFFLINE="1")
    assert (offline.stdout, offline.returncode) == (online.stdout, online.returncode)

    unknown = run(*arguments, HF_HUB_OFFLINE="1", AUDITOR_CACHE=str(tmp_path / "other"))
    assert unknown.returncode == 12
    assert [issue["kind"] for issue in json.loads(unknown.stdout)["models"][0]["issues"]] == ["offline"]
    assert hub.requests == []


def test_the_token_opens_what_is_gated_and_is_not_shown(run: Run, hub: HubReplica, tmp_path: Path) -> None:
    bundle = tmp_path / "evidence.zip"
    closed = run("fetch", "meta-llama/Llama-2-7b-hf", "-o", str(bundle), HF_TOKEN="hf_plain", HF_DEBUG="1")
    assert closed.returncode == 12
    assert "is gated" in closed.stderr
    assert b"hf_plain" not in bundle.read_bytes()
    assert "hf_plain" not in closed.stdout + closed.stderr
    opened = run("fetch", "meta-llama/Llama-2-7b-hf", "-o", str(bundle), HF_TOKEN="hf_granted")
    assert (opened.returncode, opened.stderr) == (0, "")
    assert b"hf_granted" not in bundle.read_bytes()
    assert {request.headers["authorization"] for request in hub.requests} == {"Bearer hf_plain", "Bearer hf_granted"}
    hub.reset()
    assert run("audit", "--from", str(bundle), "--format", "json").returncode in (0, 10, 11)
    assert hub.requests == []


def test_a_url_of_the_endpoint_is_a_reference(run: Run, hub: HubReplica) -> None:
    made = run("audit", f"{hub.endpoint}/{MISTRAL}/tree/main", "--format", "json")
    assert json.loads(made.stdout)["models"][0]["reference"] == f"{MISTRAL}@main"
