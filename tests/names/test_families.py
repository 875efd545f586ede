"""What one word or name says of families, and a family's name where neither a base nor a license accounts for it."""

from __future__ import annotations

import re

import pytest

from auditor.discover.words import words
from auditor.names.families import (
    family_of,
    have_same_maker,
    is_anothers,
    is_code_of_a_family,
    is_family_word,
    is_makers_open_one,
    is_restated,
    is_tuned_name,
    is_tuned_word,
    names_own_family,
    prose_pattern,
    writers,
)
from auditor.names.table import table
from auditor.schema.snapshot import Snapshot
from tests.builders import audited, snapshot

LLAMA = snapshot("meta-llama/Llama-3.1-8B", "license: llama3.1")


@pytest.mark.parametrize(
    ("world", "found"),
    [
        ((snapshot("org/Llama-garden-8B"),), True),
        ((snapshot("org/gemma-2b-garden", "license: apache-2.0"),), True),
        (
            (
                snapshot("org/garden", "license: mit\nbase_model: maker/chinese-llama-2"),
                snapshot("maker/chinese-llama-2"),
            ),
            True,
        ),
        ((snapshot("org/Llama-garden-8B", "license: llama3.1"),), False),
        ((snapshot("org/Llama-garden-8B", "license: mit\nbase_model: meta-llama/Llama-3.1-8B"), LLAMA), False),
        ((snapshot("meta-llama/Llama-garden-8B"),), False),
        ((snapshot("org/TinyLlama-garden"),), False),
        ((snapshot("org/garden"),), False),
    ],
)
def test_names_of_families_that_must_be_passed_on(world: tuple[Snapshot, ...], found: bool) -> None:
    made = audited(*world)
    assert ("lineage-unresolved" in {finding.id for finding in made.findings}) is found
    assert not found or made.decision.outcome.value == "review"


@pytest.mark.parametrize(
    ("repo_id", "name"),
    [
        ("me/llama_7b_step_4m", "Llama"),
        ("me/v0-llama2-25.6m", None),
        ("me/llama-68m", None),
        ("me/llama_index-rag", None),
        ("me/medgemma-27b-garden", "Gemma"),
        ("me/gemma-4b-garden", "Gemma"),
        ("me/gemma-4-garden", None),
        ("FacebookAI/llama-x", None),
    ],
)
def test_what_a_name_shows(repo_id: str, name: str | None) -> None:
    family = family_of(repo_id)
    assert (family.name if family else None) == name


# Words that a name shares with a family of which others make members.
WORDS = words(
    """
llama alpaca vicuna mistral mixtral qwen qwen2 gemma phi phi3 falcon mpt gpt gpt2 gptj gptneo gptneox gpt3 neox
neo opt bloom pythia yi deepseek baichuan chatglm glm internlm olmo starcoder t5 mt5 byt5 flan ul2 bart mbart
pegasus bert roberta xlm albert electra deberta distilbert camembert longformer mpnet minilm e5 bge gte colbert
clip siglip blip2 llava vit deit swin dino dinov2 resnet50 convnext efficientnet yolov8 detr sam2 unet vae sdxl
sd stable diffusion flux whisper wav2vec2 hubert conformer tacotron2 vits bark mamba2 rwkv retnet moe
"""
)


@pytest.mark.parametrize("word", sorted(WORDS))
def test_the_word_of_a_family(word: str) -> None:
    assert is_family_word(word)
    assert is_family_word(word.upper())


@pytest.mark.parametrize("word", ["wren", "apertus", "amber", "7b", "chat", "codebertx", ""])
def test_a_word_of_no_family_that_others_use(word: str) -> None:
    assert not is_family_word(word)


@pytest.mark.parametrize(
    ("model", "tuned"),
    [
        ("me/llama-3-garden", True),
        ("me/bertweet-garden", True),
        ("lmsys/vicuna-7b", True),  # its own family was tuned from another
        ("meta-llama/Llama-2-7b-hf", False),
        ("microsoft/codebert-base", False),
        ("someone/codebertino", True),
        ("me/wren", False),
        ("me/vit-garden", False),  # an architecture that many train from nothing
    ],
)
def test_a_name_of_what_was_tuned(model: str, tuned: bool) -> None:
    assert is_tuned_name(model) is tuned


@pytest.mark.parametrize(
    ("repo_id", "is_open"),
    [
        ("google/medgemma-4b", True),
        ("google/madlad400-3b-mt", True),
        ("openai/gpt-oss-20b", True),
        ("openai/gpt-4o", False),
        ("google/gemini-1.5-pro", False),
        ("cohere/command-r", False),
        ("someone/gemma-2-9b", False),
    ],
)
def test_a_makers_own_family_with_weights(repo_id: str, is_open: bool) -> None:
    assert is_makers_open_one(repo_id) is is_open


@pytest.mark.parametrize(
    ("word", "tuned"), [("BioBERT", True), ("chinese-bert", False), ("wren", False), ("bart", False)]
)
def test_a_word_of_what_was_tuned(word: str, tuned: bool) -> None:
    assert is_tuned_word(word) is tuned


def test_own_names() -> None:
    assert names_own_family("Qwen/Qwen2.5-7B")
    assert not names_own_family("me/Qwen2.5-7B-x")
    assert not names_own_family("LLM360/AmberChat")  # nobody else tunes it


@pytest.mark.parametrize(
    ("word", "account", "anothers", "restated"),
    [
        ("llama2", "me", True, True),
        ("llamachat", "me", True, True),
        ("llama2", "meta-llama", False, False),
        ("opt13", "me", True, False),
        ("phi3", "me", True, True),
        ("philippine", "me", False, False),
        ("gpt4", "me", True, True),
        ("biobert", "me", True, False),
        ("gptq", "me", False, False),
        ("wren", "me", False, False),
    ],
)
def test_names_of_others(word: str, account: str, anothers: bool, restated: bool) -> None:
    assert is_anothers(word, account) is anothers
    assert is_restated(word, account) is restated


def test_accounts_of_one_maker() -> None:
    assert have_same_maker("facebookresearch", "meta-llama")
    assert have_same_maker("THUDM", "zai-org")
    assert not have_same_maker("someone", "someone")


def test_code_that_came_with_a_family() -> None:
    assert is_code_of_a_family("BERT")
    assert not is_code_of_a_family("wren")


def test_patterns_of_names_in_sentences() -> None:
    assert re.fullmatch(prose_pattern(), "stable diffusion", re.IGNORECASE)
    assert not re.fullmatch(prose_pattern(), "claude", re.IGNORECASE)
    assert re.fullmatch(prose_pattern("many"), "claude", re.IGNORECASE)
    assert re.fullmatch(prose_pattern("many"), "llama", re.IGNORECASE)
    assert not re.fullmatch(prose_pattern("many"), "apertus", re.IGNORECASE)


def test_how_phrases_name_what_wrote_data() -> None:
    made = writers(table())
    assert {"claude", "gpt-4", "text-davinci"} <= set(made["closed-writer"])
    assert not {"openai", "anthropic"} & set(made["closed-writer"])  # companies
    assert {"opus", "turbo"} <= set(made["closed-variant"])
    assert "meta-llama-3" in made["open-writer"]
    assert not set(made["open-writer"]) & set(made["closed-writer"])
