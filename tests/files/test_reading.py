"""Tables of phrases: every row with examples that do what they show, compiled freshly, within what was promised."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from auditor.errors import PolicyError
from auditor.files.policies import load_knowledge
from auditor.files.reading import (
    COMPILED,
    at_row,
    compile_tables,
    digest,
    load_tables,
    load_vocabulary,
    misread,
)
from auditor.parse.home import home
from auditor.schema.phrases import PhraseTable

TABLES = load_tables()
ROWS = [(table.table, row) for table in TABLES for row in table.rows]
MOST_EXPRESSIONS = 0.05  # of all rows


def table(tmp_path: Path, rows: str, name: str = "things") -> Path:
    folder = tmp_path / "reading"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(f"table: {name}\ntitle: T\nabout: A\nrows:\n{rows}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("held", TABLES, ids=lambda held: held.table)
def test_examples_do_what_they_show(held: PhraseTable) -> None:
    assert (
        misread([held], load_vocabulary(), lambda item, place, message: str(at_row(None, item, place, message))) == []
    )


def test_regular_expressions_are_rare_and_say_why() -> None:
    with_expressions = [f"{name}/{row.id}" for name, row in ROWS if row.expressions]
    assert len(with_expressions) <= max(1, MOST_EXPRESSIONS * len(ROWS)), with_expressions


def test_rows_that_say_something_know_the_words_that_they_cannot_do_without() -> None:
    """A row without such words, or with very short ones, is asked of every sentence: there may be few."""
    bare = [entry.id for entry in load_vocabulary().entries if not entry.needles and entry.says]
    assert len(bare) <= 0.03 * len(ROWS), bare


def test_what_is_compiled_is_read_back_as_the_tables_say() -> None:
    """Of the smallest tables; that the compiled file is up to date for all of them, tests/test_generated.py holds."""
    some = sorted(TABLES, key=lambda table: len(table.rows))[: len(TABLES) // 2]
    fresh, names = compile_tables(some), tuple(f"{table.table}/" for table in some)
    kept = load_vocabulary()
    assert set(fresh.entries) == {entry for entry in kept.entries if entry.id.startswith(names)}
    assert dict(fresh.renamed).items() <= dict(kept.renamed).items()


def test_a_vocabulary_can_be_sent_to_another_process() -> None:
    sent = pickle.loads(pickle.dumps(load_vocabulary()))
    assert sent.entries == load_vocabulary().entries
    assert sent.fits("promises/coming", "It is coming soon.")


def test_a_folder_is_read_once_however_it_is_named() -> None:
    assert load_vocabulary() is load_vocabulary(home())


def test_tables_count_in_the_digest_of_knowledge(tmp_path: Path) -> None:
    before = load_knowledge().sha256
    for path in home().iterdir():
        (tmp_path / path.name).symlink_to(path) if path.name != "reading" else None
    root = table(tmp_path, ROW)
    assert load_knowledge(root).sha256 != before
    assert load_knowledge(root).vocabulary.fits("things/soon", "it is coming soon")


ROW = """
  - id: soon
    says: promise
    phrases: {en: [coming soon]}
    fits: [It is coming soon.]
    misses: [It came.]
"""


@pytest.mark.parametrize(
    ("rows", "line", "why"),
    [
        (ROW.replace("    fits: [It is coming soon.]\n", ""), 6, "`rows.0.fits` is missing"),
        (ROW.replace("    misses: [It came.]\n", ""), 6, "`rows.0.misses` is missing"),
        (ROW.replace("    phrases: {en: [coming soon]}\n", ""), 6, "neither phrases nor expressions"),
        (ROW.replace("coming soon]}", "(coming soon]}"), 6, "not closed"),
        (ROW.replace("en:", "xx:"), 8, "xx"),
        (ROW + ROW.lstrip("\n"), 11, "the id `soon` stands twice"),
    ],
)
def test_a_table_answers_with_file_and_line(tmp_path: Path, rows: str, line: int, why: str) -> None:
    root = table(tmp_path, rows)
    with pytest.raises(PolicyError) as refused:
        compile_tables(load_tables(root), root)
    assert why in str(refused.value)
    assert re.search(rf"things\.yaml:{line}:", str(refused.value)), refused.value


def test_an_example_that_another_row_takes_first_is_an_error(tmp_path: Path) -> None:
    second = ROW.lstrip("\n").replace("id: soon", "id: later").replace("[coming soon]", "[soon]")
    root = table(tmp_path, ROW + second)
    held = load_tables(root)
    found = misread(
        held, compile_tables(held, root), lambda item, place, message: str(at_row(root, item, place, message))
    )
    assert len(found) == 1
    assert "things/soon takes the example" in found[0]


def test_a_renamed_row_keeps_its_old_name(tmp_path: Path) -> None:
    root = table(tmp_path, ROW + "    was: [shortly]\n")
    made = compile_tables(load_tables(root), root)
    assert made.fits("things/shortly", "coming soon")


@pytest.mark.parametrize(
    "damaged", ["", "[]", "null", "{", '{"rows": []}', "[" * 100_000, '{"sha256": "%s", "rows": [[1]]}']
)
def test_a_damaged_compiled_file_is_made_anew(tmp_path: Path, damaged: str) -> None:
    root = table(tmp_path, ROW)
    (root / COMPILED).write_text(damaged.replace("%s", digest(root)), encoding="utf-8")
    assert load_vocabulary(root).fits("things/soon", "it is coming soon")
