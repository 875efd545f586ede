"""Closed systems as a source: their descriptions ship with Auditor, so nothing is asked of any network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from auditor.fetch.source import Source, Unobtainable
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot
from auditor.schema.system import System, undated


@dataclass(frozen=True)
class WithSystems:
    """A source that knows closed systems by `provider:name` and leaves all else to another one."""

    other: Source
    systems: Mapping[str, System]

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot of this reference. Raises Unobtainable."""
        if ref.kind is not RefKind.SYSTEM:
            return self.other.fetch(ref)
        system = self.systems.get(ref.id) or self.systems.get(undated(ref.id))
        if system is None:
            hint = self._hint(ref.id)
            raise Unobtainable(IssueKind.NOT_IN_SOURCE, "is no closed system that is described here", hint=hint)
        content = json.dumps(system.plain(), indent=1, ensure_ascii=False).encode()
        return Snapshot(
            repo_type=RepoType.MODEL,
            id=system.id,
            sha=None,
            endpoint=None,
            retrieved_at=None,
            metadata=File.of(METADATA, content),
        )

    def _hint(self, name: str) -> str:
        near = get_close_matches(name, self.systems, n=3)
        providers = sorted({known.partition(":")[0] for known in self.systems})
        meant = f"did you mean {', '.join(near)}?" if near else f"providers described are {', '.join(providers)};"
        return f"{meant} docs/adding-a-system.md says how to add one"
