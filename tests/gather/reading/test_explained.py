"""What explains words of terms, and how far it reaches."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import audited, snapshot


def outcome(body: str) -> Outcome:
    return audited(snapshot("marsh/wren", "license: mit", f"# Wren\n\n{body}\n")).decision.outcome


@pytest.mark.parametrize(
    "words",
    [
        "Formerly BSD, from now on for research only.",
        "The first version was MIT licensed, this release is proprietary.",
        "For research only; previously MIT.",
        "Früher Apache, jetzt nur für die Forschung.",
        "以前の版は MIT でしたが、この版は研究目的のみです。",
    ],
)
def test_how_it_was_explains_nothing_of_how_it_is(words: str) -> None:
    assert outcome(words) is not Outcome.APPROVED


@pytest.mark.parametrize(
    "words",
    [
        "The earlier version was for research only; this one is under the MIT license.",
        "Die erste Fassung durfte nur zur Forschung genutzt werden; diese steht unter MIT.",
    ],
)
def test_how_it_was_is_explained_up_to_there(words: str) -> None:
    assert outcome(words) is Outcome.APPROVED


def test_a_reference_is_a_title_and_no_ban() -> None:
    assert outcome("## References\n\n- Grebe, A. Non-commercial birds (2019).") is Outcome.APPROVED
    assert outcome("## References\n\n- Sale is prohibited as of 2024.") is not Outcome.APPROVED
