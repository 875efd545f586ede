"""Repositories that the table knows by their ids: names without an account, ids that moved, copies of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from auditor.names.table import FamilyRow, Said, table


@dataclass(frozen=True)
class KnownId:
    """Which family it is of, what of it, and what it is called today; None for a copy that somebody else put up."""

    row: FamilyRow
    said: Said
    today: str | None


def known_id(repo_id: str) -> KnownId | None:
    """What the table knows of an id: `gpt2`, `runwayml/stable-diffusion-v1-5`, `huggyllama/llama-7b`."""
    return _by_id().get(repo_id.lower())


@lru_cache(maxsize=1)
def legacy_names() -> frozenset[str]:
    """Names that stood on the Hub without an account; the Hub still redirects them."""
    return frozenset(name for row in table().rows for names in row.legacy.values() for name in names)


@lru_cache(maxsize=1)
def _by_id() -> Mapping[str, KnownId]:
    found: dict[str, KnownId] = {}
    for row in table().rows:
        for account, names in row.legacy.items():
            found |= {name.lower(): KnownId(row, Said(), f"{account}/{name}") for name in names}
        found |= {old.lower(): KnownId(row, Said(), today) for old, today in row.moved.items()}
        for key, ids in row.copies.items():
            found |= {repo_id.lower(): KnownId(row, Said.of(key), None) for repo_id in ids}
    return found
