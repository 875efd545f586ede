"""Code in languages without a grammar here: texts beside a word for a model."""

from __future__ import annotations

import time

import pytest

from auditor.discover import discover_text


def read(name: str, text: str) -> list[str]:
    return [f"{item.line} {item.type.value} {item.reference}" for item in discover_text(name, text)]


@pytest.mark.parametrize(
    ("name", "text", "gives"),
    [
        ("a.php", "<?php\n$c->chat()->create(['model' => 'gpt-4o']);\n", ["2 api_model openai:gpt-4o"]),
        ("A.swift", 'let q = ChatQuery(messages: [], model: "gpt-4o")\n', ["1 api_model openai:gpt-4o"]),
        ("a.dart", "final m = GenerativeModel(model: 'gemini-1.5-flash');\n", ["1 api_model google:gemini-1.5-flash"]),
        ("a.exs", 'ChatOpenAI.new!(%{model: "gpt-4o"})\n', ["1 api_model openai:gpt-4o"]),
        ("a.r", 'embedding_model <- "heron-ai/embed"\n', ["1 model heron-ai/embed"]),
        ("a.lua", 'local LLM_MODEL = "heron-ai/chat"\n', ["1 model heron-ai/chat"]),
    ],
)
def test_texts_beside_a_word_for_a_model(name: str, text: str, gives: list[str]) -> None:
    assert read(name, text) == gives


@pytest.mark.parametrize(
    "text",
    [
        "<?php\n// ['model' => 'gpt-4o']\n# 'model' => 'gpt-4o'\n",
        "<?php\nCar::create(['model' => 'golf/gti', 'make' => 'vw']);\n",
        "<?php\n$llm_api_key = 'heron-ai/secret';\n$model_path = 'models/chat.bin';\n",
        "<?php\necho 'we like gpt-4o';\n",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert read("a.php", text) == []


def test_repetition_is_linear() -> None:
    start = time.process_time()
    for part in ("model = '", "'gpt-4o' => ", "model" * 50 + " ", "model: 'gpt-4o'\n"):
        read("a.php", part * 10_000)
    assert time.process_time() - start < 5
