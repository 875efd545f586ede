"""Markdown for a pull request: the table, what to do, and the evidence folded away, within what GitHub takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.report.escape import cell, code, html, markdown
from auditor.report.parts.places import cited_page, place_of
from auditor.report.parts.problems import SAYS, Problem, by_model, fails, name_of, problems, waiver_of
from auditor.report.parts.references import said
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.citation import Citation
from auditor.schema.decision import Outcome

LIMIT = 65_536
"""Characters that GitHub takes for a comment."""

MARKER = "<!-- auditor report -->"
"""By this line a job finds its own comment again, to write over it."""

MARKS = {
    Outcome.DENIED: "⛔ denied",
    Outcome.UNVERIFIED: "❓ unverified",
    Outcome.REVIEW: "🔎 review",
    Outcome.CONDITIONAL: "⚠️ conditional",
    Outcome.APPROVED: "✅ approved",
}
_WORST_FIRST = tuple(MARKS)
_ROWS_SHARE, _OWN_SHARE, _STEPS_SHARE, _ACCEPTED_SHARE = 0.3, 0.45, 0.6, 0.7
_NAMED = 8
_MAX_CITED = 3


def render(audit: Audit, limit: int = LIMIT) -> str:
    """The audit as a comment of at most `limit` characters. What does not fit is counted, never dropped unsaid."""
    found = problems(audit)
    page = Page(limit - len(closing(audit)) - 1)
    page.add(MARKER, "", headline(audit), "", introduction(audit), "")
    _rows(page, audit, int(limit * _ROWS_SHARE))
    _own(page, [problem for problem in found if problem.model is None and problem.speaks], int(limit * _OWN_SHARE))
    speaking = tuple(problem for problem in found if problem.speaks)
    _steps(page, speaking, int(limit * _STEPS_SHARE))
    _accepted(page, found, int(limit * _ACCEPTED_SHARE))
    _details(page, audit, by_model(speaking))
    return page.text() + closing(audit) + "\n"


class Page:
    """Lines up to a number of characters."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lines: list[str] = []
        self._used = 0

    def add(self, *lines: str) -> None:
        """Add lines without asking whether there is room."""
        self._lines += lines
        self._used += sum(len(line) + 1 for line in lines)

    def fit(self, blocks: Sequence[Sequence[str]], upto: int | None = None) -> int:
        """Add blocks while there is room up to `upto`; how many did not fit. Room for one more line is kept."""
        limit = min(self._limit, upto or self._limit) - 200
        for index, block in enumerate(blocks):
            if self._used + sum(len(line) + 1 for line in block) > limit:
                return len(blocks) - index
            self.add(*block)
        return 0

    def text(self) -> str:
        """All lines, each ended."""
        return "".join(f"{line}\n" for line in self._lines)


def headline(audit: Audit) -> str:
    """The decision on the run."""
    counts = audit.summary.by_outcome
    shown = ", ".join(f"{counts[item.value]} {item.value}" for item in _WORST_FIRST if item.value in counts)
    models = "1 model" if audit.summary.models == 1 else f"{audit.summary.models} models"
    return f"## {MARKS[audit.summary.outcome].partition(' ')[0]} {models}: {shown}"


def introduction(audit: Audit) -> str:
    """Under which policy, what the worst outcome means, and what became of a repository's references."""
    outcome, references = audit.summary.outcome, audit.summary.references
    counted = f" {said(references)}" if references else ""
    return f"Policy {code(audit.policy.policy)}. The worst is **{outcome.value}**: {SAYS[outcome]}.{counted}"


def closing(audit: Audit) -> str:
    """Who wrote this, from what, when."""
    return (
        f"\n<sub>{audit.tool.name} {code(audit.tool.version)}, knowledge {code(audit.tool.knowledge_sha256[:12])}, "
        f"policy {code(audit.policy_sha256[:12])}, {audit.generated_at:%Y-%m-%d %H:%M} UTC</sub>\n"
    )


def worst_first(models: Iterable[ModelAudit]) -> list[ModelAudit]:
    """Models by outcome; those of one outcome in the audit's order."""
    return sorted(models, key=lambda model: _WORST_FIRST.index(model.decision.outcome))


def table(models: Iterable[ModelAudit]) -> list[str]:
    """One row a model."""
    return [
        "| decision | model | license | commercial use | why |",
        "|---|---|---|---|---|",
        *map(row, models),
    ]


def row(model: ModelAudit) -> str:
    """A model as a row: the reason named is the one that decided."""
    decided = model.decision.outcome
    reason = next((item.message for item in model.decision.reasons if item.outcome is decided), SAYS[decided])
    cells = (
        MARKS[decided],
        code(name_of(model)),
        code(model.license.expression or "") or "unresolved",
        model.license.commercial_use.value,
        markdown(reason, 160),
    )
    return f"| {' | '.join(map(cell, cells))} |"


