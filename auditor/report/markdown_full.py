"""Markdown as a full report: for every model the decision, the license, what to do, the openness and the lineage."""

from __future__ import annotations

from collections.abc import Callable

from auditor.report.escape import cell, code, markdown
from auditor.report.markdown import MARKS, accepted, closing, evidence, headline, introduction, own, table, worst_first
from auditor.report.mermaid import lineage
from auditor.report.parts.bill import Bill, Edge, collect, subject
from auditor.report.parts.clauses import NOTE, left_out, said_by_text
from auditor.report.parts.naming import concluded, declared, detected
from auditor.report.parts.openness import general_purpose
from auditor.report.parts.places import page
from auditor.report.parts.problems import SAYS, how_to_answer, name_of, problems
from auditor.report.plain import PAPERS
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.decision import Duty, Outcome, Question, Reason, WayOut
from auditor.schema.numbering import at, clause
from auditor.schema.verdict import Verdict

_MAX_CITED = 10


def render(audit: Audit) -> str:
    """The audit as a document, the worst model first."""
    bill = collect(audit)
    models = worst_first(audit.models)
    lines = ["# Models and their licenses", "", headline(audit), "", introduction(audit), "", *table(models), ""]
    found = problems(audit)
    sections = {"This repository": own([item for item in found if item.model is None]), "Accepted": accepted(found)}
    for title, said in sections.items():
        lines += [f"## {title}", "", *said, ""] if said else []
    for model in models:
        lines += _model(model, bill)
    return "\n".join([*lines, *_reproduced(audit)]) + "\n" + closing(audit)


def _reproduced(audit: Audit) -> list[str]:
    """What has to be the same for the same report."""
    facts = {
        "tool": f"{audit.tool.name} {audit.tool.version}",
        "knowledge": f"sha256 {audit.tool.knowledge_sha256}",
        "policy": f"{audit.policy.policy}, sha256 {audit.policy_sha256}",
        "models": "at the commits named above",
    }
    return ["## How to reproduce this", "", *(f"- {name}: {code(value)}" for name, value in facts.items())]


def _model(model: ModelAudit, bill: Bill) -> list[str]:
    decided = model.decision.outcome
    lines = [f"## {markdown(name_of(model))}", "", f"**{MARKS[decided]}**: {SAYS[decided]}.", ""]
    if decided is not model.decision.provisional:
        lines += [f"On what could be read it would be {model.decision.provisional.value}.", ""]
    for title, section in _SECTIONS.items():
        made = section(model, bill)
        if made:
            lines += [f"### {title}", "", *made, ""]
    return lines


def _facts(model: ModelAudit, _bill: Bill) -> list[str]:
    part = subject(model)
    url = page(part)
    license_, openness = model.license, model.openness
    blocking = ", ".join(openness.osaid.blocking or openness.osaid.open)
    fetched = f", fetched {model.retrieved_at:%Y-%m-%d}" if model.retrieved_at else ""
    rows = {
        "package": code(model.purl or part.purl or model.reference),
        "commit": (f"[{code(model.sha)}](<{url}>)" if url else code(model.sha)) + fetched if model.sha else "not known",
        "license declared": code(license_.declared or "") or "none",
        "license concluded": (code(license_.expression or "") or "unresolved") + f", {markdown(license_.reason)}",
        "confidence": markdown(license_.confidence),
        "commercial use": f"{license_.commercial_use.value}, of the model with its bases",
        "OSAID 1.0": openness.osaid.outcome.value + (f" ({markdown(blocking)})" if blocking else ""),
        "openness tier": markdown(openness.tier),
        "MOF class": markdown((openness.mof and openness.mof.reached) or "none is shown"),
    }
    if openness.ai_act is not None:
        limb, asked = openness.ai_act, openness.ai_act.general_purpose
        general = f" {markdown(general_purpose(asked))}" if asked else ""
        rows["EU AI Act, Article 53(2)"] = f"{limb.outcome.value}: {markdown(limb.reason)}.{general}"
    if model.availability is not None:
        rows["status"] = markdown(model.availability.in_short) + f", {markdown(model.availability.told_by)}".rstrip(
            ", "
        )
    offer = model.evidence.subject and model.evidence.subject.offer
    if offer and offer.data:
        rows["data"] = markdown(offer.data)
    if model.owner:
        rows["owner"] = markdown(model.owner)
    return ["| | |", "|---|---|", *(f"| {name} | {cell(value)} |" for name, value in rows.items())]


