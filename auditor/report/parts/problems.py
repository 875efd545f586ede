"""What stands against the models, and against the repository that names them, ready to be pointed at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.report.escape import digest
from auditor.report.parts.bill import subject
from auditor.report.parts.places import repository_of
from auditor.report.plain import inert
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.citation import Citation
from auditor.schema.decision import Finding, Grounds, Level, Outcome, Question, Reason
from auditor.schema.gate import GateFinding
from auditor.schema.place import Place
from auditor.schema.use import Use
from auditor.schema.waiver import Waiver

_FINDING = "finding/"
_ISSUE = "issue/"
_NOTHING = Grounds()
LEVELS: dict[Outcome, Level] = {
    Outcome.DENIED: Level.ERROR,
    Outcome.UNVERIFIED: Level.ERROR,
    Outcome.REVIEW: Level.WARNING,
    Outcome.CONDITIONAL: Level.NOTE,
}
SAYS: dict[Outcome, str] = {
    Outcome.APPROVED: "nothing in its papers stands against the declared use",
    Outcome.CONDITIONAL: "it may be used if its conditions hold",
    Outcome.REVIEW: "a person has to read its papers first",
    Outcome.UNVERIFIED: "something needed could not be obtained, so nothing is approved",
    Outcome.DENIED: "its terms or the policy do not allow the declared use",
}
"""What each outcome means, in a sentence."""


@dataclass(frozen=True)
class Problem:
    """One thing that speaks, or would speak, against a model or the user's repository.

    `model` is None for what is about the repository alone. `fingerprint` stays the same while the problem does, over
    commits of the model.
    """

    name: str
    rule: str
    outcome: Outcome
    level: Level
    message: str
    fixes: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    places: tuple[Place, ...] = ()
    model: ModelAudit | None = None
    grounds: Grounds = _NOTHING
    waived: Waiver | None = None
    known: bool = False
    fingerprint: str = ""

    @property
    def fix(self) -> str:
        """All that can be done about it."""
        return " ".join(self.fixes)

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """What it rests on, by name, what is empty left out: license, clause, row, binds and names."""
        held = self.grounds
        one = {"license": held.license, "clause": held.clause, "row": held.row, "binds": held.binds}
        plain = {name: (inert(value),) for name, value in one.items() if value}
        return plain | ({"names": tuple(map(inert, held.names))} if held.names else {})

    @property
    def is_finding(self) -> bool:
        """Whether its rule is a finding, which has an explanation of its own."""
        return "/" not in self.rule

    @property
    def speaks(self) -> bool:
        """Whether it counts: nobody waived it, and the baseline does not have it."""
        return self.waived is None and not self.known

    @property
    def endpoint(self) -> str | None:
        """The Hub that its evidence came from."""
        return self.model.endpoint if self.model else None


def fails(audit: Audit, model: ModelAudit) -> bool:
    """Whether the model keeps the run from passing; accepted conditions and what the baseline has do not."""
    return not model.known and model.decision.outcome not in _passing(audit)


def name_of(model: ModelAudit) -> str:
    """What the model is called in a report."""
    return subject(model).name


def waiver_of(waived: Waiver) -> str:
    """Who accepted a finding, why, and until when."""
    until = f"until {waived.expires.isoformat()}"
    return f"waived by {waived.approver} {until} ({waived.reason.value}): {waived.comment}"


def problems(audit: Audit) -> tuple[Problem, ...]:
    """Every problem, waived and known ones too: of the models in the audit's order, then of the repository."""
    seen: Counter[str] = Counter()
    made = []
    found = [problem for model in audit.models for problem in _of(audit, model)]
    for problem in (*found, *(_of_gate(finding) for finding in audit.gate)):
        origin = problem.citations[0] if problem.citations else None
        where = (repository_of(origin), origin.file) if origin else ("", "")
        key = digest(problem.name, problem.rule, *where)
        seen[key] += 1
        made.append(replace(problem, fingerprint=digest(key, str(seen[key]))))
    return tuple(made)


def by_model(found: tuple[Problem, ...]) -> dict[int, list[Problem]]:
    """Problems of models, by the model's `id()`."""
    grouped: dict[int, list[Problem]] = {}
    for problem in found:
        if problem.model is not None:
            grouped.setdefault(id(problem.model), []).append(problem)
    return grouped


def _passing(audit: Audit) -> tuple[Outcome, ...]:
    return (Outcome.APPROVED, *((Outcome.CONDITIONAL,) if audit.policy.accept_conditions else ()))


