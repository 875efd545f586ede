"""Snapshots → Dossier."""

from __future__ import annotations

from auditor.gather.incomplete import incomplete, missing
from auditor.gather.linked import linked_code
from auditor.gather.papers import open_papers, purl_of
from auditor.gather.policies import with_policies
from auditor.gather.repository import repository
from auditor.gather.system import read_system, system_repository
from auditor.gather.writers_missed import weighed
from auditor.licenses.catalog import Catalog
from auditor.licenses.knowledge import Knowledge
from auditor.schema.evidence import Dossier, GateState, Repository
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.license import License
from auditor.schema.linked import LinkedCode
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import Snapshots


def gather(snapshots: Snapshots, knowledge: Knowledge) -> Dossier:
    """Read everything that was fetched for one model. Pure: the same snapshots give the same dossier."""
    system = read_system(open_papers(snapshots.subject)) if _is_system(snapshots) and snapshots.subject else None
    if system and snapshots.subject:
        told, terms = system_repository(open_papers(snapshots.subject), system, knowledge.catalog)
        return Dossier(ref=snapshots.ref, subject=told, licenses=terms, issues=snapshots.issues)
    everything = [snapshot for snapshot in (snapshots.subject, *snapshots.related) if snapshot]
    held = [snapshot for snapshot in everything if snapshot.repo_type is not RepoType.CODE]
    purls = {f"{snapshot.repo_type.value}:{snapshot.id.lower()}": purl_of(snapshot) for snapshot in held}
    for written, today in snapshots.renamed.items():
        repo_type, _, old = written.partition(":")
        if f"{repo_type}:{today.lower()}" in purls:
            purls[f"{repo_type}:{old.lower()}"] = purls[f"{repo_type}:{today.lower()}"]
    papers = [open_papers(snapshot, knowledge.vocabulary) for snapshot in held]
    read = [repository(item, knowledge, purls) for item in papers]
    related = read[1:] if snapshots.subject else read
    code = linked_code(snapshots, read[0].reading.code if snapshots.subject else (), knowledge.vocabulary)
    return Dossier(
        ref=snapshots.ref,
        subject=read[0] if snapshots.subject else None,
        ancestors=tuple(item for item in related if item.repo_type is RepoType.MODEL),
        datasets=tuple(item for item in related if item.repo_type is RepoType.DATASET),
        code=code,
        licenses=_facts(read, code, knowledge.catalog),
        issues=weighed(
            (
                *snapshots.issues,
                *_of_access(snapshots.ref, read[0] if snapshots.subject else None),
                *(issue for item in papers for issue in (*incomplete(item), *missing(item, snapshots.issues))),
            ),
            read,
        ),
    )


def _of_access(ref: ModelRef, subject: Repository | None) -> tuple[Issue, ...]:
    """Metadata that does not speak of a gate says nothing of it. Who has a model's folder was let in."""
    if subject is None or ref.kind is not RefKind.HUB or subject.access.gate is not GateState.UNKNOWN:
        return ()
    return (
        Issue(
            kind=IssueKind.GATE_UNKNOWN,
            weight=Weight.INCIDENTAL,
            subject=subject.id,
            message="has metadata that does not say whether its files are gated",
            hint="a proxy or mirror may drop fields of the metadata; ask the Hub itself",
        ),
    )


def _is_system(snapshots: Snapshots) -> bool:
    return snapshots.ref.kind is RefKind.SYSTEM


def _facts(read: list[Repository], code: tuple[LinkedCode, ...], catalog: Catalog) -> tuple[License, ...]:
    """The facts of every license named, umbrellas with their members, use policies too, in order of id."""
    named = {license_id for item in read for claim in item.license_claims for license_id in claim.licenses}
    named |= {item.license for item in code if item.license}
    named |= {license_id for item in read for base in (*item.bases, *item.writers) for license_id in base.licenses}
    known = [found for license_id in named if (found := catalog.get(license_id))]
    members = [found for item in known for member in item.members if (found := catalog.get(member))]
    policies = [found for item in (*known, *members) for name in item.incorporates if (found := catalog.get(name))]
    return with_policies((*known, *members, *policies), read)
