"""Services that answer for models, as settings and requests name them: by host, by the words of a key, by a prefix.

`provider:model` is how a model of such a service is shown. Some services take ids of the Hub as they are; there an id
is the model's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

from auditor.discover.forms import ProviderRow, providers
from auditor.discover.providers import OWN_SERVER, of_address, provider
from auditor.discover.reference import is_id, read
from auditor.discover.target import MODEL_ONLY, OLLAMA, Target
from auditor.schema.discovery import FoundType

# Words of settings that are no prefix of a route.
_CALLED = {
    **dict.fromkeys(("openai", "chatgpt", "openaicompatible"), OWN_SERVER),  # many servers speak OpenAI's language
    "claude": "anthropic",
    "grok": "xai",
    "awsbedrock": "bedrock",
    "azureai": "azure",
    "fireworksai": "fireworks",
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


def by_host(address: str) -> ProviderRow:
    """The service at this address; for a host that no table has, a server of one's own."""
    return of_address(address) or provider(OWN_SERVER)


def by_words(parts: Iterable[str]) -> ProviderRow | None:
    """The last service that these words name."""
    found = None
    for part in parts:
        found = _by_word().get(_plain(part)) or found
    return found


@lru_cache(maxsize=1)
def _by_word() -> dict[str, ProviderRow]:
    rows = {_plain(word): row for row in providers() for word in (row.id, *row.prefixes, *row.routes)}
    return rows | {word: provider(whose) for word, whose in _CALLED.items()}


def _plain(word: str) -> str:
    return word.lower().replace("-", "").replace("_", "")


def at(service: ProviderRow, text: str) -> Target | None:
    """What a name means to this service; None if it means nothing there."""
    text = _ARN.sub("", text.strip())
    if service.gives == FoundType.OLLAMA_MODEL:
        return read(text, OLLAMA)
    if service.id == "huggingface" and is_id(text.partition(":")[0]):
        text = text.partition(":")[0]  # whom the router is to ask stands behind the colon
    read_as = read(text, MODEL_ONLY)
    if service.serves_hub and read_as is not None:
        return read_as
    if read_as is not None and read_as.type not in (FoundType.MODEL, FoundType.API_MODEL):
        return read_as
    if read_as is None and (service.id == OWN_SERVER or not (_NAME.match(text) and _OF_A_MODEL.search(text))):
        return None
    return Target(FoundType.API_MODEL, f"{service.id}:{text}")


def in_address(address: str) -> Target | None:
    """The model in the path of an address, as Azure, Bedrock, Gemini and the Hub's inference have it."""
    service = by_host(address)
    match = _IN_PATH.search(address)
    if match is None or service.id == OWN_SERVER or service.gives == FoundType.OLLAMA_MODEL:
        return None
    name = unquote(match[1])
    if service.id == "huggingface":
        return read(name, MODEL_ONLY) if is_id(name) else None
    name = name.partition("/")[0]
    return at(service, name.partition(":")[0] if service.id in ("google", "vertex") else name)


def prefixed(text: str) -> Target | None:
    """`openai:gpt-4o`, `anthropic:messages:claude-…`: a service, perhaps its task, and a model; or an ARN."""
    if _ARN.match(text):
        return at(provider("bedrock"), text)
    match = _COLON.match(text)
    service = by_words([match["service"]]) if match else None
    if match is None or service is None:
        return None
    if service.id == OWN_SERVER and not is_id(match["name"]):
        service = provider("openai")
    return at(service, match["name"])
