"""Which stage of training words speak of, and whether the model was there before."""

from __future__ import annotations

import pytest

from auditor.files.reading import load_tables
from auditor.gather.reading.stages import is_tuned, stage_of
from auditor.schema.reading import Stage
from tests.gather.reading.reads import read


def test_the_table_says_stages() -> None:
    (table,) = (table for table in load_tables() if table.table == "stages")
    assert {row.says for row in table.rows if row.says} == set(Stage) - {Stage.UNSTATED}


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("It was pre-trained on letters and evaluated on laws.", Stage.PRE_TRAINING),
        ("It was pre-trained further on letters.", Stage.PRE_TRAINING),
        ("We use continual pre-training on letters.", Stage.TUNING),
        ("Fine-tuned on letters.", Stage.TUNING),
        ("It was trained on letters and beats the benchmark.", Stage.UNSTATED),
        ("We removed letters of the test set.", Stage.UNSTATED),
        ("It was evaluated on letters.", Stage.EVALUATION),
        ("## Results\nLetters, 900 of them.", Stage.EVALUATION),
        ("## Fine-tuning\n### Letters\nNine hundred of them.", Stage.TUNING),
        ("预训练数据来自书信。", Stage.PRE_TRAINING),
        ("使用书信微调。", Stage.TUNING),
    ],
)
def test_words_and_headings_tell_the_stage(text: str, stage: Stage) -> None:
    _, found = read(text)
    assert stage_of(found[0]) is stage


@pytest.mark.parametrize(
    ("name", "body", "metadata", "tuned"),
    [
        ("org/wren", "It was trained on letters.", {}, False),
        ("org/wren", "It was then fine-tuned on letters.", {}, True),
        ("org/wren", "It reads letters.", {"pipeline_tag": "text-classification"}, True),
        ("org/wren", "It reads letters.", {"tags": ["peft", "birds"]}, True),
        ("org/wren-llama2-7b", "It reads letters.", {}, True),
        ("org/distilbert-birds", "It reads letters.", {}, True),
        ("google/bert-birds", "It reads letters.", {}, False),
    ],
)
def test_whether_it_was_there_before(name: str, body: str, metadata: dict[str, object], tuned: bool) -> None:
    assert is_tuned(*read(body, repo_id=name, **metadata)) is tuned
