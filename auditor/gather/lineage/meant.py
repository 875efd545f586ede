"""Bases that a card's fields mean, though the Hub does not read them: keys with other names, misspelt ones, and tags.

What a plain key holds (`parent`, `backbone`) may be anything, so that its value must name a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from auditor.gather.lineage.named import Named, folded, is_model_path
from auditor.names.prose import in_prose
from auditor.parse.card import Card
from auditor.parse.files import README
from auditor.parse.metadata import Metadata
from auditor.parse.places import base_keys
from auditor.schema.evidence import Relation
from auditor.schema.snapshot import METADATA

BASE_TAG = "base_model:"
_UNTOLD = (Relation.DERIVED, Relation.GENERATED)  # which no tag says

_HUB_URL = re.compile(r"\A(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/", re.IGNORECASE)
_VIEW = re.compile(r"/(?:tree|blob|resolve)/[^/]{1,200}/?\Z|\?[^/]{0,200}\Z")
# `…/hub/models--org--name/snapshots/<commit>` is where the Hub's client keeps org/name.
_CACHED = re.compile(
    r"(?:^|/)(?:models|datasets)--([A-Za-z0-9_][\w.]{0,95}(?:-[\w.]+)*)--([A-Za-z0-9_][\w.-]{0,95})(?:/|$)"
)

_BASE, _MODEL = "base", "model"  # what keys say: whatever they hold is a base, or only what names a model
# Keys by which a mapping names a model.
_NAMING = ("name", "id", "model", "repo", "repo_id", "path", "url")
_MOST = 400  # keys and items of one card that are looked at


def meant_in_card(card: Card, relation: Relation) -> Iterator[Named]:
    """What the front matter means by keys and tags that the Hub does not read."""
    for path, text, said in _meant(card.front):
        yield Named(clean(text), said or relation, README, line=card.line(*path), quote=f"{path[0]}: {text}")
    for text, line in card.values("tags"):
        name, said = of_tag(text)
        if name:
            yield Named(clean(name), said or relation, README, line=line, quote=text)


def meant_in_api_card(metadata: Metadata, relation: Relation) -> Iterator[Named]:
    """The same of the API's copy of the card; its tags are among those of the repository."""
    for path, text, said in _meant(metadata.card):
        steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
        yield Named(clean(text), said or relation, METADATA, pointer=f"/cardData/{'/'.join(steps)}", quote=text)


def of_tag(tag: str) -> tuple[str, Relation | None]:
    """The base that a tag names, and how it is related: `base_model:finetune:a/b`. Empty where it names none."""
    if not tag.startswith(BASE_TAG):
        return "", None
    kind, _, rest = (whole := tag.removeprefix(BASE_TAG).strip()).partition(":")
    known = next((item for item in Relation if item not in _UNTOLD and item.value == kind), None)
    return (rest, known) if known else (whole, None)


def clean(text: str) -> str:
    """An id out of the ways in which cards and configurations write one: links, URIs, paths into a Hub cache."""
    cached = _CACHED.search(text)
    if cached:
        return f"{cached.group(1)}/{cached.group(2)}"
    written = text.strip()
    text = _HUB_URL.sub("", written, count=1).removeprefix("hf://")
    text = _VIEW.sub("", text)
    return text.removeprefix("models/").removeprefix("datasets/").rstrip("/") or written


def base_key_says(key: str) -> Relation | None:
    """How a base is related that this key names; None where the key means none, or may hold anything."""
    says = _BASE if _is_misspelt(folded(key)) else _keys().get(folded(key), _MODEL)
    return Relation.DERIVED if says == _BASE else None if says == _MODEL else Relation(says)


def _meant(fields: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str, Relation | None]]:
    """Each text that is meant as a base: where it stands, itself, and what its key says of the relation."""
    for key, value in islice(fields.items(), _MOST):
        name = folded(str(key))
        says = _BASE if _is_misspelt(name) else _keys().get(name)
        if says is None:
            continue
        relation = None if says in (_BASE, _MODEL) else Relation(says)
        for path, text in _texts(key, value):
            if text.strip() and (says == _BASE or _names_a_model(text)):
                yield path, text, relation


@lru_cache(maxsize=1)
def _keys() -> Mapping[str, str]:
    return {folded(key): says for key, says in base_keys().items()}


def _texts(key: str, value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts of a field that may name a model: itself, its items, or what a mapping calls its name."""
    items = [((key, i), item) for i, item in enumerate(value)] if isinstance(value, list) else [((key,), value)]
    for path, item in items[:_MOST]:
        if isinstance(item, dict):
            name = next((name for name in _NAMING if isinstance(item.get(name), str)), None)
            if name:
                yield (*path, name), item[name]
        elif isinstance(item, str) and key != "base_model":
            yield path, item


def _names_a_model(text: str) -> bool:
    """Whether a text is an id or an address of a model, or names a family of models."""
    return ("/" in text and is_model_path(clean(text))) or any(item.start < 3 for item in in_prose(text[:200]))


def _is_misspelt(name: str) -> bool:
    """Whether it is `basemodel` or `basemodels` with one letter more, less, or other, or two that changed places."""
    return any(_is_one_off(name, known) for known in ("basemodel", "basemodels"))


def _is_one_off(name: str, known: str) -> bool:
    if name == known or abs(len(name) - len(known)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(name, known, strict=False)) if a != b), min(len(name), len(known)))
    left, right = name[start:], known[start:]
    swapped = left[1:2] + left[:1] + left[2:] == right
    return swapped or left[1:] == right or left == right[1:] or left[1:] == right[1:]
