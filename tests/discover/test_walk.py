"""The walk over a tree, and the command."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli.discover import command
from auditor.discover import walk
from auditor.discover.walk import discover_tree
from auditor.errors import UsageError

LINE = "hf download oo/{}\n"


def plant(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(root: Path, *exclude: str) -> list[str]:
    return [item.file for item in discover_tree(root, exclude).found]


def test_ignore_rules_are_kept(tmp_path: Path) -> None:
    names = ["a.sh", "b.sh", "keep.sh", "build/c.sh", "x/b.sh", "x/y/d.sh", "x/y/e.sh", ".venv/f.sh", "only/top.sh"]
    plant(tmp_path, **{name: LINE.format("a") for name in names})
    plant(tmp_path, **{".gitignore": "build/\n/b.sh\nkeep.sh\n!keep.sh\n", "x/.gitignore": "y/*.sh\n!y/e.sh\n"})
    assert found(tmp_path) == ["a.sh", "keep.sh", "only/top.sh", "x/b.sh", "x/y/e.sh"]
    assert found(tmp_path, "only", "*.sh", "!a.sh") == ["a.sh"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    plant(tmp_path, **{"in/a.sh": LINE.format("a"), "out/b.sh": LINE.format("b")})
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "b.sh").symlink_to(tmp_path / "out" / "b.sh")
    assert found(tmp_path / "in") == ["a.sh"]


def test_what_is_not_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "limit", lambda _: 100)
    plant(tmp_path, **{"a.sh": LINE.format("a"), "large.sh": "x" * 200})
    (tmp_path / "binary.sh").write_bytes(b"\0\1\2")
    (tmp_path / "wide.sh").write_bytes(LINE.format("b").encode("utf-16"))
    discovery = discover_tree(tmp_path)
    assert [item.reference for item in discovery.found] == ["oo/a", "oo/b"]
    assert [(item.file, item.reason) for item in discovery.skipped] == [
        ("binary.sh", "binary"),
        ("large.sh", "larger than 100 bytes"),
    ]


def test_variables_come_from_the_folders_above(tmp_path: Path) -> None:
    compose = "services:\n  x:\n    command: --model ${M} --tokenizer ${N}\n"
    plant(tmp_path, **{".env": "M=oo/top\nN=oo/n\n", "a/compose.yaml": compose, "a/set_env.sh": "M=oo/own\n"})
    plant(tmp_path, **{"b/compose.yaml": compose, "b/compose.yaml.env": "M=oo/pair\n", "c/compose.yaml": compose})
    items = [(item.file, item.reference) for item in discover_tree(tmp_path).found if item.file.endswith("yaml")]
    assert items == [
        ("a/compose.yaml", "oo/n"),
        ("a/compose.yaml", "oo/own"),
        ("b/compose.yaml", "oo/n"),
        ("b/compose.yaml", "oo/pair"),
        ("c/compose.yaml", "oo/n"),
        ("c/compose.yaml", "oo/top"),
    ]


def test_one_file(tmp_path: Path) -> None:
    plant(tmp_path, **{"a.sh": LINE.format("a")})
    assert found(tmp_path / "a.sh") == ["a.sh"]
    with pytest.raises(UsageError, match="no such file"):
        discover_tree(tmp_path / "none")


def test_the_command(tmp_path: Path) -> None:
    plant(tmp_path, **{"a.sh": LINE.format("a"), "b.sh": LINE.format("b")})
    result = CliRunner().invoke(command, [str(tmp_path), "--format", "json", "--exclude", "b.sh"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.output) == [
        {
            "file": "a.sh",
            "line": 1,
            "kind": "cli_hf_download",
            "type": "model",
            "reference": "oo/a",
            "revision": None,
            "certainty": "certain",
            "part": "ships",
        }
    ]
    shown = CliRunner().invoke(command, [str(tmp_path)]).output
    assert shown == "a.sh:1: model oo/a\nb.sh:1: model oo/b\n2 files: 2 model\n"


def test_where_in_the_repository_a_reference_stands_is_shown(tmp_path: Path) -> None:
    plant(tmp_path, **{"a.sh": LINE.format("a"), "tests/b.sh": LINE.format("b"), "docs/c.sh": LINE.format("c")})
    assert [str(item.part) for item in discover_tree(tmp_path).found] == ["ships", "docs", "tests"]
    lines = CliRunner().invoke(command, [str(tmp_path)]).output.splitlines()
    assert lines[1] == "docs/c.sh:1: model oo/c  (in documentation)"
    assert lines[-1] == "in what ships: 1, tests: 1, documentation: 1"


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.sh"
    with open(path, "w") as file:
        file.write(LINE.format("a"))
    discovery = discover_tree(tmp_path)
    assert [item.file for item in discovery.found] == ["?.sh"]
    assert json.loads(discovery.model_dump_json())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.sh", "hf download oo/a\n" + "hf\n" * 20_001),
        ("x.md", "```\nhf download oo/a\n```\n" + "a\n" * 20_001),
        ("x.py", "import huggingface_hub\npipeline(\n" + "-\n" * 20_001),
        ("Dockerfile", "RUN hf download oo/a\n" + "RUN a\n" * 20_001),
        ("models.txt", "oo/a\n" * 20_001),
        ("x.toml", "pkg:huggingface/oo/a@1\n" * 20_001),
    ],
)
def test_a_file_with_more_than_anybody_writes_is_said_to_be_unread(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    [skipped] = discover_tree(tmp_path).skipped
    assert (skipped.file, skipped.reason) == (name, "holds more than 20,000 lines or commands")
