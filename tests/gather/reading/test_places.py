"""Words are cited at the line that holds them, with as much of it as a citation can show."""

from __future__ import annotations

from auditor.gather.papers import MAX_QUOTE
from auditor.gather.reading.places import place_of
from tests.gather.reading.reads import read


def test_the_line_may_come_after_the_first_of_the_sentence() -> None:
    papers, (sentence,) = read("A model that we\nhave now\nopen-sourced for all.")
    place = place_of(papers, sentence, "open-sourced")
    assert (place.line, place.quote) == (6, "open-sourced for all.")


def test_of_a_long_line_whole_words_around_them_are_shown() -> None:
    papers, (sentence, *_) = read("word " * 300 + "open-sourced " + "word " * 300)
    place = place_of(papers, sentence, "open-sourced")
    assert place.line == 4
    assert place.quote is not None
    assert "open-sourced" in place.quote
    assert len(place.quote) <= MAX_QUOTE
    assert set(place.quote.split()) == {"word", "open-sourced"}


def test_words_that_no_line_holds_are_cited_where_the_sentence_begins() -> None:
    papers, (sentence,) = read("It is open-\n**sourced** now.")
    assert place_of(papers, sentence, "open-sourced").line == 4
