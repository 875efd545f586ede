"""Words, and the lines they stand on."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.licenses.normalize import (
    MAX_CHARS,
    clean,
    guard,
    phrases,
    read,
    restrictive,
    unreadable,
    value_of,
    words,
)

SAME = "you may keep herons in the attic provided that they sleep at night"


@pytest.mark.parametrize(
    "copy",
    [
        "You may keep herons in the attic,\nprovided that they sleep at night.",
        "(a) You may keep herons in the attic;\r\n(b) provided that they sleep at night",
        "**You may** keep _herons_ in the `attic`\n> provided that they sleep at night",
        "- You may keep [herons](https://example.org/herons) in the attic * provided that they sleep at night",
        "<p>You may keep <b>herons</b> in the attic</p>\n<li>provided that they sleep&nbsp;at night</li>",
        "<script>let a = 1;\n</script>You may keep herons in the attic, provided that they sleep at night",
        "\ufeffＹＯＵ ＭＡＹ keep herons in the attic “provided” that they sleep at night",
        "Copyright (c) 2024 Example Labs\n\nYou may keep herons in the attic provided that they sleep at night",
        "© 2019-2024 Example Labs.\nYou may keep herons in the attic provided that they sleep at night",
    ],
)
def test_copies_of_a_sentence_have_the_same_words(copy: str) -> None:
    assert words(copy) == SAME.split()


def test_a_line_that_only_begins_with_copyright_is_kept() -> None:
    assert words("the above\ncopyright notice, this list") == ["the", "above", "copyright", "notice", "this", "list"]


@pytest.mark.parametrize("line", ["Copyright 2024 Example Labs, for research only", "(c) 2024 X. Non-commercial use."])
def test_terms_on_a_copyright_line_are_kept(line: str) -> None:
    assert words(line)


def test_a_copyright_line_that_goes_on_below_moves_no_line() -> None:
    reading = read("Copyright\n2024 Example Labs\n\nYou may keep herons.")
    assert reading.line_of(0) == 4
    assert reading.excerpt(0, 1) == "You may"


def test_terms_in_angle_brackets_are_no_tag() -> None:
    assert words("<research use only>") == ["research", "use", "only"]


def test_version_numbers_are_one_word_and_enumerators_none_unless_they_are_numbers() -> None:
    assert words("Heron 3.1 iv) and Heron 3.2 (a) 12.") == ["heron", "3.1", "and", "heron", "3.2", "12"]


def test_words_are_known_as_they_are_written() -> None:
    reading = read('one two-three,\n\n\u00a9 Heron "Labs" four')
    assert reading.words(1, 4) == ("two", "three", "heron")
    assert reading.tokens(0, 9) == ("one", "two-three,", "\u00a9 Heron", '"Labs"', "four")
    assert [reading.capital(word) for word in range(len(reading))] == [False, False, False, False, True, False]


def test_chinese_characters_are_words() -> None:
    assert words("不得用于商业用途 (Heron)") == [*"不得用于商业用途", "heron"]


def test_read_and_words_agree_and_know_their_lines() -> None:
    text = "one two\n\n<b>three\n</b> four\r\nfive &amp; six"
    reading = read(text)
    assert reading.values(0, len(reading)) == [value_of(word) for word in words(text)]
    assert [reading.line_of(word) for word in range(len(reading))] == [1, 1, 3, 4, 5, 5]


def test_excerpt_begins_and_ends_near_the_words() -> None:
    reading = read("Alpha beta gamma.\nDelta (epsilon) zeta eta\ntheta")
    assert reading.excerpt(2, 5) == "gamma. Delta (epsilon) zeta eta"
    assert reading.excerpt(4, 5) == "(epsilon) zeta"
    assert reading.excerpt(0, 7, limit=12) == "Alpha beta…"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("%PDF-1.7\nabc", "a PDF, not text"), ("\x00\x01\x02" * 9, "binary, not text"), ("plain\tprose\n", ""), ("", "")],
)
def test_unreadable(text: str, reason: str) -> None:
    assert unreadable(text) == reason


def test_phrases_are_found_as_often_as_they_occur() -> None:
    reading = read("May not be used commercially: research, research. 不得用于商业用途")
    values = reading.values(0, len(reading))
    assert phrases(values, restrictive()) == ["may not", "commercially", "research", "research", "不 得", "商 业"]
    assert set(restrictive()) < set(guard())


def test_only_so_much_is_read() -> None:
    assert len(clean("a" * (MAX_CHARS + 5))) == MAX_CHARS


@given(st.text(max_size=400))
def test_reading_never_raises_and_counts_lines_as_editors_do(text: str) -> None:
    reading = read(text)
    assert len(reading.starts) == text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert list(reading.starts) == sorted(reading.starts)
    assert len(words(text)) == len(reading)
    for word in range(len(reading)):
        assert 1 <= reading.line_of(word) <= len(reading.starts)
        assert len(reading.excerpt(word, len(reading) - 1)) <= 200


@given(st.text(alphabet=st.characters(categories=["Ll", "Lo", "Zs"]), max_size=100))
def test_reading_is_the_same_for_compatible_forms(text: str) -> None:
    wide = unicodedata.normalize("NFKC", text)
    assert [word for word in words(wide) if word.isascii()] == [word for word in words(text) if word.isascii()]
