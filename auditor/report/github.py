"""Annotations of GitHub Actions: one workflow command a model, the worst first, since only ten of a kind are shown."""

from __future__ import annotations

from auditor.report.escape import command_property, command_value
from auditor.report.page.words import sentence
from auditor.report.parts.places import cited_page, explained_at
from auditor.report.parts.problems import LEVELS, Problem, by_model, problems
from auditor.schema.audit import Audit
from auditor.schema.decision import Level, Outcome

_COMMAND = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_GRAVEST = tuple(_COMMAND)


def render(audit: Audit) -> str:
    """The audit as workflow commands; nothing when everything passes.

    Only a place in the user's repository is written as `file=`: a file on the Hub is none of the checkout's.
    """
    found = tuple(problem for problem in problems(audit) if problem.speaks)
    groups = [*by_model(found).values(), *([problem] for problem in found if problem.model is None)]
    groups.sort(key=lambda group: (_GRAVEST.index(_level(group)), _outcome(group) is not Outcome.DENIED))
    return "".join(f"{_annotation(group)}\n" for group in groups)


def _outcome(group: list[Problem]) -> Outcome:
    return group[0].model.decision.outcome if group[0].model else group[0].outcome


def _level(group: list[Problem]) -> Level:
    return LEVELS[_outcome(group)] if group[0].model else group[0].level


def _annotation(against: list[Problem]) -> str:
    first, outcome = against[0], _outcome(against)
    properties = {"title": f"{first.name}: {outcome.value if first.model else first.rule}".removeprefix(": ")}
    if first.places:
        properties = {"file": first.places[0].file, "line": str(first.places[0].line)} | properties
    shown = ",".join(f"{key}={command_property(value)}" for key, value in properties.items())
    said = [problem for problem in against if problem.outcome is outcome] or against
    return f"::{_COMMAND[_level(against)]} {shown}::{'%0A'.join(map(_line, said))}{_seen_at(said)}"


def _line(problem: Problem) -> str:
    return command_value(f"{sentence(problem.message)} {sentence(problem.fix, own=True)}".strip())


def _seen_at(against: list[Problem]) -> str:
    pages = (cited_page(citation, problem.endpoint) for problem in against for citation in problem.citations)
    first = next((page for page in pages if page), None)
    about = explained_at(against[0].rule)
    shown = [first, about if "://" in about else None]
    return "".join(f"%0A{command_value(address)}" for address in shown if address)
