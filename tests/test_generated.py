"""Generated files are what their generator writes: the pages, the schemas, the README's picture."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from auditor.errors import PolicyError

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def generated() -> dict[Path, str]:
    module: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "generate.py"))
    files: dict[Path, str] = module["files"]()
    return files


def test_every_generated_file_is_up_to_date(generated: dict[Path, str]) -> None:
    stale = [path.name for path, text in generated.items() if path.read_text(encoding="utf-8") != text]
    assert stale == []


def test_a_table_that_is_wrong_is_said_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> str:
        raise PolicyError("limits.yaml:3: there is no list", hint="mend it and run again")

    monkeypatch.setattr("auditor.files.reading.compiled", refused)
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / "docs" / "generate.py"), run_name="__main__")
    assert stopped.value.code == "error: limits.yaml:3: there is no list\n  mend it and run again"


def test_the_picture_of_the_readme_is_a_real_audit_and_asks_nothing_of_the_network(generated: dict[Path, str]) -> None:
    picture = generated[ROOT / "docs" / "audit.svg"]
    assert "docs/audit.svg" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "CONDITIONAL" in picture
    assert "@font-face" not in picture


def test_the_readme_begins_with_two_blocks_of_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = readme.split("```sh\n")[1:]
    assert len(blocks) == 2
    assert "auditor audit" in blocks[0]
    assert "pytest" in blocks[1]
    assert readme.index("```sh\n") < readme.index("```console\n")
