"""Services by host, by word, by prefix."""

from __future__ import annotations

import pytest

from auditor.discover.providers import OWN_SERVER, provider
from auditor.discover.services import at, by_host, by_words, in_address, prefixed


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://api.anthropic.com/v1/messages", "anthropic"),
        ("https://heron.openai.azure.com/openai", "azure"),
        ("us-central1-aiplatform.googleapis.com/v1", "vertex"),
        ("http://localhost:11434/api/chat", "ollama"),
        ("http://localhost:8000/v1", OWN_SERVER),
        ("http://[broken", OWN_SERVER),
        ("http://x:99999999/", OWN_SERVER),
        ("https://api.anthropic.com.example.org/", OWN_SERVER),
    ],
)
def test_by_host(address: str, service: str) -> None:
    assert by_host(address).id == service


@pytest.mark.parametrize(
    ("address", "model"),
    [
        ("https://h.openai.azure.com/openai/deployments/gpt-4o-mini/chat/completions?x=1", "azure:gpt-4o-mini"),
        ("https://b.eu-west-1.amazonaws.com/model/amazon.nova-lite-v1%3A0/invoke", "bedrock:amazon.nova-lite-v1:0"),
        ("https://generativelanguage.googleapis.com/v1/models/gemini-1.5-pro:generateContent", "google:gemini-1.5-pro"),
        ("https://api-inference.huggingface.co/models/heron-ai/chat", "heron-ai/chat"),
        ("https://example.org/models/heron-ai/chat", None),
    ],
)  # fmt: skip
def test_models_in_addresses(address: str, model: str | None) -> None:
    target = in_address(address)
    assert (target.id if target else None) == model


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("anthropic:messages:claude-sonnet-4-5", "anthropic:claude-sonnet-4-5"),
        ("huggingface:text-generation:heron-ai/chat", "heron-ai/chat"),
        ("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0", "bedrock:amazon.nova-pro-v1:0"),
        ("ollama:chat:llama3", "llama3"),
        ("mistral:7b", None),
        ("mistral:instruct", None),
        ("registry:heron-ai/chat", None),
    ],
)
def test_prefixes(text: str, model: str | None) -> None:
    target = prefixed(text)
    assert (target.id if target else None) == model


def test_a_service_that_serves_the_hub_takes_ids() -> None:
    together, groq = by_words(["together"]), by_words(["Groq"])
    assert together is not None
    assert groq is not None
    assert str(at(together, "heron-ai/chat")) == str(at(provider(OWN_SERVER), "heron-ai/chat"))
    assert at(groq, "small") is None
    assert at(provider(OWN_SERVER), "heron-1") is None
