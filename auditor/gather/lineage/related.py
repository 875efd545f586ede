"""Which repositories a model names: its bases and its datasets, each with where it says so.

Both fetching and gathering follow the same list, so that what is judged is what was looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from auditor.gather.lineage.data_in_words import data_in_words
from auditor.gather.lineage.in_headers import bases_in_headers, data_in_headers
from auditor.gather.lineage.inferred import inferred
from auditor.gather.lineage.meant import clean, meant_in_api_card, meant_in_card, of_tag
from auditor.gather.lineage.named import Named, folded
from auditor.gather.lineage.prose import is_accounted
from auditor.gather.papers import Papers
from auditor.names.repository_names import is_quantized_name
from auditor.parse.card import Card
from auditor.parse.files import README
from auditor.parse.metadata import Metadata, card_words, read_object
from auditor.parse.yaml import YamlFault, load
from auditor.schema.evidence import Confidence, Relation
from auditor.schema.reference import HUB_ID
from auditor.schema.snapshot import METADATA, File

__all__ = ["HUB_ID", "Named", "bases", "datasets", "declared_datasets", "sources"]


@lru_cache(maxsize=128)
def bases(papers: Papers) -> tuple[Named, ...]:
    """The models this one comes from, each id once: what its fields declare first, then what its papers let one see.

    Declared: card, metadata, tags, adapter and merge configuration, GGUF header. Where none of these names a
    repository, the card's prose, the configuration and the repository's name are read, and marked as inferred. Where
    one does, what the prose says of further models is added. Kept, since fetching asks first, and gathering the same
    soon after.
    """
    declared = _declared(papers)
    seen = inferred(papers)
    if any(item.is_hub_id for item in declared):
        seen = [item for item in seen if item.is_said]
    return (*declared, *(item for item in seen if not any(_is_meant(item, one) for one in declared)))


def _is_meant(seen: Named, declared: Named) -> bool:
    """Whether what papers let one see is what is declared: by another spelling, or named in words and less fully."""
    if is_accounted(seen, [declared]) or _same(seen.id) == _same(declared.id):
        return True
    account = seen.id.rpartition("/")[0].lower()
    is_fuller = bool(account) and declared.id.lower().startswith(f"{account}/") and _same(seen.id) in _same(declared.id)
    return is_fuller and seen.confidence is not Confidence.HIGH


def _same(repo_id: str) -> str:
    """What two spellings of one repository have in common: old ids without an account go on under one."""
    return folded(repo_id.rpartition("/")[2])


def _declared(papers: Papers) -> list[Named]:
    card, metadata, snapshot = papers.card, papers.metadata, papers.snapshot
    relation = _relation(card, metadata)
    found = [
        *_from_card(card, "base_model", relation),
        *_from_api_card(metadata, "base_model", relation),
        *meant_in_card(card, relation),
        *meant_in_api_card(metadata, relation),
        *_from_base_models(metadata),
        *_from_tags(metadata, relation),
        *_from_adapter(snapshot.file("adapter_config.json")),
        *_from_mergekit(snapshot.file("mergekit_config.yml") or snapshot.file("mergekit_config.yaml")),
        *bases_in_headers(papers),
    ]
    # An edge of a known kind says more than one that is only `derived`; the place first read is cited.
    kinds = {item.id.lower(): item.relation for item in found if item.relation is not Relation.DERIVED}
    own = (metadata.id or snapshot.id).lower()
    unique = {item.id.lower(): item for item in reversed(found) if item.id.lower() != own}
    ordered = [unique[key] for key in dict.fromkeys(item.id.lower() for item in found) if key in unique]
    # a name that ends in a format says what kind of derivative it is, where nothing else does
    fallback = Relation.QUANTIZED if is_quantized_name(own) else Relation.DERIVED
    return [replace(item, relation=kinds.get(item.id.lower(), fallback)) for item in ordered]


def datasets(papers: Papers) -> list[Named]:
    """The data sets that the model was trained on, each id once: what fields declare, and what words name beside."""
    declared = declared_datasets(papers)
    known = {item.id.lower() for item in declared}
    return [*declared, *(item for item in data_in_words(papers) if item.id.lower() not in known)]


def declared_datasets(papers: Papers) -> list[Named]:
    """The datasets that the card declares, each id once."""
    card, metadata = papers.card, papers.metadata
    found = [*_from_card(card, "datasets", Relation.DERIVED), *_from_api_card(metadata, "datasets", Relation.DERIVED)]
    tags = [
        Named(tag.removeprefix("dataset:"), Relation.DERIVED, METADATA, pointer=f"/tags/{i}", quote=tag)
        for i, tag in enumerate(metadata.tags)
        if tag.startswith("dataset:")
    ]
    unique: dict[str, Named] = {}
    for item in [*found, *tags, *data_in_headers(papers)]:
        unique.setdefault(item.id.lower(), item)
    return list(unique.values())


def sources(papers: Papers) -> list[Named]:
    """The data sets that a data set's card declares as its sources (`extended|org/name`, or an id), each id once."""
    key = "source_datasets"
    found = [
        *_from_card(papers.card, key, Relation.DERIVED),
        *_from_api_card(papers.metadata, key, Relation.DERIVED),
    ]
    unique: dict[str, Named] = {}
    for item in found:
        name = item.id.removeprefix("extended|").strip()
        if "/" in name or (item.id != name and not name.startswith("other")):
            unique.setdefault(name.lower(), replace(item, id=name))
    return list(unique.values())


