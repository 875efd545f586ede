"""Names by which terms are found: every row of policies/terms.yaml does what its examples show."""

from __future__ import annotations

import pytest

from auditor.files.places import load_places
from auditor.parse.files import part, role, somebody_elses
from auditor.parse.places import answer, field_says, folded, tag_says
from auditor.schema.places import FileRow, SayingRow

TABLE = load_places()


@pytest.mark.parametrize("row", TABLE.files, ids=lambda row: row.id)
def test_a_row_of_file_names_does_what_its_examples_show(row: FileRow) -> None:
    assert [(name, role(name)) for name in row.fits if role(name) != row.role] == []
    assert [(name, role(name)) for name in row.misses if role(name) is not None] == []


@pytest.mark.parametrize("row", TABLE.parts, ids=lambda row: row.id)
def test_a_row_of_parts_does_what_its_examples_show(row: SayingRow) -> None:
    says = "" if row.says == "none" else row.says
    assert [(name, part(name)) for name in row.fits if part(name) != says] == []
    assert [(name, part(name)) for name in row.misses if part(name) == says] == []


@pytest.mark.parametrize("row", TABLE.fields, ids=lambda row: row.id)
def test_a_row_of_fields_does_what_its_examples_show(row: SayingRow) -> None:
    assert [(key, field_says(key)) for key in row.fits if field_says(key) != row.says] == []
    assert [key for key in row.misses if field_says(key) == row.says] == []


@pytest.mark.parametrize("row", TABLE.tags, ids=lambda row: row.id)
def test_a_row_of_tags_does_what_its_examples_show(row: SayingRow) -> None:
    assert [(tag, tag_says(tag)) for tag in row.fits if tag_says(tag) != row.says] == []
    assert [tag for tag in row.misses if tag_says(tag) == row.says] == []


def test_what_the_hub_itself_writes_says_nothing_of_terms() -> None:
    usual = (
        "language",
        "tags",
        "datasets",
        "metrics",
        "pipeline_tag",
        "library_name",
        "model-index",
        "widget",
        "base_model",
    )
    assert [key for key in usual if field_says(key) != "defined"] == []
    tags = ("transformers", "text-generation", "pytorch", "mit", "llama2", "en", "not-for-all-audiences", "commercial")
    assert [tag for tag in tags if tag_says(tag)] == []


def test_what_lies_in_a_folder_of_others_is_said_to_be_theirs() -> None:
    assert somebody_elses("third_party/zlib/LICENSE") == "The folder holds the work of others, with their terms."
    assert somebody_elses("node_modules/x/LICENSE") is not None
    assert somebody_elses("docs/legal/LICENSE") is None
    assert role("third_party/zlib/LICENSE") is None


def test_names_are_compared_without_case_accents_width_and_marks() -> None:
    assert folded("Licença_do-Modelo.v2") == "licenca do modelo v2"
    assert folded("ＬＩＣＥＮＳＥ") == "license"
    assert folded("HeronLicenseTerms") == "heron license terms"


@pytest.mark.parametrize(
    ("value", "said"), [("No", False), ("true", True), ("nein", False), ("禁止", False), ("ask us", None)]
)
def test_yes_and_no_in_several_languages(value: str, said: bool | None) -> None:
    assert answer(value) is said
