"""auditor check: the survey of a repository, audited, compared with its lock, settled and held against a baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from auditor.errors import ManifestError
from auditor.fetch.source import Remembered, Source, Unobtainable
from auditor.files.lockfile import NAME, places, read_lock
from auditor.gate.baseline import marked_findings, marked_models
from auditor.gate.drift import altered, drift
from auditor.gate.findings import finding
from auditor.gate.frozen import Frozen
from auditor.gate.locking import Judged, lock_of, locked_repositories
from auditor.gate.plan import AuditTarget
from auditor.gate.repository_license import repository_license
from auditor.gate.settled import settled
from auditor.gate.survey import Survey
from auditor.gate.uses import shown
from auditor.pipeline import assemble, audit_one, fetch_each
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.gate import GateFinding
from auditor.schema.lock import Lock, LockedRepository
from auditor.schema.manifest import Manifest
from auditor.schema.place import Place
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import Snapshot, Snapshots
from auditor.standards import Standards, with_use

Done = Callable[[Snapshots], None] | None


def check(looked: Survey, source: Source, *, jobs: int = 8, done: Done = None, baseline: Audit | None = None) -> Audit:
    """The audit of everything that a repository depends on, as it is on the Hub today."""
    models = [model for _, model in judge(looked, source, jobs, done)]
    return _document(looked, models, (), baseline)


def check_locked(
    looked: Survey,
    held: Source,
    live: Source | None,
    *,
    jobs: int = 8,
    done: Done = None,
    baseline: Audit | None = None,
) -> Audit:
    """The audit of the locked commits, and what is different on the Hub today where `live` can be asked.

    Raises ManifestError without a lock.
    """
    path = looked.root / NAME
    if not path.is_file():
        raise ManifestError(f"{path}: there is no lock", hint="`auditor lock` writes one; commit it")
    lock = read_lock(path)
    today = Remembered(live) if live else None
    frozen = Frozen(lock, held, today)
    at = _places(looked, lock, path)
    models: list[ModelAudit] = []
    found = list(_outside(looked, lock))
    for snapshots, model in judge(looked, frozen, jobs, done):
        models.append(model)
        found += altered(lock, locked_repositories(snapshots, model), looked.standards, at)
    found = list(dict.fromkeys(found))
    if today is not None:
        found += drift(
            _part(looked, lock, models), today, lambda locked: _at_hand(held, locked), looked.standards, at, jobs
        )
    return _document(looked, models, found, baseline)


def lock(looked: Survey, source: Source, *, jobs: int = 8, done: Done = None) -> tuple[Lock, Audit]:
    """The lock of a repository as the Hub is today, and the audit behind it.

    Raises ManifestError where something could not be obtained: what was not seen is not locked.
    """
    path = looked.root / NAME
    before = read_lock(path) if path.is_file() else None
    judged = list(judge(looked, source, jobs, done))
    unseen = [str(snapshots.ref) for snapshots, _ in judged if snapshots.subject is None]
    if unseen:
        raise ManifestError(
            f"not locked, since not all of it could be read: {', '.join(unseen)}", hint="`auditor check` says why"
        )
    made = lock_of(judged, looked.standards, before)
    return made, _document(looked, [model for _, model in judged], (), None)


def judge(looked: Survey, source: Source, jobs: int, done: Done) -> Iterator[Judged]:
    """Every target fetched and judged under its own use, in the order of the plan."""
    targets = {target.ref: target for target in looked.plan.targets}
    for snapshots in fetch_each(targets, source, looked.standards.knowledge.vocabulary, jobs, done):
        target = targets[snapshots.ref]
        own = with_use(looked.standards, target.use.plain())
        yield snapshots, _described(audit_one(snapshots, own), target, own, looked.standards)


def _described(model: ModelAudit, target: AuditTarget, own: Standards, common: Standards) -> ModelAudit:
    use = own.policy.use if own.policy.use != common.policy.use else None
    return model.model_copy(update={"use": use, "owner": target.owner, "named_at": target.places})


def _document(
    looked: Survey, models: Sequence[ModelAudit], found: Sequence[GateFinding], baseline: Audit | None
) -> Audit:
    gate = (*looked.plan.findings, *found)
    gate = (*gate, *repository_license(looked, models))
    own = looked.declared.manifest if looked.declared else Manifest()
    gate = (*gate, *settled(models, gate, looked.standards, own, whole=looked.whole))
    if baseline is not None:
        models, gate = marked_models(models, baseline), marked_findings(gate, baseline)
    return assemble(tuple(models), looked.standards, gate=gate, references=looked.plan.tally)


def _outside(looked: Survey, lock: Lock) -> Iterator[GateFinding]:
    """What is to be audited and not locked."""
    locked = {item.reference for item in lock.models}
    for target in looked.plan.targets:
        if target.ref.kind is RefKind.HUB and str(target.ref) not in locked:
            message = f"{target.ref} is not in {NAME}."
            yield finding("lock-outdated", message, target.places[0], looked.standards, ref=target.ref)


def _part(looked: Survey, lock: Lock, models: Sequence[ModelAudit]) -> Lock:
    """The lock without what nothing in this run rests on."""
    wanted = {str(target.ref) for target in looked.plan.targets}
    held = {(item.repo_type.value, item.repository, item.commit) for item in lock.models if item.reference in wanted}
    held |= {key for model in models for key in _rests_on(model)}
    kept = tuple(item for item in lock.repositories if (item.repo_type.value, item.repository, item.commit) in held)
    return lock.model_copy(update={"repositories": kept})


def _rests_on(model: ModelAudit) -> Iterator[tuple[str, str, str]]:
    evidence = model.evidence
    for repository in (evidence.subject, *evidence.ancestors, *evidence.datasets):
        if repository is not None:
            yield repository.repo_type.value, repository.id, repository.sha or ""
    for code in evidence.code:
        yield RepoType.CODE.value, code.id, code.sha or ""


def _places(looked: Survey, lock: Lock, path: Path) -> dict[str, Place]:
    """Where each locked repository is named: in the manifest or a file where it is, else in the lock."""
    lock_itself = Place(file=shown(looked.root, NAME), line=1)  # of a lock that somebody laid out anew
    at = dict.fromkeys((item.repository for item in lock.repositories), lock_itself)
    at |= places(path.read_text(encoding="utf-8"), shown(looked.root, NAME))
    named = {str(target.ref): target.places[0] for target in looked.plan.targets}
    at |= {item.repository: named[item.reference] for item in lock.models if item.reference in named}
    return at


def _at_hand(held: Source, locked: LockedRepository) -> Snapshot | None:
    try:
        return held.fetch(ModelRef(repo_type=locked.repo_type, id=locked.repository, revision=locked.commit))
    except Unobtainable:
        return None
