"""Documentation duties as tables of elements."""

from __future__ import annotations

import pytest

from auditor.schema.rubric import Answer
from auditor.schema.verdict import Coverage
from tests.builders import audited, snapshot

ANNEXES = ("annex-xi", "annex-xii")


def tables(body: str = "") -> dict[str, dict[str, Coverage]]:
    openness = audited(snapshot(body=body)).openness
    return {item.id: item.elements for item in openness.coverage}


def test_coverage_follows_the_criteria_and_leaves_to_people_what_is_theirs() -> None:
    openness = audited(snapshot()).openness
    found = tables()
    assert found["annex-xii"]["license"] is Coverage.FOUND
    assert found["annex-xii"]["tasks"] is Coverage.HUMAN
    assert found["annex-xii"]["training-data"] is Coverage.MISSING
    assert openness.criteria["D2"].answer is Answer.UNKNOWN
    assert found["sbom-ai"]["architecture"] is Coverage.FOUND


@pytest.mark.parametrize("annex", ANNEXES)
def test_a_card_answers_neither_the_modality_nor_the_date_of_release(annex: str) -> None:
    found = tables("## A\nText.\n## B\nText.\n## C\nText.\n")[annex]
    assert found["modality"] is found["release"] is Coverage.HUMAN
    assert found["distribution"] is Coverage.FOUND


@pytest.mark.parametrize("annex", ANNEXES)
def test_data_for_testing_is_an_element_of_its_own(annex: str) -> None:
    trained = "## Evaluation\nAll tests ran on the data set at https://huggingface.co/datasets/org/songs."
    assert tables()[annex]["testing-data"] is Coverage.MISSING
    assert tables(trained)[annex]["testing-data"] is Coverage.FOUND


def test_the_summary_of_the_training_content_has_the_sections_of_its_template() -> None:
    found = tables("## Training data\n3 B tokens of English web pages, crawled until June 2024.")["training-summary"]
    assert found["data-overview"] is Coverage.FOUND
    assert found["public-datasets"] is Coverage.MISSING
    assert found["rights-reserved"] is Coverage.HUMAN
    assert len(found) == 11
