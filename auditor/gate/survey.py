"""A repository on disk → its manifest, its standards and what it uses; of a change, only what that touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError, NothingToAuditError
from auditor.files.company import DEFAULT, load_policy
from auditor.files.lockfile import NAME as LOCK
from auditor.files.manifest import Declared, DeclaredEntry, find_manifest, read_manifest
from auditor.gate.changes import as_it_was, changed_files
from auditor.gate.plan import AuditTarget, Plan, plan
from auditor.gate.uses import shown, used
from auditor.schema.gate import GateFinding
from auditor.standards import Standards, load_standards, policy_words, under, with_use


@dataclass(frozen=True)
class Request:
    """What the command line said. What is None is taken from the manifest, or has its default."""

    root: Path = Path()
    manifest: Path | None = None
    policy: str | None = None
    use: Mapping[str, Any] = field(default_factory=dict)
    accept_conditions: bool | None = None
    exclude: tuple[str, ...] = ()
    changed_since: str | None = None
    leave: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Survey:
    """A repository ready to be audited. `whole` is False where only a change is looked at."""

    root: Path
    declared: Declared | None
    standards: Standards
    plan: Plan
    whole: bool = True


def survey(request: Request) -> Survey:
    """Read everything that is needed. Raises AuditorError for a wrong manifest, policy or revision."""
    root = request.root if request.root.is_dir() else request.root.parent
    path = request.manifest or find_manifest(root)
    bare = load_standards(DEFAULT)
    words = policy_words(bare.knowledge, bare.rubric, bare.findings)
    declared = read_manifest(path, shown(path.parent, path.name), words) if path else None
    standards, policies = _standards(request, bare, declared)
    own = declared.manifest.exclude if declared else ()
    leave = (root / LOCK, *request.leave, *policies, *((declared.path,) if declared else ()))
    discovery = used(request.root, (*own, *request.exclude), leave)
    if request.changed_since is None:
        made = plan(declared, discovery, standards)
        if not made.targets and not made.findings and declared is None:
            raise NothingToAuditError(
                f"{request.root}: refers to no model that we see, and has no manifest",
                hint="`auditor init` writes one; with an empty one this passes",
            )
        return Survey(root, declared, standards, made)
    changed = {shown(root, name) for name in changed_files(root, request.changed_since)}
    made = _touched(plan(declared, discovery, standards), declared, changed, request, root)
    return Survey(root, declared, standards, made, whole=False)


def _standards(request: Request, bare: Standards, declared: Declared | None) -> tuple[Standards, tuple[Path, ...]]:
    """The policy that the command line names, else the manifest, with what the manifest settled; and its files."""
    named = request.policy or _beside(declared) or DEFAULT
    standards, paths = bare, tuple[Path, ...]()
    if named != DEFAULT:
        loaded = load_policy(named, policy_words(bare.knowledge, bare.rubric, bare.findings))
        standards, paths = under(bare, loaded), loaded.paths
    if declared is not None:
        policy, own = standards.policy, declared.manifest
        update = {
            "waivers": (*policy.waivers, *own.waivers),
            "clarifications": (*policy.clarifications, *own.clarifications),
        }
        standards = replace(standards, policy=policy.model_copy(update=update))
    return with_use(standards, request.use, request.accept_conditions), paths


def _beside(declared: Declared | None) -> str | None:
    """The policy that the manifest names; a file is meant beside the manifest."""
    named = declared.manifest.policy if declared else None
    if declared is None or named is None or not ("/" in named or named.endswith((".yaml", ".yml"))):
        return named
    return f"./{declared.path.parent / named}" if not declared.path.is_absolute() else str(declared.path.parent / named)


def _touched(made: Plan, declared: Declared | None, changed: set[str], request: Request, root: Path) -> Plan:
    """The part of the plan that the change touches. A change of what decides on everything touches everything."""
    changed_entries = _changed_entries(declared, request)
    if changed_entries is None or shown(root, LOCK) in changed or _policy_changed(request, declared, changed):
        return made
    manifest = declared.shown if declared else ""
    lines = {entry.place for entry in changed_entries}

    def is_touched(item: AuditTarget | GateFinding) -> bool:
        places = item.places if isinstance(item, AuditTarget) else (item.place,)
        return any(place in lines if place.file == manifest else place.file in changed for place in places)

    return Plan(tuple(filter(is_touched, made.targets)), tuple(filter(is_touched, made.findings)))


def _changed_entries(declared: Declared | None, request: Request) -> tuple[DeclaredEntry, ...] | None:
    """The entries that differ from the manifest of then; None where everything may, as where git does not follow it."""
    if declared is None:
        return ()
    before = as_it_was(declared.path.parent, request.changed_since or "", declared.path.name)
    if before == declared.path.read_bytes():
        return ()
    then = _read_then(before, declared) if before is not None else None
    if then is None or _settings(then) != _settings(declared):
        return None
    same = {(entry.ref, entry.use) for entry in then.entries}
    return tuple(entry for entry in declared.entries if (entry.ref, entry.use) not in same)


def _read_then(content: bytes, declared: Declared) -> Declared | None:
    import tempfile

    bare = load_standards(DEFAULT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, declared.path.name)
        path.write_bytes(content)
        try:
            return read_manifest(path, declared.shown, policy_words(bare.knowledge, bare.rubric, bare.findings))
        except AuditorError:
            return None


def _settings(declared: Declared) -> tuple[object, ...]:
    """All that a manifest says beside its entries, without the lines on which it says it."""
    manifest = declared.manifest
    settled = (*manifest.waivers, *manifest.clarifications)
    return manifest.policy, manifest.exclude, tuple(item.model_copy(update={"place": None}) for item in settled)


def _policy_changed(request: Request, declared: Declared | None, changed: set[str]) -> bool:
    named = request.policy or _beside(declared)
    return bool(named and named.endswith((".yaml", ".yml")) and shown(Path(), named) in changed)
