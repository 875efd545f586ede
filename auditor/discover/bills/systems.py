"""Closed models in bills: whose a name is, and `provider:name` as they are audited by."""

from __future__ import annotations

import re

from auditor.discover.providers import named, of_address, of_prefix
from auditor.discover.target import Target
from auditor.names.families import is_makers_open_one
from auditor.schema.discovery import FoundType

# How bills call companies where that is no word of policies/discovery/providers.yaml.
_COMPANIES = {
    **dict.fromkeys(("googledeepmind", "deepmind", "googlecloud"), "google"),
    **dict.fromkeys(("aws", "amazonwebservices", "amazonbedrock", "awsbedrock"), "bedrock"),
    **dict.fromkeys(("microsoft", "microsoftazure", "azureopenai"), "azure"),
}
_FORM = re.compile(r"(?<=\w)[,\s]+(?:inc|pbc|corp|llc|ltd|gmbh|sas)\.?\Z", re.IGNORECASE)
_SIGNS = re.compile(r"[^a-z0-9]+")
_NAME = re.compile(r"[A-Za-z0-9][\w.:-]{0,99}\Z")


def closed(maker: str, name: str) -> Target | None:
    """`provider:name` for a model that only its maker runs; None for any other. The maker may be unknown ("")."""
    plain = re.sub(r"[\s_]+", "-", name.strip()).lower()
    account, slash, rest = plain.rpartition("/")
    if slash:
        maker, plain = account, rest
    whose = named(plain)
    if whose is None or not _NAME.match(plain) or is_makers_open_one(f"{maker.lower()}/{plain}"):
        return None
    provider = _provider(maker)
    if maker and provider is None:
        return None
    if "anthropic" in (whose, provider):
        plain = plain.replace(".", "-") if "anthropic." not in plain else plain  # `Claude 3.5` is claude-3-5
    return Target(FoundType.API_MODEL, f"{provider or whose}:{plain}")


def is_provider(name: str) -> bool:
    """Whether this is a provider of closed models, as bills call it."""
    return _provider(name) is not None


def is_service(host: str) -> bool:
    """Whether models answer on a host."""
    return of_address(host) is not None


def _provider(maker: str) -> str | None:
    """The provider that a bill means by a maker, a supplier or a publisher."""
    word = _FORM.sub("", maker.strip().lower())
    plain = _SIGNS.sub("", word)
    known = _COMPANIES.get(plain)
    row = of_prefix(word) or of_prefix(plain)
    return known or (row.id if row else None)
