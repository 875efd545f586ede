"""Closed systems as a source: their descriptions ship with Auditor, so nothing is asked of any network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Protocol

from auditor.fetch.source import Source, Unobtainable
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot
from auditor.schema.system import System


class KnownSystems(Protocol):
    """Something that knows closed systems by name."""

    def find(self, ref: str, /) -> System | None:
        """The system that `provider:name` means; None where its provider is not described."""
        ...

    def bare(self, name: str, /) -> tuple[str, ...]:
        """The systems that are called so without a provider before a colon."""
        ...

    @property
    def words(self) -> tuple[str, ...]:
        """What may stand before the colon."""
        ...


@dataclass(frozen=True)
class WithSystems:
    """A source that knows closed systems by `provider:name` and leaves all else to another one."""

    other: Source
    systems: KnownSystems

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot of this reference. Raises Unobtainable."""
        if ref.kind is not RefKind.SYSTEM:
            return self._elsewhere(ref)
        system = self.systems.find(ref.id)
        if system is None:
            before = ref.id.partition(":")[0]
            said = f"is offered by `{before}`, which is no provider or host that is described here"
            raise Unobtainable(IssueKind.NOT_IN_SOURCE, said, hint=self._hint(ref.id))
        content = json.dumps(system.plain(), indent=1, ensure_ascii=False).encode()
        return Snapshot(
            repo_type=RepoType.MODEL,
            id=system.id,
            sha=None,
            endpoint=None,
            retrieved_at=None,
            metadata=File.of(METADATA, content),
        )

    def _elsewhere(self, ref: ModelRef) -> Snapshot:
        """From the other source; where that has no such model and a provider has, its name is the hint."""
        try:
            return self.other.fetch(ref)
        except Unobtainable as trouble:
            named = self.systems.bare(ref.id) if ref.kind is RefKind.HUB and ref.repo_type is RepoType.MODEL else ()
            if not named:
                raise
            hint = f"did you mean the closed model {' or '.join(named)}?"
            if trouble.kind is IssueKind.OFFLINE:
                hint += f" Else {trouble.hint}"
            raise Unobtainable(trouble.kind, trouble.message, hint=hint, status=trouble.status) from trouble

    def _hint(self, name: str) -> str:
        meant = self.systems.bare(name.partition(":")[2])
        near = f"did you mean {' or '.join(meant)}? " if meant else ""
        return f"{near}Described are {', '.join(self.systems.words)}; docs/adding-a-system.md says how to add one"
