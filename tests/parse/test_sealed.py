"""What was made of a source is read only where it is whole and of that source."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.parse.sealed import sealed, unsealed

MADE = sealed("abc", '{"rows": [1, 2]}\n')


def read(tmp_path: Path, content: bytes, source: str = "abc") -> object:
    (tmp_path / "made.json").write_bytes(content)
    return unsealed(tmp_path / "made.json", source)


def test_what_is_whole_is_read_whatever_its_line_ends(tmp_path: Path) -> None:
    assert read(tmp_path, MADE.encode()) == {"rows": [1, 2]}
    assert read(tmp_path, MADE.replace("\n", "\r\n").encode()) == {"rows": [1, 2]}


@pytest.mark.parametrize(
    "content",
    [MADE.replace("2", "3"), MADE[:-4], MADE + " ", MADE.partition("\n")[2], "", "[1]\n{}", "[" * 9_999, "\udcff\n"],
)
def test_what_was_touched_is_not(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content.encode(errors="surrogateescape")) is None


def test_nor_what_is_of_another_source_or_missing(tmp_path: Path) -> None:
    assert read(tmp_path, MADE.encode(), "abd") is None
    assert unsealed(tmp_path / "none.json", "abc") is None
