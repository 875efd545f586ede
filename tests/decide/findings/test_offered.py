"""What is offered and undescribed, open models at hosts, and what is sent: a finding each, with what it rests on."""

from __future__ import annotations

import pytest

from auditor.decide.findings.offered import inputs_train_models, open_model_hosted, system_undescribed
from auditor.decide.findings.rule import Raised, Rule
from auditor.evaluate.verdicts import evaluate
from auditor.schema.citation import Citation
from auditor.schema.facts import Answer3
from auditor.schema.offer import HandledFact, Offer
from auditor.schema.system import HandlingAspect
from tests.builders import dossier, standards

HERE = Citation(source="pkg:generic/heron:wren", file="metadata.json", sha256="0" * 64, pointer="/access_told")


def raised(rule: Rule, offer: Offer | None) -> list[Raised]:
    plain = dossier()
    assert plain.subject is not None
    subject = plain.subject.model_copy(update={"id": "heron:wren", "offer": offer})
    return rule(plain, subject, evaluate(plain, standards().rubric))


def offered(**said: object) -> Offer:
    return Offer.model_validate({"by": "Heron", "described": True, "citation": HERE} | said)


def sent(answer: Answer3, *, second_hand: bool = True) -> HandledFact:
    return HandledFact(
        aspect=HandlingAspect.TRAINING,
        answer=answer,
        clause="4.2",
        told="It trains models.",
        second_hand=second_hand,
        citation=HERE,
    )


@pytest.mark.parametrize("rule", [system_undescribed, open_model_hosted, inputs_train_models])
@pytest.mark.parametrize("offer", [None, offered()])
def test_of_what_is_described_closed_and_silent_nothing_is_raised(rule: Rule, offer: Offer | None) -> None:
    assert raised(rule, offer) == []


def test_what_nobody_describes_is_raised_with_what_looks_alike() -> None:
    (finding,) = raised(system_undescribed, offered(described=False, near=("heron:wren-1", "heron:wren-2")))
    assert finding.message == (
        "heron:wren is not described: the terms of Heron are known, the model and its life are not; "
        "did you mean heron:wren-1 or heron:wren-2?"
    )
    assert finding.names == ("Heron", "heron:wren-1", "heron:wren-2")
    assert finding.citations == (HERE,)


def test_an_open_model_is_raised_with_its_repository() -> None:
    (finding,) = raised(open_model_hosted, offered(open_model="heron-ai/chat"))
    assert "heron-ai/chat" in finding.message
    assert finding.names == ("Heron", "heron-ai/chat")


@pytest.mark.parametrize(("answer", "found"), [(Answer3.YES, 1), (Answer3.CONDITIONAL, 0), (Answer3.NO, 0)])
def test_what_trains_models_by_default_is_raised(answer: Answer3, found: int) -> None:
    assert len(raised(inputs_train_models, offered(handling=(sent(answer),)))) == found


def test_how_it_was_read_is_told() -> None:
    (second,) = raised(inputs_train_models, offered(handling=(sent(Answer3.YES),)))
    (own,) = raised(inputs_train_models, offered(handling=(sent(Answer3.YES, second_hand=False),)))
    assert second.message == "Heron: It trains models (second-hand)"
    assert (own.message, own.clause) == ("Heron: It trains models", "4.2")


def test_in_one_line() -> None:
    assert offered().data == ""
    assert offered(handling=(sent(Answer3.NO),)).data == "training: It trains models (second-hand)"
