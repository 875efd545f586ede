"""Sentences of a card that limit the model's use."""

from __future__ import annotations

import pytest

from auditor.gather.papers import open_papers
from auditor.gather.prose import license_statements
from auditor.schema.reference import RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot


def statements(body: str) -> list[tuple[str, int | None]]:
    card = File.of("README.md", f"---\nlicense: mit\n---\n{body}\n".encode())
    snapshot = Snapshot(
        repo_type=RepoType.MODEL,
        id="org/name-7b-multi",
        sha="0" * 40,
        endpoint=None,
        retrieved_at=None,
        metadata=File.of(METADATA, b'{"id": "org/name-7b-multi"}'),
        files=(card,),
    )
    return [(item.kind, item.citation.line) for item in license_statements(open_papers(snapshot))]


@pytest.mark.parametrize(
    "sentence",
    [
        "The weights are for non-commercial use only.",
        "You may not use this model for commercial purposes.",
        "Commercial use is **not allowed**.",
        "- **License:** Non-commercial license",
        "This model cannot be used commercially.",
        "It is released for non-commercial use and scientific research purposes only.",
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


def test_a_very_long_line_is_read_to_its_end():
    assert set(statements("commercial use is prohibited " * 100_000)) == {("non-commercial", 4)}
    assert statements("a word " * 100_000 + "commercial use is prohibited") == [("non-commercial", 4)]
