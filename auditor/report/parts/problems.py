"""What stands against the models of an audit: the reasons of failing decisions, ready to be pointed at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.report.escape import digest
from auditor.report.parts.bill import subject
from auditor.report.parts.places import repository_of
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.decision import Level, Outcome, Reason
from auditor.schema.evidence import Citation

_FINDING = "finding/"
_ISSUE = "issue/"
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
    """One reason why a model does not pass. `fingerprint` stays the same while the problem does, over commits."""

    model: ModelAudit
    rule: str
    outcome: Outcome
    message: str
    fix: str
    citations: tuple[Citation, ...]
    fingerprint: str = ""

    @property
    def level(self) -> Level:
        """How grave it is."""
        return LEVELS[self.outcome]


def fails(audit: Audit, model: ModelAudit) -> bool:
    """Whether the model keeps the run from passing; conditions that the policy accepts do not."""
    outcome = model.decision.outcome
    return outcome not in _passing(audit)


def name_of(model: ModelAudit) -> str:
    """What the model is called in a report."""
    return subject(model).name


def problems(audit: Audit) -> tuple[Problem, ...]:
    """Every problem of every failing model, in the audit's order."""
    seen: Counter[str] = Counter()
    made = []
    for model in audit.models:
        for problem in _of(audit, model) if fails(audit, model) else ():
            origin = repository_of(problem.citations[0]) if problem.citations else ""
            file = problem.citations[0].file if problem.citations else ""
            print_ = digest(name_of(model), problem.rule, origin, file)
            seen[print_] += 1
            made.append(replace(problem, fingerprint=digest(print_, str(seen[print_]))))
    return tuple(made)


def _passing(audit: Audit) -> tuple[Outcome, ...]:
    return (Outcome.APPROVED, *((Outcome.CONDITIONAL,) if audit.policy.accept_conditions else ()))


def _of(audit: Audit, model: ModelAudit) -> Iterator[Problem]:
    passing = _passing(audit)
    reasons = [reason for reason in model.decision.reasons if reason.outcome not in passing]
    for reason in reasons:
        rule = reason.rule.removeprefix(_FINDING)
        yield Problem(model, rule, reason.outcome, reason.message, _fix(model, reason), reason.citations)
    if not reasons:
        outcome = model.decision.outcome
        message = "; ".join(question.ask for question in model.decision.questions) or SAYS[outcome]
        yield Problem(model, f"decision/{outcome.value}", outcome, message, _answers(model), ())


def _fix(model: ModelAudit, reason: Reason) -> str:
    """What the finding, the issue or the open questions say can be done."""
    if reason.rule.startswith(_FINDING):
        name = reason.rule.removeprefix(_FINDING)
        return next((finding.how_to_fix for finding in model.findings if finding.id == name), "")
    if reason.rule.startswith(_ISSUE):
        kind = reason.rule.removeprefix(_ISSUE)
        return next((issue.hint for issue in model.issues if issue.kind.value == kind and issue.hint), "")
    return _answers(model) if reason.outcome is Outcome.CONDITIONAL else ""


def _answers(model: ModelAudit) -> str:
    asked = dict.fromkeys(f"{item.ask} State it as `{item.about}`." for item in model.decision.questions)
    return " ".join(asked)
