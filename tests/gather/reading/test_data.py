"""What a card says of its data, and of which stage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.files.reading import load_tables
from auditor.gather.reading.data import data_statements
from auditor.gather.reading.refusals import refusals
from auditor.schema.reading import DataAspect, Manner, Part, Stage
from tests.gather.reading.reads import read


def said(text: str) -> dict[DataAspect, Stage]:
    return {item.aspect: item.stage for item in data_statements(*read(text))}


def test_the_table_says_aspects():
    (table,) = (table for table in load_tables() if table.table == "data")
    assert {row.says for row in table.rows if row.says} == set(DataAspect) - {DataAspect.SOURCES}


@pytest.mark.parametrize(
    ("text", "aspect", "stage"),
    [
        ("It was pre-trained on Common Crawl and Wikipedia.", DataAspect.SOURCES, Stage.PRE_TRAINING),
        ("Fine-tuned on SQuAD.", DataAspect.SOURCES, Stage.TUNING),
        ("The test dataset is SNLI.", DataAspect.SOURCES, Stage.EVALUATION),
        ("## Training data\n1.2 trillion tokens.", DataAspect.SIZE, Stage.UNSTATED),
        ("## Data\nText in English and French.", DataAspect.LANGUAGES, Stage.UNSTATED),
        ("| training data | cut-off June 2024 |", DataAspect.CUTOFF, Stage.UNSTATED),
        ("## Data\n| source | share |\n|---|---|\n| Web | 70 % |", DataAspect.MIXTURE, Stage.UNSTATED),
        ("**Training data**\nDe-duplicated with MinHash.", DataAspect.DEDUPLICATION, Stage.UNSTATED),
        ("## Data\nDecontaminated against the evaluation sets.", DataAspect.DECONTAMINATION, Stage.UNSTATED),
        ("Tuned with samples on preferences of people.", DataAspect.PREFERENCE, Stage.TUNING),
        ("It needs no more than 6K conversations filtered from ShareGPT.", DataAspect.SOURCES, Stage.UNSTATED),
        ("## 训练数据\n使用 2.6 万亿词元训练，经过去重。", DataAspect.SIZE, Stage.UNSTATED),
        ("Dataset\n-------\nCrawled in 2021.", DataAspect.COLLECTION, Stage.UNSTATED),
        ("## Training data\nThe makers say:\n> Text in French.", DataAspect.LANGUAGES, Stage.UNSTATED),
        ("It was trained on 200k (letter, answer) pairs.", DataAspect.SIZE, Stage.UNSTATED),
    ],
)
def test_aspects_and_stages(text, aspect, stage):
    assert said(text).get(aspect) is stage


@pytest.mark.parametrize(
    "text",
    [
        "Wikipedia is a fine place to read.",
        "The makers say:\n> It was trained on C4.",
        "## Training data\n[More Information Needed]",
        "## Data\nThe training data will be released in two weeks.",
        "## Data\nNo preference data was used.",
        "```\ntrained on C4\n```",
    ],
)
def test_nothing_is_said(text):
    assert said(text) == {}


def test_each_statement_knows_its_row_and_cites_the_line_of_its_words():
    text = "It was trained many weeks and days\non C4, and then on text\nin French."
    found = {item.aspect: item for item in data_statements(*read(text))}
    assert {aspect: (item.row, item.citation.line) for aspect, item in found.items()} == {
        DataAspect.SOURCES: ("data-sources/trained-on", 4),
        DataAspect.LANGUAGES: ("data/languages", 6),
    }


def test_a_size_is_no_part_of_a_name():
    assert DataAspect.SIZE not in said("It was trained to read INT8 data and 512x512 images.")


def test_sources_have_names_links_and_completeness():
    text = "All of the training data is [Corpus](https://huggingface.co/datasets/org/corpus)."
    (item,) = [item for item in data_statements(*read(text)) if item.aspect is DataAspect.SOURCES]
    assert item.links == ("https://huggingface.co/datasets/org/corpus",)
    assert item.whole
    assert not item.vague


@pytest.mark.parametrize(
    ("text", "of", "manner"),
    [
        ("The training data was not released.", Part.DATA, Manner.NOT_RELEASED),
        ("We do not disclose the training data.", Part.DATA, Manner.NOT_RELEASED),
        ("It was trained on proprietary data.", Part.DATA, Manner.PROPRIETARY),
        ("Fine-tuned on an internal dataset.", Part.DATA, Manner.PROPRIETARY),
        ("Pre-trained on publicly available online data.", Part.DATA, Manner.NOT_NAMED),
        ("The training code is not available.", Part.CODE, Manner.NOT_RELEASED),
        ("Our weights stay with us.", Part.WEIGHTS, Manner.NOT_RELEASED),
        ("The data of the base model is not known to us.", Part.BASE_DATA, Manner.NOT_KNOWN),
        ("训练数据未公开。", Part.DATA, Manner.NOT_RELEASED),
    ],
)
def test_refusals(text, of, manner):
    assert [(item.of, item.manner) for item in refusals(*read(text))] == [(of, manner)]


@pytest.mark.parametrize(
    "text",
    [
        "The training data is publicly available.",
        "It was trained on publicly available data such as C4.",
        "It is better than models trained on proprietary data such as GPT-4.",
        "Personal data is not disclosed.",
        "Results on the test data are not available.",
        "The model was trained on public datasets.",
    ],
)
def test_what_is_no_refusal(text):
    assert refusals(*read(text)) == ()


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    papers, found = read("## Training data\n" + text)
    data_statements(papers, found)
    refusals(papers, found)
