"""Sentences of a card that limit the model's use."""

from __future__ import annotations

import pytest

from auditor.gather.reading.limits import limits
from auditor.schema.evidence import Statement
from tests.gather.reading.reads import papers_of


def said(body: str) -> tuple[Statement, ...]:
    return limits(papers_of(body, repo_id="org/name-7b-multi"))


def statements(body: str) -> list[tuple[str, int | None]]:
    return [(item.kind, item.citation.line) for item in said(body)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The weights are for non-commercial use only.",
        "You may not use this model for commercial purposes.",
        "Commercial use is **not allowed**.",
        "- **License:** Non-commercial license",
        "This model cannot be used commercially.",
        "Its terms prohibit any commercial use.",
    ],
)
def test_a_ban_on_commercial_use_is_found(sentence):
    assert statements(f"# Model\n\n{sentence}") == [("non-commercial", 6)]


@pytest.mark.parametrize("sentence", ["For research purposes only.", "This model is only for academic research."])
def test_a_limit_to_research_is_found(sentence):
    assert statements(sentence) == [("research-only", 4)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Free for both commercial and non-commercial use.",
        "Unlike others, which prohibit commercial use, it is under MIT.",
        "The dataset is for non-commercial use only.",
        "We do not intend it to be the basis of a commercial product.",
        "Commercial use is allowed.",
        "Research on commercial buildings.",
        "- **Name-7B-instruct**: Tuned on instructions. *Research purposes only*.",
    ],
)
def test_what_is_said_of_something_else_is_not(sentence):
    assert statements(sentence) == []


def test_a_sentence_may_say_several_limits_and_the_strictest_comes_first():
    found = said("It is released for non-commercial use and scientific research purposes only.")
    assert [item.kind for item in found] == ["non-commercial", "research-only"]
    assert [item.row for item in found] == ["limits/non-commercial-only", "limits/research-only"]


def test_the_line_with_the_words_is_cited_and_a_long_sentence_is_shown_around_them():
    (one,) = said(f"A model {'and more ' * 60}\nof which commercial use\nis prohibited by us")
    assert one.citation.line == 5
    assert one.words.endswith("commercial use is prohibited")


def test_a_very_long_line_is_read_to_its_end():
    assert set(statements("commercial use is prohibited " * 100_000)) == {("non-commercial", 4)}
    assert statements("a word " * 100_000 + "commercial use is prohibited") == [("non-commercial", 4)]
