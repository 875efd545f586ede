"""What a repository declares and what it uses → what has to be audited, and what is wrong with the references.

Every reference has one fate: what it names is audited, the manifest says what it stands for, or it is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from auditor.files.manifest import Declared, DeclaredEntry, DeclaredReference
from auditor.gate.closed import described
from auditor.gate.findings import findings
from auditor.gate.local import declared_here
from auditor.gate.meant import MENTIONED, finding_of, meant, said, why_not
from auditor.gate.named import is_at, is_same
from auditor.parse.metadata import is_abbreviated
from auditor.schema.discovery import IN_PART, Discovery, Found, RepositoryPart
from auditor.schema.gate import GateFinding, Tally
from auditor.schema.manifest import UseOverride
from auditor.schema.place import Place
from auditor.schema.policy import DiscoveryRules
from auditor.schema.reference import ModelRef, RefKind
from auditor.standards import Standards

_COMMIT = re.compile(r"[0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?\Z")
_SHOWN = 8  # references that one message names
Owners = Mapping[tuple[str, str], DeclaredEntry]


class Fate(StrEnum):
    """What becomes of a reference; each is a number of the tally."""

    AUDITED = "audited"
    DECLARED = "declared"
    UNSETTLED = "unsettled"
    NOT_COUNTED = "not_counted"
    MENTIONED = "mentioned"


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
    fates: tuple[tuple[Place, Fate], ...] = ()
    unread: int = 0

    @property
    def tally(self) -> Tally:
        """How many references have which fate."""
        fates = [fate for _, fate in self.fates]
        return Tally(**{fate.value: fates.count(fate) for fate in Fate}, unread=self.unread)


@dataclass(frozen=True)
class Traced:
    """A reference with its fate, what is audited for it, and the declaration that speaks of it."""

    item: Found
    fate: Fate
    ref: ModelRef | None = None
    declaration: DeclaredReference | None = None


def plan(declared: Declared | None, discovery: Discovery, standards: Standards) -> Plan:
    """The plan for a repository. `discovery` holds nothing of the manifest or the lock themselves."""
    entries = declared.entries if declared else ()
    references = declared.references if declared else ()
    owners = {_key(entry.ref): entry for entry in reversed(entries)}
    named = (*(declared.unaudited if declared else ()), *discovery.found)
    seen = seen_in(named, standards.policy.discovery, owners, references, declared_here(declared))
    targets = {entry.ref: AuditTarget(entry.ref, (entry.place,), entry.use, entry.owner) for entry in entries}
    for one in seen:
        for ref in (one.ref,) if one.ref else one.declaration.stands_for if one.declaration else ():
            at = (one.declaration.place, _place(one.item)) if one.declaration else (_place(one.item),)
            _add(targets, owners.get(_key(ref)), ref, at)
    found = [
        *(_undeclared(seen, owners, standards) if declared else ()),
        *_unpinned(entries, references, seen, standards),
        *_unsettled(seen, standards),
        *_uncounted(seen, standards),
        *_unused(references, seen, standards),
        *_unread(discovery, standards.policy.discovery, standards),
    ]
    fates = tuple((_place(one.item), one.fate) for one in seen)
    return Plan(tuple(targets.values()), tuple(found), fates, len(discovery.skipped))


def is_pinned(ref: ModelRef) -> bool:
    """Whether it names a commit, or Ollama's digest, which alone never move; a folder and a closed model have none."""
    return ref.kind in (RefKind.FOLDER, RefKind.SYSTEM) or bool(ref.revision and _COMMIT.match(ref.revision))


def seen_in(
    found: Iterable[Found],
    rules: DiscoveryRules,
    owners: Owners,
    references: Iterable[DeclaredReference] = (),
    here: Callable[[Found], ModelRef | None] = lambda _: None,
) -> list[Traced]:
    """Each reference with its fate. What stands in no part that counts is audited where the same is named elsewhere.

    `here` tells which file or folder of the repository a reference means that is audited.
    """
    audited = {*rules.audits, *rules.counts}
    listed = [(item, _audited_as(item, owners) or here(item)) for item in found]
    held = {ref for item, ref in listed if ref and item.part in audited} | {entry.ref for entry in owners.values()}

    def fate(item: Found, ref: ModelRef | None) -> Traced:
        if ref is not None and (item.part in audited or ref in held):
            return Traced(item, Fate.AUDITED, ref)
        if item.type in MENTIONED:
            return Traced(item, Fate.MENTIONED)
        by = next((one for one in references if _speaks_of(one, item)), None) if ref is None else None
        if by is not None:
            return Traced(item, Fate.DECLARED, declaration=by)
        return Traced(item, Fate.UNSETTLED if item.part in rules.counts else Fate.NOT_COUNTED)

    return [fate(item, ref) for item, ref in listed]


def _audited_as(item: Found, owners: Owners) -> ModelRef | None:
    """What is audited for a reference. Without a revision of its own it stands for what the manifest declares."""
    ref = meant(item)
    if ref is None:
        return None
    entry = owners.get(_key(ref))
    if entry is not None and ref.revision in (None, entry.ref.revision) and _same_id(ref, entry.ref):
        return entry.ref
    unknown = ref.kind is RefKind.SYSTEM and entry is None and described(ref) is None
    return None if unknown else ref


