"""Findings about what one gets: a gate, a disabled repository, no weights, an unreadable card."""

from __future__ import annotations

from auditor.decide.findings.rule import Raised
from auditor.schema.evidence import ComponentKind, Dossier, GateState, Repository
from auditor.schema.reference import RepoType
from auditor.schema.verdict import Openness


def gated_model(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The files are given only to those who accept terms or are let in."""
    gate = subject.access.gate
    if gate not in (GateState.AUTO, GateState.MANUAL):
        return []
    who = "a person decides who gets them" if gate is GateState.MANUAL else "they come once terms are accepted"
    message = f"the files of {subject.id} are gated: {who}"
    return [Raised(message, subject.access.citations[:1], names=(gate.value,))]


def repository_disabled(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The Hub no longer gives the files out."""
    message = f"the Hub has disabled {subject.id}"
    return [Raised(message, subject.access.citations)] if subject.access.disabled else []


def weights_missing(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The file list holds nothing that is recognised as weights."""
    kinds = {item.kind for item in subject.components}
    if (
        subject.repo_type is not RepoType.MODEL
        or not subject.files_listed
        or kinds & {ComponentKind.WEIGHTS, ComponentKind.ADAPTER}
    ):
        return []
    return [Raised(f"{subject.id} lists no file that is recognised as weights", (subject.metadata,))]


def front_matter_invalid(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The card's front matter cannot be read."""
    fault = subject.card_fault
    if fault is None:
        return []
    # The quote of the fault says what is wrong; it is no text of the card.
    place = fault.model_copy(update={"quote": ""})
    return [Raised(f"the card's front matter cannot be read: {fault.quote}", (place,))]
