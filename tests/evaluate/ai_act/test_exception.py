"""The exception of Article 53(2) as a whole: the gravest of its parts, and whether the model needs it."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.evaluate.ai_act.exception import GRAVEST_FIRST
from auditor.schema.verdict import Generality, LimbOutcome, LimbResult
from tests.builders import audited, snapshot

CARD = "## Usage\nSing to it.\n\n## Limitations\nNight."


def judged(*related: Any, **made: Any) -> LimbResult:
    found = audited(snapshot(**{"body": CARD} | made), *related).openness.ai_act
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("made", "outcome", "decides"),
    [
        ({}, LimbOutcome.OK, "terms"),
        ({"front": "license: cc-by-nc-4.0"}, LimbOutcome.DISQUALIFIED, "terms"),
        ({"gated": "auto"}, LimbOutcome.CONTESTED, "monetisation"),
        ({"gated": "manual"}, LimbOutcome.DISQUALIFIED, "publication"),
        ({"body": ""}, LimbOutcome.UNDETERMINED, "publication"),
        ({"body": "", "front": "license: other"}, LimbOutcome.UNDETERMINED, "terms"),
        ({"front": "license: agpl-3.0", "body": f"{CARD}\n\nCommercial use requires a paid license."},
         LimbOutcome.DISQUALIFIED, "monetisation"),
    ],
)  # fmt: skip
def test_the_gravest_part_gives_outcome_and_reason(made: dict[str, Any], outcome: LimbOutcome, decides: str) -> None:
    found = judged(**made)
    part = getattr(found, decides)
    assert (found.outcome, found.reason, found.citations) == (outcome, part.reason, part.citations)
    parts = [found.terms, found.monetisation, found.publication]
    assert min(GRAVEST_FIRST.index(item.outcome) for item in parts if item) == GRAVEST_FIRST.index(outcome)
    assert found.not_assessed


def test_a_model_of_another_is_not_free_by_its_own_tag() -> None:
    base = snapshot("maker/base", "license: llama3.1")
    assert judged(base, front="license: mit\nbase_model: maker/base").outcome is LimbOutcome.DISQUALIFIED


def test_an_embedding_model_is_ok_with_the_question_whether_it_needs_to_be() -> None:
    found = judged(pipeline_tag="sentence-similarity")
    assert found.outcome is LimbOutcome.OK
    assert found.general_purpose is not None
    assert found.general_purpose.answer is Generality.UNLIKELY


def test_of_a_model_that_could_not_be_read_nothing_is_said() -> None:
    found = audited(None).openness.ai_act
    assert found is not None
    assert (found.outcome, found.terms, found.general_purpose) == (LimbOutcome.UNDETERMINED, None, None)
