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
