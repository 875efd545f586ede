"""The report on a terminal: the decision first, then why, then what to do; evidence on demand."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from auditor.report.formats import Look
from auditor.report.lineage import tree
from auditor.report.parts.clauses import TITLE, left_out, said_by_text
from auditor.report.parts.places import place_of
from auditor.report.parts.problems import waiver_of
from auditor.report.parts.references import said
from auditor.report.parts.repository import repository
from auditor.report.plain import PAPERS, inert
from auditor.report.terminal import drawn
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.citation import Citation
from auditor.schema.decision import Decision, Duty, Finding, Level, Outcome, Question, Reason, WayOut
from auditor.schema.numbering import at
from auditor.schema.rubric import Answer
from auditor.schema.use import Use

_DETAILED = 5  # models up to which each is shown, approved or not
_BESIDES = 5  # lesser reasons
_CLAUSES = 8
_OUTCOME_STYLE = {
    Outcome.APPROVED: "bold green",
    Outcome.CONDITIONAL: "bold yellow",
    Outcome.REVIEW: "bold yellow",
    Outcome.UNVERIFIED: "bold magenta",
    Outcome.DENIED: "bold red",
}
_LEVEL_STYLE = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}
_ANSWER_STYLE = {Answer.MET: "green", Answer.NOT_MET: "red", Answer.PARTIAL: "yellow"}
_SAYS = {
    Outcome.APPROVED: "nothing in its papers stands against the declared use",
    Outcome.CONDITIONAL: "it may be used if its conditions hold",
    Outcome.REVIEW: "a person has to read its papers first",
    Outcome.UNVERIFIED: "something needed could not be obtained, so nothing is approved",
    Outcome.DENIED: "its terms or the policy do not allow the declared use",
}


def render(audit: Audit, look: Look) -> str:
    """The audit as text, with ANSI colors where asked for."""
    several = len(audit.models) > 1
    parts: list[RenderableType] = [_overview(audit)] if several else []
    parts += [
        _model(model, look) for model in audit.models if not several or look.verbose or _wants_detail(model, audit)
    ]
    own = repository(audit, look.verbose)
    return drawn([*parts, *([own] if own is not None else []), _closing(audit)], look)


def _wants_detail(model: ModelAudit, audit: Audit) -> bool:
    """Of many models, those that somebody has to act on."""
    return len(audit.models) <= _DETAILED or model.decision.outcome is not Outcome.APPROVED


def _overview(audit: Audit) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    table.add_column("model", overflow="fold", ratio=3)
    table.add_column("decision", no_wrap=True)
    table.add_column("license", overflow="fold", ratio=2)
    table.add_column("commercial", no_wrap=True)
    table.add_column("findings", justify="right")
    for model in audit.models:
        outcome = model.decision.outcome
        stands = f" ({model.availability.status.value})" if model.availability else ""
        table.add_row(
            inert(model.id or model.reference) + stands,
            Text(outcome.value, style=_OUTCOME_STYLE[outcome]),
            inert(model.license.concluded or "—", 60),
            model.license.commercial_use.value,
            str(len(model.findings)),
        )
    return Group(table, Text())


def _model(model: ModelAudit, look: Look) -> RenderableType:
    decision = model.decision
    parts: list[RenderableType] = [
        Rule(Text(inert(model.id or model.reference), style="bold"), align="left", style="dim", characters="─"),
        _verdict(decision),
        Padding(_facts(model), (0, 0, 0, 2)),
    ]
    parts += _section("why", [_reason(reason, look) for reason in _telling(decision, look)])
    parts += _section("besides", _lesser(decision, look))
    parts += _section("ways out", [_way(way) for way in decision.ways_out])
    if decision.outcome is not Outcome.DENIED:  # what is asked and owed no longer matters then
        parts += _section("answer these", [_question(question) for question in decision.questions])
        parts += _section("do this", [*_duties(model), *_read_at(model)])
    if len(model.lineage.nodes) > 1:
        parts += _section("lineage", [tree(model)])
    parts += _section("pinned readings", [_item("•", inert(pin.told)) for pin in model.readings])
    parts += _section("findings", [_finding(finding, look) for finding in model.findings])
    parts += _section(TITLE, _said_by_text(model, look))
    parts += _section("not obtained", _issues(model, look))
    if look.verbose:
        parts += _section("openness", [_criteria(model, look)])
    return Group(*parts, Text())


def _verdict(decision: Decision) -> Text:
    text = Text(decision.outcome.value.upper(), style=_OUTCOME_STYLE[decision.outcome])
    text.append(f"  {_SAYS[decision.outcome]}", style="default not bold")
    if decision.provisional is not decision.outcome:
        text.append(f" (on what could be read: {decision.provisional.value})", style="default not bold")
    return text


def _facts(model: ModelAudit) -> Table:
    license_, openness = model.license, model.openness
    offer = model.evidence.subject and model.evidence.subject.offer
    at = (
        f"commit {inert(model.sha)}"
        if model.sha
        else "a description, policies/systems/"
        if offer
        else "no commit is known"
    )
    blocking = inert(" ".join(openness.osaid.blocking or openness.osaid.open))
    rows = {
        "license": f"{inert(license_.concluded or 'unresolved')} — {inert(license_.reason)}",
        "commercial use": license_.commercial_use.value + ("" if offer else ", of the model with its bases"),
        "openness": f"tier {inert(openness.tier)}; OSAID 1.0: {openness.osaid.outcome.value}"
        + (f" ({blocking})" if blocking else ""),
        "evidence": at + (f", fetched {model.retrieved_at:%Y-%m-%d}" if model.retrieved_at else ""),
    }
    if model.availability is not None:
        rows["status"] = inert(model.availability.in_short)
    if offer and offer.data:
        rows["data"] = inert(offer.data)
    if model.evidence.subject is None:
        rows = {"license": rows["license"]}
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows.items():
        table.add_row(name, value)
    return table


def _section(title: str, items: list[RenderableType]) -> list[RenderableType]:
    return [Text(title, style="bold"), *(Padding(item, (0, 0, 0, 2)) for item in items)] if items else []


def _telling(decision: Decision, look: Look) -> list[Reason]:
    """The reasons for the outcome; with -v also those that spoke for a better one."""
    if look.verbose or decision.outcome is Outcome.UNVERIFIED:
        return list(decision.reasons)
    return [reason for reason in decision.reasons if reason.outcome is decision.outcome] or list(decision.reasons)


def _lesser(decision: Decision, look: Look) -> list[RenderableType]:
    """What else speaks against it, and would decide were the outcome's reasons settled; `why` has it with -v."""
    told = _telling(decision, look)
    left = [item for item in decision.reasons if item.outcome is not Outcome.APPROVED and item not in told]
    shown: list[RenderableType] = [_reason(reason, look) for reason in left[:_BESIDES]]
    return [*shown, Text(f"and {len(left) - _BESIDES} more (-v shows them)", style="dim")] if left[_BESIDES:] else shown


