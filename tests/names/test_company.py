"""Names that mean something else too, and what around them shows that a model is meant."""

from __future__ import annotations

import pytest

from auditor.files.families import load_families
from auditor.names.prose import in_prose


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Falcon models", True),
        ("a Falcon checkpoint", True),
        ("Falcon-based", True),
        ("TII's Gemma", False),
        ("Google's Gemma", True),
        ("Google Gemma", True),
        ("fine-tuned from Gemma", True),
        ("built on top of Gemma", True),
        ("fine-tuned from Gemma's notes", False),
        ("based on Gemma et al", False),
        ("fine-tuned from gemma", False),
        ("Gemma tuned it", False),
        ("基于 Gemma", True),
        ("Gemma模型", True),
    ],
)
def test_company(text: str, found: bool) -> None:
    assert bool(in_prose(text)) is found


SPOKEN = load_families().spoken


@pytest.mark.parametrize("text", SPOKEN.examples)
def test_examples_of_the_file(text: str) -> None:
    assert in_prose(text)


@pytest.mark.parametrize("text", SPOKEN.counterexamples)
def test_counterexamples_of_the_file(text: str) -> None:
    assert not in_prose(text)
