"""Waivers and clarifications that say nothing any more: unused, expired, stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditor.gate.findings import finding
from auditor.parse.references import covers
from auditor.schema.audit import ModelAudit
from auditor.schema.evidence import Repository
from auditor.schema.gate import GateFinding
from auditor.schema.manifest import Manifest
from auditor.schema.place import Place
from auditor.schema.waiver import Clarification, Waiver
from auditor.standards import Standards

_PATTERN = frozenset("*?[")  # of what fits many models, one without the file shows nothing
_NOWHERE = Place(file="policy")


def settled(
    models: Sequence[ModelAudit],
    gate: Sequence[GateFinding],
    standards: Standards,
    own: Manifest,
    *,
    whole: bool,
) -> Iterator[GateFinding]:
    """What is wrong with the waivers and clarifications of the manifest, and with those of the policy that concern it.

    A company's policy serves many repositories: what it says of models that this one does not use is left alone. Of a
    part of the repository, or of some models, it can be said what expired and which file is another one, not what is
    unused.
    """
    purls = [repository.purl for model in models for repository in _repositories(model)]

    def concerned(item: Waiver | Clarification) -> bool:
        if item in own.waivers or item in own.clarifications:
            return True
        return bool(item.model) and any(covers(item.model, purl) for purl in purls)

    waivers = [item for item in standards.policy.waivers if concerned(item)]
    yield from _expired(waivers, standards)
    if whole:
        yield from _unused(waivers, models, gate, standards)

    def is_here(item: Clarification) -> bool:
        return _PATTERN.isdisjoint(item.model) and any(covers(item.model, purl) for purl in purls)

    words = [item for item in standards.policy.clarifications if (concerned(item) if whole else is_here(item))]
    yield from _stale(words, models, standards)


def _expired(waivers: Iterable[Waiver], standards: Standards) -> Iterator[GateFinding]:
    for waiver in waivers:
        if standards.today is None or waiver.expires < standards.today:
            message = f"The waiver of {_named(waiver)} expired on {waiver.expires}; {waiver.approver} gave it."
            yield finding("waiver-expired", message, waiver.place or _NOWHERE, standards, names=_names(waiver))


def _unused(
    waivers: Iterable[Waiver], models: Sequence[ModelAudit], gate: Sequence[GateFinding], standards: Standards
) -> Iterator[GateFinding]:
    used = {item.waived for item in gate} | {item.waived for model in models for item in model.findings}
    for waiver in waivers:
        if waiver not in used and standards.today is not None and standards.today <= waiver.expires:
            message = f"The waiver of {_named(waiver)} accepts nothing: there is no such finding."
            yield finding("waiver-unused", message, waiver.place or _NOWHERE, standards, names=_names(waiver))


def _stale(words: Iterable[Clarification], models: Sequence[ModelAudit], standards: Standards) -> Iterator[GateFinding]:
    used = {item for model in models for item in _clarified(model)}
    for word in words:
        if word not in used:
            read = f"the sha256 that was read ({word.sha256[:12]}…)"
            message = f"No model named {word.model} holds {word.file} with {read}."
            names = (word.model, word.file, word.sha256)
            yield finding("clarification-stale", message, word.place or _NOWHERE, standards, names=names)


def _clarified(model: ModelAudit) -> Iterator[Clarification]:
    said = (repository.conclusion.clarified for repository in _repositories(model))
    return (item for item in said if item is not None)


def _repositories(model: ModelAudit) -> Iterator[Repository]:
    evidence = model.evidence
    return (item for item in (evidence.subject, *evidence.ancestors, *evidence.datasets) if item is not None)


def _named(waiver: Waiver) -> str:
    of = f" (sentence {waiver.sentence})" if waiver.sentence else ""
    what = f" for {waiver.model}" if waiver.model else f" for `{waiver.reference}`" if waiver.reference else ""
    where = f" in {waiver.file}" if waiver.file else ""
    return f"{waiver.finding}{what}{where}{of}"


def _names(waiver: Waiver) -> tuple[str, ...]:
    told = (waiver.finding, waiver.model, waiver.reference, waiver.file, waiver.expires.isoformat(), waiver.sentence)
    return tuple(filter(None, told))
