"""The licenses in one file: the same as in theirs, and never in place of what was changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from auditor.errors import PolicyError
from auditor.files.checked import read_all
from auditor.files.licenses import COMPILED, compiled, license_files, load_licenses
from auditor.parse.home import home
from auditor.schema.license import License


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of two licenses, compiled."""
    (tmp_path / "licenses").mkdir()
    for name in ("MIT", "Apache-2.0"):
        shutil.copy(home() / "licenses" / f"{name}.yaml", tmp_path / "licenses")
    (tmp_path / COMPILED).write_text(compiled(tmp_path), encoding="utf-8")
    return tmp_path


def titles(root: Path) -> list[str]:
    return [item.title for item in load_licenses(root)]


def retitle(path: Path, title: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(title, new), encoding="utf-8")


def test_what_is_compiled_is_what_the_files_say() -> None:
    assert load_licenses(home()) == read_all(license_files(home()), License)


def test_a_file_that_was_changed_or_added_is_read_itself(root: Path) -> None:
    before = titles(root)
    retitle(root / "licenses" / "MIT.yaml", before[1], "Another title")
    assert titles(root) == [before[0], "Another title"]
    shutil.copy(home() / "licenses" / "ISC.yaml", root / "licenses")
    assert len(titles(root)) == 3


def test_what_was_edited_by_hand_is_not_read(root: Path) -> None:
    before = titles(root)
    retitle(root / COMPILED, before[1], "Another title")
    assert titles(root) == before
    (root / COMPILED).unlink()
    assert titles(root) == before


def test_a_wrong_file_is_not_compiled(root: Path) -> None:
    (root / "licenses" / "MIT.yaml").rename(root / "licenses" / "X11.yaml")
    with pytest.raises(PolicyError, match="its id is `MIT`, its file name says `X11`"):
        compiled(root)
