"""What names let one guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.gather.lineage.named import is_model_path
from auditor.names.official import in_words, official
from auditor.names.repository_names import bare_name, is_quantized_name, quantized_of
from auditor.schema.reference import HUB_ID


@pytest.mark.parametrize(
    ("repo_id", "base"),
    [
        ("Qwen/Qwen2.5-7B-GGUF", "Qwen/Qwen2.5-7B"),
        ("unsloth/Qwen2.5-7B-Instruct-bnb-4bit", "Qwen/Qwen2.5-7B-Instruct"),
        ("mlx-community/gemma-2-9b-it-4bit", "google/gemma-2-9b-it"),
        ("bartowski/maker_model-7B-GGUF", "maker/model-7B"),
        ("RichardErkhov/maker_-_model-7b-gguf", "maker/model-7b"),
        ("maker/own-model-AWQ", "maker/own-model"),
        ("someone/Codestral-22B-v0.1-GGUF", "mistralai/Codestral-22B-v0.1"),
        ("mradermacher/Model-of-nobody-i1-GGUF", None),
        ("TheBloke/garden-7b-GPTQ", None),
        ("maker/model", None),
        ("maker/model-v2", None),
        ("google/gemma-2-9b", None),
        ("x-GGUF", None),
        ("maker/GGUF", None),
    ],
)
def test_a_format_behind_a_name(repo_id: str, base: str | None) -> None:
    assert quantized_of(repo_id) == base


@pytest.mark.parametrize(
    ("name", "repo_id"),
    [
        ("Qwen2.5-7B", "Qwen/Qwen2.5-7B"),
        ("Meta-Llama-3-8B-Instruct", "meta-llama/Meta-Llama-3-8B-Instruct"),
        ("Llama-3-8B", "meta-llama/Meta-Llama-3-8B"),
        ("Meta-Llama-3.1-8B", "meta-llama/Llama-3.1-8B"),
        ("gemma-2b", "google/gemma-2b"),
        ("Qwen2.5-7B-of-mine", None),
        ("Qwen2.5", None),
        ("Llama-3.1-8B-uncensored", None),
        ("garden-7b", None),
        ("", None),
    ],
)
def test_official_names(name: str, repo_id: str | None) -> None:
    assert official(name) == repo_id


@pytest.mark.parametrize(
    ("text", "repo_id"),
    [
        ("Llama 3.1 8B", "meta-llama/Llama-3.1-8B"),
        ("Llama3.1-8B-Base", "meta-llama/Llama-3.1-8B"),
        ("Llama 2 7B", "meta-llama/Llama-2-7b-hf"),
        ("Mistral 7B", "mistralai/Mistral-7B-v0.1"),
        ("Stable Diffusion v1.5", "stable-diffusion-v1-5/stable-diffusion-v1-5"),
        ("bert-base-uncased", "bert-base-uncased"),
        ("Llama", None),
        ("a mistral wind", None),
    ],
)
def test_names_in_words(text: str, repo_id: str | None) -> None:
    assert in_words(text) == repo_id


@pytest.mark.parametrize(
    "path", ["datasets/x", "papers/2401.00001", "blog/post", "spaces/a", "collections/a", "a/b/c", "", "a--b/c"]
)
def test_pages_of_the_hub_are_no_models(path: str) -> None:
    assert not is_model_path(path)


def test_bare_names() -> None:
    assert bare_name("TheBloke/Llama-2-7B-GGUF") == "Llama-2-7B"
    assert bare_name("unsloth/llama-3-8b-bnb-4bit") == "llama-3-8b"
    assert is_quantized_name("x/y-AWQ")
    assert not is_quantized_name("AWQ-lovers/y")


@given(st.one_of(st.text(max_size=90), st.from_regex(HUB_ID, fullmatch=True)))
def test_any_name_gives_an_id_or_nothing(name: str) -> None:
    for found in (quantized_of(name), official(name), in_words(name)):
        assert found is None or found
    guess = quantized_of(name)
    assert guess is None or guess.lower() != name.lower()
