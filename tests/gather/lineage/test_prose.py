"""Sentences that say what a model comes from, and sentences that do not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.gather.lineage.named import Named
from auditor.gather.lineage.prose import from_prose
from auditor.gather.lineage.same_name import same_name
from auditor.schema.evidence import Confidence, LineageEvidence
from tests.gather.lineage.reads import papers_of

HUB = "https://huggingface.co"


def _said(body: str, own: str = "me/garden-7b") -> list[tuple[str, str, str]]:
    return [(item.id, item.relation.value, item.confidence.value) for item in from_prose(papers_of(body, own))]


def _ids(body: str, own: str = "me/garden-7b") -> list[str]:
    return [item.id for item in from_prose(papers_of(body, own))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"This model is a fine-tuned version of [a/b-7b]({HUB}/a/b-7b) on letters.", ("a/b-7b", "finetune", "high")),
        (f"Garden is finetuned from {HUB}/a/b-7b with care.", ("a/b-7b", "finetune", "high")),
        ("It was fine-tuned on top of `a/b-7b`.", ("a/b-7b", "finetune", "high")),
        (f"- **Finetuned from model:** [B]({HUB}/a/b-7b)", ("a/b-7b", "finetune", "high")),
        ("- **Base model:** a/b-7b", ("a/b-7b", "derived", "high")),
        (f"The weights were initialized from [B]({HUB}/a/b-7b).", ("a/b-7b", "finetune", "high")),
        (f"Our model is based on [B]({HUB}/a/b-7b) and knows gardens.", ("a/b-7b", "derived", "high")),
        (f"This model is built\nupon\n[B]({HUB}/a/b-7b).", ("a/b-7b", "derived", "high")),
        (
            f"garden-7b is derived from [B]({HUB}/a/b-7b), originally licensed under its terms.",
            ("a/b-7b", "derived", "high"),
        ),
        (f"This is a quantized version of [B]({HUB}/a/b-7b).", ("a/b-7b", "quantized", "high")),
        (f"GGUF format files for [B]({HUB}/a/b-7b).", ("a/b-7b", "quantized", "high")),
        (f"A LoRA for [B]({HUB}/a/b-7b).", ("a/b-7b", "adapter", "high")),
        (f"This is a distilled version of [B]({HUB}/a/b-7b).", ("a/b-7b", "distilled", "high")),
        (f"A re-upload of [B]({HUB}/a/b-7b) in one file.", ("a/b-7b", "mirror", "high")),
        (f"[B]({HUB}/a/b-7b), fine-tuned on letters.", ("a/b-7b", "finetune", "medium")),
        (
            f"We used the pretrained [B]({HUB}/a/b-7b) model and fine-tuned it on letters.",
            ("a/b-7b", "finetune", "medium"),
        ),
        (f"本模型基于[B]({HUB}/a/b-7b)进行指令微调。", ("a/b-7b", "finetune", "high")),
        ("This model is fine-tuned from Llama 3.1 8B.", ("meta-llama/Llama-3.1-8B", "finetune", "medium")),
        ("The model is based on Mistral-7B-v0.1.", ("mistralai/Mistral-7B-v0.1", "derived", "medium")),
        (f"This is a fine-tune (DPO) of [B]({HUB}/a/b-7b).", ("a/b-7b", "finetune", "high")),
        (f"A fine-tuned 7B model on four cards from the [B]({HUB}/a/b-7b) on letters.", ("a/b-7b", "finetune", "high")),
        (f"The foundation model is [B]({HUB}/a/b-7b).", ("a/b-7b", "derived", "high")),
        (f"Converted from [B]({HUB}/a/b-7b) with care.", ("a/b-7b", "derived", "high")),
        ("同时，在Qwen-72B的基础上，我们打造了助手。", ("Qwen/Qwen-72B", "derived", "medium")),
        ("A fine-tuned version of bert-base-uncased.", ("bert-base-uncased", "finetune", "medium")),
        (f"Backbone: [B]({HUB}/a/b-7b)", ("a/b-7b", "derived", "high")),
        (f"Fine-tuned [B]({HUB}/a/b-7b) on our letters.", ("a/b-7b", "finetune", "high")),
        ("It was fine-tuned on FLUX.1-dev.", ("black-forest-labs/FLUX.1-dev", "finetune", "medium")),
        (f"This model was fine-tuned on [B]({HUB}/a/b-7b).", ("a/b-7b", "finetune", "high")),
        ("It was initialized with the weights of a/b-7b.", ("a/b-7b", "finetune", "high")),
        ("We trained it with a/b-7b as the teacher.", ("a/b-7b", "distilled", "high")),
        (f"{HUB}/a/b-7b with ONNX weights for browsers.", ("a/b-7b", "quantized", "high")),
        (f'<p>Fine-tuned from <a href="{HUB}/a/b-7b">B</a>.</p>', ("a/b-7b", "finetune", "high")),
        (f"Fine-tuned from <{HUB}/a/b-7b>.", ("a/b-7b", "finetune", "high")),
        (f"[GGUF files of {HUB}/a/b-7b]({HUB}/a/other)", ("a/b-7b", "quantized", "high")),
        (f"# A fine-tuned version of [B]({HUB}/a/b-7b)", ("a/b-7b", "finetune", "high")),
        ("# Garden\nBase model: a/b-7b", ("a/b-7b", "derived", "high")),
        ("**Base model:**a/b-7b", ("a/b-7b", "derived", "high")),
        ("基座模型：a/b-7b", ("a/b-7b", "derived", "high")),
        ("| Base model | a/b-7b |\n|---|---|\n| Base model | a/b-7b |", ("a/b-7b", "derived", "high")),
        ("Feingetunt auf Basis von a/b-7b.", ("a/b-7b", "finetune", "high")),
        ("Ce modèle est basé sur a/b-7b.", ("a/b-7b", "derived", "high")),
        ("a/b-7bをベースにしたモデルです。", ("a/b-7b", "derived", "high")),
        ("~~~\n```\n~~~\nA fine-tuned version of a/b-7b.", ("a/b-7b", "finetune", "high")),
    ],
)
def test_a_sentence_that_says_it(text: str, found: tuple[str, str, str]) -> None:
    assert _said(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        f"It outperforms models fine-tuned from [B]({HUB}/a/b-7b).",
        f"Unlike garden-6b, which is based on [B]({HUB}/a/b-7b), it is small.",
        f"The other-13b model is a fine-tuned version of [B]({HUB}/a/b-7b).",
        f"We evaluated it with a judge based on [B]({HUB}/a/b-7b).",
        f"The tokenizer is based on [B]({HUB}/a/b-7b).",
        f"Its data was derived from [B]({HUB}/a/b-7b) outputs.",
        f"The model is based on the [B]({HUB}/a/b-7b) architecture.",
        f"This model uses the recipe of [B]({HUB}/a/b-7b).",
        f"You can fine-tune it like models fine-tuned from [B]({HUB}/a/b-7b).",
        f"If you want a model based on [B]({HUB}/a/b-7b), look elsewhere.",
        f"The code is based on [B]({HUB}/a/b-7b).",
        f"This model card is based on [the card of B]({HUB}/a/b-7b).",
        f"The responses were generated from [B]({HUB}/a/b-7b).",
        f"A fine-tuned version of [our data]({HUB}/datasets/a/b-7b).",
        f"GGUF files of this model are available [here]({HUB}/a/b-7b).",
        f"It is based on [our paper]({HUB}/papers/2401.00001).",
        f"It is not a fine-tuned version of [B]({HUB}/a/b-7b).",
        "It is based on and/or inspired by his/her work.",
        "This model is a fine-tuned version of me/garden-7b.",
        f"```\nA fine-tuned version of [B]({HUB}/a/b-7b)\n```",
        f"See also [B]({HUB}/a/b-7b).",
        "It was fine-tuned from a/b-7b.1/main.",
        "It was fine-tuned from a/b-3.1-8B/c-3.2.",
        f"基于[B]({HUB}/a/b-7b)架构。",
        "Its texts were collected from 01/2012 to 08/2019.",
        "It was trained on posts. They were taken from 01/2012 on.",
        "The model is based on sizes 7B/13B.",
        "You can use it just like a LoRA trained on SDXL.",
        f"<!-- A fine-tuned version of [B]({HUB}/a/b-7b). -->",
        f"Garden.\n\n    A fine-tuned version of [B]({HUB}/a/b-7b).",
        "~~~\nA fine-tuned version of a/b-7b.\n```\n~~~",
        "The model was fine-tuned on a/letters-2.",
        f"A GGUF version of this model, from [somebody]({HUB}/somebody).",
        f"Thank you for quants of this: {HUB}/them/garden-7b-GGUF",
        f"The model me/meadow-7b is based on [B]({HUB}/a/b-7b).",
    ],
)
def test_a_sentence_that_does_not_say_it(text: str) -> None:
    assert _said(text) == []


def test_the_firmest_sentence_comes_first_and_its_line_is_cited() -> None:
    body = f"# Garden\n\nIt is based on Mistral 7B.\n\nA fine-tuned version of [B]({HUB}/a/b-7b).\n"
    found, other = from_prose(papers_of(body, front="license: mit"))
    assert (other.id, other.line) == ("mistralai/Mistral-7B-v0.1", 6)
    assert (found.id, found.line, found.file) == ("a/b-7b", 8, "README.md")
    assert found.evidence is LineageEvidence.INFERRED
    assert "fine-tuned version" in found.quote


def test_all_that_is_said_counts_and_its_teachers_too() -> None:
    body = "It is based on Mistral 7B.\n\nBase model: a/b-7b\n\nMerge of: a/c-7b\n\nDistilled from Llama 3.1 8B.\n"
    assert _said(body) == [
        ("a/b-7b", "derived", "high"),
        ("a/c-7b", "merge", "high"),
        ("mistralai/Mistral-7B-v0.1", "derived", "medium"),
        ("meta-llama/Llama-3.1-8B", "distilled", "medium"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"**Parent models:**\n\n- [A]({HUB}/x/a-7b)\n- x/b-7b\n",
        f"## Parent models\n\n- [A]({HUB}/x/a-7b)\n- x/b-7b\n",
        f"Parent models:\n- [A]({HUB}/x/a-7b)\n- x/b-7b\n",
    ],
)
def test_a_label_opens_a_list(body: str) -> None:
    assert _said(body) == [("x/a-7b", "derived", "high"), ("x/b-7b", "derived", "high")]


def test_a_heading_names_what_begins_below_it() -> None:
    assert _ids(f"## Base model\n\n[B]({HUB}/a/b-7b)\n") == ["a/b-7b"]
    assert _ids(f"## Base model\n\nIt is as good as [B]({HUB}/a/b-7b).\n") == []
    assert _ids("## Base models\n\n- me/garden-7b-base\n- me/garden-9b-base\n") == []


def test_the_line_where_the_words_stand_is_cited() -> None:
    [found] = from_prose(papers_of("A small model\nfor gardens,\nfine-tuned from a/b-7b\nwith care.\n"))
    assert (found.line, found.row) == (3, "origins/tuned-from")


def test_a_merge_names_all_its_parents() -> None:
    in_line = f"This is a merge of [A]({HUB}/x/a-7b) and [B]({HUB}/x/b-7b)."
    as_list = "The following models were included in the merge:\n* x/a-7b\n* [B](https://huggingface.co/x/b-7b)\n\nEnd."
    for body in (in_line, as_list):
        assert [pair[:2] for pair in _said(body)] == [("x/a-7b", "merge"), ("x/b-7b", "merge")]


def test_a_table_of_siblings_speaks_by_the_row_of_this_model() -> None:
    table = f"| model | base |\n|---|---|\n| garden-7b | [B]({HUB}/a/b-7b) |\n| garden-9b | [C]({HUB}/a/c-9b) |\n"
    assert _said(table) == [("a/b-7b", "derived", "high")]
    assert _ids(table, "me/garden-9b") == ["a/c-9b"]
    assert _ids(table, "me/garden-11b") == []
    assert _ids(f"| model | score |\n|---|---|\n| garden-7b | [B]({HUB}/a/b-7b) |\n") == []


def test_a_model_put_together_from_several_names_them_all() -> None:
    body = f"garden-7b consists of [E]({HUB}/a/eye-1b), a projector, and [B]({HUB}/a/b-7b)."
    assert _ids(body) == ["a/eye-1b", "a/b-7b"]
    assert _ids(body, "me/other-9b") == []


def test_a_sentence_about_a_sibling_is_no_word_on_this_model() -> None:
    body = f"garden-9b is derived from [C]({HUB}/a/c-9b).\n\ngarden-7b is derived from [B]({HUB}/a/b-7b)."
    assert _ids(body) == ["a/b-7b"]
    assert _ids(body, "me/garden-9b") == ["a/c-9b"]


@pytest.mark.parametrize(
    ("own", "body", "found"),
    [
        ("me/garden-7b", 'load("them/garden-7b")', [("them/garden-7b", "mirror")]),
        ("me/garden-7b-GGUF", f"see {HUB}/them/garden-7b", [("them/garden-7b", "quantized")]),
        ("me/garden-7b", 'load("them/garden-7b"); load("me/garden-7b")', []),
        ("me/garden-7b", 'load("them/garden-7b"); load("others/garden-7b")', []),
        ("me/garden-7b", 'load("/content/garden-7b")', []),
        ("me/garden-7b", 'load("them/garden-13b")', []),
        ("gpt2", 'load("them/gpt2")', []),
    ],
)
def test_a_card_written_for_another_account_gives_away_a_copy(
    own: str, body: str, found: list[tuple[str, str]]
) -> None:
    assert [(item.id, item.relation.value) for item in same_name(papers_of(body, own))] == found


WORDS = st.sampled_from(
    [
        "fine-tuned ",
        "version of ",
        "based on ",
        f"[x]({HUB}/a/b-1) ",
        "a/b-7b ",
        "merge of ",
        "| ",
        "\n",
        "- ",
        "基于",
        "微调",
        "GGUF for ",
    ]
)


@given(
    st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=30).map("".join),
    st.sampled_from(["me/x-7b", "gpt2", "a/b-7b"]),
)
def test_any_text_gives_ids_with_lines_inside_it(body: str, own: str) -> None:
    for item in from_prose(papers_of(body, own)):
        assert isinstance(item, Named)
        assert item.is_hub_id or item.family
        assert item.id.lower() != own.lower()
        assert item.confidence in (Confidence.HIGH, Confidence.MEDIUM)
        assert 1 <= (item.line or 0) <= body.count("\n") + body.count("\r") + 1


@pytest.mark.parametrize(
    "bite",
    [
        "based on ",
        "merge of [",
        "fine-tuned version of ",
        "a-1",
        "a/b-1 and ",
        "| ",
        "基于",
        "[a](",
        "GGUF ",
        "merging x-1 ",
        "(",
        "\n- merge of:\n",
        "a/b-1 as the base ",
        "Llama 2 and ",
        "based on Llama 2 based model ",
        "encoder is the encoder (",
        "をマージa/b-1と",
    ],
)
def test_hostile_text_takes_time_by_its_length(bite: str) -> None:
    """Twice the text takes about twice the time; a quadratic search would take four times as long."""
    small, large = (bite * (n // len(bite)) for n in (40_000, 160_000))
    times = []
    for text in (small, large):
        started = time.process_time()
        from_prose(papers_of(text))
        times.append(time.process_time() - started)
    assert times[1] < 10 * times[0] + 0.5
