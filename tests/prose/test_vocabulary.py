"""Asking rows: in order, by their words, with what they remember."""

from __future__ import annotations

import re

import pytest

from auditor.prose.phrases import compile_phrase
from auditor.prose.text import read_text
from auditor.prose.vocabulary import Entry, Hit, Vocabulary, Ways


def entry(row: str, phrase: str, says: str | None = "x") -> Entry:
    made = compile_phrase(phrase)
    return Entry(row, says, (Ways(((made.pattern, (made.needles, *made.beside)),)),), made.needles)


WORDS = Vocabulary(
    (
        entry("t/one", "red car"),
        entry("t/two", "car"),
        entry("t/aside", "car|van", None),
        entry("t/named", "made by {who:name}"),
        Entry("t/cased", "y", (Ways(((r"\bUS\b", ()),), cased=True),)),
    ),
    {"t/first": "t/one"},
)


def test_the_first_row_that_fits_decides_and_rows_that_say_nothing_are_not_asked() -> None:
    assert [hit.row for hit in WORDS.every("t", "a red car")] == ["t/one", "t/two"]
    assert WORDS.first("t", "a van") is None
    assert WORDS.fits("t/aside", "a van")


def test_a_hit_says_where_and_what_it_remembers_in_the_words_as_written() -> None:
    hit = WORDS.first("t/named", "It was Made by ACME today")
    assert hit == Hit("t/named", "x", 7, 19, "Made by ACME", {"who": "ACME"})


def test_case_counts_only_where_a_row_says_so() -> None:
    assert WORDS.fits("t/cased", "in the US")
    assert not WORDS.fits("t/cased", "between us")


def test_an_old_name_still_answers_and_an_unknown_one_does_not() -> None:
    assert WORDS.fits("t/first", "red car")
    with pytest.raises(KeyError):
        WORDS.first("t/none", "red car")


def test_only_rows_whose_words_are_there_are_candidates() -> None:
    assert WORDS.candidates("a blue bird") == 0b10000  # the one that knows no words of its own
    assert WORDS.candidates("a car") == 0b10110


def test_sentences_ask_for_themselves_and_their_headings() -> None:
    (said,) = read_text("# A red car\n\nIt is a van.", vocabulary=WORDS).sentences
    assert said.fits("t/aside")
    assert said.under("t/one")
    assert not said.under("t/named")
    assert [hit.words for hit in WORDS.places("t/two", "car, car")] == ["car", "car"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a fox and a red fox", [("fox", 2), ("red fox", 12)]),  # the one that begins first, and none within another
        ("red fox", [("red fox", 0)]),
        ("red wolf, fox, fox", [("red wolf", 0), ("fox", 10), ("fox", 15)]),
        ("a hen", []),
    ],
)
def test_ways_of_saying_are_alternatives_of_one_pattern(text: str, found: list[tuple[str, int]]) -> None:
    made = [compile_phrase(phrase) for phrase in ("fox", "red fox", "red wolf")]
    ways = Ways(tuple((phrase.pattern, (phrase.needles, *phrase.beside)) for phrase in made))
    joined = re.compile("|".join(phrase.pattern for phrase in made))
    assert [(hit.group(), hit.start()) for hit in ways.finditer(text, text)] == found
    assert [(hit.group(), hit.start()) for hit in joined.finditer(text)] == found
    first = ways.search(text, text)
    assert (first and (first.group(), first.start())) == (found[0] if found else None)
