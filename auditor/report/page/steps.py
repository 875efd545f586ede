"""The decision in plain words: what it means, why it is so in a sentence, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.report.page.words import counted, sentence
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Outcome, Reason
from auditor.schema.use import Use

FINDING = "finding/"
"""How the rules of reasons begin that rest on a finding."""

MEANS: dict[Outcome, str] = {
    Outcome.APPROVED: "You may use it as declared.",
    Outcome.CONDITIONAL: "You may use it as declared, if what is listed here holds.",
    Outcome.REVIEW: "Do not use it yet. A person has to decide first.",
    Outcome.UNVERIFIED: "Do not use it yet. Something that the decision needs could not be obtained.",
    Outcome.DENIED: "Do not use it as declared.",
}
"""What each outcome asks of somebody who knows no law."""

_FEW = 3
_BRIEF = 260
_LIMITS = "Check that what its license limits does not touch what you do: see “License terms”."
_LAST: dict[Outcome, str] = {
    Outcome.APPROVED: "Keep this report, and audit again when the model, your use or your policy changes.",
    Outcome.CONDITIONAL: "If all of that holds, use it and keep this report. If it does not, do not use it.",
    Outcome.REVIEW: "Then let the person who decides about licenses accept it or not, and record that in your policy.",
    Outcome.UNVERIFIED: "Then run the audit again.",
    Outcome.DENIED: "If the declared use is not what you do, declare what you do and run the audit again.",
}


@dataclass(frozen=True)
class NextStep:
    """One thing to do, and why."""

    do: str
    because: str = ""


def speaking(model: ModelAudit) -> tuple[Reason, ...]:
    """The reasons for the outcome, without repetition."""
    decision = model.decision
    said = [reason for reason in decision.reasons if reason.outcome is decision.outcome]
    return tuple({reason.message: reason for reason in said or decision.reasons}.values())


def why(model: ModelAudit) -> str:
    """The decision's first reason as a sentence, and how many more there are."""
    reasons = speaking(model)
    if not reasons:
        asked = model.decision.questions
        return sentence(f"{counted(len(asked), 'question')} open") if asked else ""
    rest = len(reasons) - 1
    return sentence(reasons[0].message) + (f" And {counted(rest, 'more reason')}." if rest else "")


def steps(model: ModelAudit) -> tuple[NextStep, ...]:
    """What to do next, in order; the same advice stands once, and what the page has just said is not said again."""
    found: dict[str, list[str]] = {}
    for step in _steps(model):
        found.setdefault(step.do, []).append(step.because)
    told = {sentence(reason.message) for reason in speaking(model)[:1]}
    made = (
        (do, " ".join(item for item in dict.fromkeys(because) if item not in told)) for do, because in found.items()
    )
    return tuple(NextStep(do, because if len(because) <= _BRIEF else "") for do, because in made)


def answerable(about: str) -> bool:
    """Whether the declared use has a field for this; what has none, a person has to confirm."""
    return about in Use.model_fields


def _steps(model: ModelAudit) -> Iterator[NextStep]:
    outcome = model.decision.outcome
    if outcome is Outcome.UNVERIFIED:
        yield from _missing(model)
    elif outcome is Outcome.DENIED:
        yield NextStep("Use another model, or get other terms from whoever published this one.", _ways(model))
    if outcome in (Outcome.CONDITIONAL, Outcome.REVIEW):
        yield from _mends(model)
    if outcome is not Outcome.DENIED:
        yield from _questions(model)
        yield from _duties(model)
    yield NextStep(_LAST[outcome])


def _ways(model: ModelAudit) -> str:
    said = (f"{way.says} {way.url}".strip() for way in model.decision.ways_out)
    return " ".join(sentence(one, own=True) for one in said)


def _missing(model: ModelAudit) -> Iterator[NextStep]:
    for issue in model.issues:
        if issue.keeps_from_approving:
            named = f"{issue.subject}: {issue.file}" if issue.file else issue.subject
            hint = sentence(issue.hint or "Find out why, or ask whoever published it", own=True)
            yield NextStep(f"{sentence(f'{named} {issue.message}')} {hint}")


def _mends(model: ModelAudit) -> Iterator[NextStep]:
    """How the findings that speak are mended; where a license alone speaks, its limits are to be looked at."""
    for reason in speaking(model):
        name = reason.rule.removeprefix(FINDING)
        fixes = [finding.how_to_fix for finding in model.findings if finding.id == name]
        if fixes:
            yield NextStep(sentence(fixes[0], own=True), sentence(reason.message))
        elif reason.outcome is Outcome.CONDITIONAL:
            yield NextStep(_LIMITS, sentence(reason.message))


def _questions(model: ModelAudit) -> Iterator[NextStep]:
    asked = model.decision.questions
    if not asked:
        return
    answer = f"Answer the {'question' if len(asked) == 1 else f'{len(asked)} questions'} below"
    if any(answerable(question.about) for question in asked):
        yield NextStep(f"{answer}: state what is so in the `use` block of your policy and run the audit again.")
    else:
        yield NextStep(f"{answer}, and keep a record of who answered.")


def _duties(model: ModelAudit) -> Iterator[NextStep]:
    duties = model.decision.duties
    if not duties:
        return
    few = duties if len(duties) <= _FEW else ()
    said = " ".join(sentence(duty.do, own=True) + (f" “{duty.text}”" if duty.text else "") for duty in few)
    one = len(duties) == 1
    if model.decision.outcome is Outcome.APPROVED:
        yield NextStep(f"Keep the {'duty' if one else f'{len(duties)} duties'} below.", said)
    else:
        yield NextStep(f"Check that you can keep the {'duty' if one else f'{len(duties)} duties'} below.", said)
