"""Frameworks of a rubric as people read them: what each asks, of which criteria, and what follows."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.schema.rubric import (
    Answer,
    Conjunction,
    Ladder,
    Likelihood,
    OpenException,
    PublicThing,
    Requirement,
    Rubric,
    Rung,
    Table,
)
from auditor.schema.verdict import OsaidOutcome

Framework = Conjunction | Ladder | OpenException | Table


def frameworks_of(rubric: Rubric) -> dict[str, Framework]:
    """Each framework by its id and by the outcomes that it gives, as they stand in reports."""
    named: dict[str, Framework] = {outcome.value: rubric.osaid for outcome in OsaidOutcome}
    named |= {rung.name: rubric.tier for rung in rubric.tier.rungs}
    known = (rubric.osaid, rubric.tier, rubric.mof, rubric.ai_act, *rubric.coverage)
    return named | {item.id.replace("_", "-"): item for item in known if item is not None}


def describe_framework(framework: Framework) -> str:
    """What it asks and whence, line by line."""
    lines = [
        f"{framework.id} {framework.title}",
        f"  source    {framework.source}",
        f"  version   {framework.version}",
        "",
    ]
    match framework:
        case Conjunction():
            lines += _conjunction(framework)
        case Ladder():
            lines.append("  the highest of these whose criteria all hold, lowest first:")
            width = max(len(rung.name) for rung in framework.rungs)
            lines += [f"    {rung.name:<{width}}  {_of_rung(rung)}" for rung in framework.rungs]
            lines.append("  none of them where the evidence does not decide")
        case OpenException():
            lines += _exception(framework)
        case Table():
            lines += [
                f"  {' '.join(element.criteria) or 'for a human':<14}  {element.title}"
                + (f" ({element.clause})" if element.clause else "")
                for element in framework.elements
            ]
    return "\n".join(lines) + "\n"


def _of_rung(rung: Rung) -> str:
    groups = " or ".join(f"({_required(group)})" for group in rung.either)
    return _required(rung.requires) + (f"; either {groups}" if groups else "")


def _exception(rule: OpenException) -> list[str]:
    """The exception of the AI Act: the gravest of what terms, words, the gate and the criteria say."""
    refused, contested = (_public(rule.public, word) for word in ("refused", "contested"))
    return [
        f"  disqualified   by a license, the model's or a base's, with one of: {', '.join(rule.licenses.disqualifies)}",
        f"                 by words that say so: {', '.join(rule.words.disqualifies)}",
        f"                 by dual licensing: {', '.join((*rule.dual.licenses, *rule.dual.words))}",
        f"                 by what is not public: {refused}",
        f"  contested      by a license with: {', '.join(rule.licenses.contests)}; or a use policy beside it",
        f"                 by words that say so: {', '.join(rule.words.contests)}",
        "                 by a gate, which takes personal data",
        f"                 by what is public in part: {contested}",
        f"  ok             where none of it is so, each license is known, and {_public(rule.public, 'shown')}",
        "  undetermined   anything else",
        f"  unlikely to be a general-purpose model  by its task: {', '.join(rule.tasks.narrow)}",
        f"  not assessed   {'; '.join(rule.not_assessed)}",
    ]


def _public(things: Iterable[PublicThing], word: str) -> str:
    answers: dict[str, tuple[Answer, ...]] = {item.criterion: getattr(item, word) for item in things}
    return _required(Requirement(criterion=name, answers=given) for name, given in answers.items() if given)


def _conjunction(framework: Conjunction) -> list[str]:
    lines = [
        f"  pass           {_required(framework.requires)}",
        "  fail           the answer to one of these is not_met",
        "  likely-pass    all are met or partial" + _likely(framework.likely_pass, "; or none is not_met, and "),
    ]
    if framework.likely_fail:
        lines.append("  likely-fail    none is not_met, and " + _likely(framework.likely_fail, ""))
    return [*lines, "  undetermined   anything else: never a pass over an unknown"]


def _likely(rule: Likelihood | None, before: str) -> str:
    if rule is None:
        return ""
    some = f"; and one of: {_required(rule.any)}" if rule.any else ""
    return f"{before}{_required(rule.all)}{some}"


def _required(requirements: Iterable[Requirement]) -> str:
    """Criteria under the answers that satisfy them."""
    groups: dict[str, list[str]] = {}
    for item in requirements:
        groups.setdefault(" or ".join(answer.value for answer in item.answers), []).append(item.criterion)
    return "; ".join(f"{' '.join(ids)} {answers}" for answers, ids in groups.items())
