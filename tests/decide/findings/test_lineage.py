"""What a teacher's card says of its outputs is asked of the model that they taught."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import audited, snapshot

TAUGHT = snapshot(
    "marsh/wren", "license: mit\nbase_model: owl/teacher\nbase_model_relation: distilled", "# Wren\n\nSmall.\n"
)


@pytest.mark.parametrize(
    "words",
    [
        "Its outputs must not be used to train other models.",
        "Commercial use requires our written permission.",
        "It must not be used to compete with us.",
    ],
)
def test_words_of_a_teacher_are_a_question(words: str) -> None:
    made = audited(TAUGHT, snapshot("owl/teacher", "license: mit", f"# Owl\n\n{words}\n"))
    assert made.decision.outcome is Outcome.REVIEW
    assert any(words in reason.message for reason in made.decision.reasons)


def test_a_teacher_that_limits_nothing_is_none() -> None:
    made = audited(TAUGHT, snapshot("owl/teacher", "license: mit", "# Owl\n\nLarge.\n"))
    assert made.decision.outcome is Outcome.APPROVED
