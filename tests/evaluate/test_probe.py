"""What probes share: sections by what their headings announce."""

from __future__ import annotations

import pytest

from auditor.evaluate.probe import sections
from auditor.schema.evidence import Repository
from auditor.schema.section import SectionKind
from tests.builders import dossier, snapshot


def card(body: str) -> Repository:
    subject = dossier(snapshot(body=body)).subject
    assert subject is not None
    return subject


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        ("# Tiny\nx\n## Evaluation\nx\n### MMLU\nx\n## Uses\nx", ["Evaluation"]),
        ("# Tiny\nx\n## Evaluation\n### MMLU\nx\n#### Setup\nx\n## Uses\nx", ["Evaluation", "MMLU", "Setup"]),
        ("# Tiny\nx\n## Evaluation\n### Metrics\n#### MMLU\nx\n### ARC\nx", ["Evaluation", "Metrics", "MMLU", "ARC"]),
        ("# Benchmark\n## Uses\nx\n", ["Benchmark"]),
        ("# Tiny\nx\n## Uses\nx\n", []),
    ],
)
def test_where_a_heading_has_no_words_of_its_own_the_sections_within_it_answer(body: str, titles: list[str]) -> None:
    assert [item.title for item in sections(card(body), [SectionKind.EVALUATION])] == titles
