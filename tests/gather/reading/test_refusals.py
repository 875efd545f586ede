"""Words that withhold: of what, how, and where they speak of something else."""

from __future__ import annotations

import pytest

from auditor.gather.reading.refusals import refusals
from auditor.schema.reading import Manner, Part, Stage
from tests.gather.reading.reads import read


def said(text: str) -> list[tuple[Part, Manner]]:
    return [(item.of, item.manner) for item in refusals(*read(text))]


@pytest.mark.parametrize(
    ("text", "part", "manner"),
    [
        ("The training data was not released.", Part.DATA, Manner.NOT_RELEASED),
        ("The data has not been released.", Part.DATA, Manner.NOT_RELEASED),
        ("We can't share the corpus.", Part.DATA, Manner.NOT_RELEASED),
        ("训练数据暂未公开。", Part.DATA, Manner.NOT_RELEASED),
        ("Trained on a proprietary web corpus.", Part.DATA, Manner.PROPRIETARY),
        ("Finetuned on our in-house data.", Part.DATA, Manner.PROPRIETARY),
        ("It was trained on publicly available online data.", Part.DATA, Manner.NOT_NAMED),
        ("Training code is not available.", Part.CODE, Manner.NOT_RELEASED),
        ("Made with our in-house training codebase.", Part.CODE, Manner.PROPRIETARY),
        ("The weights will not be released.", Part.WEIGHTS, Manner.NOT_RELEASED),
        ("The data of the base model is not known.", Part.BASE_DATA, Manner.NOT_KNOWN),
    ],
)
def test_what_is_withheld(text: str, part: Part, manner: Manner) -> None:
    found = said("## Training\n" + text)
    assert found == [(part, manner)]


@pytest.mark.parametrize(
    "text",
    [
        "The training data was released.",
        "The data, which we did not clean, was released.",
        "Unlike theirs, our data is not released under a license.",
        "You should not publish the data.",
        "Why is the data not available?",
        "Personal user data was not released.",
        "It was evaluated on proprietary data.",
        "Trained on publicly available text of the Pile.",
        "> The training data was not released.",
        "```\nthe data is not released\n```",
    ],
)
def test_nothing_is_withheld(text: str) -> None:
    assert said(text) == []


def test_a_refusal_says_which_row_read_it_and_cites_its_line() -> None:
    (found,) = refusals(*read("We trained it with care,\nbut the data cannot be shared."))
    assert found.row == "refusals/data-not-released"
    assert found.citation.line == 5
    assert (found.stage, found.partly) == (Stage.UNSTATED, False)


def test_a_part_of_the_data() -> None:
    assert [item.partly for item in refusals(*read("Some of the training data was not released."))] == [True]
