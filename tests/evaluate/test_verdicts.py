"""Every criterion is asked; without a model nothing is known."""

from __future__ import annotations

from auditor.evaluate.verdicts import evaluate
from auditor.gather.dossier import gather
from auditor.schema.issue import Weight
from auditor.schema.rubric import Answer
from tests.builders import dossier, issue, snapshot, snapshots, standards


def test_every_criterion_of_the_rubric_is_answered_in_its_order() -> None:
    openness = evaluate(dossier(), standards().rubric)
    assert list(openness.criteria) == [criterion.id for criterion in standards().rubric.criteria]


def test_without_the_model_every_answer_is_unknown() -> None:
    nothing = gather(snapshots(None, issues=[issue(Weight.DECISIVE, "org/model")]), standards().knowledge)
    openness = evaluate(nothing, standards().rubric)
    assert {verdict.answer for verdict in openness.criteria.values()} == {Answer.UNKNOWN}
    assert openness.osaid.outcome.value == "undetermined"
    assert openness.tier == "undetermined"


def test_an_empty_repository_meets_nothing_and_is_refused_only_what_its_file_list_shows() -> None:
    openness = evaluate(dossier(snapshot(front=None, listed=())), standards().rubric)
    refused = {name for name, verdict in openness.criteria.items() if verdict.answer is Answer.NOT_MET}
    assert refused == {"L1", "P1", "T1", "X2"}


def test_metadata_that_says_nothing_refuses_nothing() -> None:
    silent = snapshot(front=None, gated=..., private=..., disabled=..., siblings=..., library_name=...)
    openness = evaluate(dossier(silent), standards().rubric)
    answers = {verdict.answer for verdict in openness.criteria.values()}
    assert answers == {Answer.UNKNOWN, Answer.NOT_APPLICABLE}
