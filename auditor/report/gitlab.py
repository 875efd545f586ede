"""GitLab Code Quality: a JSON list of problems, in the fields of the Code Climate engine specification.

The specification has no field for license, clause, row and whom they bind: they end the description, as a plain list.
What was waived, or what the baseline has, is left out: GitLab compares the lists of two branches by itself.
"""

from __future__ import annotations

import json
from typing import Any

from auditor.report.escape import markdown, unmarked
from auditor.report.parts.places import repository_of
from auditor.report.parts.problems import Problem, problems
from auditor.schema.audit import Audit
from auditor.schema.decision import Outcome

_SEVERITY = {
    Outcome.DENIED: "blocker",
    Outcome.UNVERIFIED: "critical",
    Outcome.REVIEW: "major",
    Outcome.CONDITIONAL: "minor",
    Outcome.APPROVED: "info",
}


def render(audit: Audit) -> str:
    """The audit as a Code Quality report."""
    made = [_issue(problem) for problem in problems(audit) if problem.speaks]
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _issue(problem: Problem) -> dict[str, Any]:
    name = unmarked(problem.name)
    values = "; ".join(
        f"{key}: {', '.join(map(unmarked, held))}" for key, held in problem.values.items() if key != "names"
    )
    return {
        "type": "issue",
        "check_name": unmarked(problem.rule),
        "description": (f"{name}: " if name else "")
        + unmarked(problem.message, 800)
        + (f" [{values}]" if values else ""),
        **({"content": {"body": markdown(problem.fix, 1_000)}} if problem.fix else {}),
        "categories": ["Compatibility"],
        "severity": _SEVERITY[problem.outcome],
        "fingerprint": problem.fingerprint,
        "location": _location(problem, name),
    }


def _location(problem: Problem, name: str) -> dict[str, Any]:
    """A path and a line, both required; without a place in the user's repository, the cited file under its model."""
    if problem.places:
        return {"path": unmarked(problem.places[0].file), "lines": {"begin": problem.places[0].line}}
    if not problem.citations:
        return {"path": name, "lines": {"begin": 1}}
    first = problem.citations[0]
    return {"path": unmarked(f"{repository_of(first)}/{first.file}"), "lines": {"begin": first.line or 1}}
