"""Services that answer for models, as settings and requests name them: by host, by the words of a key, by a prefix.

`provider:model` is how a model of such a service is shown. Some services take ids of the Hub as they are; there an id
is the model's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from auditor.discover.reference import MODEL_ONLY, Target, is_id, read
from auditor.discover.shell_table import OLLAMA
from auditor.schema.discovery import FoundType


class Service(NamedTuple):
    """A service: what stands before the colon, and whether it serves ids of the Hub under their own names."""

    id: str
    serves_hub: bool = False


OWN_SERVER = Service("openai", serves_hub=True)
OLLAMA_SERVER = Service("ollama")

# The words by which settings name a service.
BY_WORD: dict[str, Service] = {
    **dict.fromkeys(("openai", "chatgpt", "openaicompatible"), OWN_SERVER),
    **dict.fromkeys(("azure", "azureopenai", "azureai"), Service("azure")),
    **dict.fromkeys(("anthropic", "claude"), Service("anthropic")),
    **dict.fromkeys(("google", "gemini", "googlegenai", "googleai"), Service("google")),
    **dict.fromkeys(("vertex", "vertexai", "googlevertex"), Service("vertex")),
    **dict.fromkeys(("bedrock", "amazonbedrock", "awsbedrock", "bedrockconverse"), Service("bedrock")),
    **dict.fromkeys(("mistral", "mistralai"), Service("mistral")),
    **dict.fromkeys(("together", "togetherai"), Service("together", serves_hub=True)),
    **dict.fromkeys(("fireworks", "fireworksai"), Service("fireworks")),
    **dict.fromkeys(("xai", "grok"), Service("xai")),
    **{
        name: Service(name)
        for name in ("cohere", "deepseek", "groq", "openrouter", "perplexity", "voyage", "replicate")
    },
    **{name: Service(name, serves_hub=True) for name in ("deepinfra", "nebius", "novita", "huggingface")},
    "ollama": OLLAMA_SERVER,
}
# Hosts, from their end; a host of one's own is none of them.
BY_HOST: dict[str, Service] = {
    "api.openai.com": Service("openai"),
    "openai.azure.com": Service("azure"),
    "cognitiveservices.azure.com": Service("azure"),
    "services.ai.azure.com": Service("azure"),
    "api.anthropic.com": Service("anthropic"),
    "generativelanguage.googleapis.com": Service("google"),
    "aiplatform.googleapis.com": Service("vertex"),
    "amazonaws.com": Service("bedrock"),
    "api.mistral.ai": Service("mistral"),
    "api.cohere.com": Service("cohere"),
    "api.cohere.ai": Service("cohere"),
    "api.x.ai": Service("xai"),
    "api.deepseek.com": Service("deepseek"),
    "api.groq.com": Service("groq"),
    "openrouter.ai": Service("openrouter"),
    "api.perplexity.ai": Service("perplexity"),
    "api.fireworks.ai": Service("fireworks"),
    "api.voyageai.com": Service("voyage"),
    "models.github.ai": Service("github"),
    "api.together.xyz": Service("together", serves_hub=True),
    "api.together.ai": Service("together", serves_hub=True),
    "api.deepinfra.com": Service("deepinfra", serves_hub=True),
    "router.huggingface.co": Service("huggingface", serves_hub=True),
    "api-inference.huggingface.co": Service("huggingface", serves_hub=True),
}
_NAME = re.compile(r"[A-Za-z@][\w.:@/-]{0,199}\Z")
# A name that no table has is a model's if it has a version, a size or parts, which other words lack.
_OF_A_MODEL = re.compile(r"[-\d]")
# Where an address holds the model: Azure's deployments, Bedrock, Gemini, the Hub's own inference.
_IN_PATH = re.compile(r"/(?:deployments|model|models)/([^/?\s]+(?:/[^/?\s]+)?)", re.IGNORECASE)
_ARN = re.compile(r"arn:aws[\w-]*:bedrock:[^/\s]*:(?:foundation-model|inference-profile)/", re.IGNORECASE)
_COLON = re.compile(
    r"(?P<service>[a-z][a-z_-]{1,30}):(?:(?:chat|messages|completion|embeddings?|responses|realtime|image|text-generation"
    r"|feature-extraction|converse|assistant):)?(?P<name>[^\s/:][^\s]{0,200})\Z"
)


def by_host(address: str) -> Service:
    """The service at this address; for a host that no table has, a server of one's own."""
    address = address if "//" in address else f"//{address}"
    try:
        host, port = urlsplit(address).hostname or "", urlsplit(address).port
    except ValueError:
        return OWN_SERVER
    if port == 11434:
        return OLLAMA_SERVER
    return next((service for end, service in BY_HOST.items() if host.lower().endswith(end)), OWN_SERVER)


def by_words(parts: Iterable[str]) -> Service | None:
    """The last service that these words name."""
    found = None
    for part in parts:
        found = BY_WORD.get(part.lower().replace("-", "").replace("_", ""), found)
    return found


def at(service: Service, text: str) -> Target | None:
    """What a name means to this service; None if it means nothing there."""
    text = _ARN.sub("", text.strip())
    if service is OLLAMA_SERVER:
        return read(text, OLLAMA)
    if service.id == "huggingface" and is_id(text.partition(":")[0]):
        text = text.partition(":")[0]  # whom the router is to ask stands behind the colon
    read_as = read(text, MODEL_ONLY)
    if service.serves_hub and read_as is not None:
        return read_as
    if read_as is not None and read_as.type not in (FoundType.MODEL, FoundType.API_MODEL):
        return read_as
    if read_as is None and (service is OWN_SERVER or not (_NAME.match(text) and _OF_A_MODEL.search(text))):
        return None
    return Target(FoundType.API_MODEL, f"{service.id}:{text}")


def in_address(address: str) -> Target | None:
    """The model in the path of an address, as Azure, Bedrock, Gemini and the Hub's inference have it."""
    service = by_host(address)
    match = _IN_PATH.search(address)
    if match is None or service in (OWN_SERVER, OLLAMA_SERVER):
        return None
    name = unquote(match[1])
    if service.id == "huggingface":
        return read(name, MODEL_ONLY) if is_id(name) else None
    name = name.partition("/")[0]
    return at(service, name.partition(":")[0] if service.id in ("google", "vertex") else name)


def prefixed(text: str) -> Target | None:
    """`openai:gpt-4o`, `anthropic:messages:claude-…`: a service, perhaps its task, and a model; or an ARN."""
    if _ARN.match(text):
        return at(BY_WORD["bedrock"], text)
    match = _COLON.match(text)
    service = by_words([match["service"]]) if match else None
    if match is None or service is None:
        return None
    if service is OWN_SERVER and not is_id(match["name"]):
        service = Service("openai")
    return at(service, match["name"])
