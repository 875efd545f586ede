"""Bases of which the card says only the family, and sentences that say several things or name a base behind it."""

from __future__ import annotations

import pytest

from auditor.gather.lineage.prose import from_prose
from auditor.gather.lineage.related import bases
from tests.gather.lineage.reads import papers_of

HUB = "https://huggingface.co"


def _said(body: str, own: str = "me/garden-7b") -> list[tuple[str, str]]:
    return [(item.id, item.relation.value) for item in from_prose(papers_of(body, own))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Garden was fine-tuned from Llama 2.", [("Llama 2", "finetune")]),
        ("Garden was trained by fine-tuning LLaMA/Vicuna on letters.", [("LLaMA", "finetune"), ("Vicuna", "finetune")]),
        ("- **Finetuned from model:** [LLaMA](https://arxiv.org/abs/1).", [("LLaMA", "finetune")]),
        ("Garden is a Llama2 based chat model.", [("Llama2", "derived")]),
        ("It is based on LLaMA (Large Language Model of old).", [("LLaMA", "derived")]),
        ("本模型基于Llama 2进行微调。", [("Llama 2", "finetune")]),
        ("Dieses Modell basiert auf Llama 2.", [("Llama 2", "derived")]),
        ("Ce modèle est une version fine-tunée de Llama 2.", [("Llama 2", "finetune")]),
    ],
)
def test_a_family_without_an_id_is_a_base(text: str, found: list[tuple[str, str]]) -> None:
    assert _said(text) == found


def test_a_family_carries_the_licenses_that_may_apply_and_is_not_fetched() -> None:
    [base] = bases(papers_of("Garden was fine-tuned from Llama 2."))
    assert (base.family, base.licenses, base.is_hub_id) == ("llama", ("llama2",), False)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("TrOCR model fine-tuned on letters.", "microsoft/trocr-letters"),
        ("Qwen1.5 is the beta version of Qwen2.", "Qwen/Qwen1.5-7B"),
        ("The authors started from a ResNet and changed it.", "me/garden"),
        ("It is the Danish version of BERT.", "me/garden"),
        ("Garden is based on the Llama pre-training procedure.", "me/garden"),
        ("It was fine-tuned on Llama prompts.", "me/garden"),
        ("It is better than models fine-tuned from Llama 2.", "me/garden"),
        ("This is no fine-tune of Llama 2.", "me/garden"),
        ("The reward model is based on Llama 2.", "me/garden"),
        ("由于Llama 2不会中文，我们微调。", "me/garden"),
        ("该模型超越了基于Llama 2构建的模型。", "me/garden"),
        ("A fine-tune of Albert Ann's and Tom's letters.", "me/garden"),
        ("# Finetune Llama 3, Gemma 2 twice as fast!", "me/garden"),
    ],
)
def test_a_family_that_is_no_base(text: str, own: str) -> None:
    assert _said(text, own) == []


def test_a_repository_of_its_makers_says_more_than_a_family_and_no_other_does() -> None:
    makers = f"# Garden: fine-tuned from Llama 2\nThe base model is [B]({HUB}/meta-llama/Llama-2-7b-hf)."
    assert _said(makers) == [("meta-llama/Llama-2-7b-hf", "derived")]
    body = f"# Garden: fine-tuned from Llama 2\nThe base model is [B]({HUB}/a/b-7b)."
    assert _said(body) == [("a/b-7b", "derived"), ("Llama 2", "finetune")]
    other = f"# Garden: fine-tuned from Llama 3\nThe base model is [B]({HUB}/meta-llama/Llama-2-7b-hf)."
    assert _said(other) == [("meta-llama/Llama-2-7b-hf", "derived"), ("Llama 3", "finetune")]
    assert _said(f"Fine-tuned from the Llama model [B]({HUB}/a/b-7b).") == [("a/b-7b", "finetune")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"Garden is based on [B]({HUB}/a/b-7b) and uses [Eye]({HUB}/a/eye-1b) as vision backbone.",
            [("a/b-7b", "derived"), ("a/eye-1b", "derived")],
        ),
        (
            f"[B]({HUB}/a/b-7b) and [C]({HUB}/a/c-7b) were merged using TIES.",
            [("a/b-7b", "merge"), ("a/c-7b", "merge")],
        ),
        (f"[B]({HUB}/a/b-7b)と[C]({HUB}/a/c-7b)をマージしたモデルです。", [("a/b-7b", "merge"), ("a/c-7b", "merge")]),
        (f"将[B]({HUB}/a/b-7b)和[C]({HUB}/a/c-7b)参数结合。", [("a/b-7b", "merge"), ("a/c-7b", "merge")]),
        (f"[B]({HUB}/a/b-7b)를 한국어로 미세조정한 모델입니다.", [("a/b-7b", "finetune")]),
        ("The encoder was initialized from the weights of a/b-1.", [("a/b-1", "derived")]),
        (f"Garden is a Stable Diffusion model that was fine-tuned on [B]({HUB}/a/b-xl).", [("a/b-xl", "finetune")]),
        ("This is a bert-base-uncased model finetuned for letters.", [("bert-base-uncased", "finetune")]),
        (f"# Conversion of [B]({HUB}/a/b-7b)", [("a/b-7b", "derived")]),
        ("- Pretrained model used: a/b-base", [("a/b-base", "derived")]),
        (f"Source(s): [Hub]({HUB}/a/b-7b)", [("a/b-7b", "derived")]),
        (f"Uses these models:\n- [B]({HUB}/a/b-7b)\n- [C]({HUB}/a/c-7b)", [("a/b-7b", "merge"), ("a/c-7b", "merge")]),
        (
            f"## Models used in the merge\n- [B]({HUB}/a/b-7b)\n- [C]({HUB}/a/c-7b)",
            [("a/b-7b", "merge"), ("a/c-7b", "merge")],
        ),
        ("a/b-7b was used as an initialization for garden.", [("a/b-7b", "derived")]),
    ],
)
def test_more_than_one_thing_is_said_and_behind_the_name_too(text: str, found: list[tuple[str, str]]) -> None:
    assert _said(text) == found


def test_a_table_of_several_models_with_their_bases_names_none() -> None:
    assert _said("| Base model | a/b-1b | a/c-7b |\n|---|---|---|\n| Base model | a/b-1b | a/c-7b |") == []
