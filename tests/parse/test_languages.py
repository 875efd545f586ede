"""The language of a passage: told where no rows read it, and left alone where they do, or where nobody can tell."""

from __future__ import annotations

import pytest

from auditor.files.languages import load_languages
from auditor.files.reading import load_tables
from auditor.parse.languages import unread_language
from auditor.schema.languages import SpokenLanguage

LANGUAGES = load_languages().languages
LONG = 8  # times a sentence, so that it is a section


@pytest.mark.parametrize("spoken", LANGUAGES, ids=lambda item: item.code)
def test_a_language_is_told_where_no_rows_read_it(spoken: SpokenLanguage) -> None:
    assert unread_language(f"{spoken.fits}. " * LONG) == (None if spoken.read else spoken.name)


def test_what_is_read_is_what_the_alarm_has_rows_in() -> None:
    """Of more the alarm knows words; who may use it, and what they have to do, it reads in these alone."""
    rows = {row.id: row for table in load_tables() if table.table == "alarm" for row in table.rows}
    in_their_own_script = {"zh", "ja", "ko"}
    for name in ("let-in", "keep-in", "ask-us"):
        assert {item.code for item in LANGUAGES if item.read} == set(rows[name].phrases) - in_their_own_script


@pytest.mark.parametrize(
    ("passage", "script"),
    [
        ("ეს მოდელი განკუთვნილია მხოლოდ კვლევისთვის და არა კომერციული გამოყენებისთვის", "Georgian script"),
        ("এই মডেলটি কেবল গবেষণার জন্য এবং বাণিজ্যিক ব্যবহারের জন্য নয়, অনুমতি ছাড়া বিক্রি করা যাবে না", "Bengali script"),
        (
            "This is a model of ours. ეს მოდელი განკუთვნილია მხოლოდ კვლევისთვის და არა კომერციული გამოყენებისთვის",
            "Georgian script",
        ),
    ],
)
def test_a_script_without_rows_is_told_however_short_and_whatever_stands_beside(passage: str, script: str) -> None:
    assert unread_language(passage) == script


@pytest.mark.parametrize(
    "passage",
    [
        "",
        "It speaks ქართული and հայերեն too.",
        "pytorch onnx gguf safetensors " * 20,
        "0.12 0.43 0.99 | " * 30,
        "这个模型只用于研究。" * 10,
        "このモデルは研究のためのものです。" * 10,
    ],
)
def test_names_numbers_and_languages_that_are_read_are_none(passage: str) -> None:
    assert unread_language(passage) is None
