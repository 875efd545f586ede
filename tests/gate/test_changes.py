"""--changed-since: what a change touches, and everything where it touches what decides on everything."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from auditor.errors import UsageError
from auditor.gate.changes import as_it_was, changed_files
from tests.builders import MIT
from tests.gate.conftest import Desk

SHA = "a" * 40
FILES = {"README.md": "---\nlicense: mit\n---\n# A model\n", "LICENSE": MIT}
USE = 'from transformers import AutoModel\nAutoModel.from_pretrained("{}")\n'


def git(*arguments: str) -> None:
    own = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *own, *arguments], check=True, capture_output=True)


def commit() -> None:
    git("add", "-A")
    git("commit", "-qm", "a change", "--allow-empty")


@pytest.fixture
def history(desk: Desk) -> Desk:
    """A repository with two models and one commit."""
    for name in ("north/one", "north/two", "north/three"):
        desk.put(name, SHA, FILES)
    desk.write("models.yaml", "models:\n  - north/one\n  - north/two\n")
    desk.write("one.py", USE.format("north/one"))
    desk.write("two.py", USE.format("north/two"))
    git("init", "-q")
    commit()
    return desk


def audited(desk: Desk) -> tuple[int, list[str]]:
    code, audit = desk.audit("--changed-since", "HEAD")
    return code, [model["id"] for model in audit["models"]]


def test_nothing_changed_and_nothing_is_asked(history: Desk) -> None:
    assert audited(history) == (0, [])
    assert history.requests == []
    assert history.auditor("check", "--changed-since", "HEAD") == 0
    assert "No reference in the files that were looked at." in history.out


def test_a_changed_file_brings_its_models(history: Desk) -> None:
    history.write("two.py", USE.format("north/two") + "# a word\n")
    assert audited(history) == (0, ["north/two"])
    history.write("new ü.py", USE.format("north/three"))
    assert audited(history) == (10, ["north/two", "north/three"]), "one that git does not follow yet counts too"


@pytest.mark.parametrize("name", ["LICENSE", "packages/a/COPYING", "weights/one.safetensors"])
def test_a_license_or_weights_bring_every_model(history: Desk, name: str) -> None:
    history.write(name, "x")
    assert audited(history)[1] == ["north/one", "north/two"]


def test_a_changed_entry_brings_its_model(history: Desk) -> None:
    history.write("models.yaml", "# a word\nmodels:\n  - north/one\n  - model: north/two\n    revision: main\n")
    assert audited(history) == (0, ["north/two"])


def test_a_manifest_is_compared_with_the_revision_that_was_named(history: Desk) -> None:
    history.write("models.yaml", "models:\n  - north/one\n  - north/three\n")
    commit()
    assert audited(history) == (0, [])
    code, audit = history.audit("--changed-since", "HEAD~1")
    assert (code, [model["id"] for model in audit["models"]]) == (0, ["north/three"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("models.yaml", "policy: research\nmodels:\n  - north/one\n  - north/two\n"),
        ("models.yaml", "models: [north/one, north/two]\nexclude: [docs]\n"),
        ("models.lock", "{}"),
    ],
)
def test_what_decides_on_everything_brings_everything(history: Desk, name: str, text: str) -> None:
    history.write(name, text)
    assert audited(history)[1] == ["north/one", "north/two"]


def test_a_manifest_of_then_that_cannot_be_read_brings_everything(history: Desk) -> None:
    good = Path("models.yaml").read_text()
    history.write("models.yaml", "models: [not a model]\n")
    commit()
    history.write("models.yaml", good)
    assert audited(history)[1] == ["north/one", "north/two"]


@pytest.mark.parametrize("ignored", [True, False])
def test_a_manifest_that_git_does_not_follow_brings_everything(history: Desk, ignored: bool) -> None:
    git("rm", "-q", "--cached", "models.yaml")
    if ignored:
        history.write(".gitignore", "models.yaml\n")
        git("add", ".gitignore")
    git("commit", "-qm", "without it")
    assert audited(history)[1] == ["north/one", "north/two"]


def test_without_a_manifest_what_the_change_uses_is_audited(history: Desk) -> None:
    git("rm", "-q", "models.yaml")
    commit()
    assert audited(history) == (0, [])
    history.write("two.py", USE.format("north/two") + "# a word\n")
    assert audited(history) == (0, ["north/two"])


def test_a_revision_that_is_none_stops_the_run(history: Desk) -> None:
    for revision in ("nowhere", "--output=x", "HEAD~9"):
        assert history.auditor("check", "--changed-since", revision) == 2
        assert "fetch-depth" in history.err
    assert not Path("x").exists()


def test_outside_of_git_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        changed_files(tmp_path, "HEAD")


def test_names_are_those_below_the_folder(history: Desk) -> None:
    history.write("deep/er/file.py", "x = 1\n")
    history.write("two.py", "x = 1\n")
    assert changed_files(Path("deep"), "HEAD") == {"er/file.py"}
    assert changed_files(Path(), "HEAD") == {"deep/er/file.py", "two.py"}
    assert as_it_was(Path(), "HEAD", "nowhere.py") is None
    assert as_it_was(Path(), "HEAD", "two.py") == USE.format("north/two").encode()


def test_a_file_under_another_name_is_two_that_changed(history: Desk) -> None:
    Path("two.py").rename("three.py")
    git("add", "-A")
    assert changed_files(Path(), "HEAD") == {"two.py", "three.py"}


def test_a_finding_of_several_places_stands_where_the_change_is(history: Desk) -> None:
    history.write("a.py", USE.format("north/three"))
    commit()
    history.write("later.py", USE.format("north/three"))
    _, audit = history.audit("--changed-since", "HEAD")
    [undeclared] = [item for item in audit["gate"] if item["id"] == "model-undeclared"]
    assert (undeclared["place"]["file"], [place["file"] for place in undeclared["also"]]) == ("later.py", ["a.py"])
    assert audit["summary"]["references"]["audited"] == 1, "of the change"
    history.write("later.py", "import os\n" + USE.replace('"{}"', "os.environ['M']"))
    assert history.audit("--changed-since", "HEAD")[0] == 10


def test_a_change_of_what_references_stand_for_touches_everything(history: Desk) -> None:
    manifest = (history.root / "models.yaml").read_text()
    history.write("models.yaml", manifest + "references:\n  - {reference: x, stands_for: [north/two]}\n")
    assert audited(history) == (0, ["north/one", "north/two"])
