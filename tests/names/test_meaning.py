"""What a name means: which repository, under which licenses."""

from __future__ import annotations

import pytest

from auditor.names.meaning import folded_size, licenses_of, parameters, repository_of
from auditor.names.table import FamilyRow, Said

WREN = FamilyRow.of(
    {
        "id": "wren",
        "title": "Wren",
        "variants": ["chat", "wrencode"],
        "prose": {"alone": ["Wren", "WrenCode"]},
        "sizes": {"any": ["7b"], "2": ["7B", "1_8B"], "2 chat": ["7B"]},
        "canonical": {
            "2 {size} (base)": "org/Wren2-{size}",
            "2 {size} chat": "org/Wren2-{size}-Chat-hf",
            "3": "org/Wren3",
        },
        "licenses": {"1": ["a"], "2": ["b"], "2 7b": ["c"], "2 chat": ["d"], "wrencode": ["e"]},
    }
)


@pytest.mark.parametrize(
    ("said", "licenses"),
    [
        (Said("1"), ("a",)),
        (Said("2", "7b"), ("c", "d")),  # the name may mean a chat model
        (Said("2", "1.8b"), ("b", "d")),
        (Said("2", "7b", frozenset({"chat"})), ("c", "d")),
        (Said("2"), ("b", "c", "d")),
        (Said(), ("a", "b", "c", "d")),
        (Said("", "1.8b"), ("a", "b", "d")),
        (Said("9"), ()),
        (Said("", "", frozenset({"wrencode"})), ("e",)),
    ],
)
def test_licenses(said: Said, licenses: tuple[str, ...]) -> None:
    assert licenses_of(WREN, said) == licenses


def test_a_name_that_leaves_nothing_open() -> None:
    assert licenses_of(WREN, Said("2", "1.8b"), whole=True) == ("b",)


@pytest.mark.parametrize(
    ("said", "repository"),
    [
        (Said("2", "7b"), "org/Wren2-7B"),
        (Said("2", "1.8B", frozenset({"base"})), "org/Wren2-1_8B"),
        (Said("2", "7b", frozenset({"chat", "hf"})), "org/Wren2-7B-Chat-hf"),
        (Said("2", "7b", frozenset({"hf"})), None),
        (Said("2", "1.8b", frozenset({"chat"})), None),
        (Said("2", "9b"), None),
        (Said("2"), None),
        (Said("", "7b"), None),
        (Said("3"), "org/Wren3"),
        (Said("3", "7b"), None),
    ],
)
def test_repositories(said: Said, repository: str | None) -> None:
    assert repository_of(WREN, said) == repository


def test_a_size_that_is_not_listed_is_spelled_as_the_others() -> None:
    assert repository_of(WREN, Said("2", "9b"), listed=False) == "org/Wren2-9B"


@pytest.mark.parametrize(
    ("size", "folded", "count"),
    [
        ("1_8B", "1.8b", 1.8e9),
        ("8x7B", "8x7b", 56e9),
        ("7 billion", "7b", 7e9),
        ("270m", "270m", 270e6),
        ("1b7", "1b7", 1.7e9),
        ("", "", 0),
    ],
)
def test_sizes(size: str, folded: str, count: float) -> None:
    assert folded_size(size) == folded
    assert parameters(size) == pytest.approx(count)
