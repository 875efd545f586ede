"""A clause with a number is called one; one that words name stands as they do."""

from __future__ import annotations

import pytest

from auditor.schema.numbering import at, clause


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3.2", "clause 3.2"),
        ("1.b.i", "clause 1.b.i"),
        ("§ 2", "clause § 2"),
        ("III", "clause III"),
        ("IV.b", "clause IV.b"),
        ("V", "clause V"),
        ("a)", "clause a)"),
        ("preamble", "preamble"),
        ("Attachment A", "Attachment A"),
        ("Violations", "Violations"),
        ("License Grant", "License Grant"),
        ("first point", "first point"),
        ("Section III", "Section III"),
    ],
)
def test_a_number_is_a_clause_and_words_are_themselves(written: str, said: str) -> None:
    assert clause(written) == said
    assert at(written) == f", {said}"


def test_no_clause_is_nothing() -> None:
    assert at("") == ""
