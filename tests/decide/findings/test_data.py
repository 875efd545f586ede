"""Datasets and their sources are each asked once, also where they name each other."""

from __future__ import annotations

import pytest

from auditor.schema.issue import IssueKind, Weight
from auditor.schema.snapshot import Snapshot
from tests.builders import audited, dataset, issue, snapshot

BOUND = "license: cc-by-nc-4.0\nsource_datasets: [{}]"
DATA, ROOT = dataset("org/data", BOUND.format("org/root")), dataset("org/root", BOUND.format("org/data"))
SAID = "the dataset {} is under CC-BY-NC-4.0, which allows no commercial use"


def messages(finding: str, subject: Snapshot, *held: Snapshot, **more: object) -> list[str]:
    return [item.message for item in audited(subject, *held, **more).findings if item.id == finding]


@pytest.mark.parametrize(
    ("declared", "root"), [("[org/data]", "org/root (a source of org/data)"), ("[org/data, org/root]", "org/root")]
)
def test_each_source_is_asked_once_though_they_name_each_other(declared: str, root: str) -> None:
    found = messages("data-non-commercial", snapshot(front=f"license: mit\ndatasets: {declared}"), DATA, ROOT)
    assert found == [SAID.format("org/data"), SAID.format(root)]


def test_a_dataset_that_was_not_looked_up_is_not_called_gone() -> None:
    subject = snapshot(front="license: mit\ndatasets: [org/none]")
    gone = issue(Weight.INCIDENTAL, "datasets/org/none", IssueKind.MISSING)
    one_file = issue(Weight.INCIDENTAL, "datasets/org/none", IssueKind.MISSING, "README.md")
    assert messages("data-unavailable", subject, issues=[gone]) == [
        "these datasets cannot be had by everyone: org/none (not on the Hub, or private)"
    ]
    assert messages("data-unavailable", subject, issues=[one_file]) == messages("data-unavailable", subject) == []


@pytest.mark.parametrize("front", ["license: mit", "license: mit\ndatasets: [org/root]"])
def test_data_named_in_words_is_judged_like_declared_data(front: str) -> None:
    subject = snapshot(front=front, body="Trained on https://huggingface.co/datasets/org/data .")
    assert SAID.format("org/data") in messages("data-non-commercial", subject, DATA, ROOT)


@pytest.mark.parametrize(
    ("body", "raised"),
    [
        ("The training data is under CC BY-NC 4.0.", True),
        ("Wren was fine-tuned on research-only data.", True),
        ("Die Trainingsdaten sind nur für Forschung bestimmt.", True),
        ("The training data is under CC BY 4.0.", False),
        ("No non-commercial data was used: all training data is open.", False),
    ],
)
def test_words_on_the_terms_of_the_data_are_a_finding(body: str, raised: bool) -> None:
    found = messages("data-non-commercial", snapshot(front="license: mit", body=body))
    assert found == ["the card says that data it was trained on allows no commercial use"] * raised
