"""Beside a license text its title and its holders say nothing; whatever else stands there may be a term."""

from __future__ import annotations

import pytest

from auditor.files.policies import load_knowledge
from auditor.licenses.furniture import says_nothing

CATALOG = load_knowledge().catalog


@pytest.mark.parametrize(
    "line",
    [
        "",
        "=======",
        "# The MIT License (MIT)",
        "(The MIT License)",
        "All rights reserved.",
        "Copyright Heron Labs and Wren Ltd., 2019-2024. All rights reserved.",
        "Copyright (c) The Authors of Wren <wren@example.org>",
        "版权所有",
    ],
)
def test_titles_and_holders_say_nothing(line: str) -> None:
    assert says_nothing([line], ("MIT",), CATALOG)


@pytest.mark.parametrize(
    "line",
    [
        "No use by governments.",
        "Not For Governments",
        "The Apache License",  # of another license
        "The MIT License except for Heron Labs",
        "Copyright Heron Labs, not for governments",
        "COPYRIGHT HERON LABS. NOT FOR GOVERNMENTS",
        "Copyright 2024 HERON LABS. COMMERCIAL USERS PAY",
        "Copyright Heron Labs, whose users pay",
        "Copyright " + "Heron " * 13,
        "Heron Labs",
        "仅限教学",
    ],
)
def test_whatever_else_stands_there_may_be_a_term(line: str) -> None:
    assert not says_nothing([line], ("MIT",), CATALOG)
    assert not says_nothing(["The MIT License", line], ("MIT",), CATALOG)
