"""What a repository declares and what it uses → what has to be audited, and what is wrong with the references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from auditor.files.manifest import Declared, DeclaredEntry
from auditor.gate.findings import finding
from auditor.parse.metadata import is_abbreviated
from auditor.schema.discovery import Certainty, Discovery, Found, FoundType, Skipped
from auditor.schema.gate import GateFinding
from auditor.schema.manifest import UseOverride
from auditor.schema.place import Place
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.standards import Standards

_COMMIT = re.compile(r"[0-9a-fA-F]{40}\Z")
# What a reference stands for that is audited. A page that a text links to is a mention, no use.
_AUDITED = {
    FoundType.MODEL: RepoType.MODEL,
    FoundType.MODEL_ALIAS: RepoType.MODEL,
    FoundType.DATASET: RepoType.DATASET,
}
UNAUDITED = {
    FoundType.DYNAMIC: "is only known when the program runs",
    FoundType.TEMPLATE: "is only known when a variable is",
    FoundType.API_MODEL: "is a model behind an API",
    FoundType.OLLAMA_MODEL: "is a model of the Ollama library",
    FoundType.MODELSCOPE_MODEL: "is a model on ModelScope",
    FoundType.MODELSCOPE_DATASET: "is a dataset on ModelScope",
    FoundType.BARE_NAME: "is a bare name, which a library may know",
    FoundType.LOCAL_OR_URL: "is a file, a folder or an address",
    FoundType.PLACEHOLDER: "looks like a placeholder",
    FoundType.SPACE: "is a Space",
}


@dataclass(frozen=True)
class AuditTarget:
    """One thing to audit, where it is named, and what the manifest says of it."""

    ref: ModelRef
    places: tuple[Place, ...]
    use: UseOverride = field(default_factory=UseOverride)
    owner: str = ""


@dataclass(frozen=True)
class Plan:
    """Everything to audit, in the order of the manifest and then of the files, and what was found on the way."""

    targets: tuple[AuditTarget, ...]
    findings: tuple[GateFinding, ...]


def plan(declared: Declared | None, discovery: Discovery, standards: Standards) -> Plan:
    """The plan for a repository. `discovery` holds nothing of the manifest or the lock themselves."""
    entries = declared.entries if declared else ()
    used = [(item, ref) for item in discovery.found if (ref := meant(item)) is not None]
    targets = {entry.ref: AuditTarget(entry.ref, (entry.place,), entry.use, entry.owner) for entry in entries}
    owners = {_key(entry.ref): entry for entry in reversed(entries)}
    for item, ref in used:
        _add(targets, owners.get(_key(ref)), item, ref)
    findings = [
        *(_undeclared(used, owners, standards) if declared else ()),
        *_unpinned(entries, used, standards),
        *_unseen((*(declared.unaudited if declared else ()), *discovery.found), discovery.skipped, standards),
    ]
    return Plan(tuple(targets.values()), tuple(findings))


def is_pinned(ref: ModelRef) -> bool:
    """Whether it names a commit, which alone never moves; what is not on the Hub has none."""
    return ref.kind is not RefKind.HUB or bool(ref.revision and _COMMIT.match(ref.revision))


def meant(item: Found) -> ModelRef | None:
    """What a reference stands for, where that is sure enough to be audited."""
    repo_type = _AUDITED.get(item.type)
    if repo_type is None or item.hub_id is None or item.certainty is Certainty.POSSIBLE:
        return None
    return ModelRef(repo_type=repo_type, id=item.hub_id, revision=item.revision)


def _add(targets: dict[ModelRef, AuditTarget], entry: DeclaredEntry | None, item: Found, ref: ModelRef) -> None:
    """One use more. Without a revision of its own it stands for what the manifest declares."""
    if entry is not None and ref.revision in (None, entry.ref.revision):
        ref = entry.ref
    known = targets.get(ref)
    if known is None:
        known = AuditTarget(ref, (), entry.use, entry.owner) if entry else AuditTarget(ref, ())
    targets[ref] = replace(known, places=(*known.places, _place(item)))


def _undeclared(
    used: Iterable[tuple[Found, ModelRef]], declared: dict[tuple[RepoType, str], DeclaredEntry], standards: Standards
) -> Iterator[GateFinding]:
    for item, ref in _first_in_each_file(used):
        if _key(ref) not in declared:
            message = f"{ref} is used, and the manifest does not declare it"
            yield finding("model-undeclared", message, _place(item), standards, ref=ref)


def _unpinned(
    entries: Iterable[DeclaredEntry], used: Iterable[tuple[Found, ModelRef]], standards: Standards
) -> Iterator[GateFinding]:
    named = [(entry.place, entry.ref) for entry in entries]
    named += [(_place(item), ref) for item, ref in _first_in_each_file(used)]
    for place, ref in named:
        if not is_pinned(ref):
            what = _loosely(ref.revision)
            yield finding("revision-unpinned", f"{ref.id} is named with {what}", place, standards, ref=ref)


def _loosely(revision: str | None) -> str:
    """How a reference names its commit that does not name it in full."""
    if revision is None:
        return "no revision"
    return f"`{revision}`, an abbreviated commit" if is_abbreviated(revision) else f"`{revision}`, which may move"


def _unseen(found: Iterable[Found], left_out: Iterable[Skipped], standards: Standards) -> Iterator[GateFinding]:
    for item in found:
        why = UNAUDITED.get(item.type)
        if why is None and item.type in _AUDITED and item.certainty is Certainty.POSSIBLE:
            why = "may name a model or dataset; that is not sure enough to be audited"
        if why is not None:
            yield finding(
                "reference-unaudited", f"`{item.reference}` {why}", _place(item), standards, names=(item.reference,)
            )
    for skipped in left_out:
        yield finding("file-unread", f"not read: {skipped.reason}", Place(file=skipped.file), standards)


def _first_in_each_file(used: Iterable[tuple[Found, ModelRef]]) -> list[tuple[Found, ModelRef]]:
    unique: dict[tuple[str, ModelRef], tuple[Found, ModelRef]] = {}
    for item, ref in used:
        unique.setdefault((item.file, ref), (item, ref))
    return list(unique.values())


def _key(ref: ModelRef) -> tuple[RepoType, str]:
    return ref.repo_type, ref.id.lower()


def _place(item: Found) -> Place:
    return Place(file=item.file, line=item.line)