def _item(mark: str, text: Text | str, style: str = "") -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(width=len(mark), style=style)
    table.add_column(overflow="fold")
    table.add_row(mark, text)
    return table


def _reason(reason: Reason, look: Look) -> RenderableType:
    shown = _item("•", inert(reason.message) + _pinned(reason), _OUTCOME_STYLE[reason.outcome])
    return _with_evidence(shown, reason.citations, look, reason.row)


def _question(question: Question) -> RenderableType:
    where = _clause(question)
    answer = f"answer with {question.answer}" if question.answer else "a person has to answer it"
    if question.answer and question.about in Use.model_fields:
        answer += f", or {question.about} in your policy"
    return _item("?", f"{inert(question.ask)} [{where}; {inert(answer)}]{_pinned(question)}", "yellow")


def _way(way: WayOut) -> RenderableType:
    where = f" {inert(way.url)}" if way.url else ""
    return _item("→", f"{inert(way.says)}{where} [{_clause(way)}]")


def _clause(item: Question | Duty | WayOut) -> str:
    return inert((item.license or PAPERS) + at(item.clause))


def _pinned(item: Reason | Question | Duty | Finding) -> str:
    return f" ({inert(str(item.pinned))})" if item.pinned else ""


def _duties(model: ModelAudit) -> list[RenderableType]:
    shown: list[RenderableType] = []
    for duty in model.decision.duties:
        words = f": “{inert(duty.text)}”" if duty.text else ""
        note = f" — {inert(duty.note)}" if duty.note else ""
        asked = "encouraged: " if duty.encouraged else ""
        shown.append(_item("☐", f"{asked}{inert(duty.do)}{words} [{_clause(duty)}]{_pinned(duty)}{note}"))
    return shown


