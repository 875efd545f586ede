"""Words as a reader sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.prose.plain import lowered, plain, skeleton


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("non\u2011commercial", "non-commercial"),
        ("non\u00adcommer\u200bcial", "noncommercial"),
        ("ｎｏｎ－ｃｏｍｍｅｒｃｉａｌ", "non-commercial"),
        ("non&#45;commercial &amp; free", "non-commercial & free"),
        ("research<br>purposes", "research purposes"),
        ("research\\ purposes", "research purposes"),
        ("**non**-*commercial*", "non-commercial"),
        ("[non-commercial](https://x.example/y) use", "non-commercial use"),
        ("![logo](a.png) use", "logo use"),
        ("[Commercial use](https://x.example/It_(novel)) is", "Commercial use is"),
        ('[use](u "Title (x)") (is)', "use (is)"),
        ("<b>non</b>-commercial<sup>1</sup>", "non-commercial"),
        ("for research[^1] purposes only", "for research purposes only"),
        ("for research<sup>[2]</sup> purposes", "for research purposes"),
        ("10<sup>5</sup> tokens", "105 tokens"),  # a power is no footnote
        ("for \U0001f52c research \u26a0\ufe0f purposes", "for research purposes"),
        ("for :microscope: research", "for research"),
        ("12:30:45 a::b", "12:30:45 a::b"),
        ("the licensor’s terms", "the licensor's terms"),
        ("a  b\t c", "a b c"),
        ("许可：商用，需申请", "许可:商用,需申请"),
        ("snake_case_name stays", "snake_case_name stays"),
    ],
)
def test_marks_and_odd_characters_are_taken_off(raw: str, words: str) -> None:
    assert plain(raw) == words


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("nоn-соmmеrсiаl", "non-commercial"),  # Cyrillic letters
        ("Νon-cοmmercial", "non-commercial"),  # Greek
        ("только для исследований", "только для исследований"),  # a language, no disguise
        ("İstanbul", "istanbul"),
    ],
)
def test_look_alike_letters_hide_no_word(words: str, seen: str) -> None:
    assert skeleton(words).replace("i\u0307", "i").replace("İ", "i") == seen


@given(st.text(max_size=80))
def test_lower_case_keeps_every_place(text: str) -> None:
    assert len(lowered(text)) == len(skeleton(text)) == len(text)


@given(st.text(alphabet="[]()<>*_~\\&#;ab ", max_size=80))
def test_any_markup_is_read(raw: str) -> None:
    assert "  " not in plain(raw)
