"""Lines that name who holds the rights, and places to fill in."""

from __future__ import annotations

import pytest

from auditor.licenses.holders import MARKER, is_place, marked, names_holder, without_holders


@pytest.mark.parametrize(
    "line",
    [
        "Copyright (c) 2024 Heron Labs",
        "\u00a9 2019-2024 Heron Labs and its affiliates. All rights reserved.",
        "# Copyright by Ada Heron <ada@example.org>",
        "Copyright [yyyy] [name of copyright owner]",
        "Copyright (c) <year> <copyright holders>",
        "(c) Copyright 2024 Will Wren",
        "Copyright 2024 Heron Inc. and Wren Ltd. All rights reserved.",
        "Copyright 2024 Élodie Цапля",
    ],
)
def test_a_line_that_only_names_a_holder(line: str) -> None:
    assert names_holder(line)
    assert without_holders(f"one\n{line}\ntwo") == "one\n\ntwo"


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2024 Heron Labs, whose users pay",
        "Copyright 2024 HERON LABS. COMMERCIAL USERS PAY",
        "Copyright (c) 2024 Heron Labs. If you sell it, tell us.",
        "Copyright 2024 Heron Labs [for non-commercial owners]",
        "(c) 2024 Heron Labs, students only",
        "Copyright 2024 Heron Labs. Expires 2027",
        "Copyright 2024 Heron Labs (Companies excluded.)",
        "Copyright 2024 X. Trial Version, Expires 2025",
        "Copyright 2024 Heron Labs, EU Residents Excluded",
        "Copyright 2024 Heron Labs Valid Until March",
        "© 2024 Heron GmbH Nur Studenten",
        "© 2024 Heron SA Étudiants Seulement",
        "Copyright 2024 Heron Labs Ask Ada First",
        "Copyright 2024 Heron Labs 非商用",
        "Copyright 2024 Heron Labs только для учёбы",
        "Copyright 2024 " + "Heron " * 14,
    ],
)
def test_a_line_that_says_more_is_kept(line: str) -> None:
    assert not names_holder(line)
    assert without_holders(line) == line


def test_places_to_fill_in_are_marked_and_other_brackets_are_not() -> None:
    assert marked("(c) [yyyy] {{ organization }}") == f"(c) [{MARKER}] {{{MARKER}}}"
    for text in ("[the] work", "see [the name](https://example.org)", "<https://example.org>", "[no commercial owner]"):
        assert marked(text) == text
    assert is_place("[name of copyright owner]")
    assert not is_place("[name of copyright owner] may not sell")
