"""Data sets that a card names in words or code as those it was trained on, and those that it names otherwise."""

from __future__ import annotations

import pytest

from auditor.gather.lineage.data_references import of_address
from auditor.gather.lineage.related import datasets
from auditor.schema.evidence import Confidence, LineageEvidence
from tests.gather.lineage.reads import papers_of

HUB = "https://huggingface.co/datasets"


def ids(body: str, front: str = "") -> list[str]:
    return [item.id for item in datasets(papers_of(body, "heron/wren", front))]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (f"Wren was trained on [notes]({HUB}/a/b).", ["a/b"]),
        (f"It was tuned with <a href='{HUB}/a/b'>notes</a>.", ["a/b"]),
        (f"Trained on {HUB}/a/b/tree/main, {HUB}/c/d and {HUB}/e/f.", ["a/b", "c/d", "e/f"]),
        (f"It was trained on {HUB}/a/b and evaluated on {HUB}/c/d.", ["a/b"]),
        (f"{HUB}/a/b was used for training and {HUB}/c/d for evaluation.", ["a/b"]),
        (f"It was trained and evaluated on {HUB}/a/b.", ["a/b"]),
        ("Fine-tuned on the `ab/songs-of-birds` dataset.", ["ab/songs-of-birds"]),
        ("Gelernt hat es aus dem Datensatz ab/songs-of-birds.", ["ab/songs-of-birds"]),
        ("Modelo entrenado con ab/songs-1.", ["ab/songs-1"]),
        ("학습에는 ab/songs-1 데이터셋을 사용했습니다.", ["ab/songs-1"]),
        (f"## Training data\n\n- [notes]({HUB}/a/b)\n- [songs]({HUB}/c/d)", ["a/b", "c/d"]),
        (f"We trained on these sets:\n\n- [notes]({HUB}/a/b)", ["a/b"]),
        (f"## Datasets\n\n| Set | Size |\n|---|---|\n| [notes]({HUB}/a/b) | 4 |", ["a/b"]),
        (f"- **Dataset:** {HUB}/a/b", ["a/b"]),
        (f"We started from Robin. In the last stage of training we added {HUB}/a/b.", ["a/b"]),
    ],
)
def test_what_was_trained_on_is_data_of_the_model(body: str, named: list[str]) -> None:
    assert ids(body) == named


@pytest.mark.parametrize(
    "body",
    [
        f"Evaluated on [notes]({HUB}/a/b).",
        f"## Evaluation data\n\n- [notes]({HUB}/a/b)",
        f"## Evaluation\n\n- [notes]({HUB}/a/b)",
        f"It was not trained on {HUB}/a/b.",
        f"You can fine-tune it on {HUB}/a/b.",
        f"Mistral-7B was trained on {HUB}/a/b.",
        f"The reward model was trained on {HUB}/a/b.",
        f"It begins with Llama-2-7b, which was trained on {HUB}/a/b.",
        f"It will be trained on {HUB}/a/b.",
        "This model is a fine-tuned version of [ab/robin-1](https://huggingface.co/ab/robin-1) on an unknown dataset.",
        "It was trained on image/text pairs, a train/test-1 split of data.",
        f"See also [notes]({HUB}/a/b).",
    ],
)
def test_what_was_not_trained_on_is_none(body: str) -> None:
    assert ids(body) == []


def test_a_declared_list_switches_nothing_off() -> None:
    found = datasets(papers_of(f"Trained on {HUB}/c/d and {HUB}/A/b.", "heron/wren", "datasets: [a/b]"))
    assert [(item.id, item.evidence) for item in found] == [
        ("a/b", LineageEvidence.DECLARED),
        ("c/d", LineageEvidence.INFERRED),
    ]
    assert (found[1].row, found[1].confidence) == ("trained-on/trained", Confidence.HIGH)


TRAINS = 'data = load_dataset("a/b")\ntest = load_dataset("c/d")\nTrainer(model, data).train()'


def test_code_that_trained_it_names_data() -> None:
    assert ids(f"It was trained so:\n\n```python\n{TRAINS}\n```") == ["a/b"]
    assert ids(f"You can train your own so:\n\n```python\n{TRAINS}\n```") == []
    mine = f'model = AutoModel.from_pretrained("heron/wren")\n{TRAINS}'
    assert ids(f"Training goes so:\n\n```python\n{mine}\n```") == []
    assert ids('It was trained so:\n\n```python\nload_dataset("a/b")\n```') == []


def test_settings_of_a_run_name_data() -> None:
    run = "base_model: ab/robin\ndatasets:\n  - path: a/b\n    type: alpaca\ntest_datasets:\n  - path: c/d\n"
    assert ids(f"```yaml\n{run}```") == ["a/b"]


@pytest.mark.parametrize(
    ("link", "dataset"),
    [
        (f"{HUB}/a/b", "a/b"),
        (f"{HUB}/squad", "squad"),
        (f"{HUB}/squad/viewer/plain", "squad"),
        ("/datasets/a/b", "a/b"),
        ("https://hf.co/datasets/a/b?x=1", "a/b"),
        ("https://example.org/datasets/a/b", None),
        ("https://huggingface.co/a/b", None),
    ],
)
def test_an_address_is_read(link: str, dataset: str | None) -> None:
    assert of_address(link) == dataset
