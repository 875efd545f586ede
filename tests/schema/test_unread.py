"""The number of words that nobody has read: what means something changes it, how they are set does not."""

from __future__ import annotations

import pytest

from auditor.schema.unread import key_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pay 1.5 for each.", "Pay 15 for each."),
        ("Pay 1 5 for each.", "Pay 15 for each."),
        ("For labs < 5 heads.", "For labs > 5 heads."),
        ("Sale: ✓", "Sale: ✗"),
        ("5 % of it", "5 € of it"),
        ("Sale is free?", "Sale is free."),
        ("From 5-10 seats", "From 510 seats"),
    ],
)
def test_what_means_something_changes_the_number(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize("other", ["“Keep out!”", "keep – out", "*Keep* `out`", "Keep  out."])
def test_how_words_are_set_changes_nothing(other: str) -> None:
    assert key_of(other) == key_of("Keep out")
