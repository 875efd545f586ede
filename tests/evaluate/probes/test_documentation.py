"""What the probes on cards, papers and links answer."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.schema.rubric import Answer
from tests.builders import WEIGHTS, dossier, reply, snapshot

FULL = "# Model\nWhat it is.\n## Use\nText.\n## Limits\nText.\n"


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        ({"body": FULL}, Answer.MET),
        ({"body": "# Model\nWhat it is.\n"}, Answer.PARTIAL),
        ({"body": ""}, Answer.PARTIAL),
        ({"body": "# A\nTODO\n# B\n\n# C\n[More Information Needed]\n"}, Answer.PARTIAL),
        ({"front": None}, Answer.NOT_MET),
        ({"front": None, "listed": (*WEIGHTS, "README.md")}, Answer.UNKNOWN),
        ({"front": None, "siblings": ...}, Answer.UNKNOWN),
    ],
)
def test_model_card(made: dict[str, Any], answer: Answer) -> None:
    assert reply("model-card", dossier(snapshot(**made))).answer is answer


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        ({"listed": (*WEIGHTS, "technical_report.pdf")}, Answer.MET),
        ({"tags": ["arxiv:2401.00001"], "body": "[p](https://arxiv.org/abs/2401.00001)"}, Answer.MET),
        ({"tags": ["arxiv:2401.00001"]}, Answer.PARTIAL),
        ({"body": "See https://arxiv.org/abs/2401.00001."}, Answer.PARTIAL),
        ({"body": "See https://aclanthology.org/2024.acl-long.1/."}, Answer.PARTIAL),
        ({"body": "See https://openreview.net/forum?id=one."}, Answer.PARTIAL),
        ({"body": "See https://doi.org/10.1000/one."}, Answer.PARTIAL),
        ({"body": "See https://example.org/paper."}, Answer.UNKNOWN),
        ({"body": "Our paper says more."}, Answer.UNKNOWN),
    ],
)
def test_paper(made: dict[str, Any], answer: Answer) -> None:
    assert reply("paper", dossier(snapshot(**made))).answer is answer


@pytest.mark.parametrize(("body", "answer"), [("", Answer.NOT_APPLICABLE), ("https://a.test/x", Answer.UNKNOWN)])
def test_links_alive(body: str, answer: Answer) -> None:
    assert reply("links-alive", dossier(snapshot(body=body))).answer is answer


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        ({"listed": (*WEIGHTS, "technical_report.pdf")}, Answer.UNKNOWN),
        ({"listed": (*WEIGHTS, "Paper.pdf")}, Answer.MET),
        ({"tags": ["arxiv:2401.00001"], "body": "[p](https://arxiv.org/abs/2401.00001)"}, Answer.MET),
        ({"tags": ["arxiv:2401.00001"]}, Answer.PARTIAL),
    ],
)
def test_only_a_paper_will_do(made: dict[str, Any], answer: Answer) -> None:
    assert reply("paper", dossier(snapshot(**made)), research=True).answer is answer


LOADS = "```python\nfrom transformers import pipeline\npipeline('text-generation', model='org/model')\n```\n"


@pytest.mark.parametrize(
    ("body", "answer", "said"),
    [
        ("## Usage\nText.\n## Limitations\nText.\n", Answer.MET, "not for"),
        ("## Intended uses & limitations\nText.\n", Answer.MET, "not for"),
        ("## 使用方法\n文本\n## 局限性\n文本\n", Answer.MET, "not for"),
        ("## Usage\nText.\n", Answer.PARTIAL, "“Usage”"),
        ("## Bias and risks\nText.\n", Answer.PARTIAL, "“Bias and risks”"),
        (LOADS, Answer.PARTIAL, "loads it"),
        (f"{LOADS}\n## Limitations\nText.\n", Answer.MET, "not for"),
        ("## Usage\n[More Information Needed]\n## Limitations\n\n", Answer.UNKNOWN, "nothing"),
        ("## Training\nText.\n", Answer.UNKNOWN, "nothing"),
    ],
)
def test_usage_described(body: str, answer: Answer, said: str) -> None:
    found = reply("usage-described", dossier(snapshot(body=body)))
    assert (found.answer, said in found.reason) == (answer, True)


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        (
            {"body": "## Evaluation\nAll tests ran on the data set at https://huggingface.co/datasets/org/songs."},
            Answer.MET,
        ),
        ({"body": "## Evaluation data\nThe model was evaluated on the SQuAD dataset."}, Answer.PARTIAL),
        ({"front": "license: mit\nmodel-index: [{name: x, results: []}]"}, Answer.PARTIAL),
        ({"body": "## Evaluation\n\n| benchmark | accuracy |\n|---|---|\n| MMLU | 61.2 |"}, Answer.UNKNOWN),
        ({"body": "The model was trained on https://huggingface.co/datasets/org/songs."}, Answer.UNKNOWN),
    ],
)
def test_evaluation_data(made: dict[str, Any], answer: Answer) -> None:
    assert reply("evaluation-data", dossier(snapshot(**made))).answer is answer