def _of(audit: Audit, model: ModelAudit) -> Iterator[Problem]:
    """The reasons of a decision that does not pass, and every finding that somebody accepted."""
    blank = Problem(name_of(model), "", model.decision.outcome, Level.NOTE, "", places=model.named_at, model=model)
    yield from (_of_waived(blank, finding) for finding in model.findings if finding.waived is not None)
    passing = _passing(audit)
    if model.decision.outcome in passing:
        return
    blank = replace(blank, known=model.known, level=LEVELS[model.decision.outcome])
    reasons = [reason for reason in model.decision.reasons if reason.outcome not in passing]
    for reason in reasons:
        yield _of_reason(blank, model, reason)
    if not reasons:
        outcome = model.decision.outcome
        asked = "; ".join(question.ask for question in model.decision.questions)
        made = replace(blank, rule=f"decision/{outcome.value}", message=asked or SAYS[outcome], fixes=_answers(model))
        yield replace(made, grounds=_of_questions(model.decision.questions))


def _of_waived(blank: Problem, finding: Finding) -> Problem:
    return replace(
        blank,
        rule=finding.id,
        outcome=Outcome.APPROVED,
        level=finding.level,
        message=finding.message,
        fixes=(finding.how_to_fix,),
        citations=finding.citations,
        grounds=finding,
        waived=finding.waived,
    )


def _of_reason(blank: Problem, model: ModelAudit, reason: Reason) -> Problem:
    return replace(
        blank,
        rule=reason.rule.removeprefix(_FINDING),
        outcome=reason.outcome,
        level=LEVELS[reason.outcome],
        message=reason.message,
        fixes=_fixes(model, reason),
        citations=reason.citations,
        grounds=reason,
    )


def _of_questions(asked: tuple[Question, ...]) -> Grounds:
    """Of open questions: the fields that they are about, and the license where one alone asks."""
    names = tuple(dict.fromkeys(item.about for item in asked))
    if len({(item.license, item.clause, item.row, item.binds) for item in asked}) != 1:
        return Grounds(names=names)
    first = asked[0]
    return Grounds(license=first.license, clause=first.clause, row=first.row, binds=first.binds, names=names)


def _of_gate(finding: GateFinding) -> Problem:
    """A finding about the user's repository; of drift, what was and what is."""
    drift = f" It was {finding.before or 'nothing'}, and is {finding.after or 'nothing'}."
    return Problem(
        finding.reference or "",
        finding.id,
        finding.outcome,
        finding.level,
        finding.message + (drift if finding.before or finding.after else ""),
        fixes=(finding.how_to_fix,),
        places=finding.places,
        citations=tuple(dict.fromkeys(one.citation for one in finding.conflicts if one.citation)),
        grounds=_of_promises(finding),
        waived=finding.waived,
        known=finding.known,
    )


def _of_promises(finding: GateFinding) -> Grounds:
    """What a finding about the repository rests on; the first of the promises that its license cannot keep."""
    if not finding.conflicts:
        return Grounds(names=finding.names)
    first = finding.conflicts[0]
    term = first.license or None
    return Grounds(license=term, clause=first.clause, row=first.row, binds=first.binds, names=finding.names)


def _fixes(model: ModelAudit, reason: Reason) -> tuple[str, ...]:
    """What the finding, the issue or the open questions say can be done."""
    if reason.rule.startswith(_FINDING):
        name = reason.rule.removeprefix(_FINDING)
        return tuple(finding.how_to_fix for finding in model.findings if finding.id == name)[:1]
    if reason.rule.startswith(_ISSUE):
        kind = reason.rule.removeprefix(_ISSUE)
        alike = [issue for issue in model.issues if issue.kind.value == kind and issue.hint]
        of_it = [issue for issue in alike if issue.names == reason.names]
        return tuple(issue.hint for issue in of_it or alike if issue.hint)[:1]
    return _answers(model) if reason.outcome is Outcome.CONDITIONAL else ()


def _answers(model: ModelAudit) -> tuple[str, ...]:
    asked = (f"Answer: {item.ask} {how_to_answer(item)}" for item in model.decision.questions)
    return tuple(dict.fromkeys(asked))


def how_to_answer(question: Question) -> str:
    """The field of the use block and the option that state it; what has no field is confirmed by a person."""
    option = f"`{question.answer}`" if question.answer.startswith("--") else question.answer
    if question.about in Use.model_fields:
        return f"State it as `{question.about}`{f', or with {option}' if option else ''}."
    return f"A person has to confirm it{f'; then {option} says so' if option else ''}."
