"""The evidence of one model as numbered notes: every place that is cited stands once, under its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.report.escape import web_url
from auditor.report.parts.clauses import said_by_text
from auditor.report.parts.places import cited_page, repository_of
from auditor.schema.audit import ModelAudit
from auditor.schema.citation import Citation


@dataclass(frozen=True)
class Note:
    """One place in a file: its number on the page, where it is and what stands there."""

    number: int
    where: str
    quote: str


@dataclass(frozen=True)
class CitedFile:
    """One file that is cited, where it can be read, and the places in it."""

    repository: str
    commit: str
    file: str
    sha256: str
    url: str | None
    notes: tuple[Note, ...]


class Evidence:
    """All that a model's audit cites, numbered in the order of the files that are cited first."""

    def __init__(self, model: ModelAudit, more: Iterable[Citation] = ()) -> None:
        grouped: dict[tuple[str, str, str], dict[Citation, None]] = {}
        for citation in (*_citations(model), *more):
            grouped.setdefault((citation.source, citation.file, citation.sha256), {})[citation] = None
        self._numbers: dict[Citation, int] = {}
        self.files = tuple(self._file(list(places), model.endpoint) for places in grouped.values())

    def refs(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """The numbers of these citations, lowest first."""
        return tuple(sorted({self._numbers[citation] for citation in citations}))

    def _file(self, citations: list[Citation], endpoint: str | None) -> CitedFile:
        first = citations[0]
        notes = []
        for citation in sorted(citations, key=lambda item: (item.line or 0, item.pointer or "")):
            self._numbers[citation] = len(self._numbers) + 1
            notes.append(Note(self._numbers[citation], _where(citation), citation.quote))
        commit = first.source.rpartition("@")[2] if "@" in first.source else ""
        url = web_url((cited_page(first, endpoint) or "").partition("#")[0])
        return CitedFile(repository_of(first), commit, first.file, first.sha256, url, tuple(notes))


def _where(citation: Citation) -> str:
    if citation.line is None:
        return citation.pointer or "whole file"
    end = citation.end_line
    return f"lines {citation.line}–{end}" if end and end != citation.line else f"line {citation.line}"


def _citations(model: ModelAudit) -> Iterator[Citation]:
    for reason in model.decision.reasons:
        yield from reason.citations
    for finding in model.findings:
        yield from finding.citations
    dossier = model.evidence
    for repository in (*((dossier.subject,) if dossier.subject else ()), *dossier.ancestors, *dossier.datasets):
        yield from repository.conclusion.citations
    if dossier.subject is not None:
        for claim in dossier.subject.license_claims:
            yield claim.citation
    for line in said_by_text(model):
        yield line.citation
    for verdict in model.openness.criteria.values():
        yield from verdict.citations
    if model.openness.ai_act is not None:
        yield from model.openness.ai_act.citations
