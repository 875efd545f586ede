"""check and lock with --follow-links: linked code is locked at its commit, and a locked run can be replayed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.builders import MIT
from tests.gate.conftest import Desk, ids
from tests.github_replica import SHA as HEAD
from tests.github_replica import GitHubReplica

SHA = "a" * 40
CARD = "---\nlicense: mit\n---\n# A model\n\nTraining code: https://github.com/north/wren\n"
CODE = {"train.py": "", "configs/wren-1b.yaml": "lr: 1\n"}


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubReplica]:
    with GitHubReplica() as replica:
        monkeypatch.setenv("GITHUB_API_URL", replica.endpoint)
        yield replica


@pytest.fixture
def followed(desk: Desk, github: GitHubReplica) -> Desk:
    """A repository with one model, whose card links code."""
    github.add("north/wren", CODE)
    desk.put("north/wren-1b", SHA, {"README.md": CARD, "LICENSE": MIT})
    desk.write("models.yaml", f"models:\n  - model: north/wren-1b@{SHA}\n")
    return desk


def c2(audit: Any) -> str:
    return str(audit["models"][0]["openness"]["criteria"]["C2"]["answer"])


def test_check_follows_links_when_told_to(followed: Desk, github: GitHubReplica) -> None:
    assert c2(followed.audit()[1]) == "partial"
    assert github.asked == []
    assert c2(followed.audit("--follow-links")[1]) == "met"


def test_a_lock_holds_the_commit_and_is_replayed_offline(followed: Desk, github: GitHubReplica) -> None:
    assert followed.auditor("lock", "--follow-links") == 0
    lock = json.loads((followed.root / "models.lock").read_text())
    [code] = [item for item in lock["repositories"] if item["repo_type"] == "code"]
    assert (code["repository"], code["commit"], code["license"]) == ("north/wren", HEAD, "Apache-2.0")
    asked = len(github.asked)
    exit_code, audit = followed.audit("--locked", "--offline")
    assert (exit_code, c2(audit), ids(audit)) == (0, "met", [])
    assert len(github.asked) == asked


def test_what_is_judged_is_the_locked_commit(followed: Desk, github: GitHubReplica) -> None:
    followed.auditor("lock", "--follow-links")
    github.move("north/wren", "d" * 40, {"demo.py": ""}, license={"spdx_id": "AGPL-3.0"})
    _, audit = followed.audit("--locked")
    assert c2(audit) == "met"
    [changed] = [item for item in audit["gate"] if item["id"] == "license-changed"]
    assert (changed["before"], changed["after"]) == ("Apache-2.0", "AGPL-3.0")
    assert "revision-moved" not in ids(audit)


def test_a_locked_commit_that_was_never_fetched_here_is_asked_for(
    followed: Desk, github: GitHubReplica, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    followed.auditor("lock", "--follow-links")
    github.move("north/wren", "d" * 40, {"demo.py": ""})
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "another"))
    assert c2(followed.audit("--locked")[1]) == "met"


def test_code_that_is_gone_is_told(followed: Desk, github: GitHubReplica) -> None:
    followed.auditor("lock", "--follow-links")
    github.faults["north/wren"] = (404, {})
    _, audit = followed.audit("--locked")
    assert c2(audit) == "met", "what was locked was fetched before"
    assert "model-gone" in ids(audit)


def test_a_link_that_was_not_locked_is_not_read(followed: Desk, github: GitHubReplica) -> None:
    card = CARD + "\nEvaluation code: https://github.com/north/eval\n"
    followed.put("north/wren-1b", SHA, {"README.md": card, "LICENSE": MIT})
    followed.auditor("lock", "--follow-links")
    github.add("north/eval", {"eval.py": ""})
    _, audit = followed.audit("--locked")
    assert [code["id"] for code in audit["models"][0]["evidence"]["code"]] == ["north/wren"]


def test_a_lock_without_code_follows_nothing(followed: Desk, github: GitHubReplica) -> None:
    followed.auditor("lock")
    assert c2(followed.audit("--locked")[1]) == "partial"
    assert github.asked == []


def test_code_under_another_name_is_told(followed: Desk, github: GitHubReplica) -> None:
    followed.auditor("lock", "--follow-links")
    github.add("south/wren", CODE)
    github.add("north/wren", CODE, full_name="south/wren")  # GitHub leads an old name to the new one
    _, audit = followed.audit("--locked")
    [renamed] = [item for item in audit["gate"] if item["id"] == "model-renamed"]
    assert (renamed["before"], renamed["after"]) == ("north/wren", "south/wren")
