"""YAML files: which kind of manifest each is, and what it names. The table is in the order of asking."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping

from auditor.discover import actions, compose, kubernetes, mergekit, serving, settings, training
from auditor.discover.by_words import models_by_key
from auditor.discover.manifest import Kind, YamlManifest, command_lines, environment, read_manifest, uris
from auditor.schema.discovery import Found, FoundType

OTHER = "yaml"
MARKERS = re.compile(
    r"model|hugging|hf|dataset|ollama|tokenizer|repo|adapter|lora|vllm|serve|mlc_llm|llm|embed|rerank|checkpoint|spacy|preset|storageuri"
    r"|gpt-|claude-|gemini-",
    re.IGNORECASE,
)
_LARGEST_WITHIN = 100_000
# Descriptions of interfaces: what they name are examples.
_DESCRIPTIONS = frozenset({"openapi", "swagger", "asyncapi", "$schema"})


_GUESSED = (FoundType.PLACEHOLDER, FoundType.TEMPLATE)


def _always(manifest: YamlManifest) -> bool:
    return bool(manifest.scalars)


def _other(manifest: YamlManifest) -> Iterator[Found]:
    """A YAML file of no kind that we know: URIs, variables, commands, and keys that hold models everywhere."""
    yield from uris(manifest, OTHER)
    yield from environment(manifest, OTHER)
    yield from command_lines(manifest, OTHER)
    if not manifest.roots & _DESCRIPTIONS:
        yield from (item for item in models_by_key(manifest, OTHER) if item.type not in _GUESSED)


KINDS: tuple[Kind, ...] = (
    Kind(serving.LITELLM, serving.is_litellm, serving.litellm),
    Kind(mergekit.KIND, mergekit.matches, mergekit.discover),
    Kind(serving.PROMPTFOO, serving.is_promptfoo, serving.promptfoo),
    Kind(compose.KIND, compose.matches, compose.discover),
    Kind(actions.KIND, actions.matches, actions.discover),
    Kind(serving.GALLERY, serving.is_gallery, serving.gallery),
    Kind(serving.LLAMA_SWAP, serving.is_llama_swap, serving.llama_swap),
    Kind(serving.TRUSS, serving.is_truss, serving.truss),
    Kind(training.KIND, training.matches, training.discover),
    Kind(kubernetes.KIND, kubernetes.matches, kubernetes.discover),
    Kind(serving.LOCALAI, serving.is_localai, serving.localai),
    Kind(OTHER, _always, _other),
)


def discover(file: str, text: str, variables: Mapping[str, str] | None = None) -> Iterator[Found]:
    """The references of a YAML file, read as the first kind that it matches."""
    if not MARKERS.search(text):
        return
    manifest = read_manifest(file, text, variables)
    kind = next((kind for kind in KINDS if kind.matches(manifest)), None)
    if kind is not None:
        yield from kind.discover(manifest)
        yield from _files_within(manifest)


def _files_within(manifest: YamlManifest) -> Iterator[Found]:
    """Files that a manifest holds as text: the data of a ConfigMap, the values of a chart."""
    for scalar in manifest.scalars:
        if not scalar.block or not scalar.path or len(scalar.text) > _LARGEST_WITHIN:
            continue
        name = str(scalar.path[-1])
        body = textwrap.dedent(scalar.text)
        if name.endswith((".json", ".toml", ".properties", ".ini")):
            within = settings.discover(name, body, manifest.variables)
        elif name.endswith((".yaml", ".yml")) or name in ("values", "valuesContent"):
            within = discover(name, body, manifest.variables)
        else:
            continue
        for item in within:
            yield item.model_copy(update={"file": manifest.file, "line": item.line + scalar.line - 1})
