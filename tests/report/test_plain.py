"""Words from the Hub become one harmless line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.report.plain import inert


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\r\n lines\tand more ", "two lines and more"),
        ("\x1b[31mred", "�[31mred"),
        ("a\u202eb\u200bc\ufeff", "a�b�c�"),
        ("\ud800", "�"),
        ("x\x9b2J", "x�2J"),
        ("中文 é", "中文 é"),
        ("a" * 401, "a" * 399 + "…"),
    ],
)
def test_inert(text: str, shown: str) -> None:
    assert inert(text) == shown


@given(st.text(), st.integers(2, 50))
def test_any_text_becomes_one_short_line_without_what_is_not_seen(text: str, limit: int) -> None:
    shown = inert(text, limit)
    assert len(shown) <= limit
    assert {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} == set()
    assert inert(shown, limit) == shown
