"""Linked code is claimed as training code where the card calls it so, and nowhere else."""

from __future__ import annotations

import pytest

from tests.builders import dossier, snapshot

LINK = "https://github.com/org/model-code"


@pytest.mark.parametrize(
    ("body", "claimed"),
    [
        (f"Training code: {LINK}", True),
        (f"Our training scripts are at {LINK}.", True),
        (f"The model was trained with {LINK}.", False),
        (f"Inference code: {LINK}", False),
        (f"See {LINK}.", False),
    ],
)
def test_code_is_claimed_where_the_card_calls_it_so(body: str, claimed: bool) -> None:
    subject = dossier(snapshot(body=f"{body}\n")).subject
    assert subject is not None
    assert [item.claimed for item in subject.reading.code if item.where == LINK] == [claimed]
