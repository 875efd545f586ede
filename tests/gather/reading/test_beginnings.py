"""Where a card says that its model was made from another."""

from __future__ import annotations

import pytest

from auditor.gather.reading.beginnings import beginnings
from tests.gather.reading.reads import read


@pytest.mark.parametrize(
    "text",
    [
        "Wren was fine-tuned from LLaMA 2.",
        "It is based on continual pre-training and finetuning LLaMA2 on sheet music.",
        "Wren was initialized with the weights of RoBERTa.",
        "Wren is a fine-tuned version of a model of ours.",
        "It was trained on 2 M prompts on the [org/base](https://huggingface.co/org/base) checkpoint.",
        "Training started from the original BERT checkpoint.",
        "Wren is built on Mistral and answers questions.",
        "Wren is built upon Llama-3.1-8B.",
        "Wren was warm-started with Stable Diffusion.",
        "Wren was initialized from [BioBERT](https://example.org/paper) and trained on notes.",
        "Wren was initialized with `someone/chinese-roberta-ext` and trained on poems.",
        "It is tuned: based on a fine-tuned mBERT base model.",
        "Wren is based on Phi-2 and reads letters.",
        "本模型基于 LLaMA，经过微调。",
        "本模型在 LLaMA 的基础上进行增量预训练。",
    ],
)
def test_it_began_with_another(text: str) -> None:
    assert [place.line for place in beginnings(*read(text))] == [4]


@pytest.mark.parametrize(
    "text",
    [
        "Wren was trained from scratch.",
        "Wren is based on the BERT architecture.",
        "It can be fine-tuned from BERT checkpoints of your own.",
        "The weights were initialized randomly.",
        "See our guide to fine-tuning the Whisper model.",
        "Letters: the work that we started with BERT.",
        "You may use it to fine-tune LLaMA adapters.",
        "```\nfine-tuned from LLaMA\n```",
        "Wren was trained from Robert's notes.",
        "Wren began when its authors started from a ResNet and drew another network.",
        "Wren is based on the Yi-34B architecture.",
        "Wren surpasses other large models built on Phi-2.",
        "Wren is built on ChatGPT.",
        "Wren does better than a fine-tuned version of BERT, compared on SNLI.",
    ],
)
def test_it_did_not(text: str) -> None:
    assert beginnings(*read(text)) == ()


def test_the_line_of_the_words_is_cited() -> None:
    found = beginnings(*read("Wren reads many old letters and laws, and\nit is built on BERT."))
    assert [place.line for place in found] == [5]
