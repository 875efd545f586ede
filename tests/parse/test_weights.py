"""Which names are files of weights."""

from __future__ import annotations

import pytest

from auditor.parse.weights import ending, is_weights


@pytest.mark.parametrize("name", ["wren.gguf", "a/b/Wren.ONNX", "a\\b.safetensors", "pytorch_model.bin", "x.h5"])
def test_files_of_weights(name: str) -> None:
    assert is_weights(name)


@pytest.mark.parametrize("name", ["wren", "wren.json", "gguf", "a.gguf/README", "wren.gguf.md", ""])
def test_other_files(name: str) -> None:
    assert not is_weights(name)


def test_an_ending_is_of_the_last_part_of_a_path() -> None:
    assert (ending("a.b/c.GGUF"), ending("a.b/c"), ending("c.")) == ("gguf", "", "")
