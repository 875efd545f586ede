"""What code sets down without calling a library: constants, objects, requests."""

from __future__ import annotations

import time

import pytest

from auditor.discover import discover_text


def read(name: str, text: str) -> list[str]:
    return [f"{item.line} {item.type.value} {item.reference}" for item in discover_text(name, text)]


@pytest.mark.parametrize(
    ("name", "text", "gives"),
    [
        ("a.ts", 'export const DEFAULT_MODEL = "gpt-4o";\n', ["1 api_model openai:gpt-4o"]),
        ("a.ts", 'const llm = { provider: "groq", model: "llama3-8b-8192" };\n', ["1 api_model groq:llama3-8b-8192"]),
        ("a.js", 'const EMBEDDER = process.env.E || "heron-ai/embed";\n', ["1 model heron-ai/embed"]),
        ("a.go", 'package a\nconst EmbeddingModel = "heron-ai/embed"\n', ["2 model heron-ai/embed"]),
        ("A.java", 'class A { static final String LLM_MODEL = "gpt-4o"; }\n', ["1 api_model openai:gpt-4o"]),
        ("a.ts", 'new Model(this, { environment: { HF_MODEL_ID: "heron-ai/chat" } });\n', ["1 model heron-ai/chat"]),
        ("a.ts", 'new D("v", { inference: 1, args: ["--model", "heron-ai/chat"] });\n', ["1 model heron-ai/chat"]),
        (
            "a.ts",
            'await fetch("https://api.openai.com/v1/responses", { body: JSON.stringify({ model: "gpt-4o" }) });\n',
            ["1 api_model openai:gpt-4o"],
        ),
        (
            "a.js",
            'const body = { model: "claude-3-haiku" };\naxios.post("https://api.anthropic.com/v1/messages", body);\n',
            ["2 api_model anthropic:claude-3-haiku"],
        ),
    ],
)
def test_what_is_set_down(name: str, text: str, gives: list[str]) -> None:
    assert read(name, text) == gives


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ts", '// const DEFAULT_MODEL = "gpt-4o";\nconst car = { model: "golf/gti" };\n'),
        ("a.ts", 'survey({ model: "gpt-4o" });\nconst price = { "gpt-4o": 2.5 };\n'),
        ("a.ts", 'await fetch("https://shop.example/cars", { body: JSON.stringify({ model: "golf" }) });\n'),
        ("a.go", 'package a\nvar c = Car{Model: "golf/gti"}\n'),
        ("a.ts", 'const MODEL_DIR = "models/chat";\nconst LLM_API_KEY = "heron-ai/secret";\n'),
    ],
)
def test_what_only_looks_like_it(name: str, text: str) -> None:
    assert read(name, text) == []


def test_what_a_call_uses_is_said_once() -> None:
    text = 'import { openai } from "@ai-sdk/openai";\nconst MODEL = "gpt-4o";\nexport const m = openai(MODEL);\n'
    assert read("a.ts", text) == ["3 api_model openai:gpt-4o"]


def test_length_and_nesting_cost_linear_time() -> None:
    start = time.process_time()
    read("a.ts", 'const llm = { model: "heron-ai/chat" };\n' * 3_000)
    read("a.ts", "const llm = " + "{ a: " * 60 + '"heron-ai/chat"' + " }" * 60)
    assert time.process_time() - start < 5
