"""SARIF 2.1.0: what stands against the models, for code scanning. A model that passes gives no result.

Locations are relative to a base (§3.4.4): the user's repository where a place is known, else the Hub. No address is
absolute, since code scanning refuses a whole file for one `https` location.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from auditor.report.page.words import sentence
from auditor.report.parts.places import HUB, cited_path, explained_at, place_of
from auditor.report.parts.problems import Problem, problems, waiver_of
from auditor.report.parts.rules import says
from auditor.report.plain import inert
from auditor.schema.audit import Audit
from auditor.schema.citation import Citation
from auditor.schema.decision import Level
from auditor.schema.place import Place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SOURCE, _HUB = "SRCROOT", "HUB"
_MAX_RELATED = 10
_GRAVEST = (Level.ERROR, Level.WARNING, Level.NOTE)


def render(audit: Audit) -> str:
    """The audit as a SARIF log of one run. Waived findings are results too, and suppressed (§3.27.23)."""
    found = problems(audit)
    rules = _gravest(found)
    order = {problem.rule: index for index, problem in enumerate(rules)}
    compared = any(problem.known for problem in found)
    results = [_result(problem, order[problem.rule], compared) for problem in found]
    run = {
        "tool": {"driver": _driver(audit, rules)},
        "automationDetails": {"id": f"{audit.tool.name}/{inert(audit.policy.policy)}/"},
        "originalUriBaseIds": _bases(audit),
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"policy": audit.policy.policy, "policySha256": audit.policy_sha256}
        | {"outcome": audit.summary.outcome.value, "byOutcome": audit.summary.by_outcome},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1, ensure_ascii=False) + "\n"


def _driver(audit: Audit, rules: list[Problem]) -> dict[str, Any]:
    """The tool and the rules that spoke (§3.19)."""
    return {
        "name": audit.tool.name,
        "fullName": f"{audit.tool.name} {audit.tool.version}",
        "semanticVersion": audit.tool.version,
        "properties": {"knowledgeSha256": audit.tool.knowledge_sha256},
        "rules": [_rule(problem) for problem in rules],
    }


def _gravest(found: tuple[Problem, ...]) -> list[Problem]:
    """Of each rule the gravest problem, in the order in which rules were met."""
    kept: dict[str, Problem] = {}
    for problem in found:
        before = kept.setdefault(problem.rule, problem)
        if _GRAVEST.index(problem.level) < _GRAVEST.index(before.level):
            kept[problem.rule] = problem
    return list(kept.values())


def _rule(problem: Problem) -> dict[str, Any]:
    """A rule (§3.49). What is said of single models stays out of it: how to mend it is a finding's alone."""
    name = problem.rule
    words = _message(name.replace("/", ": ").replace("-", " "))
    telling = f"{_message(problem.fix)} `auditor explain {name}` says more." if problem.is_finding else says(name)
    return {
        "id": name,
        "shortDescription": {"text": words[:1].upper() + words[1:]},
        "fullDescription": {"text": telling},
        "help": {"text": telling},
        "helpUri": explained_at(name),
        "defaultConfiguration": {"level": problem.level.value},
    }


def _result(problem: Problem, index: int, compared: bool) -> dict[str, Any]:
    """A problem as a result (§3.27). `compared`: the run had a baseline, so a result is new or unchanged (§3.27.24)."""
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "kind": "fail",
        "level": problem.level.value,
        "message": {"text": f"{_sentence(problem.message)} {_sentence(problem.fix, own=True)}".strip()},
        "locations": [_location(problem)],
        "partialFingerprints": {"auditorProblem/v1": problem.fingerprint},
        "properties": _properties(problem),
    }
    related = [_placed(place) for place in problem.places[1:]]
    related += [_cited(citation) for citation in problem.citations[0 if problem.places else 1 :]]
    if related:
        result["relatedLocations"] = [{"id": number} | item for number, item in enumerate(related[:_MAX_RELATED], 1)]
    if problem.waived is not None:
        said = _message(waiver_of(problem.waived))
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": said}]
    if compared:
        result["baselineState"] = "unchanged" if problem.known else "new"
    return result


def _properties(problem: Problem) -> dict[str, Any]:
    """The property bag (§3.8): which model, and what the result rests on, as values."""
    model = problem.model
    named = {"purl": model.purl, "reference": inert(model.reference)} if model else {"reference": inert(problem.name)}
    values = {name: list(held) if name == "names" else held[0] for name, held in problem.values.items()}
    return {"outcome": problem.outcome.value, **named, **values}


def _location(problem: Problem) -> dict[str, Any]:
    """The user's own line first, else the evidence, else the repository's place on the Hub."""
    if problem.places:
        return _placed(problem.places[0])
    if problem.citations:
        return _cited(problem.citations[0])
    subject = problem.model.evidence.subject if problem.model else None
    if subject is not None:
        return _cited(subject.metadata)
    physical = {"artifactLocation": {"uri": quote(inert(problem.name)), "uriBaseId": _HUB}}
    return {"physicalLocation": physical, "message": {"text": _message(problem.name)}}


def _placed(place: Place) -> dict[str, Any]:
    """A line of the user's repository as a location."""
    artifact = {"uri": quote(place.file), "uriBaseId": _SOURCE}
    return {"physicalLocation": {"artifactLocation": artifact, "region": {"startLine": place.line}}}


def _cited(citation: Citation) -> dict[str, Any]:
    """A citation as a location (§3.28): the file at its commit, the lines, and the words quoted."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": cited_path(citation), "uriBaseId": _HUB}}
    if citation.line:
        region: dict[str, Any] = {"startLine": citation.line, "endLine": max(citation.line, citation.end_line or 0)}
        physical["region"] = region | ({"snippet": {"text": inert(citation.quote)}} if citation.quote else {})
    return {"physicalLocation": physical, "message": {"text": _message(f"{place_of(citation)}: {citation.quote}")}}


def _sentence(text: str, *, own: bool = False) -> str:
    return _message(sentence(text, own=own))


def _message(text: str) -> str:
    """Words as a message string: no placeholder (§3.11.5) and no embedded link (§3.11.6)."""
    return inert(text, 1_000).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _bases(audit: Audit) -> dict[str, Any]:
    """What relative locations start from (§3.14.14). The user's own root is known to whoever reads the log."""
    endpoint = next((model.endpoint for model in audit.models if model.endpoint), HUB)
    return {
        _HUB: {"uri": f"{endpoint.rstrip('/')}/", "description": {"text": "The Hub that the models came from."}},
        _SOURCE: {"description": {"text": "The root of the repository that names the models."}},
    }
