"""From what was fetched and judged to a lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditor import __version__
from auditor.parse.files import README, role
from auditor.schema.audit import ModelAudit
from auditor.schema.claim import ClaimSource
from auditor.schema.evidence import GateState, Repository
from auditor.schema.lock import Lock, LockedModel, LockedRepository, LockedText
from auditor.schema.reference import RefKind, RepoType
from auditor.schema.snapshot import Snapshot, Snapshots
from auditor.standards import Standards, now

_DECLARING = (ClaimSource.CARD, ClaimSource.TAG, ClaimSource.LICENSE_NAME, ClaimSource.LICENSE_LINK)

Judged = tuple[Snapshots, ModelAudit]


def lock_of(judged: Iterable[Judged], standards: Standards, before: Lock | None = None) -> Lock:
    """The lock of these models. Only what is on the Hub has a commit to be locked at.

    Where nothing but the day is different, the lock of before stays.
    """
    models: dict[str, LockedModel] = {}
    repositories: dict[tuple[str, str, str], LockedRepository] = {}
    for snapshots, model in judged:
        if snapshots.ref.kind is not RefKind.HUB or snapshots.subject is None:
            continue
        entry = _model(model, snapshots.subject)
        models[entry.reference] = entry
        for repository in locked_repositories(snapshots, model):
            key = (repository.repo_type.value, repository.repository, repository.revision or "")
            known = repositories.get(key, repository)
            names = tuple(sorted({*known.names, *repository.names}))
            repositories[key] = repository.model_copy(update={"names": names})
    lock = Lock(
        generated_at=now(),
        version=__version__,
        knowledge_sha256=standards.knowledge.sha256,
        policy=standards.policy.policy,
        policy_sha256=standards.policy_sha256,
        models=tuple(models[key] for key in sorted(models)),
        repositories=tuple(repositories[key] for key in sorted(repositories)),
    )
    same = before is not None and lock.model_copy(update={"generated_at": before.generated_at}) == before
    return before if same and before is not None else lock


def locked_repositories(snapshots: Snapshots, model: ModelAudit) -> Iterator[LockedRepository]:
    """The model with all that its audit rests on."""
    evidence = model.evidence
    held = {(item.repo_type, item.id): item for item in (snapshots.subject, *snapshots.related) if item}
    for repository in (evidence.subject, *evidence.ancestors, *evidence.datasets):
        snapshot = held.get((repository.repo_type, repository.id)) if repository else None
        if repository is None or snapshot is None or snapshot.sha is None:
            continue
        asked = evidence.ref.revision if repository is evidence.subject else None
        yield facts(repository, snapshot, asked, _names(repository.repo_type, repository.id, snapshots))
    for code in evidence.code:
        if code.sha:
            yield code_facts(code.id, code.sha, code.license, _names(RepoType.CODE, code.id, snapshots))


def facts(
    repository: Repository, snapshot: Snapshot, revision: str | None, names: Sequence[str] = ()
) -> LockedRepository:
    """What a lock holds of one repository."""
    claims = repository.license_claims
    read = {claim.citation.file: claim.licenses for claim in claims if claim.source is ClaimSource.FILE}
    texts = [file for file in snapshot.files if role(file.path) not in (None, "card")]
    card = snapshot.file(README)
    return LockedRepository(
        repository=repository.id,
        repo_type=repository.repo_type,
        names=tuple(sorted(names)),
        revision=revision,
        commit=snapshot.sha or "",
        declared=tuple(sorted({claim.written[:400] for claim in claims if claim.source in _DECLARING})),
        license=" AND ".join(repository.conclusion.licenses) or None,
        texts=tuple(LockedText(path=file.path, sha256=file.sha256, licenses=read.get(file.path, ())) for file in texts),
        card_sha256=card.sha256 if card else None,
        gate=repository.access.gate,
    )


def code_facts(code_id: str, sha: str, spdx: str | None, names: Sequence[str] = ()) -> LockedRepository:
    """What a lock holds of linked code: its commit, and the license that GitHub detects."""
    declared = (spdx,) if spdx else ()
    return LockedRepository(
        repository=code_id,
        repo_type=RepoType.CODE,
        names=tuple(sorted(names)),
        commit=sha,
        declared=declared,
        license=spdx,
        gate=GateState.OPEN,
    )


def _names(repo_type: RepoType, today: str, snapshots: Snapshots) -> list[str]:
    kind = f"{repo_type.value}:"
    renamed = snapshots.renamed.items()
    return [old.removeprefix(kind) for old, new in renamed if new == today and old.startswith(kind)]


def _model(model: ModelAudit, subject: Snapshot) -> LockedModel:
    return LockedModel(
        reference=model.reference,
        repository=subject.id,
        repo_type=subject.repo_type,
        commit=subject.sha or "",
        decision=model.decision.outcome,
    )
