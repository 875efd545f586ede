"""What the probes on training data answer."""

from __future__ import annotations

import pytest

from auditor.schema.rubric import Answer
from auditor.schema.snapshot import Snapshot
from tests.builders import dataset, dossier, reply, snapshot

BASE = snapshot("maker/base", "license: mit\ndatasets: [org/data]")
SILENT = snapshot("maker/base", "license: mit")
PLAIN = snapshot()
WITH_DATA = snapshot(front="license: mit\ndatasets:\n- org/data")
TUNED = snapshot(front="license: mit\nbase_model: maker/base\ndatasets: [org/data]")
QUANTIZED = snapshot(front="license: mit\nbase_model: maker/base\nbase_model_relation: quantized\ndatasets: [org/data]")


@pytest.mark.parametrize(
    ("stage", "held", "answer"),
    [
        ("pre-training", (PLAIN,), Answer.UNKNOWN),
        ("pre-training", (WITH_DATA, dataset()), Answer.PARTIAL),
        ("pre-training", (TUNED, BASE), Answer.UNKNOWN),
        ("pre-training", (QUANTIZED, BASE), Answer.UNKNOWN),
        ("tuning", (PLAIN,), Answer.NOT_APPLICABLE),
        ("tuning", (TUNED, BASE), Answer.PARTIAL),
        ("tuning", (QUANTIZED, BASE), Answer.UNKNOWN),
    ],
)
def test_declared_datasets(stage: str, held: tuple[Snapshot, ...], answer: Answer) -> None:
    assert reply("data-sources", dossier(*held), stage=stage).answer is answer


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        ((PLAIN,), "the card names no source of its data"),
        ((TUNED, BASE), "the datasets declared are those of the tuning; see D7 for the bases"),
        ((snapshot(body="The training data will be released soon."),), "the data is only promised"),
        ((snapshot(body="## Training data\n\nTBD\n"),), "its section on data holds only a placeholder"),
    ],
)
def test_what_silence_on_data_is_called(held: tuple[Snapshot, ...], reason: str) -> None:
    found = reply("data-sources", dossier(*held), stage="pre-training")
    assert (found.answer, found.reason) == (Answer.UNKNOWN, reason)


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        ((), Answer.UNKNOWN),
        ((dataset(),), Answer.PARTIAL),
        ((dataset(front="tags: [text]"),), Answer.UNKNOWN),
        ((dataset(front="license: cc-by-nc-4.0"),), Answer.NOT_MET),
        ((dataset(gated="manual"),), Answer.NOT_MET),
        ((dataset(disabled=True),), Answer.NOT_MET),
    ],
)
def test_dataset_terms(data: tuple[Snapshot, ...], answer: Answer) -> None:
    assert reply("dataset-terms", dossier(WITH_DATA, *data)).answer is answer


def test_dataset_terms_without_datasets_are_unknown() -> None:
    assert reply("dataset-terms", dossier()).answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("held", "answer"),
    [
        ((PLAIN,), Answer.NOT_APPLICABLE),
        ((TUNED,), Answer.UNKNOWN),
        ((TUNED, SILENT), Answer.UNKNOWN),
        ((TUNED, BASE), Answer.PARTIAL),
    ],
)
def test_inherited_data(held: tuple[Snapshot, ...], answer: Answer) -> None:
    assert reply("inherited-data", dossier(*held)).answer is answer


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("", Answer.UNKNOWN),
        ("## Training data\n\nTwo crawls of 2023.\n", Answer.PARTIAL),
        ("## Training data\n\n[More Information Needed]\n", Answer.UNKNOWN),
        ("## Training data\n\nComing soon\n", Answer.UNKNOWN),
        ("## Training data\n\n<!-- say something -->\n", Answer.UNKNOWN),
        ("```\n## Training data\nx\n```\n", Answer.UNKNOWN),
        ("We trained it on training data.\n", Answer.UNKNOWN),
    ],
)
def test_card_section(body: str, answer: Answer) -> None:
    assert reply("card-section", dossier(snapshot(body=body)), sections=["training-data"]).answer is answer


def test_card_section_counts_files_results_emissions_and_dataset_cards_where_the_row_asks_for_them() -> None:
    with_script = dossier(snapshot(listed=("model.safetensors", "train.py")))
    assert reply("card-section", with_script, sections=["data-card"], files=["training-code"]).answer is Answer.PARTIAL
    with_results = dossier(snapshot(front="model-index:\n- name: m\nco2_eq_emissions: 3"))
    assert reply("card-section", with_results, sections=["data-card"], model_index=True).answer is Answer.PARTIAL
    assert reply("card-section", with_results, sections=["data-card"], emissions=True).answer is Answer.PARTIAL
    assert reply("card-section", with_results, sections=["data-card"]).answer is Answer.UNKNOWN
    with_dataset = dossier(WITH_DATA, dataset())
    assert reply("card-section", with_dataset, sections=["data-card"], dataset_cards=True).answer is Answer.PARTIAL


@pytest.mark.parametrize(("held", "answer"), [((PLAIN,), "not_applicable"), ((TUNED, BASE), "unknown")])
def test_card_section_for_derived_models_only(held: tuple[Snapshot, ...], answer: str) -> None:
    found = reply("card-section", dossier(*held), sections=["labeling"], only_for_derived=True)
    assert found.answer.value == answer


def test_a_quantized_copy_labels_nothing() -> None:
    found = reply("card-section", dossier(QUANTIZED, BASE), sections=["labeling"], only_for_derived=True)
    assert found.answer is Answer.NOT_APPLICABLE


LISTED = "The model was trained on C4 and on [Data](https://huggingface.co/datasets/org/data)."


@pytest.mark.parametrize(
    ("held", "answer"),
    [
        ((PLAIN,), Answer.UNKNOWN),
        ((WITH_DATA,), Answer.UNKNOWN),
        ((WITH_DATA, dataset()), Answer.PARTIAL),
        ((WITH_DATA, dataset(front="license: cc-by-nc-4.0")), Answer.PARTIAL),
        ((WITH_DATA, dataset(front="tags: [text]")), Answer.PARTIAL),
        ((WITH_DATA, dataset(gated="manual")), Answer.NOT_MET),
        ((WITH_DATA, dataset(disabled=True)), Answer.NOT_MET),
        ((snapshot(body=LISTED),), Answer.MET),
        ((snapshot(body=LISTED), dataset(front="license: cc-by-nc-4.0")), Answer.MET),
        ((snapshot(body="The training data was not released."),), Answer.NOT_MET),
    ],
)
def test_data_that_only_has_to_be_there(held: tuple[Snapshot, ...], answer: Answer) -> None:
    found = reply("dataset-terms", dossier(*held), any_terms=True)
    assert found.answer is answer
    assert bool(found.citations) >= (answer is not Answer.UNKNOWN)
