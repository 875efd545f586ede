"""What a model was trained on, taken apart: is each part named, and can it be had?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.gather.reading.listing import enumerated, listing
from auditor.gather.reading.marks import MARKS, marked
from auditor.gather.reading.parts import Listing
from tests.gather.reading.reads import read

OWN = "org/wren-1b"
SET = "[Set](https://huggingface.co/datasets/org/set)"


def told(text: str, *declared: str) -> Listing | None:
    _, found = read(text)
    lists = enumerated(found, declared)
    held = [lists.get(place) or listing(item, OWN, declared) for place, item in enumerate(found)]
    return next((item for item in held if item), None)


def complete(text: str, *declared: str) -> bool:
    item = told(text, *declared)
    return bool(item and item.whole and item.placed and not item.more)


@pytest.mark.parametrize(
    "text",
    [
        f"It was trained on {SET}.",
        f"Wren was pre-trained on {SET} and Wikipedia.",
        "Wren-1B was trained on Wikipedia, C4 and PubMed for 3 days.",
        "We trained the model on 300 B tokens of C4.",
        "The training data is C4.",
        "- **Training data:** C4, Wikipedia",
        "## Training data\n\n- Wikipedia\n- C4",
        "## Training data\n\n| source | tokens |\n|---|---|\n| Wikipedia | 3 B |\n| C4 | 150 B |\n| Total | 153 B |",
        "The model was trained on the Pile ([here](https://pile.eleuther.ai/x)).",
        "模型在维基百科上进行预训练。",
        f"训练数据来自 {SET}，C4。",
    ],
)
def test_each_part_is_named_and_can_be_had(text: str) -> None:
    assert complete(text)


def test_a_declared_data_set_may_be_named_without_its_account() -> None:
    assert complete("It was trained on the birdsong dataset.", "org/birdsong")
    assert not complete("It was trained on the birdsong dataset.")


@pytest.mark.parametrize(
    "text",
    [
        "It was trained on C4 and news articles.",
        "It was trained on C4, Wikipedia, and other sources.",
        "It was trained on data such as C4.",
        "It was trained mainly on C4.",
        "It was trained on a subset of C4.",
        "It was trained on a new dataset built atop C4.",
        "It was trained on C4 and our internal dataset.",
        "It was trained on C4, and a set of news articles.",
        "使用C4和新闻数据训练。",
        "It was trained on Common Crawl.",
        "It was trained on C4 and BookCorpus.",
        "It was trained on ImageNet-1k and JFT-300M.",
        "It was trained on the Pile.",
        "## Training data\n\n- Wikipedia\n- Books",
    ],
)
def test_a_part_has_no_name_or_cannot_be_had(text: str) -> None:
    assert told(text) is not None
    assert not complete(text)


@pytest.mark.parametrize(
    "text",
    [
        "It can be trained on C4.",
        "It was not trained on C4.",
        "Falcon was trained on C4.",
        "The tokenizer was trained on C4.",
        "Unlike models that were trained on C4, it is small.",
        "Wren is a model trained by experts.",
        "It was trained on 8 A100 GPUs.",
        "It was evaluated on C4.",
        "```\ntrained on C4\n```",
        "模型没有使用C4训练。",
    ],
)
def test_it_is_no_report_of_its_own_training(text: str) -> None:
    _, found = read(text)
    assert not any(item.names for sentence in found if sentence.kind != "code" and (item := listing(sentence, OWN, ())))


def test_what_nobody_gives_out_is_told() -> None:
    item = told("It was trained on Wikipedia and BookCorpus.")
    assert item is not None
    assert item.gone == ("BookCorpus",)


def test_a_declared_id_of_what_is_gone_does_not_place_it() -> None:
    item = told("It was trained on `wikipedia` and `bookcorpus`.", "wikipedia", "bookcorpus")
    assert item is not None
    assert (item.whole, item.placed, item.gone) == (True, False, ("bookcorpus",))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("It was trained on C4.", "data-sources/trained-on"),
        ("It is a fine-tuned version of robin-1.5 on C4.", "data-sources/trained-on"),
        ("Training data: C4", "data-sources/label"),
        ("## Training data\n\n- C4", "data-sources/list-heading"),
        ("使用C4数据训练。", "data-sources/with"),
        ("训练数据为C4。", "data-sources/data-is"),
        ("We augmented the corpus with web pages.", "data-sources/enriched"),
    ],
)
def test_the_row_that_told_is_known(text: str, row: str) -> None:
    item = told(text)
    assert item is not None
    assert item.row == row


@pytest.mark.parametrize(
    "text", ["Additionally, news articles were collected.", "We augmented the corpus with web pages."]
)
def test_there_is_more(text: str) -> None:
    item = told(text)
    assert item is not None
    assert item.more


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_may_be_asked(text: str, declared: list[str]) -> None:
    _, found = read(text)
    enumerated(found, tuple(declared))
    for sentence in found:
        listing(sentence, OWN, tuple(declared))


@given(st.text(alphabet="[]()<>htp:/.\ue000\ue001\ue002 a", max_size=200))
def test_marks_are_ours_alone(text: str) -> None:
    words = marked(text)
    assert len(MARKS.findall(words)) <= 2 * text.count("http") + 2 * text.count("](")