def _read_at(model: ModelAudit) -> list[RenderableType]:
    """Where the licenses and policies that ask for the duties are read, each address once."""
    addresses = {duty.url: duty.license for duty in model.decision.duties if duty.url}
    return [_item(" ", Text(f"{inert(name)}: read it at {inert(url)}", style="dim")) for url, name in addresses.items()]


def _finding(finding: Finding, look: Look) -> RenderableType:
    waived = finding.waived
    style = "dim" if waived else _LEVEL_STYLE[finding.level]
    head = Text(f"{inert(finding.id)} ({'waived' if waived else finding.level.value})", style=style)
    head.append(f"\n{inert(finding.message)}{_pinned(finding)}", style="default")
    head.append(f"\n{inert(waiver_of(waived))}" if waived else f"\n→ {inert(finding.how_to_fix)}", style="dim")
    return _with_evidence(_item("!", head, style), finding.citations, look, finding.row)


def _said_by_text(model: ModelAudit, look: Look) -> list[RenderableType]:
    said = said_by_text(model)
    lines = said if look.verbose else said[:_CLAUSES]
    shown: list[RenderableType] = [
        _item(f"{line.says:<5}", f"{inert(line.about)} — {inert(place_of(line.citation))} “{inert(line.words, 160)}”")
        for line in lines
    ]
    if len(said) > len(lines):
        shown.append(Text(f"and {len(said) - len(lines)} more (-v shows them)", style="dim"))
    more = left_out(model)
    return (
        [*shown, Text(f"and {more} more places, which were left out", style="dim")] if more and look.verbose else shown
    )


def _issues(model: ModelAudit, look: Look) -> list[RenderableType]:
    shown: list[RenderableType] = []
    spoken = {item.rule for item in model.decision.reasons if item.outcome is Outcome.UNVERIFIED}
    for issue in model.issues:
        if issue.weight.value == "incidental" and f"issue/{issue.kind.value}" not in spoken and not look.verbose:
            continue
        name = f"{issue.subject}: {issue.file}" if issue.file else issue.subject
        hint = f"\n→ {inert(issue.hint)}" if issue.hint else ""
        shown.append(_item("×", f"{inert(name)} {inert(issue.message)}{hint}", "magenta"))
    hidden = len(model.issues) - len(shown)
    if hidden:
        shown.append(Text(f"and {hidden} that change nothing (-v shows them)", style="dim"))
    return shown


def _criteria(model: ModelAudit, look: Look) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for verdict in model.openness.criteria.values():
        reason: RenderableType = Text(f"{inert(verdict.name)}: {inert(verdict.reason)}")
        table.add_row(
            inert(verdict.criterion),
            Text(verdict.answer.value.replace("_", " "), style=_ANSWER_STYLE.get(verdict.answer, "dim")),
            _with_evidence(reason, verdict.citations, look),
        )
    return table


def _with_evidence(
    shown: RenderableType, citations: tuple[Citation, ...], look: Look, row: str | None = None
) -> RenderableType:
    """With -v also the row of policies/ that it rests on, and where it is read."""
    if not look.verbose or not (citations or row):
        return shown
    lines = [Text(f"row {inert(row)}", style="dim")] if row else []
    lines += [Text(_place(citation), style="dim") for citation in citations[: 3 if look.verbose == 1 else None]]
    return Group(shown, *(Padding(line, (0, 0, 0, 4)) for line in lines))


def _place(citation: Citation) -> str:
    where = f":{citation.line}" if citation.line else f"#{inert(citation.pointer)}" if citation.pointer else ""
    quote = f" “{inert(citation.quote, 100)}”" if citation.quote else ""
    return f"{inert(citation.source)} {inert(citation.file)}{where} sha256:{citation.sha256[:12]}{quote}"


def _closing(audit: Audit) -> Text:
    summary = audit.summary
    counts = ", ".join(f"{count} {outcome}" for outcome, count in summary.by_outcome.items())
    models = "1 model" if summary.models == 1 else f"{summary.models} models"
    text = Text(f"{models} under policy {inert(audit.policy.policy)}: ", style="dim")
    text.append(counts or "nothing to judge", style=_OUTCOME_STYLE[summary.outcome])
    for count, word in ((summary.waived, "waived"), (summary.known, "known to the baseline")):
        text.append(f"; {count} {word}" if count else "", style="dim")
    own = sum(item.speaks and item.outcome is not Outcome.APPROVED for item in audit.gate)
    text.append(f"; {own} about the repository" if own else "", style="yellow")
    text.append(f"\n{said(summary.references)}" if summary.references else "", style="dim")
    return text
