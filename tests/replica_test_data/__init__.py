"""A small folder of recorded repositories for the tests of the replica, and clients to read it with."""

import json
import os
from pathlib import Path
from typing import Any

# Read once, when the client is imported.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("HF_HUB_DISABLE_XET", "1")

import httpx2
from huggingface_hub import HfApi

from tests.replica import HubReplica

OLD, NEW, OTHER = "a" * 40, "b" * 40, "c" * 40
README = "---\nlicense: mit\n---\n# Caf\u00e9\n"
CLIENT = httpx2.Client(timeout=5, trust_env=False)
TOKENS: dict[str, list[str]] = {"hf_plain": [], "hf_granted": ["org/gated", "org/secret"]}


def _record(root: Path, folder: str, metadata: dict[str, Any], files: dict[str, str], **note: Any) -> None:
    place = root / folder
    place.mkdir(parents=True)
    (place / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    for path, text in files.items():
        (place / "files" / path).parent.mkdir(parents=True, exist_ok=True)
        (place / "files" / path).write_bytes(text.encode())
    if note:
        (place / "snapshot.json").write_text(json.dumps(note), "utf-8")


def _metadata(name: str, sha: str, *siblings: str, **facts: Any) -> dict[str, Any]:
    return {
        "_id": f"id-of-{name}",
        "id": name,
        "modelId": name,
        "sha": sha,
        "private": False,
        "gated": False,
        "disabled": False,
        "downloads": 3,
        "likes": 1,
        "tags": ["license:mit"],
        "siblings": [{"rfilename": path} for path in siblings],
        "lastModified": "2025-01-01T00:00:00.000Z",
        **facts,
    }


def build(root: Path) -> Path:
    """Record a small folder with a repository for each case."""
    base = [{"_id": "1", "id": "org/base"}]
    plain = _metadata(
        "Org/Plain",
        NEW,
        *("README.md", "sub/LICENSE", "model.safetensors"),
        author="Org",
        downloads=9,
        cardData={"license": "mit"},
        baseModels={"relation": "finetune", "models": base},
        childrenModelCount={"adapter": 2},
    )
    files = {"README.md": README, "sub/LICENSE": "MIT\n"}
    _record(root, "Org--Plain@bbbbbbbb", plain, files)
    old = _metadata("Org/Plain", OLD, "README.md")
    _record(root, "Org--Plain@aaaaaaaa", old, {"README.md": "old"}, revisions=["v1.0", "refs/pr/1"])
    for name, facts in (
        ("gated", {"gated": "manual"}),
        ("off", {"disabled": True, "gated": "auto"}),
        ("secret", {"private": True}),
    ):
        _record(root, f"org--{name}@cccccccc", _metadata(f"org/{name}", OTHER, "README.md", **facts), files)
    _record(root, "single@cccccccc", _metadata("single", OTHER, "README.md"), files)
    dataset = _metadata("org/set", OTHER, "README.md")
    _record(root, "datasets--org--set@cccccccc", dataset, {"README.md": "data"})
    redirects = {"models": {"old-plain": "Org/Plain"}, "datasets": {"old-set": "org/set"}}
    (root / "redirects.json").write_text(json.dumps(redirects), "utf-8")
    return root


def get(hub: HubReplica, path: str, token: str | None = None, **options: Any) -> httpx2.Response:
    """GET a path of the replica."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return CLIENT.get(hub.endpoint + path, headers=headers, **options)


def api(hub: HubReplica, token: str | bool = False) -> HfApi:
    """The real client, pointed at the replica; anonymous unless a token is given."""
    return HfApi(endpoint=hub.endpoint, token=token)
