"""Serving configurations: LiteLLM, promptfoo, LocalAI and its gallery, Truss, llama-swap."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.discover.finding import found, of
from auditor.discover.manifest import MODEL_KEYS, YamlManifest, by_key, command_lines, environment, uris, value
from auditor.discover.services import prefixed
from auditor.discover.target import MODEL_ONLY, PROXIED
from auditor.discover.words import words
from auditor.schema.discovery import Found, FoundType

LITELLM = "litellm_yaml"
PROMPTFOO = "promptfoo"
LOCALAI = "localai_yaml"
GALLERY = "localai_gallery_entry"
TRUSS = "truss_config"
LLAMA_SWAP = "llamacpp_hf"
_TRUSS_MARKS = words(
    "model_metadata model_cache trt_llm build_commands external_package_dirs model_class_name docker_server base_image"
    " model_mappings environment_variables system_packages"
)
_TRUSS_KEYS = {key: place for key, place in MODEL_KEYS.items() if key != "modelname"} | {
    "repo": MODEL_ONLY,
    "source": MODEL_ONLY,
}


def is_litellm(manifest: YamlManifest) -> bool:
    """Whether this is the configuration of a LiteLLM proxy."""
    return "litellm_params" in manifest.keys or "litellm_settings" in manifest.roots


def litellm(manifest: YamlManifest) -> Iterator[Found]:
    """The models behind the proxy: `provider/model`, or a Hub id that a server of one's own serves."""
    for scalar in manifest.scalars:
        if scalar.path[-2:] == ("litellm_params", "model"):
            yield from value(manifest, scalar, LITELLM, PROXIED, via="litellm_params.model")


def is_promptfoo(manifest: YamlManifest) -> bool:
    """Whether this is an evaluation of promptfoo."""
    asks = bool(manifest.roots & {"prompts", "tests", "redteam", "scenarios"})
    return manifest.name.startswith("promptfooconfig") or ({"providers"} <= manifest.roots and asks)


def promptfoo(manifest: YamlManifest) -> Iterator[Found]:
    """The models that are asked, and those that grade: `provider:model` as an item, an id or the name of a mapping."""
    for scalar in manifest.scalars:
        keys = [step for step in scalar.path if isinstance(step, str)]
        if keys and keys[-1] in ("providers", "id", "provider", "text", "embedding") and not scalar.block:
            target = prefixed(scalar.text)
            if target is not None:
                yield of(manifest.file, scalar.line, PROMPTFOO, target, via="providers")
    yield from uris(manifest, PROMPTFOO)
    yield from environment(manifest, PROMPTFOO)


def is_gallery(manifest: YamlManifest) -> bool:
    """Whether this is a list of models as LocalAI's gallery has it."""
    return (
        bool(manifest.scalars) and isinstance(manifest.scalars[0].path[:1], tuple) and {"name", "urls"} <= manifest.keys
    )


def gallery(manifest: YamlManifest) -> Iterator[Found]:
    """The files that an entry downloads, and the pages that it names."""
    yield from uris(manifest, GALLERY)
    for scalar in manifest.scalars:
        if "urls" in scalar.path[:-1]:
            item = found(manifest.file, scalar.line, GALLERY, scalar.text, place=MODEL_ONLY, via="urls")
            if item is not None and item.type is FoundType.MODEL:
                yield item.model_copy(update={"type": FoundType.MODEL_PAGE})


def is_localai(manifest: YamlManifest) -> bool:
    """Whether this is the configuration of a model for LocalAI."""
    return (
        "download_files" in manifest.keys
        or {"backend", "name"} <= manifest.roots
        or {"parameters", "name"} <= manifest.roots
    )


def localai(manifest: YamlManifest) -> Iterator[Found]:
    """The files to download and the model."""
    yield from uris(manifest, LOCALAI)
    yield from (item for item in by_key(manifest, LOCALAI) if item.type is FoundType.MODEL and "://" not in item.via)


def is_truss(manifest: YamlManifest) -> bool:
    """Whether this is the configuration of a Truss."""
    return bool(manifest.roots & _TRUSS_MARKS)


def truss(manifest: YamlManifest) -> Iterator[Found]:
    """The weights it caches or builds from, its start command, its environment."""
    yield from by_key(manifest, TRUSS, _TRUSS_KEYS)
    yield from uris(manifest, TRUSS)
    yield from command_lines(manifest, TRUSS)
    yield from environment(manifest, TRUSS)


def is_llama_swap(manifest: YamlManifest) -> bool:
    """Whether this is the configuration of llama-swap: models, each with the command that serves it."""
    return any(len(item.path) == 3 and item.path[0] == "models" and item.path[2] == "cmd" for item in manifest.scalars)


def llama_swap(manifest: YamlManifest) -> Iterator[Found]:
    """The models of the commands."""
    yield from command_lines(manifest, LLAMA_SWAP)