def _reasons(model: ModelAudit, _bill: Bill) -> list[str]:
    lines = []
    for reason in model.decision.reasons:
        lines.append(
            f"- **{markdown(reason.rule)}** ({reason.outcome.value}): {markdown(reason.message, 600)}{_pinned(reason)}"
        )
        lines += [f"  {line}" for line in evidence(reason.citations, model.endpoint, _MAX_CITED)]
    return lines


def _ways(model: ModelAudit, _bill: Bill) -> list[str]:
    said = ((way, f" {code(way.url)}" if way.url else "") for way in model.decision.ways_out)
    return [f"- {markdown(way.says, 600)}{where} ({_clause(way)})" for way, where in said]


def _matters(model: ModelAudit) -> bool:
    """Whether what is asked and owed still matters."""
    return model.decision.outcome is not Outcome.DENIED


def _questions(model: ModelAudit, _bill: Bill) -> list[str]:
    asked = model.decision.questions if _matters(model) else ()
    return [f"- [ ] {markdown(item.ask)} ({_clause(item)}) {_answer(item)}{_pinned(item)}" for item in asked]


def _answer(question: Question) -> str:
    """How to answer it, what stands in backticks as code."""
    pieces = how_to_answer(question).split("`")
    told = (code(piece) if number % 2 else _words(piece) for number, piece in enumerate(pieces))
    return "".join(told)


def _words(piece: str) -> str:
    """A piece of a sentence, with the blanks at its ends."""
    return " " * piece.startswith(" ") + markdown(piece) + " " * (piece.endswith(" ") and bool(piece.strip()))


def _duties(model: ModelAudit, _bill: Bill) -> list[str]:
    duties = model.decision.duties if _matters(model) else ()
    said = ((duty, f": “{markdown(duty.text, 1_000)}”" if duty.text else "") for duty in duties)
    return [
        f"- [ ] {_encouraged(duty)}{markdown(duty.do)}{words} ({_clause(duty)}){_pinned(duty)}{_note(duty)}"
        for duty, words in said
    ]


def _pinned(item: Reason | Question | Duty) -> str:
    return f" ({markdown(str(item.pinned))})" if item.pinned else ""


def _readings(model: ModelAudit, _bill: Bill) -> list[str]:
    """What counsel reads otherwise than the catalog."""
    return [f"- {markdown(pin.told, 600)}" for pin in model.readings]


def _encouraged(duty: Duty) -> str:
    return "encouraged: " if duty.encouraged else ""


def _note(duty: Duty) -> str:
    read_at = f" Read it at {code(duty.url)}." if duty.url else ""
    return (f" — {markdown(duty.note, 600)}" if duty.note else "") + read_at


def _clause(item: Duty | Question | WayOut) -> str:
    return f"{markdown(item.license or PAPERS)}{markdown(at(item.clause))}, of {code(item.origin)}"


def _findings(model: ModelAudit, _bill: Bill) -> list[str]:
    lines = []
    for finding in model.findings:
        lines.append(f"- **{markdown(finding.id)}** ({finding.level.value}): {markdown(finding.message, 600)}")
        lines.append(f"  - to mend it: {markdown(finding.how_to_fix, 600)}")
        lines += [f"  {line}" for line in evidence(finding.citations, model.endpoint, _MAX_CITED)]
    return lines


def _openness(model: ModelAudit, _bill: Bill) -> list[str]:
    verdicts = model.openness.criteria.values()
    rows = [f"| {' | '.join(map(cell, _verdict(verdict, model.endpoint)))} |" for verdict in verdicts]
    return ["| criterion | answer | why | evidence |", "|---|---|---|---|", *rows] if rows else []


def _verdict(verdict: Verdict, endpoint: str | None) -> tuple[str, ...]:
    change = f"; it would change with: {markdown(verdict.would_change)}" if verdict.would_change else ""
    cited = "; ".join(line.removeprefix("- ") for line in evidence(verdict.citations, endpoint, 2))
    answer = verdict.answer.value.replace("_", " ")
    return markdown(f"{verdict.criterion} {verdict.name}"), answer, f"{markdown(verdict.reason)}{change}", cited


