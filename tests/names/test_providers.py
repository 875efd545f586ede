"""Providers, by what their models wrote."""

from __future__ import annotations

import pytest

from auditor.names.providers import by_dataset_name, by_words


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        ("x/orca_math", "OpenAI"),
        ("x/alpaca-eval", None),
        ("x/gemini15flash-answers", "Google"),
        ("x/claude3-summaries-judged-by-gpt-4", "Anthropic"),
        ("x/opus-100", None),
        ("x/opus-3-letters", "Anthropic"),
        ("x/muse-35k", None),
    ],
)
def test_by_the_name_of_data(name: str, provider: str | None) -> None:
    found = by_dataset_name(name)
    assert (found.name if found else None) == provider


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        ("gpt-4o-mini", "OpenAI"),
        ("OpenAI's models", "OpenAI"),
        ("gpt-3b", None),
        ("Llama 3.1", "Meta"),
        ("llama", None),
    ],
)
def test_by_words(text: str, provider: str | None) -> None:
    found = by_words(text)
    assert (found.name if found else None) == provider
    assert found is None or "terms" in found.terms or "licenses" in found.terms
