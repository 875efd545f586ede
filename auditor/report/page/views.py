"""One model as the page shows it, and what all models have in common."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.report.escape import slug, web_url
from auditor.report.page.evidence import Evidence
from auditor.report.page.frameworks import Standing, frameworks
from auditor.report.page.graph import Drawing, draw
from auditor.report.page.steps import FINDING, NextStep, steps, why
from auditor.report.page.terms import Asked, BoundLicense, Flow, conditions, flows, terms
from auditor.report.page.words import sentence
from auditor.report.parts.bill import Bill, BillPart, Edge, collect, subject
from auditor.report.parts.clauses import SaidLine, said_by_text
from auditor.report.parts.places import page
from auditor.report.parts.use import options
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.citation import Citation
from auditor.schema.decision import Outcome
from auditor.schema.issue import Weight
from auditor.schema.reference import RefKind
from auditor.schema.use import Use
from auditor.schema.waiver import Waiver

# The order in which decisions are read: what asks for something first.
ORDER = (Outcome.DENIED, Outcome.UNVERIFIED, Outcome.REVIEW, Outcome.CONDITIONAL, Outcome.APPROVED)


@dataclass(frozen=True)
class Point:
    """A reason or a finding: how it speaks, what it says, how it is mended, where it is read, and by which row."""

    outcome: Outcome | None
    level: str
    id: str
    message: str
    fix: str
    citations: tuple[Citation, ...]
    row: str = ""
    waived: Waiver | None = None
    pinned: str = ""


@dataclass(frozen=True)
class Trouble:
    """One kind of trouble of the run, and what it befell."""

    subjects: tuple[str, ...]
    message: str
    hint: str
    weight: Weight


@dataclass(frozen=True)
class ModelView:
    """One model: the audit itself, and what is worked out of it for reading."""

    number: int
    id: str
    part: BillPart
    bill: Bill
    url: str | None
    audit: ModelAudit
    use: Use
    evidence: Evidence
    why: str
    points: tuple[Point, ...]
    troubles: tuple[Trouble, ...]
    steps: tuple[NextStep, ...]
    terms: tuple[BoundLicense, ...]
    conditions: tuple[Asked, ...]
    drawing: Drawing | None
    edges: tuple[Edge, ...]
    flows: tuple[Flow, ...]
    frameworks: tuple[Standing, ...]
    clauses: tuple[SaidLine, ...]
    command: str

    @property
    def name(self) -> str:
        """What the model is called."""
        return self.part.name

    @property
    def findings(self) -> tuple[str, ...]:
        """The ids of its findings, each once."""
        return tuple(dict.fromkeys(finding.id for finding in self.audit.findings))

    @property
    def licenses(self) -> tuple[str, ...]:
        """The ids of the licenses that bind."""
        return tuple(term.id for term in self.terms)


@dataclass(frozen=True)
class Shared:
    """Something that several models have in common: what it is, what to do, and how many there are."""

    id: str
    text: str
    models: int


def views(audit: Audit) -> tuple[ModelView, ...]:
    """Every model of the audit, in the audit's order; those with the same name are told apart by number."""
    taken: Counter[str] = Counter()
    made = []
    for number, model in enumerate(audit.models):
        part = subject(model)
        name = f"model-{slug(part.name, 100)}"
        taken[name] += 1
        anchor = name if taken[name] == 1 else f"{name}.{number}"
        made.append(_view(number, anchor, part, model, audit))
    return tuple(made)


def _view(number: int, anchor: str, part: BillPart, model: ModelAudit, audit: Audit) -> ModelView:
    bill = collect(audit.model_copy(update={"models": (model,)}))  # this audit's lineage, nobody else's
    edges = bill.lineage(part.key)
    use = model.use or audit.policy.use
    bound = terms(model.evidence)
    return ModelView(
        number=number,
        id=anchor,
        part=part,
        bill=bill,
        url=web_url(page(part) or ""),
        audit=model,
        use=use,
        evidence=Evidence(model, (edge.citation for edge in edges)),
        why=why(model),
        points=tuple(_points(model)),
        troubles=_troubles(model),
        steps=steps(model),
        terms=bound,
        conditions=conditions(model, bound, bill, use),
        drawing=draw(bill, part.key, model.lineage),
        edges=edges,
        flows=flows(model.lineage),
        frameworks=frameworks(model.openness),
        clauses=said_by_text(model),
        command=_command(audit.policy.policy, use, model, part),
    )


def _points(model: ModelAudit) -> Iterator[Point]:
    """Every reason, joined with the finding that it rests on; then the findings that no reason rests on."""
    rest = list(model.findings)
    for reason in model.decision.reasons:
        of_it = (item for item in rest if (FINDING + item.id, item.grounds) == (reason.rule, reason.grounds))
        finding = next((item for item in of_it if item.waived is None), None)
        if finding is None:
            said = reason.message, "", reason.citations, reason.row or ""
            yield Point(reason.outcome, "", "", *said, pinned=str(reason.pinned or ""))
            continue
        rest.remove(finding)
        level, fix = finding.level.value, finding.how_to_fix
        said = reason.message, fix, reason.citations, reason.row or ""
        yield Point(reason.outcome, level, finding.id, *said, pinned=str(reason.pinned or ""))
    for left in rest:
        level, fix = left.level.value, left.how_to_fix
        said = left.message, fix, left.citations, left.row or ""
        yield Point(None, level, left.id, *said, left.waived, str(left.pinned or ""))


def _troubles(model: ModelAudit) -> tuple[Trouble, ...]:
    """The issues; what befell several repositories alike stands once."""
    alike: dict[tuple[str, str, Weight], list[str]] = {}
    for issue in model.issues:
        subject_ = f"{issue.subject}: {issue.file}" if issue.file else issue.subject
        alike.setdefault((issue.message, issue.hint or "", issue.weight), []).append(subject_)
    return tuple(Trouble(tuple(subjects), *what) for what, subjects in alike.items())


def questions(models: Iterable[ModelView]) -> tuple[Shared, ...]:
    """The questions, each with the field that answers it, the one that most models ask first; none of denied ones."""
    asked: Counter[tuple[str, str]] = Counter()
    for model in models:
        if model.audit.decision.outcome is not Outcome.DENIED:
            asks = ((item.about, sentence(item.ask, own=True)) for item in model.audit.decision.questions)
            asked.update(dict.fromkeys(asks).keys())
    return tuple(Shared(about, ask, count) for (about, ask), count in asked.most_common())


def findings(models: Iterable[ModelView]) -> tuple[Shared, ...]:
    """The findings with their mend, the most frequent first."""
    counts: Counter[str] = Counter()
    mends: dict[str, str] = {}
    for model in models:
        counts.update(model.findings)
        mends.update({finding.id: finding.how_to_fix for finding in model.audit.findings})
    return tuple(Shared(name, mends[name], count) for name, count in counts.most_common())


def _command(policy: str, use: Use, model: ModelAudit, part: BillPart) -> str:
    """The command that makes the same decision again, with the declared use spelled out."""
    folder = model.evidence.ref.kind is RefKind.FOLDER
    at = f"@{model.sha}" if model.sha and not folder else ""
    words = ["auditor", "audit", f"./{part.name}" if folder else f"{part.name}{at}", "--policy", policy]
    return shlex.join([*words, *options(use)])