def _lineage(model: ModelAudit, bill: Bill) -> list[str]:
    key = subject(model).key
    drawn = lineage(bill, key)
    if drawn is None:
        return []
    rows = [f"| {' | '.join(map(cell, _edge(edge, bill, model.endpoint)))} |" for edge in bill.lineage(key)]
    head = ["| from | as | declared | concluded | commercial use | said in |", "|---|---|---|---|---|---|"]
    return ["```mermaid", drawn.rstrip("\n"), "```", "", *head, *rows]


def _edge(edge: Edge, bill: Bill, endpoint: str | None) -> tuple[str, ...]:
    parent = bill.parts[edge.parent]
    said = "; ".join(line.removeprefix("- ") for line in evidence((edge.citation,), endpoint))
    if parent.repository is None:
        return code(parent.name), edge.said, "not obtained", "not obtained", "unknown", said
    found = [code(name.expression) for name in declared(parent.repository, bill)]
    held = [code(name.expression) for name in concluded(parent.repository, bill)]
    use = parent.repository.conclusion.commercial_use.value
    return code(parent.name), edge.said, ", ".join(found) or "none", ", ".join(held) or "unresolved", use, said


def _inherited(model: ModelAudit, _bill: Bill) -> list[str]:
    """Terms of ancestors that bind what is made of them, whether or not the model's own license repeats them."""
    lines = []
    for term in model.lineage.inherited:
        fate = "kept" if term.kept else "**dropped on the way**"
        where = f"{markdown(term.license)}{markdown(at(term.clause))}, of {code(term.ancestor)}"
        lines.append(f"- {markdown(term.says)} ({where}; {fate})")
    return lines


def _coverage(model: ModelAudit, _bill: Bill) -> list[str]:
    """Each documentation duty: which elements were found, and which were not."""
    lines = []
    for duty in model.openness.coverage:
        grouped: dict[str, list[str]] = {}
        for element, covered in duty.elements.items():
            grouped.setdefault(covered.value, []).append(element)
        said = "; ".join(f"{word}: {', '.join(map(markdown, names))}" for word, names in grouped.items())
        lines.append(f"- **{markdown(duty.title)}**: {said}")
    return lines


def _texts(model: ModelAudit, bill: Bill) -> list[str]:
    subject_ = model.evidence.subject
    names = detected(subject_, bill) if subject_ else ()
    cited = [(name, evidence((name.citation,), model.endpoint)) for name in names if name.citation]
    return [f"- {code(name.expression)}: {line.removeprefix('- ')}" for name, lines in cited for line in lines]


def _said_by_text(model: ModelAudit, _bill: Bill) -> list[str]:
    lines = []
    for item in said_by_text(model):
        where = f"{markdown(clause(item.clause))}, " if item.clause else ""
        (cited,) = evidence((item.citation,), model.endpoint)
        lines.append(f"- **{item.says}** {markdown(item.about)}: “{markdown(item.words)}” ({where}{cited[2:]})")
    more = left_out(model)
    lines += [f"- and {more} more places, which were left out"] if more else []
    return [NOTE, "", *lines] if lines else []


def _issues(model: ModelAudit, _bill: Bill) -> list[str]:
    lines = []
    for issue in model.issues:
        name = f"{issue.subject}: {issue.file}" if issue.file else issue.subject
        hint = f" {markdown(issue.hint)}" if issue.hint else ""
        lines.append(f"- {code(name)} {markdown(issue.message)} ({issue.weight.value}).{hint}")
    return lines


_SECTIONS: dict[str, Callable[[ModelAudit, Bill], list[str]]] = {
    "Facts": _facts,
    "Why": _reasons,
    "Ways out": _ways,
    "Answer these": _questions,
    "Do this": _duties,
    "Pinned readings": _readings,
    "Findings": _findings,
    "License texts": _texts,
    "What its license text says, read by machine": _said_by_text,
    "Lineage and data": _lineage,
    "Terms that flow down": _inherited,
    "Openness": _openness,
    "Documentation duties": _coverage,
    "Not obtained": _issues,
}
"""What is told of a model, in this order; what has nothing to tell is left out."""
