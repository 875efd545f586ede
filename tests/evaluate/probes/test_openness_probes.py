"""What the probes that read a card's words answer."""

from __future__ import annotations

import pytest

from auditor.schema.rubric import Answer
from auditor.schema.snapshot import Snapshot
from tests.builders import WEIGHTS, dataset, dossier, reply, snapshot

DECLARED = "license: mit\ndatasets: [org/data]"
TUNED = "license: mit\nbase_model: maker/base\ndatasets: [org/data]"
LINK = "[data](https://huggingface.co/datasets/org/data)"


def card(body: str, front: str = "license: mit", **metadata: object) -> Snapshot:
    return snapshot(front=front, body=body, **metadata)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "front", "stage", "answer"),
    [
        (f"All of the training data is {LINK}.", "license: mit", "pre-training", Answer.MET),
        (f"All of the training data is {LINK} and proprietary text.", "license: mit", "pre-training", Answer.PARTIAL),
        (f"It was trained on {LINK}.", "license: mit", "pre-training", Answer.MET),
        (f"It was trained mainly on {LINK}.", "license: mit", "pre-training", Answer.PARTIAL),
        (f"It was trained on {LINK} and news articles.", "license: mit", "pre-training", Answer.PARTIAL),
        (f"It can be trained on {LINK}.", "license: mit", "pre-training", Answer.PARTIAL),
        ("Pre-trained on Wikipedia and BookCorpus.", "license: mit", "pre-training", Answer.PARTIAL),
        ("Trained on Wikipedia and other sources.", "license: mit", "pre-training", Answer.UNKNOWN),
        ("Fine-tuned on SQuAD.", "license: mit", "pre-training", Answer.UNKNOWN),
        ("Evaluated on the SNLI dataset.", "license: mit", "pre-training", Answer.UNKNOWN),
        ("The training data was not released.", "license: mit", "pre-training", Answer.NOT_MET),
        ("Trained on publicly available online data.", "license: mit", "pre-training", Answer.NOT_MET),
        ("The training data will be released soon.", "license: mit", "pre-training", Answer.UNKNOWN),
        ("## Training data\n[More Information Needed]", "license: mit", "pre-training", Answer.UNKNOWN),
        ("", TUNED, "pre-training", Answer.UNKNOWN),
        ("", TUNED, "tuning", Answer.PARTIAL),
        ("Fine-tuned on an internal dataset.", "license: mit\nbase_model: maker/base", "tuning", Answer.NOT_MET),
        ("", TUNED + "\nbase_model_relation: quantized", "tuning", Answer.UNKNOWN),
    ],
)
def test_data_sources(body, front, stage, answer):
    assert reply("data-sources", dossier(card(body, front), dataset()), stage=stage).answer is answer


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("## Data\n3 B tokens of English web text, cut-off June 2024.", Answer.MET),
        ("## Data\n3 B tokens.", Answer.PARTIAL),
        ("## Training data\nVöllig frei.", Answer.PARTIAL),
        ("## Training data\n[More Information Needed]", Answer.UNKNOWN),
        ("Words.", Answer.UNKNOWN),
    ],
)
def test_data_described(body, answer):
    aspects = ["sources", "size", "mixture", "languages", "cut-off", "content", "collection"]
    asked = {"aspects": aspects, "enough": 4, "sections": ["training-data"]}
    assert reply("data-described", dossier(card(body)), **asked).answer is answer


def test_processing_needs_parameters_to_be_met():
    asked = {"aspects": ["filtering", "de-duplication"], "enough": 2, "exact": True}
    prose = card("## Data\nFiltered and de-duplicated.")
    exact = card("## Data\nFiltered by fastText, p > 0.8; de-duplicated with MinHash, Jaccard 0.8.")
    assert reply("data-described", dossier(prose), **asked).answer is Answer.PARTIAL
    assert reply("data-described", dossier(exact), **asked).answer is Answer.MET


