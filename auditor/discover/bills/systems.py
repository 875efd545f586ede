"""Closed models in bills: whose a name is, and `provider:name` as they are audited by."""

from __future__ import annotations

import re

from auditor.discover.known import CLOSED_MODEL
from auditor.discover.reference import Target
from auditor.names.families import is_makers_open_one
from auditor.schema.discovery import FoundType

# How bills call providers, without signs and in lower case, and what we call them.
_PROVIDERS = {
    **dict.fromkeys(("openai", "openaiinc", "azure", "azureopenai", "microsoftazure"), "openai"),
    **dict.fromkeys(("anthropic", "anthropicpbc"), "anthropic"),
    **dict.fromkeys(
        ("google", "googledeepmind", "googleai", "googlecloud", "gemini", "vertexai", "deepmind"), "google"
    ),
    **dict.fromkeys(("mistral", "mistralai"), "mistral"),
    **dict.fromkeys(("cohere", "cohereinc"), "cohere"),
    **dict.fromkeys(("xai", "xaicorp"), "xai"),
    **dict.fromkeys(("deepseek", "deepseekai"), "deepseek"),
    **dict.fromkeys(("perplexity", "perplexityai"), "perplexity"),
    **dict.fromkeys(("bedrock", "amazonbedrock", "awsbedrock", "aws", "amazon"), "bedrock"),
    **dict.fromkeys(("voyage", "voyageai"), "voyage"),
    **dict.fromkeys(("moonshot", "moonshotai"), "moonshot"),
}
# Whose a closed model is by the beginning of its name.
_NAMES = {
    r"(?:gpt|chatgpt|o[134](?:-|\Z)|text-embedding-(?:3|ada)|text-davinci|dall-e|whisper-1|tts-1)": "openai",
    r"claude": "anthropic",
    r"(?:gemini|text-embedding-00)": "google",
    r"(?:command-|embed-(?:english|multilingual))": "cohere",
    r"mistral-": "mistral",
    r"grok-": "xai",
    r"deepseek-": "deepseek",
    r"sonar": "perplexity",
    r"voyage-": "voyage",
    r"moonshot-": "moonshot",
    r"(?:(?:us\.|eu\.)?(?:anthropic|amazon|meta|cohere)\.|nova-)": "bedrock",
}
_WHOSE = tuple((re.compile(begins, re.IGNORECASE), provider) for begins, provider in _NAMES.items())
_SIGNS = re.compile(r"[^a-z0-9]+")
_NAME = re.compile(r"[A-Za-z0-9][\w.:-]{0,99}\Z")
_HOSTS = re.compile(
    r"(?:\A|\.)(?:api\.(?:openai|anthropic|deepseek|groq|perplexity|replicate|voyageai)\.com|openai\.azure\.com|"
    r"generativelanguage\.googleapis\.com|[\w-]*aiplatform\.googleapis\.com|bedrock-runtime\.[\w-]+\.amazonaws\.com|"
    r"api\.mistral\.ai|api\.cohere\.(?:ai|com)|api\.x\.ai|openrouter\.ai|api\.together\.(?:xyz|ai)|"
    r"(?:api-inference|router)\.huggingface\.co)\Z",
    re.IGNORECASE,
)


def closed(maker: str, name: str) -> Target | None:
    """`provider:name` for a model that only its maker runs; None for any other. The maker may be unknown ("")."""
    plain = re.sub(r"[\s_]+", "-", name.strip()).lower()
    account, slash, rest = plain.rpartition("/")
    if slash:
        maker, plain = account, rest
    if not CLOSED_MODEL.match(plain) or not _NAME.match(plain) or is_makers_open_one(f"{maker.lower()}/{plain}"):
        return None
    provider = _PROVIDERS.get(_SIGNS.sub("", maker.lower()))
    if maker and provider is None:
        return None
    whose = provider or next((said for begins, said in _WHOSE if begins.match(plain)), None)
    if whose == "anthropic":
        plain = plain.replace(".", "-")  # `Claude 3.5 Sonnet` is claude-3-5-sonnet
    return Target(FoundType.API_MODEL, f"{whose}:{plain}" if whose else plain)


def is_provider(name: str) -> bool:
    """Whether this is a provider of closed models, as bills call it."""
    return _SIGNS.sub("", name.lower()) in _PROVIDERS


def is_service(host: str) -> bool:
    """Whether models answer on a host."""
    return bool(_HOSTS.search(host))