def _speaks_of(declaration: DeclaredReference, item: Found) -> bool:
    return any(is_same(declaration.reference, words) for words in (said(item), item.reference)) and (
        declaration.file is None or is_at(declaration.file, item.file)
    )


def _add(targets: dict[ModelRef, AuditTarget], entry: DeclaredEntry | None, ref: ModelRef, at: Iterable[Place]) -> None:
    """One use more."""
    known = targets.get(ref)
    if known is None:
        known = AuditTarget(ref, (), entry.use, entry.owner) if entry else AuditTarget(ref, ())
    places = dict.fromkeys((*known.places, *at))
    targets[ref] = replace(known, places=tuple(places))


def _undeclared(seen: Iterable[Traced], owners: Owners, standards: Standards) -> Iterator[GateFinding]:
    used = [(one.ref, _place(one.item)) for one in seen if one.ref and _key(one.ref) not in owners]
    for ref, places in _by_model(used):
        message = f"{ref} is used, and the manifest does not declare it."
        yield from findings("model-undeclared", message, places, standards, ref=ref)


def _unpinned(
    entries: Iterable[DeclaredEntry],
    references: Iterable[DeclaredReference],
    seen: Iterable[Traced],
    standards: Standards,
) -> Iterator[GateFinding]:
    named = [(entry.ref, entry.place) for entry in entries]
    named += [(ref, one.place) for one in references for ref in one.stands_for]
    named += [(one.ref, _place(one.item)) for one in seen if one.ref]
    for ref, places in _by_model((ref, place) for ref, place in named if not is_pinned(ref)):
        what = f"{ref.id} is named with {_loosely(ref.revision)}."
        yield from findings("revision-unpinned", what, places, standards, ref=ref)


def _loosely(revision: str | None) -> str:
    """How a reference names its commit that does not name it in full."""
    if revision is None:
        return "no revision"
    return f"`{revision}`, an abbreviated commit" if is_abbreviated(revision) else f"`{revision}`, which may move"


def _unsettled(seen: Iterable[Traced], standards: Standards) -> Iterator[GateFinding]:
    """References that nobody knows the models of: one finding for each and each reason."""
    at: dict[tuple[str, str, str], list[Place]] = {}
    for one in seen:
        if one.fate is Fate.UNSETTLED:
            key = (finding_of(one.item), said(one.item), why_not(one.item))
            at.setdefault(key, []).append(_place(one.item))
    for (name, reference, why), places in at.items():
        names = (reference,)
        yield from findings(name, f"`{reference}` {why}.", places, standards, about=reference, names=names)


def _uncounted(seen: Iterable[Traced], standards: Standards) -> Iterator[GateFinding]:
    """What stands only where the policy does not count: one finding for each part of the repository."""
    for part in RepositoryPart:
        left = [one.item for one in seen if one.fate is Fate.NOT_COUNTED and one.item.part is part]
        names = tuple(dict.fromkeys(map(said, left)))
        if names:
            listed = ", ".join(f"`{name}`" for name in names[:_SHOWN])
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            message = f"In {IN_PART[part]} alone, and so not counted under this policy: {listed}{more}."
            yield from findings("reference-uncounted", message, map(_place, left), standards, names=names)


def _unused(
    references: Iterable[DeclaredReference], seen: Iterable[Traced], standards: Standards
) -> Iterator[GateFinding]:
    """Declarations of references that are not there, or that are audited as they are."""
    used = {one.declaration for one in seen if one.declaration}
    for declaration in references:
        if declaration not in used:
            alike = any(one.ref and _speaks_of(declaration, one.item) for one in seen)
            why = "it is audited as what it names" if alike else "there is no such reference"
            where = f" in {declaration.file}" if declaration.file else ""
            message = f"The declaration of `{declaration.reference}`{where} settles nothing: {why}."
            names = (declaration.reference, *([declaration.file] if declaration.file else []))
            yield from findings("declaration-unused", message, (declaration.place,), standards, names=names)


def _unread(discovery: Discovery, rules: DiscoveryRules, standards: Standards) -> Iterator[GateFinding]:
    """Files that were not read: a note of what looks like data; more where reading failed in a part that counts."""
    for skipped in discovery.skipped:
        place = Place(file=skipped.file)
        if skipped.trouble and skipped.part in rules.counts:
            message = f"The file was not read, or not to its end: {skipped.reason}."
            yield from findings("file-unfinished", message, (place,), standards)
        else:
            yield from findings("file-unread", f"The file was not read: {skipped.reason}.", (place,), standards)


def _by_model(used: Iterable[tuple[ModelRef, Place]]) -> Iterator[tuple[ModelRef, list[Place]]]:
    """Where each model is named, at each revision, in the order given; its name is written as it was first."""
    at: dict[tuple[tuple[str, str], str | None], tuple[ModelRef, list[Place]]] = {}
    for ref, place in used:
        at.setdefault((_key(ref), ref.revision), (ref, []))[1].append(place)
    yield from at.values()


def _key(ref: ModelRef) -> tuple[str, str]:
    system = described(ref)
    return f"{ref.kind.value}/{ref.repo_type.value}", (system.id if system else ref.id).lower()


def _same_id(one: ModelRef, other: ModelRef) -> bool:
    """Whether they have one name: a dated name of a closed model may have an end of its own."""
    return one.id.lower() == other.id.lower()


def _place(item: Found) -> Place:
    return Place(file=item.file, line=item.line)
