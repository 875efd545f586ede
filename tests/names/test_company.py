"""Names that mean something else too, and what around them shows that a model is meant."""

from __future__ import annotations

import pytest

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
