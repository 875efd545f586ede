"""Whether weights, architecture and usage are public, by what the criteria answer."""

from __future__ import annotations

import pytest

from auditor.evaluate.ai_act.publication import publication
from auditor.files.policies import load_rubric
from auditor.schema.citation import Citation
from auditor.schema.rubric import Answer
from auditor.schema.verdict import LimbOutcome, Verdict

RULE = load_rubric().ai_act


def at(name: str) -> Citation:
    return Citation(source="pkg:huggingface/org/model", file=name, sha256="0" * 64, quote=name)


@pytest.mark.parametrize(
    ("answers", "outcome", "said"),
    [
        ({}, LimbOutcome.OK, "weights, information on the architecture, information on usage"),
        ({"C4": Answer.PARTIAL, "T8": Answer.PARTIAL}, LimbOutcome.OK, "weights"),  # told, and no code
        ({"P1": Answer.NOT_MET}, LimbOutcome.DISQUALIFIED, "weights, not public"),
        ({"P1": Answer.PARTIAL}, LimbOutcome.CONTESTED, "weights, public in part"),
        ({"P1": Answer.UNKNOWN}, LimbOutcome.UNDETERMINED, "weights, not shown"),
        ({"C4": Answer.UNKNOWN}, LimbOutcome.UNDETERMINED, "architecture"),
        ({"T8": Answer.UNKNOWN}, LimbOutcome.UNDETERMINED, "usage"),
        ({"T8": Answer.UNKNOWN, "P1": Answer.PARTIAL}, LimbOutcome.CONTESTED, "weights"),
        ({"P1": Answer.NOT_MET, "C4": Answer.UNKNOWN}, LimbOutcome.DISQUALIFIED, "weights"),
    ],
)
def test_the_gravest_answer_counts(answers: dict[str, Answer], outcome: LimbOutcome, said: str) -> None:
    assert RULE is not None
    given = dict.fromkeys((item.criterion for item in RULE.public), Answer.MET) | answers
    made = [
        Verdict(criterion=name, name="x", answer=answer, reason="r", citations=(at(name),))
        for name, answer in given.items()
    ]
    found = publication({item.criterion: item for item in made}, RULE)
    wanted = [at(item.criterion) for item in RULE.public if outcome is LimbOutcome.OK or item.what in found.reason]
    assert list(found.citations) == wanted
    assert found.outcome is outcome
    assert said in found.reason
