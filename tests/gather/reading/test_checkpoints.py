"""Where a card says that checkpoints of the training run itself are given."""

from __future__ import annotations

import pytest

from auditor.gather.reading.checkpoints import checkpoints
from tests.gather.reading.reads import read


@pytest.mark.parametrize(
    "text",
    [
        "We provide 154 checkpoints per model, hosted as branches.",
        "Intermediate checkpoints are available.",
        "360 checkpoints are released for each run.",
        "Load one with the branch `step3000`.",
        "Checkpoints are uploaded as branches, every 1000 steps.",
        '```python\nmodel = load("org/tiny", revision="step1000-tokens4B")\n```',
    ],
)
def test_they_are_given(text: str) -> None:
    assert [place.line for place in checkpoints(*read(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Intermediate checkpoints will be released soon.",
        "Intermediate checkpoints are available upon request.",
        "We release 3 checkpoints: small, base and large.",
        "The best of 50 checkpoints was taken.",
        "Training saved a checkpoint every 1000 steps.",
        "There are no intermediate checkpoints available.",
    ],
)
def test_they_are_not(text: str) -> None:
    assert checkpoints(*read(text)) == ()
