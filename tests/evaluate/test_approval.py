"""Whether licenses are approved: the most restrictive one counts, and what is not known is not guessed."""

from __future__ import annotations

import pytest

from auditor.evaluate.approval import approved
from auditor.schema.rubric import Answer
from tests.builders import dossier, snapshot


@pytest.mark.parametrize(
    ("front", "as_free", "answer"),
    [
        ("license: mit", False, Answer.MET),
        ("license: [mit, apache-2.0]", False, Answer.MET),
        ("license: [mit, cc-by-nc-4.0]", True, Answer.NOT_MET),
        ("license: cc-by-4.0", True, Answer.MET),
        ("license: cc-by-4.0", False, Answer.NOT_MET),
        ("license: llama3.1", True, Answer.NOT_MET),
        ("license: bsd", True, Answer.UNKNOWN),
        ("license: cc", True, Answer.UNKNOWN),
        ("license: cc-by-nc", True, Answer.NOT_MET),
        ("license: CERN-OHL-1.1", True, Answer.UNKNOWN),
        ("license: other", True, Answer.UNKNOWN),
    ],
)
def test_approval(front: str, as_free: bool, answer: Answer) -> None:
    evidence = dossier(snapshot(front=front))
    assert evidence.subject is not None
    assert approved(evidence.subject.conclusion.licenses, evidence, as_free=as_free)[0] is answer
