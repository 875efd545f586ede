"""Weights that no source of ours serves."""

from __future__ import annotations

import pytest

from auditor.discover import discover_text


@pytest.mark.parametrize(
    ("line", "name", "registry"),
    [
        ("kaggle models instances versions download heron/chat/keras/x/1", "heron/chat/keras/x/1", "Kaggle"),
        ("curl https://kaggle.com/models/heron/chat", "https://kaggle.com/models/heron/chat", "Kaggle"),
        ("docker run nvcr.io/nim/heron/chat:1.0", "nvcr.io/nim/heron/chat:1.0", "NGC"),
        ('ngc registry model download-version "heron/nemo/ear:2"', "heron/nemo/ear:2", "NGC"),
        (
            "wget https://github.com/heron/r/releases/download/v1/a.Q4.gguf",
            "https://github.com/heron/r/releases/download/v1/a.Q4.gguf",
            "GitHub releases",
        ),
    ],
)  # fmt: skip
def test_they_are_listed_and_said_to_be_elsewhere(line: str, name: str, registry: str) -> None:
    found = discover_text("x.sh", f"set -e\n{line}\n")
    assert [(item.line, str(item.type), item.reference) for item in found] == [(2, "local_or_url", name)]
    assert found[0].note == f"{registry}: not a source yet"


@pytest.mark.parametrize(
    "line",
    [
        "wget https://github.com/heron/r/releases/download/v1/app.tar.gz",
        "# wget https://github.com/heron/r/releases/download/v1/a.gguf",
        "docker run nvcr.io/nvidia/pytorch:24.01-py3",
        "open https://www.kaggle.com/models/heron/chat/license/consent",
        "wget https://github.com/heron/r/blob/main/a.gguf",
    ],
)
def test_other_things_are_not(line: str) -> None:
    assert discover_text("x.sh", line) == ()


def test_prose_names_them_without_using_them() -> None:
    assert discover_text("README.md", "See https://www.kaggle.com/models/heron/chat and the rest.\n") == ()
