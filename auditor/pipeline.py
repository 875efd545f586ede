"""Where the stages meet: references in, one Audit out."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from auditor import __version__
from auditor.closure import collect
from auditor.decide.commercial import by_lineage
from auditor.decide.concluded import concluded
from auditor.decide.findings import find
from auditor.decide.lifecycle import availability
from auditor.decide.pinned import concerned
from auditor.decide.ruling import decide
from auditor.decide.summary import summarize
from auditor.decide.waivers import waive
from auditor.errors import AuditorError, NothingToAuditError
from auditor.evaluate.verdicts import evaluate
from auditor.fetch.links import follow
from auditor.fetch.source import Remembered, Source, code_of
from auditor.fetch.threads import side_by_side
from auditor.files.reading import load_vocabulary
from auditor.gather.clarifications import clarify
from auditor.gather.dossier import gather
from auditor.gather.linked import to_follow
from auditor.inheritance.flow import lineage_of
from auditor.prose.vocabulary import Vocabulary
from auditor.schema.audit import Audit, LicenseSummary, ModelAudit, Tool
from auditor.schema.claim import Basis, ClaimSource
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.gate import GateFinding, Tally
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import ModelRef, registry_of
from auditor.schema.snapshot import Snapshots
from auditor.schema.use import Use
from auditor.standards import (
    Standards,
    now,
)


def fetch_all(
    references: Sequence[ModelRef], source: Source, *, jobs: int = 8, done: Callable[[Snapshots], None] | None = None
) -> list[Snapshots]:
    """Fetch every reference with all that it names, side by side; what several share is fetched once."""
    return list(fetch_each(references, source, load_vocabulary(), jobs, done))


def audit(
    references: Sequence[ModelRef],
    source: Source,
    standards: Standards,
    *,
    jobs: int = 8,
    done: Callable[[Snapshots], None] | None = None,
) -> Audit:
    """Audit every reference, each once, in the order named. Raises NothingToAuditError where there is none."""
    models = tuple(
        audit_one(snapshots, standards)
        for snapshots in fetch_each(references, source, standards.knowledge.vocabulary, jobs, done)
    )
    return assemble(models, standards)


def audit_one(snapshots: Snapshots, standards: Standards) -> ModelAudit:
    """All stages after fetching, on one model. Pure. A crash of ours becomes an issue, and the model unverified."""
    try:
        return _judged(read(snapshots, standards), snapshots, standards)
    except Exception as error:  # one hostile model must not take the others' reports with it
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        bare = Snapshots(ref=snapshots.ref, subject=None, issues=(*snapshots.issues, _crash(snapshots.ref, error)))
        return _judged(gather(bare, standards.knowledge), bare, standards)


def read(snapshots: Snapshots, standards: Standards) -> Dossier:
    """The evidence in these snapshots, with what somebody clarified, and which licenses follow from it. Pure."""
    dossier = gather(snapshots, standards.knowledge)
    return concluded(clarify(dossier, snapshots, standards.policy.clarifications, standards.knowledge.catalog))


def judge_again(saved: Audit, standards: Standards) -> Audit:
    """Evaluate and decide anew from a saved audit's evidence, under these standards.

    What was waived in it stays waived until it expires, and an entry's own use stays its use. Its licenses' facts are
    those that it was judged by; of a license of which either policy pins a reading they are those of the catalog.
    """
    waivers = tuple(dict.fromkeys((*standards.policy.waivers, *saved.policy.waivers)))
    held = replace(standards, policy=standards.policy.model_copy(update={"waivers": waivers}))
    pinned = {pin.license for pin in (*saved.policy.readings, *standards.policy.readings)}
    models = tuple(_again(_read_anew(model, pinned, held), held) for model in saved.models)
    references = saved.summary.references
    return assemble(models, held, gate=saved.gate or (None if references is None else ()), references=references)


def for_use(standards: Standards, use: Use) -> Standards:
    """The same standards for another declared use."""
    return replace(standards, policy=standards.policy.model_copy(update={"use": use}))


def assemble(
    models: tuple[ModelAudit, ...],
    standards: Standards,
    *,
    gate: Sequence[GateFinding] | None = None,
    references: Tally | None = None,
) -> Audit:
    """The document of a run. `gate` are findings about a repository, which may well have no model.

    `references` says what became of the repository's references.

    Raises NothingToAuditError where models were named and there is none.
    """
    if not models and gate is None:
        raise NothingToAuditError("there is no model to audit", hint="name one, such as `auditor audit org/name`")
    return Audit(
        tool=Tool(version=__version__, knowledge_sha256=standards.knowledge.sha256),
        generated_at=now(),
        policy=standards.policy,
        policy_sha256=standards.policy_sha256,
        summary=summarize(models, standards.policy.accept_conditions, gate or (), references),
        models=models,
        gate=tuple(gate or ()),
    )


def fetch_each(
    references: Iterable[ModelRef],
    source: Source,
    vocabulary: Vocabulary,
    jobs: int,
    done: Callable[[Snapshots], None] | None,
) -> Iterator[Snapshots]:
    """Fetch every reference, each once, side by side; handed on in the order named as soon as it is there."""
    unique = list(dict.fromkeys(references))
    remembered = Remembered(source)
    for snapshots in side_by_side(lambda ref: _collected(ref, remembered, vocabulary), unique, jobs):
        if done:
            done(snapshots)
        yield snapshots


def _collected(ref: ModelRef, source: Source, vocabulary: Vocabulary) -> Snapshots:
    """What was fetched for one model. A crash of ours becomes an issue of this model; a broken source ends the run."""
    try:
        found, code = collect(ref, source, vocabulary), code_of(source)
        return follow(found, to_follow(found.subject, vocabulary), code) if code and found.subject else found
    except AuditorError:
        raise
    except Exception as error:  # one hostile model must not take the others' reports with it
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        return Snapshots(ref=ref, subject=None, issues=(_crash(ref, error),))


def _judged(
    dossier: Dossier, snapshots: Snapshots | None, standards: Standards, saved: ModelAudit | None = None
) -> ModelAudit:
    openness = evaluate(dossier, standards.rubric)
    subject = dossier.subject
    offered = availability(subject, standards.today)
    findings = find(dossier, openness, standards.findings, offered, standards.stale)
    if subject is not None and standards.today is not None:
        findings = waive(findings, subject.purl, standards.policy.waivers, standards.today)
    snapshot = snapshots.subject if snapshots else saved
    return ModelAudit(
        reference=str(dossier.ref),
        purl=subject.purl if subject else None,
        id=subject.id if subject else None,
        sha=subject.sha if subject else None,
        endpoint=snapshot.endpoint if snapshot and not registry_of(snapshot.id or "") else None,
        retrieved_at=snapshot.retrieved_at if snapshot else None,
        decision=decide(dossier, openness, findings, standards.policy, standards.tiers),
        license=_license(dossier, subject),
        openness=openness,
        findings=findings,
        issues=dossier.issues,
        evidence=dossier,
        lineage=lineage_of(dossier),
        availability=offered,
        readings=concerned(dossier, standards.pins),
    )


def _again(model: ModelAudit, standards: Standards) -> ModelAudit:
    """A saved model judged anew, with what the manifest said of it."""
    judged = _judged(concluded(model.evidence), None, for_use(standards, model.use) if model.use else standards, model)
    return judged.model_copy(update={"use": model.use, "owner": model.owner, "named_at": model.named_at})


def _read_anew(model: ModelAudit, pinned: Collection[str], standards: Standards) -> ModelAudit:
    """The model with the catalog's facts, under this policy's readings, for these licenses."""
    if not pinned:
        return model
    catalog = standards.knowledge.catalog
    licenses = tuple((one.id in pinned and catalog.get(one.id)) or one for one in model.evidence.licenses)
    return model.model_copy(update={"evidence": model.evidence.model_copy(update={"licenses": licenses})})


def _license(dossier: Dossier, subject: Repository | None) -> LicenseSummary:
    if subject is None:
        return LicenseSummary(
            declared=None,
            concluded=None,
            expression=None,
            commercial_use=by_lineage(dossier),
            confidence="low",
            reason="the model could not be read",
        )
    claims = subject.license_claims
    card = [claim for claim in claims if claim.source is ClaimSource.CARD]
    stated = card or [claim for claim in claims if claim.source is ClaimSource.TAG]
    detected = [name for claim in claims if claim.basis is Basis.DETECTED for name in claim.licenses]
    return LicenseSummary(
        declared=", ".join(claim.written for claim in stated) or None,
        detected=tuple(dict.fromkeys(detected)),
        concluded=" AND ".join(subject.conclusion.licenses) or None,
        expression=subject.conclusion.expression,
        commercial_use=by_lineage(dossier),
        confidence=subject.conclusion.confidence.value,
        reason=subject.conclusion.reason,
    )


def _crash(ref: ModelRef, error: Exception) -> Issue:
    return Issue(
        kind=IssueKind.INTERNAL,
        weight=Weight.DECISIVE,
        subject=str(ref),
        message=f"made Auditor fail: {type(error).__name__}",
        hint="please report it, with the evidence bundle; AUDITOR_DEBUG=1 shows where",
    )
