"""The classes of the Model Openness Framework, and its components."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.evaluate.mof import mof
from auditor.files.policies import load_rubric
from auditor.schema.rubric import Answer
from auditor.schema.verdict import MofResult, Verdict
from tests.builders import MIT, audited, dossier, snapshot

RUBRIC = load_rubric()


def result(**answers: Answer) -> MofResult:
    """The class of a model of which everything is met but for these answers."""
    given = {item.id: answers.get(item.id, Answer.MET) for item in RUBRIC.criteria}
    verdicts = {name: Verdict(criterion=name, name="x", answer=answer, reason="") for name, answer in given.items()}
    assert RUBRIC.mof is not None
    return mof(dossier(), verdicts, RUBRIC.mof)


@pytest.mark.parametrize(
    ("answers", "reached", "blocking"),
    [
        ({}, "I", ()),
        ({"D6": Answer.NOT_MET}, "I", ()),  # data need not be open
        ({"D8": Answer.PARTIAL}, "II", ("D8",)),  # but all of it has to be there
        ({"T7": Answer.UNKNOWN}, "II", ("T7",)),  # a report is no research paper
        ({"T6": Answer.PARTIAL}, "III", ("T6",)),
        ({"L7": Answer.UNKNOWN}, None, ("L7",)),
        ({"C7": Answer.NOT_MET}, None, ("C7",)),
        ({"C4": Answer.PARTIAL}, None, ("C4",)),
        ({"T2": Answer.PARTIAL, "T3": Answer.PARTIAL}, "I", ()),
    ],
)
def test_a_class_by_what_is_missing(answers: dict[str, Answer], reached: str | None, blocking: tuple[str, ...]) -> None:
    found = result(**answers)
    assert (found.reached, found.blocking) == (reached, blocking)


def test_a_bare_model_reaches_no_class_and_says_why() -> None:
    found = audited(snapshot()).openness.mof
    assert found is not None
    assert found.reached is None
    assert {"T2", "T3", "T4"} <= set(found.blocking)


def test_components_have_a_license_where_they_are_shown() -> None:
    found = audited(snapshot(files={"LICENSE": MIT})).openness.mof
    assert found is not None
    parts = {item.name: item for item in found.components}
    assert parts["Model parameters (Final)"].license == "MIT"
    assert parts["Model parameters (Final)"].citation is not None
    assert parts["Training code"].shown is False
    assert len(parts) == 17


def test_a_component_that_is_not_shown_cites_nothing() -> None:
    openness = audited(snapshot(gated="manual", files={"LICENSE": MIT})).openness
    assert openness.criteria["P1"].answer is Answer.NOT_MET
    assert openness.criteria["P1"].citations
    assert openness.mof is not None
    [weights] = [item for item in openness.mof.components if item.name == "Model parameters (Final)"]
    assert (weights.shown, weights.license, weights.citation) == (False, None, None)


@pytest.mark.parametrize(
    ("made", "report", "paper"),
    [
        ({"listed": ("model.safetensors", "technical_report.pdf")}, True, False),
        ({"listed": ("model.safetensors", "paper.pdf")}, True, True),
        ({"body": "See https://arxiv.org/abs/2401.00001"}, True, True),
        ({}, False, False),
    ],
)
def test_a_report_is_shown_as_no_research_paper(made: dict[str, Any], report: bool, paper: bool) -> None:
    found = audited(snapshot(**made)).openness.mof
    assert found is not None
    shown = {item.name: item.shown for item in found.components}
    assert (shown["Technical report"], shown["Research paper"]) == (report, paper)
