"""What is taken in return for a model: a second license, or personal data at the gate."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.evaluate.ai_act.monetisation import monetisation
from auditor.files.policies import load_rubric
from auditor.schema.verdict import LimbOutcome, LimbPart
from tests.builders import dossier, snapshot

RULE = load_rubric().ai_act
FIELDS = "license: mit\nextra_gated_fields:\n  Name: text\n  I agree: checkbox\n  Land: {type: country}"


def judged(*related: Any, **made: Any) -> LimbPart:
    assert RULE is not None
    return monetisation(dossier(snapshot(**made), *related), RULE)


@pytest.mark.parametrize(
    ("front", "body", "outcome"),
    [
        ("license: mit", "", LimbOutcome.OK),
        ("license: cc-by-nc-4.0", "", LimbOutcome.OK),  # forbidden is not sold
        ("license: llama3.1", "", LimbOutcome.DISQUALIFIED),
        ("license: other\nlicense_name: yi-license", "", LimbOutcome.DISQUALIFIED),
        ("license: mit", "Commercial use requires a paid license.", LimbOutcome.DISQUALIFIED),
        ("license: agpl-3.0", "For commercial use please contact us to obtain a license.", LimbOutcome.DISQUALIFIED),
    ],
)
def test_a_second_license_for_more_use_is_a_price(front: str, body: str, outcome: LimbOutcome) -> None:
    found = judged(front=front, body=body)
    assert found.outcome is outcome
    assert ("dual licensing" in found.reason) == (outcome is LimbOutcome.DISQUALIFIED)
    assert found.citations


def test_the_second_license_of_a_base_counts() -> None:
    card = "license: mit\nbase_model: maker/base"
    found = judged(snapshot("maker/base", "license: llama3.1"), front=card)
    assert (found.outcome, "maker/base" in found.reason) == (LimbOutcome.DISQUALIFIED, True)


@pytest.mark.parametrize("gate", ["auto", "manual"])
def test_a_gate_with_fields_names_what_it_asks_for(gate: str) -> None:
    found = judged(front=FIELDS, gated=gate)
    assert found.outcome is LimbOutcome.CONTESTED
    assert "Name, Land" in found.reason
    assert "I agree" not in found.reason
    assert {"Name: text", "Land: {type: country}"} <= {item.quote for item in found.citations}


def test_a_gate_without_fields_takes_the_account() -> None:
    found = judged(gated="auto")
    assert (found.outcome, "account" in found.reason) == (LimbOutcome.CONTESTED, True)


def test_fields_without_a_gate_take_nothing() -> None:
    assert judged(front=FIELDS, gated=False).outcome is LimbOutcome.OK


def test_what_the_metadata_does_not_say_is_open() -> None:
    assert judged(gated=...).outcome is LimbOutcome.UNDETERMINED


def test_of_many_fields_a_few_are_named_and_the_rest_counted() -> None:
    many = "\n".join(f"  Field {number}: text" for number in range(6))
    found = judged(front=f"license: mit\nextra_gated_fields:\n{many}", gated="auto")
    assert found.reason.endswith("asks for Field 0, Field 1, Field 2, Field 3 and 2 more")
    assert len(found.citations) == 7
