"""Whether it may be a general-purpose model at all: never yes, for what it was trained with is not said."""

from __future__ import annotations

import pytest

from auditor.evaluate.ai_act.generality import generality
from auditor.files.policies import load_rubric
from auditor.schema.verdict import Generality
from tests.builders import dossier, snapshot

RULE = load_rubric().ai_act


@pytest.mark.parametrize(
    ("task", "answer", "said"),
    [
        ("sentence-similarity", Generality.UNLIKELY, "generates neither"),
        ("feature-extraction", Generality.UNLIKELY, "generates neither"),
        ("text-generation", Generality.UNKNOWN, "text-generation, generates"),
        ("text-to-image", Generality.UNKNOWN, "text-to-image, generates"),
        ("a-task-of-tomorrow", Generality.UNKNOWN, "may generate"),
        (None, Generality.UNKNOWN, "no task is stated"),
    ],
)
def test_by_the_task(task: str | None, answer: Generality, said: str) -> None:
    subject = dossier(snapshot(pipeline_tag=task)).subject
    assert subject is not None
    assert RULE is not None
    found = generality(subject, RULE)
    assert (found.answer, said in found.reason) == (answer, True)
    assert bool(found.citations) == (task is not None)


def test_no_task_is_both_narrow_and_generating() -> None:
    assert RULE is not None
    assert not set(RULE.tasks.generates) & set(RULE.tasks.narrow)