def test_labeling_is_asked_of_tuned_models():
    asked = {"aspects": ["labeling", "preference"], "only_for_tuned": True}
    assert reply("data-described", dossier(), **asked).answer is Answer.NOT_APPLICABLE
    assert reply("data-described", dossier(card("", TUNED)), **asked).answer is Answer.UNKNOWN
    assert reply("data-described", dossier(card("Tuned with RLHF.")), **asked).answer is Answer.PARTIAL


@pytest.mark.parametrize(
    ("body", "listed", "answer"),
    [
        ("| training | `run.py` with `tiny.yaml` |", ("run.py", "tiny.yaml"), Answer.MET),
        ("| training | `run.py` |", ("run.py",), Answer.PARTIAL),
        ("Training code: https://github.com/org/tiny", (), Answer.PARTIAL),
        ("Training code: https://github.com/org/Megatron-LM", (), Answer.UNKNOWN),
        ("Training code: https://github.com/org/Megatron-LM, `tiny.yaml`", (), Answer.PARTIAL),
        ("Training code: coming soon.", (), Answer.UNKNOWN),
        ("The training code is not available.", (), Answer.NOT_MET),
        ("Code: https://github.com/org/tiny", (), Answer.UNKNOWN),
        ("Words.", ("train.py",), Answer.UNKNOWN),
    ],
)
def test_training_code(body, listed, answer):
    table = "| part | file |\n|---|---|\n" + body if body.startswith("|") else body
    held = card(table, siblings=[{"rfilename": name} for name in (*WEIGHTS, *listed)])
    asked = {"roles": ["training"], "files": ["training-code"], "refusable": True}
    assert reply("code-for", dossier(held), **asked).answer is answer


def test_code_for_tuning_is_the_training_code_of_a_derived_model():
    body = "Fine-tuning scripts: https://github.com/org/tiny"
    asked = {"roles": ["training"], "roles_of_derived": ["tuning"]}
    assert reply("code-for", dossier(card(body)), **asked).answer is Answer.UNKNOWN
    assert reply("code-for", dossier(card(body, TUNED)), **asked).answer is Answer.PARTIAL


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("## Evaluation\n| set | score |\n|---|---|\n| A | 41.2 |", Answer.MET),
        ("## Evaluation\nIt does well.", Answer.PARTIAL),
        ("## Evaluation\n[More Information Needed]", Answer.UNKNOWN),
    ],
)
def test_evaluation_results(body, answer):
    assert reply("evaluation-results", dossier(card(body)), sections=["evaluation"]).answer is answer


@pytest.mark.parametrize(
    ("body", "front", "answer"),
    [
        ("## Training\n4 A100 for 9 hours.", "license: mit", Answer.MET),
        ("## Training\nLearning rate 3e-4.", "license: mit", Answer.PARTIAL),
        ("", "license: mit\nco2_eq_emissions: 12", Answer.PARTIAL),
        ("- **Hours used:** [More Information Needed]", "license: mit", Answer.UNKNOWN),
    ],
)
def test_compute(body, front, answer):
    assert reply("compute-described", dossier(card(body, front))).answer is answer


def test_a_card_that_loads_its_model_is_partial_evidence_of_weights():
    body = '```python\nload("org/model")\n```'
    assert reply("weights", dossier(card(body, siblings=...)), of="subject").answer is Answer.PARTIAL
    assert reply("weights", dossier(card("", siblings=...)), of="subject").answer is Answer.UNKNOWN


def test_data_is_open_when_the_card_says_that_open_data_is_all():
    body = f"All of the training data is {LINK}."
    assert reply("dataset-terms", dossier(card(body, DECLARED), dataset())).answer is Answer.MET
    assert reply("dataset-terms", dossier(card("", DECLARED), dataset())).answer is Answer.PARTIAL


def test_the_data_of_a_base_that_nobody_knows_is_unknown():
    body = "The data of the base model is not known to us."
    base = snapshot("maker/base", DECLARED)
    found = reply("inherited-data", dossier(card(body, TUNED), base, dataset()))
    assert found.answer is Answer.UNKNOWN
    assert "not known" in found.reason
