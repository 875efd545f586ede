"""What stands behind a family's name."""

from __future__ import annotations

import pytest

from auditor.names.qualifiers import read_tail
from auditor.names.table import table


@pytest.mark.parametrize(
    ("family", "text", "version", "size", "variants", "goes_on"),
    [
        ("llama", "-2-7b-chat-hf", "2", "7b", ("chat", "hf"), False),
        ("llama", " 3.1 8B Instruct is", "3.1", "8B", ("instruct",), False),
        ("llama", "-3_1-8B", "3.1", "8B", (), False),
        ("llama", "-2-7b-garden", "2", "7b", (), True),
        ("llama", "-2-7b-based", "2", "7b", (), False),
        ("llama", " 2 (7B) model", "2", "7B", (), False),
        ("llama", " 2 times", "", "", (), False),
        ("llama", " 7 billion", "", "7 billion", (), False),
        ("llama", ".", "", "", (), False),
        ("stable-diffusion", "-2-1", "2.1", "", (), False),
        ("stable-diffusion", "-v-1-4", "1.4", "", (), False),
        ("flux", ".1 [dev]", "1", "", ("dev",), False),
        ("bert", "-base-uncased", "", "", ("base", "uncased"), False),
        ("bert", " text", "", "", (), False),
        ("gemma", " 3 27B it", "3", "27B", ("it",), False),
        ("whisper", "-small.en", "", "", ("small.en",), False),
    ],
)
def test_a_tail(family: str, text: str, version: str, size: str, variants: tuple[str, ...], goes_on: bool) -> None:
    tail = read_tail(text, 0, table().by_id[family])
    assert (tail.said.version, tail.said.size, tail.variants, tail.goes_on) == (version, size, variants, goes_on)
