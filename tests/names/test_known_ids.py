"""Ids that the table knows."""

from __future__ import annotations

import pytest

from auditor.names.known_ids import known_id


@pytest.mark.parametrize(
    ("repo_id", "family", "today"),
    [
        ("gpt2", "gpt-2", "openai-community/gpt2"),
        ("BERT-base-uncased", "bert", "google-bert/bert-base-uncased"),
        ("runwayml/stable-diffusion-v1-5", "stable-diffusion", "stable-diffusion-v1-5/stable-diffusion-v1-5"),
        ("huggyllama/llama-7b", "llama", None),
        ("someone/llama-7b", None, None),
    ],
)
def test_a_known_id(repo_id: str, family: str | None, today: str | None) -> None:
    known = known_id(repo_id)
    assert (known.row.id if known else None) == family
    assert (known.today if known else None) == today


def test_a_copy_says_of_what_it_is_one() -> None:
    known = known_id("decapoda-research/llama-7b-hf")
    assert known is not None
    assert (known.said.version, known.said.size) == ("1", "7b")
