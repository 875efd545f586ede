"""Rows of tables that say nothing of this model's terms, and rows that look like them and do."""

from __future__ import annotations

import pytest

from auditor.files.reading import load_vocabulary
from auditor.gather.reading.rows import is_measured, is_of_another
from auditor.prose.sentences import Sentence
from auditor.prose.text import read_terms
from auditor.schema.decision import Outcome
from tests.builders import audited, snapshot


def row(heads: str, cells: str) -> Sentence:
    rule = "|".join("---" for _ in heads.split("|"))
    found = read_terms(f"| {heads} |\n|{rule}|\n| {cells} |\n", load_vocabulary())
    return next(item for item in found if item.kind == "row")


@pytest.mark.parametrize(
    ("own", "heads", "cells", "another"),
    [
        ("marsh/wren_small-v2.1", "Release | License", "v1 | by-nc", True),
        ("marsh/wren_small-v2.1", "Release | License", "v2 | by-nc", False),
        ("marsh/wren_small-v2.1", "Release | License", "v2.1 | by-nc", False),
        ("marsh/wren_small-v2.1", "Release | License", "all | by-nc", False),
        ("marsh/wren", "Release | License", "v1 | by-nc", False),
        ("marsh/wren", "Model | License", "Grebe | by-nc", True),
        ("marsh/wren", "Model | License", "Wren | by-nc", False),
        ("marsh/wren", "Part | License", "Grebe | by-nc", False),
    ],
)
def test_a_row_is_of_the_model_or_version_it_names(own: str, heads: str, cells: str, another: bool) -> None:
    assert is_of_another(row(heads, cells), own) is another


@pytest.mark.parametrize(
    ("heads", "cells", "measured"),
    [
        ("Label | Meaning | F1", "BAN | the text forbids sale | 0.91", True),
        ("Label | Meaning | F1", "BAN | sale is forbidden | see below", False),
        ("Label | Meaning", "BAN | sale is forbidden", False),
        ("Topic | Meaning | F1", "BAN | sale is forbidden | 0.91", False),
        ("Reference | Prediction", "the sale of eels is over | the sail of eels is over", True),
        ("Reference | Prediction", "Use | sale is forbidden", False),
        ("Term | Meaning", "the sale is over | the sale is over", False),
    ],
)
def test_a_class_with_its_score_and_a_transcript_are_no_terms(heads: str, cells: str, measured: bool) -> None:
    assert is_measured(row(heads, cells)) is measured


@pytest.mark.parametrize("label", ["Ours", "ours (small)", "Proposed", "small", "Wren (this)", "Wren base"])
def test_rows_that_mean_this_model_are_its_own(label: str) -> None:
    body = f"# Wren\n\n| Model | License |\n|---|---|\n| Grebe | MIT |\n| {label} | CC-BY-NC-4.0 |\n"
    made = audited(snapshot("marsh/bird-1", "license: mit", body))
    assert made.decision.outcome is not Outcome.APPROVED
    assert audited(snapshot("marsh/bird-1", "license: mit", body.replace(label, "Heron"))).decision.outcome is (
        Outcome.APPROVED
    )
