"""Which repositories a model names: its bases and its datasets, each with where it says so.

Both fetching and gathering follow the same list, so that what is judged is what was looked up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from auditor.parse.card import Card
from auditor.parse.metadata import Metadata, card_words
from auditor.parse.yaml import YamlFault, load
from auditor.schema.evidence import Relation
from auditor.schema.snapshot import METADATA, File, Snapshot

# A Hub id: one or two parts of letters, digits, `-`, `_`, `.`; each starts with a letter, digit or underscore.
HUB_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,95}(?:/[A-Za-z0-9_][A-Za-z0-9._-]{0,95})?\Z")


@dataclass(frozen=True)
class Named:
    """A repository that another one names, and where: a line of a text file or a pointer into a JSON file."""

    id: str
    relation: Relation
    file: str
    line: int | None = None
    pointer: str | None = None
    quote: str = ""

    @property
    def is_hub_id(self) -> bool:
        """Whether it can be a Hub repository (a path such as `./out` cannot)."""
        return bool(HUB_ID.match(self.id)) and not self.id.endswith((".git", ".ipynb"))


def bases(card: Card, metadata: Metadata, snapshot: Snapshot) -> list[Named]:
    """The models this one says it comes from: card, metadata, adapter and merge configuration; each id once."""
    relation = _relation(card, metadata)
    found = [
        *_from_card(card, "base_model", relation),
        *_from_api_card(metadata, "base_model", relation),
        *_from_base_models(metadata),
        *_from_tags(metadata, relation),
        *_from_adapter(snapshot.file("adapter_config.json")),
        *_from_mergekit(snapshot.file("mergekit_config.yml") or snapshot.file("mergekit_config.yaml")),
    ]
    # An edge of a known kind says more than one that is only `derived`; the place first read is cited.
    kinds = {item.id.lower(): item.relation for item in found if item.relation is not Relation.DERIVED}
    own = (metadata.id or snapshot.id).lower()
    unique = {item.id.lower(): item for item in reversed(found) if item.id.lower() != own}
    ordered = [unique[key] for key in dict.fromkeys(item.id.lower() for item in found) if key in unique]
    return [_with_relation(item, kinds.get(item.id.lower(), item.relation)) for item in ordered]


def datasets(card: Card, metadata: Metadata) -> list[Named]:
    """The datasets that the card declares, each id once."""
    found = [*_from_card(card, "datasets", Relation.DERIVED), *_from_api_card(metadata, "datasets", Relation.DERIVED)]
    tags = [
        Named(tag.removeprefix("dataset:"), Relation.DERIVED, METADATA, pointer=f"/tags/{i}", quote=tag)
        for i, tag in enumerate(metadata.tags)
        if tag.startswith("dataset:")
    ]
    unique: dict[str, Named] = {}
    for item in [*found, *tags]:
        unique.setdefault(item.id.lower(), item)
    return list(unique.values())


def _with_relation(item: Named, relation: Relation) -> Named:
    return Named(item.id, relation, item.file, item.line, item.pointer, item.quote)


def _relation(card: Card, metadata: Metadata) -> Relation:
    written = card.front.get("base_model_relation") or metadata.card.get("base_model_relation")
    if not written:
        written = metadata.mapping("baseModels").get("relation")
    return _as_relation(written)


def _as_relation(written: object) -> Relation:
    return Relation(written) if written in [relation.value for relation in Relation] else Relation.DERIVED


def _from_card(card: Card, key: str, relation: Relation) -> Iterator[Named]:
    for text, line in card.values(key):
        if text.strip():
            yield Named(_clean(text), relation, "README.md", line=line, quote=f"{key}: {text}")


def _from_api_card(metadata: Metadata, key: str, relation: Relation) -> Iterator[Named]:
    value = metadata.card.get(key)
    for i, text in enumerate(card_words(value)):
        pointer = f"/cardData/{key}" + (f"/{i}" if isinstance(value, list) else "")
        if text.strip():
            yield Named(_clean(text), relation, METADATA, pointer=pointer, quote=text)


def _from_base_models(metadata: Metadata) -> Iterator[Named]:
    block = metadata.mapping("baseModels")
    models = block.get("models")
    for i, item in enumerate(models if isinstance(models, list) else []):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            pointer = f"/baseModels/models/{i}/id"
            yield Named(item["id"], _as_relation(block.get("relation")), METADATA, pointer=pointer, quote=item["id"])


def _from_tags(metadata: Metadata, relation: Relation) -> Iterator[Named]:
    for i, tag in enumerate(metadata.tags):
        if tag.startswith("base_model:"):
            kind, _, rest = tag.removeprefix("base_model:").partition(":")
            known = _as_relation(kind)
            name = rest if known is not Relation.DERIVED else tag.removeprefix("base_model:")
            yield Named(name, known if rest else relation, METADATA, pointer=f"/tags/{i}", quote=tag)


def _from_adapter(file: File | None) -> Iterator[Named]:
    name = _json(file).get("base_model_name_or_path") if file else None
    if file and isinstance(name, str) and name.strip():
        pointer = "/base_model_name_or_path"
        yield Named(_clean(name), Relation.ADAPTER, file.path, pointer=pointer, quote=name)


def _from_mergekit(file: File | None) -> Iterator[Named]:
    if file is None:
        return
    try:
        document = load(file.text, words_only=True)
    except YamlFault:
        return
    for path, line in document.lines.items():
        if path and path[-1] in ("model", "base_model"):
            value = _at(document.value, path)
            if isinstance(value, str):
                yield Named(_clean(value), Relation.MERGE, file.path, line=line, quote=f"{path[-1]}: {value}")


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def _json(file: File) -> dict[str, Any]:
    try:
        value = json.loads(file.content)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _clean(text: str) -> str:
    text = text.strip().removeprefix("https://huggingface.co/").removeprefix("hf://")
    return text.removeprefix("datasets/").rstrip("/")
