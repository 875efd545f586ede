"""Every example of an answer gets that answer, and every criterion has one that meets it and one that does not."""

from __future__ import annotations

import json

import pytest

from auditor.evaluate.verdicts import evaluate
from auditor.explain import explain
from auditor.files.policies import load_examples, load_rubric
from auditor.schema.evidence import Dossier
from auditor.schema.example import Example, LinkedExample
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import RepoType
from auditor.schema.rubric import Answer
from auditor.schema.snapshot import METADATA, File, Snapshot
from tests.builders import APACHE, MIT, SHA, WEIGHTS, dossier, snapshot

EXAMPLES = load_examples()
RUBRIC = load_rubric()
TEXTS = {"MIT": MIT, "Apache-2.0": APACHE}
NAMES = [f"{item.criterion}-{item.answer}" for item in EXAMPLES]


def evidence(example: Example, issues: tuple[Issue, ...] = ()) -> Dossier:
    listed = WEIGHTS if example.files is None else example.files
    fields = {key: ... if key == "siblings" else value for key, value in example.metadata.items()}
    subject = snapshot(
        "org/wren-1b",
        example.front or None,
        example.card,
        files={path: TEXTS.get(text, text) for path, text in example.texts.items()},
        listed=listed,
        **fields,
    )
    related = [snapshot(name, front, repo_type=RepoType.DATASET) for name, front in example.datasets.items()]
    related += [snapshot(name, front) for name, front in example.bases.items()]
    related += [code(name, held) for name, held in example.code.items()]
    return dossier(subject, *related, issues=issues)


def code(name: str, held: LinkedExample) -> Snapshot:
    """What is kept of a GitHub repository: its answer, its tree, its files."""
    facts = {"full_name": name, "license": {"spdx_id": held.license}, "fork": held.fork_of is not None}
    facts |= {"parent": {"full_name": held.fork_of}} if held.fork_of else {}
    blobs = [{"path": path, "type": "blob", "size": len(text)} for path, text in held.files.items()]
    tree = File.of("tree.json", json.dumps({"sha": SHA, "tree": blobs, "truncated": False}).encode())
    return Snapshot(
        repo_type=RepoType.CODE,
        id=name,
        sha=SHA,
        endpoint="https://github.test",
        retrieved_at=None,
        metadata=File.of(METADATA, json.dumps(facts).encode()),
        files=(*(File.of(path, text.encode()) for path, text in held.files.items()), tree),
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_an_example_gets_the_answer_that_it_is_of(example: Example) -> None:
    verdict = evaluate(evidence(example), RUBRIC).criteria[example.criterion]
    assert verdict.answer is example.answer, verdict.reason
    if verdict.answer in (Answer.MET, Answer.PARTIAL, Answer.NOT_MET):
        assert verdict.citations


def test_a_link_that_leads_to_nothing_is_not_met() -> None:
    example = next(item for item in EXAMPLES if (item.criterion, item.answer) == ("X1", Answer.UNKNOWN))
    gone = Issue(
        kind=IssueKind.MISSING, weight=Weight.INCIDENTAL, subject="github.com/org/wren", message="is not there"
    )
    verdict = evaluate(evidence(example, (gone,)), RUBRIC).criteria["X1"]
    assert (verdict.answer, verdict.citations[0].line) == (Answer.NOT_MET, 4)


@pytest.mark.parametrize("criterion", [item.id for item in RUBRIC.criteria])
def test_a_criterion_has_an_example_for_it_and_one_against_it(criterion: str) -> None:
    answers = {item.answer for item in EXAMPLES if item.criterion == criterion}
    assert answers & {Answer.MET, Answer.PARTIAL}
    assert answers & {Answer.NOT_MET, Answer.UNKNOWN}


def test_no_answer_has_two_examples_and_no_example_is_of_nothing() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert {item.criterion for item in EXAMPLES} == {item.id for item in RUBRIC.criteria}


def test_examples_are_explained() -> None:
    text = explain("osaid/P1")
    assert "not_met         the Hub: gated manual" in text
    assert "unknown" in text
