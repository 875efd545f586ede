"""Whose service is meant: by the name of a model, the address that is asked, or the prefix of a route."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from auditor.discover.forms import ProviderRow, providers

_ARN = re.compile(r"arn:aws[\w-]*:bedrock:[^:]*:[^:]*:(?P<kind>[\w-]+)/(?P<id>.+)\Z")
_FULL_NAME = re.compile(r"(?:projects/[^/]+/locations/[^/]+/)?(?:publishers/[^/]+/)?models/(?P<id>[^/]+)\Z")
_FOUNDATIONS = ("foundation-model", "inference-profile")
# What LiteLLM writes between a provider and its name of a model.
_WAYS = ("invoke/", "converse/", "converse_like/", "responses/", "o_series/", "gpt5_series/", "chat/")

OWN_SERVER = "vllm"  # the row for servers of one's own, at whatever address


def provider(id_: str) -> ProviderRow:
    """The row of this id; an empty one where the table has none."""
    return _by_id().get(id_) or ProviderRow(id_)


def named(name: str) -> str | None:
    """The provider whose models are called so, told by how the name begins: `gpt-4o` is OpenAI's."""
    lower = name.lower()
    begins, whole = _names()
    if lower in whole:
        return whole[lower]
    match = begins.match(lower)
    if match is None or lower.isalpha():  # `gemini` alone is a program, a maker, anything but one model
        return None
    found = provider(match.lastgroup or "")
    return None if any(_is(lower, word) for word in found.unlike) else found.id


def of_prefix(prefix: str, *, anywhere: bool = False) -> ProviderRow | None:
    """The provider that a route begins with; with `anywhere`, only by words that are no namespace of the Hub."""
    row = _by_prefix().get(prefix.lower())
    return row if row and (not anywhere or prefix.lower() in row.routes) else None


def of_address(address: str) -> ProviderRow | None:
    """The provider that answers at this URL, the most exact host first: `localhost:11434` is Ollama's."""
    try:
        split = urlsplit(address if "://" in address else f"//{address}")
        host, netloc = split.hostname or "", split.netloc.rpartition("@")[2].lower()
    except ValueError:
        return None
    for asked in (netloc, host):
        for row in providers():
            if any(asked == known or (known[0] == "*" and asked.endswith(known[1:])) for known in row.hosts):
                return row
    return None


def own_name(text: str, service: str) -> str:
    """A model's name at its service, without the address around it: an ARN, `models/…`, `publishers/…/models/…`."""
    arn = _ARN.match(text)
    if arn:
        return arn["id"] if arn["kind"] in _FOUNDATIONS else f"{arn['kind']}/{arn['id']}"
    full = _FULL_NAME.match(text) if service in ("google", "vertex") else None
    return full["id"] if full else text


def without_way(text: str) -> str:
    """The name behind the way that a router is told to take: `invoke/anthropic.claude-v2`."""
    return next((text[len(way) :] for way in _WAYS if text.startswith(way)), text)


def _is(name: str, word: str) -> bool:
    return name.startswith(word[:-1]) if word.endswith("*") else name == word


@lru_cache(maxsize=1)
def _by_id() -> dict[str, ProviderRow]:
    return {row.id: row for row in providers()}


@lru_cache(maxsize=1)
def _by_prefix() -> dict[str, ProviderRow]:
    return {word: row for row in providers() for word in (*row.prefixes, *row.routes)}


@lru_cache(maxsize=1)
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """Beginnings as one pattern, a group a provider, and whole names."""
    groups = []
    whole: dict[str, str] = {}
    for row in providers():
        begins = sorted((word[:-1] for word in row.names if word.endswith("*")), key=len, reverse=True)
        whole |= {word: row.id for word in row.names if not word.endswith("*")}
        if begins:
            groups.append(f"(?P<{row.id.replace('-', '_')}>{'|'.join(map(re.escape, begins))})")
    return re.compile("|".join(groups)), whole
