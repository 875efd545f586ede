"""JUnit XML: a testcase a model, and one a finding about the repository.

Properties carry the facts of a model, and of each problem the license, clause and row that it rests on, and whom it
binds. A case fails when the policy keeps it back, is in error when it is unverified, and is skipped when it passes
because of a waiver or the baseline.
"""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

from auditor.report.escape import xml
from auditor.report.parts.places import cited_page
from auditor.report.parts.problems import SAYS, Problem, by_model, fails, name_of, problems, waiver_of
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.decision import Outcome
from auditor.schema.place import Place

_MAX_CITED = 3
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(audit: Audit) -> str:
    """The audit as a test suite of its models, and one of the user's repository where that was looked at."""
    found = problems(audit)
    top = ET.Element("testsuites", {"name": audit.tool.name})
    _models(top, audit, by_model(found))
    if audit.gate:
        _gate(top, audit, [problem for problem in found if problem.model is None])
    for element in (*top, top):
        _count(element)
    ET.indent(top, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(top, encoding="unicode")}\n'


def _suite(top: ET.Element, audit: Audit, name: str) -> ET.Element:
    at = audit.generated_at.strftime("%Y-%m-%dT%H:%M:%S")
    suite = ET.SubElement(top, "testsuite", {"name": f"{audit.tool.name}: {xml(name)}", "timestamp": at})
    facts = {
        "tool": f"{audit.tool.name} {audit.tool.version}",
        "policy": audit.policy.policy,
        "policy_sha256": audit.policy_sha256,
        "knowledge_sha256": audit.tool.knowledge_sha256,
    }
    _properties(suite, facts)
    return suite


def _count(element: ET.Element) -> None:
    element.set("tests", str(len(element.findall(".//testcase"))))
    for name, kind in _COUNTED.items():
        element.set(name, str(len(element.findall(f".//{kind}"))))
    element.set("time", "0")


def _models(top: ET.Element, audit: Audit, against: dict[int, list[Problem]]) -> None:
    suite = _suite(top, audit, audit.policy.policy)
    for model in audit.models:
        case = _case(suite, name_of(model), f"{audit.tool.name}.{xml(audit.policy.policy)}", model.named_at)
        found = against.get(id(model), [])
        _properties(case, _facts(model) | _grounds(found))
        speaking = [problem for problem in found if problem.speaks]
        if fails(audit, model):
            _says(case, model.decision.outcome, speaking)
        elif found:
            _skipped(case, found)


def _gate(top: ET.Element, audit: Audit, found: list[Problem]) -> None:
    suite = _suite(top, audit, "repository")
    for problem in found:
        name = f"{problem.rule} {problem.name}".strip() + f" ({problem.places[0]})"
        case = _case(suite, name, f"{audit.tool.name}.repository", problem.places)
        _properties(case, _grounds([problem]))
        if not problem.speaks:
            _skipped(case, [problem])
        elif problem.outcome is not Outcome.APPROVED:
            _says(case, problem.outcome, [problem])


def _case(suite: ET.Element, name: str, group: str, places: tuple[Place, ...]) -> ET.Element:
    names = {"name": xml(name), "classname": group, "time": "0"}
    if places:
        names |= {"file": xml(places[0].file), "line": str(places[0].line)}
    return ET.SubElement(suite, "testcase", names)


def _says(case: ET.Element, outcome: Outcome, against: list[Problem]) -> None:
    kind = "error" if outcome is Outcome.UNVERIFIED else "failure"
    element = ET.SubElement(case, kind, {"message": f"{outcome.value}: {SAYS[outcome]}", "type": outcome.value})
    element.text = "\n".join(line for problem in against for line in _lines(problem))


def _skipped(case: ET.Element, found: list[Problem]) -> None:
    words = [f"{problem.rule}: {_why(problem)}" for problem in found]
    ET.SubElement(case, "skipped", {"message": xml("; ".join(words))})


def _why(problem: Problem) -> str:
    return waiver_of(problem.waived) if problem.waived else "the baseline has it too"


def _facts(model: ModelAudit) -> dict[str, str]:
    facts = {
        "purl": model.purl,
        "commit": model.sha,
        "owner": model.owner,
        "decision": model.decision.outcome.value,
        "license.declared": model.license.declared,
        "license.concluded": model.license.expression,
        "commercial_use": model.license.commercial_use.value,
    }
    return {key: value for key, value in facts.items() if value}


def _grounds(found: list[Problem]) -> dict[str, str]:
    """What each problem rests on: `license/by-terms.clause`, and `license/by-terms#2.clause` of a second such."""
    facts: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for problem in found:
        seen[problem.rule] += 1
        count = seen[problem.rule]
        rule = problem.rule if count == 1 else f"{problem.rule}#{count}"
        facts |= {f"{rule}.{name}": ", ".join(values) for name, values in problem.values.items()}
    return facts


def _properties(element: ET.Element, facts: dict[str, str]) -> None:
    if not facts:
        return
    properties = ET.SubElement(element, "properties")
    for key, value in facts.items():
        ET.SubElement(properties, "property", {"name": xml(key), "value": xml(value)})


def _lines(problem: Problem) -> list[str]:
    pages = [cited_page(citation, problem.endpoint) for citation in problem.citations[:_MAX_CITED]]
    lines = [f"{xml(problem.rule)} ({problem.outcome.value}): {xml(problem.message)}"]
    lines += [f"  do: {xml(problem.fix)}"] if problem.fix else []
    return lines + [f"  see: {xml(page)}" for page in pages if page]
