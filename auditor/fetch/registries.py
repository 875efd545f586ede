"""Registries beside the Hub as one source with it: each reference goes to the registry that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from auditor.fetch.http import Limits
from auditor.fetch.modelscope import ModelScopeSource
from auditor.fetch.ollama import OllamaSource
from auditor.fetch.source import Source
from auditor.fetch.weights import READER, WeightsReader
from auditor.schema.reference import ModelRef, RefKind
from auditor.schema.snapshot import Snapshot


@dataclass(frozen=True)
class WithRegistries:
    """A source that asks other registries for what is theirs."""

    hub: Source
    others: Mapping[RefKind, Source]

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot of this reference. Raises Unobtainable."""
        return self.others.get(ref.kind, self.hub).fetch(ref)


def registries(
    hub: Source, offline: bool, limits: Limits, now: datetime | None = None, reader: WeightsReader = READER
) -> WithRegistries:
    """The Hub with Ollama's registry and ModelScope beside it."""
    ollama = OllamaSource(offline=offline, limits=limits, now=now, reader=reader)
    modelscope = ModelScopeSource(offline=offline, limits=limits, now=now)
    return WithRegistries(hub, {RefKind.OLLAMA: ollama, RefKind.MODELSCOPE: modelscope})