def _relation(card: Card, metadata: Metadata) -> Relation:
    written = card.front.get("base_model_relation") or metadata.card.get("base_model_relation")
    if not written:
        written = metadata.mapping("baseModels").get("relation")
    return _as_relation(written)


def _as_relation(written: object) -> Relation:
    known = next((item for item in Relation if item is not Relation.GENERATED and item.value == written), None)
    return known or Relation.DERIVED


def _from_card(card: Card, key: str, relation: Relation) -> Iterator[Named]:
    for text, line in card.values(key):
        if text.strip():
            yield Named(clean(text), relation, README, line=line, quote=f"{key}: {text}")


def _from_api_card(metadata: Metadata, key: str, relation: Relation) -> Iterator[Named]:
    value = metadata.card.get(key)
    for i, text in enumerate(card_words(value)):
        pointer = f"/cardData/{key}" + (f"/{i}" if isinstance(value, list) else "")
        if text.strip():
            yield Named(clean(text), relation, METADATA, pointer=pointer, quote=text)


def _from_base_models(metadata: Metadata) -> Iterator[Named]:
    block = metadata.mapping("baseModels")
    models = block.get("models")
    for i, item in enumerate(models if isinstance(models, list) else []):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            pointer = f"/baseModels/models/{i}/id"
            yield Named(item["id"], _as_relation(block.get("relation")), METADATA, pointer=pointer, quote=item["id"])


def _from_tags(metadata: Metadata, relation: Relation) -> Iterator[Named]:
    for i, tag in enumerate(metadata.tags):
        name, known = of_tag(tag)
        if name:
            yield Named(name, known or relation, METADATA, pointer=f"/tags/{i}", quote=tag)


def _from_adapter(file: File | None) -> Iterator[Named]:
    name = _json(file).get("base_model_name_or_path") if file else None
    if file and isinstance(name, str) and name.strip():
        pointer = "/base_model_name_or_path"
        yield Named(clean(name), Relation.ADAPTER, file.path, pointer=pointer, quote=name)


def _from_mergekit(file: File | None) -> Iterator[Named]:
    if file is None:
        return
    try:
        document = load(file.text, words_only=True)
    except YamlFault:
        return
    for path, line in document.lines.items():
        if path and (path[-1] in ("model", "base_model") or (path[-1] == "path" and set(path) & {"model", "lora"})):
            value = _at(document.value, path)
            if isinstance(value, str):
                # `a/b+c/d` is the model a/b with the adapter c/d laid over it
                parts = [part for part in value.split("+", 1) if "/" in part] or [value]
                for part in parts:
                    yield Named(clean(part), Relation.MERGE, file.path, line=line, quote=f"{path[-1]}: {value}")


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at this path; None where the same key, written again, took the place of what led there."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _json(file: File) -> dict[str, Any]:
    return read_object(file.content) or {}
