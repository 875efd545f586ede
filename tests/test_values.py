"""Values stay values: no rule reads the words that are written for people, and a decision does not hang on them."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import auditor
from auditor.fetch.archive import open_archive
from auditor.pipeline import audit, judge_again
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.license import License
from tests.builders import FIXTURES, standards

ROOT = Path(auditor.__file__).parent
ROOMS = ("decide", "evaluate", "inheritance", "gate")
# Attributes that hold words for people, ours or a card's: a rule may show them, and nothing more.
WORDS = {"message", "remark", "quote", "words", "reason", "says", "effect", "note", "period", "hint", "comment"}
READS = {"search", "match", "fullmatch", "findall", "finditer", "startswith", "endswith", "find", "index", "count"} | {
    *("split", "partition", "rpartition", "removeprefix", "removesuffix"),
}


@pytest.mark.parametrize("room", ROOMS)
def test_no_rule_compares_or_searches_words(room: str) -> None:
    read = [
        f"{path.relative_to(ROOT)}:{line}: {words}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for line, words in reading(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert read == []


@pytest.mark.parametrize(
    "rule",
    [
        "term.says.endswith('other models')",
        "'European Union' in item.period",
        "item.message == other.message",
        "PATTERN.search(item.citation.quote)",
        "re.match('x', claim.words[:80].lower())",
        "{(item.rule, item.message) for item in reasons}",
        "{item.message: item for item in reasons}",
        "found.get(item.message)",
        "found[reason.message]",
    ],
)
def test_what_reads_words_is_seen(rule: str) -> None:
    assert list(reading(ast.parse(rule)))


@pytest.mark.parametrize(
    "shown", ["f'{item.id}: {item.message}'", "item.message[:80]", "Reason(message=item.message)", "bool(item.period)"]
)
def test_what_shows_words_is_not(shown: str) -> None:
    assert list(reading(ast.parse(shown))) == []


def test_reading_judges_no_commercial_use() -> None:
    judged = [
        f"{path.relative_to(ROOT)}:{node.value.lineno}"
        for path in sorted((ROOT / "gather").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "commercial_use" and ast.unparse(node.value) != "NOT_JUDGED"
    ]
    assert judged == []


def reading(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each place that compares or searches words, or keeps something by them."""
    for node in ast.walk(tree):
        for part in _compared(node):
            for held in ast.walk(part):
                if isinstance(held, ast.Attribute) and held.attr in WORDS:
                    yield held.lineno, ast.unparse(node)


def _compared(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Compare(left=left, comparators=others):
            return [left, *others]
        case ast.Call(func=ast.Attribute(value=value, attr=name), args=args) if name in READS:
            return [value, *args]
        case ast.Call(func=ast.Attribute(attr="get" | "setdefault" | "pop"), args=[key, *_]):
            return [key]
        case ast.SetComp(elt=key) | ast.DictComp(key=key) | ast.Subscript(slice=key):
            return [key]
        case _:
            return []


@pytest.fixture(scope="module")
def menagerie() -> Audit:
    archive = open_archive(FIXTURES / "hub")
    return audit(archive.references(), archive, standards())


def test_decisions_stay_when_every_word_for_people_is_another(menagerie: Audit) -> None:
    saved = Audit.model_validate(_scrambled(json.loads(menagerie.model_dump_json())))
    for before, after in zip(menagerie.models, judge_again(saved, standards()).models, strict=True):
        assert _decided(after) == _decided(before), before.reference


def _scrambled(value: Any) -> Any:
    """The same document with other words wherever words are for people."""
    if isinstance(value, list):
        return [_scrambled(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"other words: {len(item)}" if key in WORDS and item and isinstance(item, str) else _scrambled(item)
        for key, item in value.items()
    }


def _decided(model: ModelAudit) -> Any:
    decision = model.decision
    return (
        decision.outcome,
        decision.provisional,
        [(reason.outcome, reason.rule, reason.grounds) for reason in decision.reasons],
        [(item.about, item.license, item.clause) for item in decision.questions],
        [(item.obligation, item.license, item.clause) for item in decision.duties],
        [(finding.id, finding.level, finding.grounds) for finding in model.findings],
        {name: verdict.answer for name, verdict in model.openness.criteria.items()},
        model.license.commercial_use,
    )


def test_a_reason_says_which_license_and_whom_it_binds(menagerie: Audit) -> None:
    for model in menagerie.models:
        known = {item.id: item for item in model.evidence.licenses}
        held = {
            item.id for item in (model.evidence.subject, *model.evidence.ancestors, *model.evidence.datasets) if item
        }
        for reason in model.decision.reasons:
            if reason.rule.partition("/")[0] not in ("issue", "openness"):
                assert reason.binds in held, reason
            if reason.rule in ("license/by-terms", "use/condition-violated"):
                assert reason.license in known or reason.row is None, reason
                assert reason.row is None or reason.row in _rows(known), reason


def test_what_is_asked_or_owed_names_its_row(menagerie: Audit) -> None:
    for model in menagerie.models:
        rows = _rows({item.id: item for item in model.evidence.licenses})
        decision = model.decision
        held = (model.evidence.subject, *model.evidence.ancestors)
        said = {item.row for repository in held if repository for item in repository.statements}
        for item in (*decision.questions, *decision.conditions):
            assert item.row in rows | said
        for owed in (*decision.duties, *model.lineage.inherited):
            assert owed.row in rows


def _rows(known: dict[str, License]) -> set[str]:
    rows = {item.row(fact) for item in known.values() for fact in ("family", "commercial_use")}
    return rows | {
        item.row(fact.row)
        for item in known.values()
        for fact in (*item.grants, *item.conditions, *item.obligations, *item.restrictions)
    }


def test_two_findings_on_a_model_differ_by_their_grounds(menagerie: Audit) -> None:
    for model in menagerie.models:
        grounds = [(item.id, item.grounds) for item in model.findings]
        assert len(grounds) == len(set(grounds)), model.reference


def test_a_reason_has_the_grounds_of_the_finding_that_it_rests_on(menagerie: Audit) -> None:
    for model in menagerie.models:
        found = {(f"finding/{item.id}", item.grounds): item for item in model.findings}
        for reason in model.decision.reasons:
            if reason.rule.startswith("finding/"):
                assert found[reason.rule, reason.grounds].message == reason.message
