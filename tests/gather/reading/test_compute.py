"""What is said of the training run, and where results stand."""

from __future__ import annotations

import pytest

from auditor.gather.reading.compute import compute_statements, results
from auditor.schema.reading import ComputeAspect
from tests.gather.reading.reads import read


def aspects(text: str) -> list[ComputeAspect]:
    return [item.aspect for item in compute_statements(*read(text))]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("It was trained on 8xA100-80GB.", ComputeAspect.HARDWARE),
        ("Training used 512 GPUs.", ComputeAspect.HARDWARE),
        ("在 8 张显卡上训练。", ComputeAspect.HARDWARE),
        ("Training took 21 days.", ComputeAspect.DURATION),
        ("> Training took 21 days.", ComputeAspect.DURATION),  # authors quote their own papers
        ("Training emitted 4 tons of CO₂eq.", ComputeAspect.ENERGY),
        ("## Hyper-parameters\n- learning_rate: 2e-5", ComputeAspect.HYPERPARAMETERS),
        ("| set | value |\n|---|---|\n| Batch size | 64 |", ComputeAspect.HYPERPARAMETERS),
    ],
)
def test_aspects_of_the_run(text: str, aspect: ComputeAspect) -> None:
    assert aspects(text) == [aspect]


@pytest.mark.parametrize(
    "text",
    [
        "It needs two A100 for inference; training was long.",
        "Training hardware: [More Information Needed]",
        "It fits on one A100 of 80 GB.",
        "```\ntrain --learning_rate 2e-5\n```",
    ],
)
def test_nothing_is_said_of_the_run(text: str) -> None:
    assert aspects(text) == []


def test_an_aspect_counts_once_a_sentence_and_cites_its_line() -> None:
    (found,) = compute_statements(*read("Training was done\non 64 H100 GPUs, that is 64 GPUs."))
    assert (found.row, found.citation.line) == ("compute/accelerator", 5)


def test_results_are_numbers_under_a_heading_or_in_a_column() -> None:
    text = "## Benchmarks\nIt does well.\n\nMMLU: 61.2\n\n## Other\n| model | accuracy |\n|---|---|\n| Tiny | 41.2 |\n"
    assert [place.line for place in results(*read(text))] == [7, 12]
    columns = "| model | HumanEval |\n|---|---|\n| Tiny | 41.2 |\n"
    assert [place.line for place in results(*read(columns))] == [6]
    assert results(*read("## Training\n12 steps\n")) == ()
