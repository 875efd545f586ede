"""Kubernetes objects, Helm values, and the resources of KServe, KubeAI, LLMKube and vLLM's production stack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.discover.by_words import models_by_key
from auditor.discover.finding import found
from auditor.discover.manifest import MODEL_KEYS, YamlManifest, command_lines, environment, uris, value
from auditor.discover.target import MODEL, MODEL_ONLY
from auditor.schema.discovery import Found

KIND = "k8s_helm"
# `pvc+hf://claim/path/org/name`
_ON_VOLUME = re.compile(r"pvc\+hf://[^/\s]+/(?:[^\s/]+/){0,40}([^\s/]+/[^\s/]+)\Z")
_VALUES = re.compile(r"values|chart|helm|k8s|kube|deploy", re.IGNORECASE)
_KEYS = {**MODEL_KEYS, "modeluri": MODEL_ONLY, "storageuri": MODEL_ONLY, "loraadapter": MODEL_ONLY}


def matches(manifest: YamlManifest) -> bool:
    """Whether this is an object of Kubernetes or the values of a chart."""
    if {"apiVersion", "kind"} <= manifest.keys:
        return True
    return bool(_VALUES.search(manifest.file)) or {"servingEngineSpec", "modelSpec"} & manifest.roots != set()


def discover(manifest: YamlManifest) -> Iterator[Found]:
    """The references of the objects: keys, variables, container commands, URIs."""
    yield from uris(manifest, KIND)
    yield from environment(manifest, KIND)
    yield from command_lines(manifest, KIND)
    yield from models_by_key(manifest, KIND, _KEYS)
    yield from _ollama(manifest)
    yield from _of_operators(manifest)


def _of_operators(manifest: YamlManifest) -> Iterator[Found]:
    """A volume that holds the Hub's own folders (llm-d), and the models that an operator has by name (Kaito)."""
    for scalar in manifest.scalars:
        on_volume = _ON_VOLUME.match(scalar.text)
        if on_volume:
            yield from value(manifest, scalar._replace(text=on_volume[1]), KIND, MODEL_ONLY)
        elif scalar.path[-2:] == ("preset", "name"):
            yield from value(manifest, scalar, KIND, MODEL, via="preset")
        elif scalar.path[-2:] == ("modelArtifacts", "name"):
            yield from value(manifest, scalar, KIND, MODEL_ONLY)


def _ollama(manifest: YamlManifest) -> Iterator[Found]:
    for scalar in manifest.scalars:
        if scalar.text.startswith("ollama://"):
            item = found(manifest.file, scalar.line, KIND, scalar.text, via=scalar.key)
            if item is not None:
                yield item
