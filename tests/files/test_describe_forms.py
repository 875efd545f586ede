"""The table of forms as a person reads it."""

from __future__ import annotations

import pytest

from auditor.errors import UsageError
from auditor.explain import explain


def test_the_libraries_and_the_providers() -> None:
    assert "discovery/openai" in explain("discovery")
    told = explain("discovery/providers")
    assert "  bedrock Amazon Bedrock" in told
    assert "api.deepseek.com" in told


def test_a_library_and_one_of_its_forms() -> None:
    whole = explain("discovery/openai")
    assert "AzureOpenAI, AsyncAzureOpenAI asks azure" in whole
    one = explain("discovery/openai/openai-chat")
    assert "chat.completions.create" in one
    assert "gives openai:gpt-4o" in one
    assert "openai-audio" in whole
    assert "openai-audio" not in one


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("discovery/opena", "discovery/openai"), ("discovery/openai/openai-chats", "discovery/openai/openai-chat")],
)
def test_what_is_not_there_is_said_with_what_is_near(asked: str, meant: str) -> None:
    with pytest.raises(UsageError) as refused:
        explain(asked)
    assert meant in (refused.value.hint or "")
