"""The table as it runs: read plainly from the file, quickly from what is made of it, and never from a stale copy."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from auditor.names.table import COMPACT, SOURCE, FamilyTable, Said, compact, digest, read, table
from auditor.parse.home import home
from auditor.parse.sealed import unsealed


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("any", Said()),
        ("2.5 72b", Said("2.5", "72b")),
        ("1 dev", Said("1", "", frozenset({"dev"}))),
        ("2 {size} (base)", Said("2", "{size}", frozenset(), frozenset({"base"}))),
        ("base patch16 224", Said("", "", frozenset({"base", "patch16", "224"}))),
        ("7b1", Said("", "7b1")),
    ],
)
def test_what_a_key_asks(key: str, said: Said) -> None:
    assert Said.of(key) == said


def test_a_variant_is_no_version() -> None:
    assert Said.of("resnet 50", {"50"}) == Said("", "", frozenset({"resnet", "50"}))


def test_what_runs_is_what_the_file_holds() -> None:
    source = (home() / SOURCE).read_bytes()
    assert (home() / COMPACT).read_text(encoding="utf-8") == compact(source)
    plain = FamilyTable.of(read(home()))
    assert plain.rows == table().rows
    assert len(plain.rows) >= 110


def test_a_changed_file_is_read_itself(tmp_path: Path) -> None:
    for name in (SOURCE, COMPACT):
        shutil.copy(home() / name, tmp_path / name)
    changed = (tmp_path / SOURCE).read_text(encoding="utf-8").replace("title: Llama\n", "title: Camel\n", 1)
    (tmp_path / SOURCE).write_text(changed, encoding="utf-8")
    assert "Camel" in {row.title for row in FamilyTable.of(read(tmp_path)).rows}
    (tmp_path / COMPACT).unlink()
    assert "Camel" in {row.title for row in FamilyTable.of(read(tmp_path)).rows}


def test_line_ends_make_no_other_file(tmp_path: Path) -> None:
    shutil.copy(home() / COMPACT, tmp_path / COMPACT)
    source = (home() / SOURCE).read_bytes()
    (tmp_path / SOURCE).write_bytes(source.replace(b"\n", b"\r\n"))
    assert unsealed(tmp_path / COMPACT, digest((tmp_path / SOURCE).read_bytes())) == read(tmp_path)


def test_the_first_use_is_quick() -> None:
    def seconds() -> float:
        started = time.process_time()
        FamilyTable.of(read(home()))
        return time.process_time() - started

    assert min(seconds() for _ in range(5)) < 0.015


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("llama", "llama"),
        ("Llama3", "llama"),
        ("qwen2", "qwen"),
        ("gpt2", "gpt-2"),
        ("t5", "t5"),
        ("yolov8n", "yolo"),
        ("wren", None),
    ],
)
def test_the_word_of_a_family(word: str, family: str | None) -> None:
    row = table().of_word(word)
    assert (row.id if row else None) == family


def test_accounts_of_makers() -> None:
    assert table().makers_of("facebookresearch") == table().makers_of("META-LLAMA") != frozenset()
    assert table().is_makers("Qwen", table().by_id["qwen"])
    assert not table().is_makers("QwenLM", table().by_id["qwen"])  # an account on a code host is none on the Hub
    assert table().makers_of("someone") == frozenset()


@pytest.mark.parametrize("damaged", ["", "[]", "null", "3", "{", '{"families": []}', "[" * 100_000, "\\ud800"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damaged: str) -> None:
    shutil.copy(home() / SOURCE, tmp_path / SOURCE)
    (tmp_path / COMPACT).write_text(damaged, encoding="utf-8")
    assert FamilyTable.of(read(tmp_path)).rows
