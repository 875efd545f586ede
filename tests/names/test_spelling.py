"""How families.yaml writes names."""

from __future__ import annotations

import re

import pytest

from auditor.names.spelling import alternation, expression, inside


@pytest.mark.parametrize(
    ("spelling", "fits", "fits_not"),
    [
        ("command r", ["command r", "command-r", "command_r", "commandr"], ["command  r", "command.r"]),
        ("grok-1", ["grok-1", "grok 1"], ["grok1"]),
        ("llama.cpp", ["llama.cpp"], ["llama-cpp", "llamaxcpp"]),
        ("command r+", ["command r+"], ["command r", "command rr"]),
        ("llama {version}", ["llama 2", "llama3.1", "llama-3_1"], ["llama", "llama x"]),
        ("l3-{size}", ["l3-8b", "l3_8x7b"], ["l38b", "l3-8"]),
        ("gpt 4*", ["gpt-4", "gpt4o", "gpt-4.1-mini"], ["gpt-4 o", "gpt-4."]),
    ],
)
def test_a_spelling(spelling: str, fits: list[str], fits_not: list[str]) -> None:
    for pattern in (expression(spelling), alternation([spelling, "zebra"])):
        assert all(re.fullmatch(pattern, text) for text in fits)
        assert not any(re.fullmatch(pattern, text) for text in fits_not)


def test_the_longest_spelling_wins() -> None:
    pattern = re.compile(alternation(["bert", "bert large", "roberta", "bertweet"]))
    assert [match.group() for match in pattern.finditer("bert, bertweet, bert-large, roberta")] == [
        *("bert", "bertweet", "bert-large", "roberta")
    ]


@pytest.mark.parametrize(
    ("spelling", "name", "found"),
    [
        ("*llama*", "me/tinyllamas", True),
        ("gemma", "me/gemma-2b", True),
        ("gemma", "me/gemmas", False),
        ("gemma 4", "me/gemma-4-31b", True),
        ("gemma 4", "me/gemma-4b", False),
        ("L3-{size}", "me/garden-L3-8B", True),
        ("L3-{size}", "me/XL3-8B", False),
    ],
)
def test_a_spelling_inside_a_name(spelling: str, name: str, found: bool) -> None:
    assert bool(re.search(inside(spelling), name, re.IGNORECASE)) is found
