"""Mergekit recipes: the models that a merge is made of."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.discover.manifest import YamlManifest, value
from auditor.discover.target import MODEL, MODEL_ONLY
from auditor.schema.discovery import Found

KIND = "mergekit"
_KEYS = frozenset({"model", "base_model", "source", "tokenizer_source", "positive_prompts_model"})


def matches(manifest: YamlManifest) -> bool:
    """Whether this is a merge, or a mixture of experts made by mergekit."""
    return "merge_method" in manifest.keys or {"experts", "base_model"} <= manifest.roots


def discover(manifest: YamlManifest) -> Iterator[Found]:
    """Every model and base model. `org/name+adapter` names two."""
    for scalar in manifest.scalars:
        key = scalar.path[-1] if scalar.path else ""
        if key in _KEYS or (isinstance(key, int) and "models" in scalar.path):
            place = MODEL if key in ("model", "base_model") else MODEL_ONLY
            for part in scalar.text.split("+"):
                yield from value(manifest, scalar._replace(text=part), KIND, place, via=scalar.key)
        elif scalar.path[-2:] == ("model", "path"):
            yield from value(manifest, scalar, KIND, MODEL, revision=manifest.beside(scalar, "revision"))
