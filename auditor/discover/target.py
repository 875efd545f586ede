"""What a string may name, and what the place where it stands wants."""

from __future__ import annotations

from typing import NamedTuple

from auditor.schema.discovery import FoundType


class Target(NamedTuple):
    """What was named: a type, an id, the revision if one was written along."""

    type: FoundType
    id: str
    revision: str | None = None


class NamePlace(NamedTuple):
    """What the place wants where a name stands.

    `bare` is what a name without a namespace means there (None: nothing). In a place with `provider`, the part
    before the first slash or colon may be a provider's name, as in `openai/gpt-4o`. Where a `service` is asked, names
    are its own.
    """

    what: FoundType = FoundType.MODEL
    bare: FoundType | None = FoundType.BARE_NAME
    provider: bool = False
    modelscope: bool = False
    service: str = ""


MODEL = NamePlace()
MODEL_ONLY = NamePlace(bare=None)
ALIAS = NamePlace(bare=FoundType.MODEL_ALIAS)
DATASET = NamePlace(FoundType.DATASET, FoundType.DATASET)
DATASET_ONLY = NamePlace(FoundType.DATASET, None)
SPACE = NamePlace(FoundType.SPACE)
ROUTED = NamePlace(provider=True)
PROXIED = NamePlace(bare=FoundType.API_MODEL, provider=True)
OLLAMA = NamePlace(FoundType.OLLAMA_MODEL)
