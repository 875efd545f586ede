"""What is different on the Hub from what is locked: each kind alone, with before and after, and at no other time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import APACHE, MIT
from tests.gate.conftest import Desk, ids
from tests.replica import Fault

SHA, OTHER = "a" * 40, "b" * 40
CARD = "---\nlicense: mit\n---\n# A model\n"
FILES = {"README.md": CARD, "LICENSE": MIT}
NOTES = {"revision-unpinned"}


@pytest.fixture
def locked(desk: Desk) -> Desk:
    """A repository with one locked model."""
    desk.put("north/one", SHA, FILES)
    desk.write("models.yaml", "models:\n  - model: north/one\n")
    assert desk.auditor("lock") == 0
    return desk


def drift(desk: Desk, *arguments: str) -> tuple[int, list[Any]]:
    code, audit = desk.audit("--locked", *arguments)
    return code, [item for item in audit["gate"] if item["id"] not in NOTES]


def test_nothing_has_changed_and_one_request_says_so(locked: Desk) -> None:
    assert drift(locked) == (0, [])
    assert locked.requests == ["/api/models/north/one"]


def test_offline_nothing_is_asked_and_nothing_is_compared(locked: Desk) -> None:
    locked.remove("north/one")
    assert drift(locked, "--offline") == (0, [])
    assert locked.requests == []


def test_a_bundle_holds_the_locked_commits_as_well(locked: Desk) -> None:
    assert locked.auditor("fetch", f"north/one@{SHA}", "-o", "bundle.zip") == 0
    locked.put("north/one", OTHER, {"README.md": CARD, "LICENSE": APACHE})
    assert drift(locked, "--from", "bundle.zip") == (0, [])
    assert locked.requests == []


def test_a_moved_revision_with_the_same_license_is_a_note(locked: Desk) -> None:
    locked.put("north/one", OTHER, FILES | {"README.md": CARD + "More words.\n"})
    code, [moved] = drift(locked)
    assert (code, moved["id"], moved["before"], moved["after"]) == (0, "revision-moved", SHA, OTHER)


@pytest.mark.parametrize(
    ("files", "before", "after"),
    [
        ({"README.md": CARD.replace("mit", "apache-2.0"), "LICENSE": MIT}, "mit", "apache-2.0"),
        ({"README.md": CARD}, "MIT (sha256", "no such file"),
        (FILES | {"USE_POLICY.md": "You may not."}, "no such file", "a text that is not recognised"),
        (FILES | {"LICENSE": APACHE}, "MIT (sha256", "Apache-2.0 (sha256"),
    ],
)
def test_a_changed_license_fails(locked: Desk, files: dict[str, str], before: str, after: str) -> None:
    locked.put("north/one", OTHER, files)
    code, found = drift(locked)
    assert (code, [item["id"] for item in found]) == (10, ["revision-moved", "license-changed"])
    assert found[1]["before"].startswith(before)
    assert found[1]["after"].startswith(after)


def test_a_long_text_is_shown_in_part(locked: Desk) -> None:
    locked.put("north/one", OTHER, FILES | {"LICENSE": "\n".join(f"line {number}" for number in range(500))})
    assert "lines more" in drift(locked)[1][1]["after"]


def test_a_gate_is_a_change_and_hidden_files_are_unverified(locked: Desk) -> None:
    locked.put("north/one", SHA, FILES, gated="auto", cardData={"license": "mit"})
    code, [gated] = drift(locked)
    assert (code, gated["id"]) == (10, "gate-changed"), "the files of a commit never change"
    locked.put("north/one", OTHER, FILES, gated="auto", cardData={"license": "mit"})
    code, found = drift(locked)
    assert (code, [item["id"] for item in found]) == (12, ["gate-changed", "revision-moved", "drift-unchecked"])
    assert (found[0]["before"], found[0]["after"]) == ("open", "auto")


def test_a_repository_that_is_gone_fails(locked: Desk) -> None:
    locked.remove("north/one")
    code, [gone] = drift(locked)
    assert (code, gone["id"]) == (10, "model-gone")


def test_a_renamed_repository_fails(locked: Desk) -> None:
    locked.remove("north/one")
    locked.put("south/one", SHA, FILES)
    (locked.world / "redirects.json").write_text('{"models": {"north/one": "south/one"}}')
    code, [renamed] = drift(locked)
    assert (code, renamed["id"], renamed["before"], renamed["after"]) == (10, "model-renamed", "north/one", "south/one")


def test_a_name_that_leads_elsewhere_when_it_is_locked_is_no_drift(desk: Desk) -> None:
    desk.put("south/one", SHA, FILES)
    (desk.world / "redirects.json").write_text('{"models": {"north/one": "south/one"}}')
    desk.write("models.yaml", "models:\n  - model: north/one\n")
    assert desk.auditor("lock") == 0
    assert drift(desk) == (0, [])


def test_a_hub_that_does_not_answer_leaves_it_unverified_and_cannot_be_waived(locked: Desk) -> None:
    row = "finding: drift-unchecked, model: north/one, reason: risk-accepted, comment: c, approver: a"
    locked.write("models.yaml", f"models: [north/one]\nwaivers:\n  - {{{row}, expires: 2030-01-01}}\n")
    faults = (Fault("*", "rate-limit", seconds=1),)
    assert locked.auditor("check", "--locked", "--patience", "0", "--format", "json", faults=faults) == 12
    assert "drift-unchecked" in locked.out


def test_the_license_of_a_base_is_watched_too(desk: Desk) -> None:
    desk.put("north/base", SHA, FILES)
    desk.put("north/one", SHA, {"README.md": "---\nlicense: mit\nbase_model: north/base\n---\n", "LICENSE": MIT})
    desk.write("models.yaml", f"models:\n  - north/one@{SHA}\n")
    assert desk.auditor("lock") == 0
    assert drift(desk) == (0, [])
    desk.put("north/base", OTHER, FILES | {"LICENSE": APACHE})
    code, found = drift(desk)
    assert (code, [item["reference"] for item in found]) == (10, [f"north/base@{SHA}"] * 2)
    _, audit = desk.audit("--locked")
    assert audit["models"][0]["evidence"]["ancestors"][0]["sha"] == SHA, "the locked base is judged"


def test_what_the_lock_lacks_fails_and_is_audited(locked: Desk) -> None:
    locked.put("north/two", SHA, FILES)
    locked.write("models.yaml", "models:\n  - north/one\n  - north/two\n")
    code, [outdated] = drift(locked)
    assert (code, outdated["id"], outdated["reference"]) == (10, "lock-outdated", "north/two")


def test_an_empty_cache_is_filled_from_the_locked_commit(locked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    locked.put("north/one", OTHER, {"README.md": CARD, "LICENSE": APACHE})
    monkeypatch.setenv("AUDITOR_CACHE", str(locked.root / "another-cache"))
    code, audit = locked.audit("--locked")
    assert (code, audit["models"][0]["sha"], audit["models"][0]["license"]["concluded"]) == (10, SHA, "MIT")
    assert "license-changed" in ids(audit)


def test_without_a_lock_there_is_nothing_to_hold_against(desk: Desk) -> None:
    desk.write("models.yaml", "models: []\n")
    assert desk.auditor("check", "--locked") == 1
    assert "auditor lock" in desk.err


def test_a_damaged_lock_stops_the_run(locked: Desk) -> None:
    Path("models.lock").write_text(Path("models.lock").read_text().replace(SHA, "main", 1))
    assert locked.auditor("check", "--locked") == 1
    assert "models.0.commit" in locked.err


def test_what_is_no_longer_used_is_not_watched(locked: Desk) -> None:
    locked.write("models.yaml", "models: []\n")
    locked.remove("north/one")
    assert drift(locked) == (0, [])
    assert locked.requests == []


def test_a_text_that_is_not_the_locked_one_at_its_commit_fails_offline_too(locked: Desk) -> None:
    lock = Path("models.lock").read_text()
    digest = json.loads(lock)["repositories"][0]["texts"][0]["sha256"]
    Path("models.lock").write_text(lock.replace(digest, "0" * 64))
    code, [changed] = drift(locked, "--offline")
    assert (code, changed["id"]) == (10, "license-changed")
    assert "at the same commit" in changed["message"]


def test_offline_with_an_empty_cache_nothing_is_approved(locked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_CACHE", str(locked.root / "another-cache"))
    assert drift(locked, "--offline")[0] == 12
