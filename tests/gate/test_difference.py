"""auditor diff: two audits, two locks, or one of each; what matters decides the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import APACHE, MIT
from tests.gate.conftest import Desk

SHA, OTHER, THIRD = "a" * 40, "b" * 40, "c" * 40
CARD = "---\nlicense: mit\n---\n# A model\n"
FILES = {"README.md": CARD, "LICENSE": MIT}


def save(desk: Desk, name: str) -> None:
    """An audit and a lock of the repository as it is."""
    desk.auditor("check", "-q", "-o", f"json={name}.json")
    assert desk.auditor("lock") == 0
    Path("models.lock").rename(f"{name}.lock")


def diff(desk: Desk, old: str, new: str) -> tuple[int, list[Any]]:
    code = desk.auditor("diff", old, new, "--format", "json")
    return code, json.loads(desk.out)


@pytest.fixture
def saved(desk: Desk) -> Desk:
    desk.put("north/one", SHA, FILES)
    desk.write("models.yaml", "models: [north/one]\n")
    save(desk, "old")
    return desk


@pytest.mark.parametrize("kind", ["json", "lock"])
def test_the_same_is_no_difference(saved: Desk, kind: str) -> None:
    assert diff(saved, f"old.{kind}", f"old.{kind}") == (0, [])
    assert saved.auditor("diff", f"old.{kind}", f"old.{kind}") == 0
    assert saved.out == "nothing is different\n"


def test_an_audit_and_its_lock_say_the_same(saved: Desk) -> None:
    assert diff(saved, "old.json", "old.lock") == (0, [])


@pytest.mark.parametrize("kind", ["json", "lock"])
def test_a_moved_commit_is_shown_and_harmless(saved: Desk, kind: str) -> None:
    saved.put("north/one", OTHER, FILES)
    save(saved, "new")
    code, [moved] = diff(saved, f"old.{kind}", f"new.{kind}")
    assert (code, moved) == (
        0,
        {"reference": "north/one", "what": "changed", "fact": "commit", "before": SHA, "after": OTHER},
    )


@pytest.mark.parametrize(("old", "new"), [("json", "json"), ("lock", "lock"), ("lock", "json")])
def test_another_license_matters(saved: Desk, old: str, new: str) -> None:
    saved.put("north/one", OTHER, FILES | {"LICENSE": APACHE})
    save(saved, "new")
    code, found = diff(saved, f"old.{old}", f"new.{new}")
    facts = {item["fact"] for item in found}
    assert code == 10
    assert {"license", "decision", "text LICENSE", "commit"} <= facts
    assert saved.auditor("diff", f"old.{old}", f"new.{new}") == 10
    assert "north/one: decision approved → review" in saved.out


@pytest.mark.parametrize("kind", ["json", "lock"])
def test_a_new_model_matters_and_one_that_is_gone_does_not(saved: Desk, kind: str) -> None:
    saved.put("north/two", SHA, FILES)
    saved.write("models.yaml", "models: [north/two, north/one]\n")
    save(saved, "new")
    code, [added] = diff(saved, f"old.{kind}", f"new.{kind}")
    assert (code, added["what"], added["after"]) == (10, "added", "approved")
    code, [removed] = diff(saved, f"new.{kind}", f"old.{kind}")
    assert (code, removed["what"]) == (0, "removed")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "auditor/lock/1"}', "[" * 100_000])
def test_what_is_neither_stops_the_run(saved: Desk, content: str) -> None:
    Path("wrong.json").write_text(content)
    assert saved.auditor("diff", "wrong.json", "old.json") == 1
    assert "wrong.json" in saved.err


def test_one_more_reason_of_a_kind_matters_though_decision_and_findings_are_the_same(saved: Desk) -> None:
    asks = "\n## License\n\nEvery company that is bigger than ours has to call us.\n"
    saved.put("north/one", OTHER, FILES | {"README.md": CARD + asks})
    save(saved, "one")
    saved.put("north/one", THIRD, FILES | {"README.md": f"{CARD}\n\n{asks}\n\nWhoever sells it is revoked later.\n"})
    save(saved, "two")
    code, found = diff(saved, "one.json", "two.json")
    reasons = {item["fact"].partition(" (")[0]: item["after"] for item in found if item["fact"].startswith("reason")}
    assert code == 10
    assert reasons == {"reason finding/terms-unread": "Whoever sells it is revoked later."}


def test_words_that_only_moved_are_no_difference_that_matters(saved: Desk) -> None:
    asks = "\n## License\n\nRoyalties may be asked for later.\n"
    saved.put("north/one", OTHER, FILES | {"README.md": CARD + asks})
    save(saved, "one")
    saved.put("north/one", THIRD, FILES | {"README.md": f"{CARD}\n\nIt is small.\n{asks}"})
    save(saved, "two")
    code, found = diff(saved, "one.json", "two.json")
    assert (code, {item["fact"] for item in found}) == (0, {"card", "commit"})


def test_a_closed_model_that_went_is_a_difference(desk: Desk) -> None:
    desk.write("models.yaml", "models: ['openai:gpt-4']\n")
    for name, epoch in (("old", "1775000000"), ("new", "1793000000")):  # 2026-03-31, 2026-10-26
        desk.monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        desk.auditor("check", "-q", "-o", f"json={name}.json")
    code, found = diff(desk, "old.json", "new.json")
    changed = {item["fact"]: (item["before"], item["after"]) for item in found}
    assert code == 10
    assert changed["status"] == ("deprecated", "retired")
    assert changed["decision"] == ("conditional", "denied")