def evidence(citations: Sequence[Citation], endpoint: str | None, limit: int = _MAX_CITED) -> list[str]:
    """Citations as items of a list: a link to the line, and the words that stand there."""
    return [f"- {_cited(citation, endpoint)}" for citation in citations[:limit]]


def _cited(citation: Citation, endpoint: str | None) -> str:
    page = cited_page(citation, endpoint)
    name = code(place_of(citation))
    linked = f"[{name}](<{page}>)" if page else name
    return f"{linked} {code(citation.quote, 160)}".rstrip()


def _rows(page: Page, audit: Audit, upto: int) -> None:
    failing = worst_first(model for model in audit.models if fails(audit, model))
    passing = [model for model in audit.models if not fails(audit, model)]
    if failing:
        head, rule, *rows = table(failing)
        page.add(head, rule)
        left = page.fit([[line] for line in rows], upto)
        if left:
            page.add("", f"and {left} more that do not pass; the full report has them.")
    if passing:
        head, rule, *rows = table(passing)
        page.add("", f"<details><summary>{len(passing)} pass</summary>", "", head, rule)
        left = page.fit([[line] for line in rows], upto + len(head) * 40)
        page.add("", *([f"and {left} more; the full report has them.", ""] if left else []), "</details>")


def _steps(page: Page, found: Sequence[Problem], upto: int) -> None:
    """What can be done, each step once, with the models it is about."""
    steps: dict[str, dict[str, None]] = {}
    for problem in found:
        for fix in problem.fixes:
            steps.setdefault(fix, {})[problem.name] = None
    if steps:
        page.add("", "### What to do", "")
        left = page.fit([[_step(fix, list(names))] for fix, names in steps.items()], upto)
        page.add(*([f"- and {left} more steps; the full report has them."] if left else []))


def _step(fix: str, names: list[str]) -> str:
    shown = ", ".join(filter(None, map(code, names[:_NAMED]))) or "this repository"
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"- [ ] {markdown(fix, 1_000)} ({shown}{more})"


def own(found: Sequence[Problem]) -> list[str]:
    """What is to be said of the user's own repository, as items of a list."""
    said = []
    for problem in found:
        name = f" {code(problem.name)}" if problem.name else ""
        where = code(str(problem.places[0])) if problem.places else ""
        said.append(
            f"- **{markdown(problem.rule)}**{name} {where} ({problem.outcome.value}): {markdown(problem.message, 600)}"
        )
    return said


def accepted(found: Sequence[Problem]) -> list[str]:
    """What was waived, by whom and until when, as items of a list; and how much the baseline has."""
    said = [
        f"- **{markdown(problem.rule)}** {code(problem.name)} {markdown(waiver_of(problem.waived), 600)}"
        for problem in found
        if problem.waived is not None
    ]
    known = sum(problem.known for problem in found)
    return said + ([f"- {known} that the baseline has too"] if known else [])


def _own(page: Page, found: Sequence[Problem], upto: int) -> None:
    if found:
        page.add("", "### This repository", "")
        left = page.fit([[line] for line in own(found)], upto)
        page.add(*([f"- and {left} more; the full report has them."] if left else []))


def _accepted(page: Page, found: Sequence[Problem], upto: int) -> None:
    lines = accepted(found)
    if lines:
        page.add("", f"<details><summary>{len(lines)} accepted</summary>", "")
        left = page.fit([[line] for line in lines], upto)
        page.add(*([f"- and {left} more; the full report has them."] if left else []), "", "</details>")


def _details(page: Page, audit: Audit, grouped: dict[int, list[Problem]]) -> None:
    """For each model that does not pass: every reason, with the evidence."""
    failing = worst_first(model for model in audit.models if id(model) in grouped)
    if failing:
        page.add("", "### Why", "")
        left = page.fit([_detail(model, grouped[id(model)]) for model in failing])
        page.add(*([f"The full report has the details of {left} more."] if left else []))


def _detail(model: ModelAudit, against: Sequence[Problem]) -> list[str]:
    decided = model.decision.outcome
    lines = [f"<details><summary>{html(name_of(model))}: {decided.value}, {SAYS[decided]}</summary>", ""]
    for problem in against:
        lines.append(f"- **{markdown(problem.rule)}** ({problem.outcome.value}): {markdown(problem.message, 600)}")
        lines += [f"  {line}" for line in evidence(problem.citations, model.endpoint)]
    return [*lines, "", "</details>", ""]
