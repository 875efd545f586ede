"""A repository on disk → its manifest, its standards and what it uses; of a change, only what that touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError, NothingToAuditError
from auditor.files.company import DEFAULT, Loaded, PolicyWords, load_policy
from auditor.files.lockfile import NAME as LOCK
from auditor.files.manifest import Declared, DeclaredEntry, find_manifest, policy_named, read_manifest
from auditor.gate.changes import as_it_was, changed_files
from auditor.gate.own_license import bears_on_license
from auditor.gate.plan import Plan, plan
from auditor.gate.uses import shown, used
from auditor.schema.decision import Outcome
from auditor.schema.gate import GateFinding
from auditor.schema.place import Place
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
    bare, loaded = _under(request.policy or _beside(path))
    policies = loaded.paths if loaded else ()
    words = _words(bare)
    declared = read_manifest(path, shown(path.parent, path.name), words) if path else None
    standards = _settled(request, bare, declared)
    own = tuple(item.glob for item in declared.manifest.exclude) if declared else ()
    leave = (root / LOCK, *request.leave, *policies, *((declared.path,) if declared else ()))
    discovery = used(request.root, (*own, *request.exclude), leave)
    if request.changed_since is None:
        made = plan(declared, discovery, standards)
        if declared is None and not made.targets and all(item.outcome is Outcome.APPROVED for item in made.findings):
            raise NothingToAuditError(
                f"{request.root}: {_nothing(made)}, and there is no manifest",
                hint="`auditor init` writes one; with an empty one this passes",
            )
        return Survey(root, declared, standards, made)
    changed = {shown(root, name) for name in changed_files(root, request.changed_since)}
    made = plan(declared, discovery, standards)
    if loaded is None or not _is_changed(loaded, changed):  # a policy decides on everything
        made = _touched(made, declared, changed, request, root, words)
    return Survey(root, declared, standards, made, whole=False)


def _nothing(made: Plan) -> str:
    """What is there instead of something to audit."""
    said = [item.message.rstrip(".") for item in made.findings]
    return "; ".join(["refers to no model that counts", *said]) if said else "refers to no model that we see"


def _under(policy: str | None) -> tuple[Standards, Loaded | None]:
    """The standards under a policy, and what was loaded of it where it is not the default."""
    bare = load_standards(DEFAULT)
    if not policy or policy == DEFAULT:
        return bare, None
    loaded = load_policy(policy, _words(bare))
    return under(bare, loaded), loaded


def _is_changed(loaded: Loaded, changed: set[str]) -> bool:
    """Whether a file of a policy changed, or what lies in a folder of its licenses: one may be gone."""
    folders = {shown(Path(), str(path.parent)) for one in loaded.own for path in one.paths}
    files = {shown(Path(), str(path)) for path in loaded.paths}
    return bool(files & changed) or any(name.rpartition("/")[0] in folders for name in changed)


def _words(standards: Standards) -> PolicyWords:
    return policy_words(standards.knowledge, standards.rubric, standards.findings)


def _settled(request: Request, standards: Standards, declared: Declared | None) -> Standards:
    """The standards with what the manifest settled and what the command line says of the use."""
    if declared is not None:
        policy, own = standards.policy, declared.manifest
        update = {
            "waivers": (*policy.waivers, *own.waivers),
            "clarifications": (*policy.clarifications, *own.clarifications),
        }
        standards = replace(standards, policy=policy.model_copy(update=update))
    return with_use(standards, request.use, request.accept_conditions)


def _beside(manifest: Path | None) -> str | None:
    """The policy that a manifest names; a file is meant beside the manifest."""
    named = policy_named(manifest) if manifest else None
    if manifest is None or named is None or not ("/" in named or named.endswith((".yaml", ".yml"))):
        return named
    return f"./{manifest.parent / named}" if not manifest.is_absolute() else str(manifest.parent / named)


def _touched(
    made: Plan, declared: Declared | None, changed: set[str], request: Request, root: Path, words: PolicyWords
) -> Plan:
    """The part of the plan that the change touches. A change of what decides on everything touches everything."""
    changed_entries = _changed_entries(declared, request, words)
    if changed_entries is None or shown(root, LOCK) in changed or bears_on_license(changed):
        return made
    manifest = declared.shown if declared else ""
    lines = {entry.place for entry in changed_entries}

    def is_touched(place: Place) -> bool:
        return place in lines if place.file == manifest else place.file in changed

    def turned(item: GateFinding) -> GateFinding:
        """The finding at the first place that the change touches."""
        first, *others = sorted(item.places, key=lambda place: not is_touched(place))
        return item.model_copy(update={"place": first, "also": tuple(others)})

    return Plan(
        tuple(item for item in made.targets if any(map(is_touched, item.places))),
        tuple(turned(item) for item in made.findings if any(map(is_touched, item.places))),
        tuple((place, fate) for place, fate in made.fates if is_touched(place)),
        made.unread,
    )


def _changed_entries(
    declared: Declared | None, request: Request, words: PolicyWords
) -> tuple[DeclaredEntry, ...] | None:
    """The entries that differ from the manifest of then; None where everything may, as where git does not follow it."""
    if declared is None:
        return ()
    before = as_it_was(declared.path.parent, request.changed_since or "", declared.path.name)
    if before == declared.path.read_bytes():
        return ()
    then = _read_then(before, declared, words) if before is not None else None
    if then is None or _settings(then) != _settings(declared):
        return None
    same = {(entry.ref, entry.use) for entry in then.entries}
    return tuple(entry for entry in declared.entries if (entry.ref, entry.use) not in same)


def _read_then(content: bytes, declared: Declared, words: PolicyWords) -> Declared | None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, declared.path.name)
        path.write_bytes(content)
        try:
            return read_manifest(path, declared.shown, words)
        except AuditorError:
            return None


def _settings(declared: Declared) -> tuple[object, ...]:
    """All that a manifest says beside its entries, without the lines on which it says it."""
    manifest = declared.manifest
    settled = (*manifest.references, *manifest.waivers, *manifest.clarifications)
    return manifest.policy, manifest.exclude, tuple(item.model_copy(update={"place": None}) for item in settled)
