"""The NOTICE file."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.fetch.archive import open_archive
from auditor.parse.references import parse_reference
from auditor.pipeline import audit
from auditor.report.notice import render
from auditor.standards import load_standards

HUB = Path(__file__).parents[2] / "fixtures" / "hub"


@pytest.fixture(scope="module")
def notice_of():
    source, standards = open_archive(HUB), load_standards("redistribution")

    def call(*names: str) -> str:
        return render(audit([parse_reference(name) for name in names], source, standards))

    return call


def test_it_holds_the_sentences_that_the_license_requires(notice_of):
    text = notice_of("meta-llama/Llama-3.1-8B")
    assert "Llama 3.1 is licensed under the Llama 3.1 Community License" in text
    assert "Built with Llama" in text


def test_it_names_the_models_that_one_was_made_from(notice_of):
    text = notice_of("TheBloke/Llama-2-7B-GGUF")
    assert "TheBloke/Llama-2-7B-GGUF" in text
    assert "(a model from which TheBloke/Llama-2-7B-GGUF was made)" in text


def test_it_carries_copyright_lines(notice_of):
    assert "Copyright (c)" in notice_of("microsoft/phi-2")


def test_what_several_models_share_stands_once(notice_of):
    text = notice_of("TheBloke/Llama-2-7B-GGUF", "meta-llama/Llama-2-7b-hf")
    assert text.count("pkg:huggingface/meta-llama/Llama-2-7b-hf@") == 1


def test_a_model_that_could_not_be_read_is_said_so(notice_of):
    assert "could not be read" in notice_of("no-such/model")


def test_hostile_names_stay_harmless(notice_of):
    text = notice_of("auditor-fixtures/hostile-card")
    assert "\x1b" not in text
    assert "\u202e" not in text
