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
