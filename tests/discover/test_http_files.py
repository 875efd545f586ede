"""Requests, in files and in commands."""

from __future__ import annotations

import pytest

from auditor.discover import discover_text


def ids(name: str, text: str) -> list[str]:
    return [f"{item.line} {item.type} {item.reference.removeprefix('openai:')}" for item in discover_text(name, text)]


def test_a_file_of_requests() -> None:
    text = (
        '### one\nPOST https://api.groq.com/openai/v1/chat\nkey: {{key}}\n\n{\n  "model": "llama-3.1-8b"\n}\n'
        '###\nPOST http://localhost:8000/v1/completions\n\n{"model": "oo/a"}\n'
        '###\nPOST https://example.org/cars\n\n{"name": "oo/b"}\n'
    )
    assert ids("ask.http", text) == ["6 api_model groq:llama-3.1-8b", "11 model oo/a"]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ('curl https://api.openai.com/v1/chat/completions -d \'{"model": "gpt-4o"}\'', "api_model gpt-4o"),
        ('curl https://api.groq.com/openai/v1 -d "{\\"model\\": \\"llama-3.1-8b\\"}"', "api_model groq:llama-3.1-8b"),
        ('curl $BASE/v1/completions --json \'{"model": "oo/a"}\'', "model oo/a"),
        ('curl localhost:11434/api/generate -d \'{"model": "llama3"}\'', "ollama_model llama3"),
        ('curl localhost:11434/api/pull -d \'{"name": "llama3"}\'', "ollama_model llama3"),
        ("http POST :8000/ http://localhost:8000/v1/x model=oo/a", "model oo/a"),
        ('curl https://router.huggingface.co/v1/chat/completions -d \'{"model": "oo/a:groq"}\'', "model oo/a"),
        ('curl https://example.org/cars -d \'{"name": "oo/a"}\'', ""),
        ("curl https://api.example.org/models/oo/a", ""),
    ],
)
def test_a_command(command: str, expected: str) -> None:
    assert "|".join(item.partition(" ")[2] for item in ids("x.sh", command)) == expected
