"""Official names, and names in words, of families that the table has."""

from __future__ import annotations

import pytest

from auditor.names.official import in_words, official


@pytest.mark.parametrize(
    ("name", "repo_id"),
    [
        ("CodeLlama-7B-Instruct", "codellama/CodeLlama-7b-Instruct-hf"),
        ("Llama-2-7B", "meta-llama/Llama-2-7b"),
        ("llama-3-8b-instruct", "meta-llama/Meta-Llama-3-8B-Instruct"),
        ("mistral-7b-v0.3", "mistralai/Mistral-7B-v0.3"),
        ("bloom-560m", "bigscience/bloom-560m"),
        ("vicuna-13b-v1.5", "lmsys/vicuna-13b-v1.5"),
        ("phi-2", "microsoft/phi-2"),
        ("Phi-3", None),
        ("DeepSeek-R1-0528", "deepseek-ai/DeepSeek-R1-0528"),
        ("GLM-4.5-Air", "zai-org/GLM-4.5-Air"),
        ("whisper-large-v3", "openai/whisper-large-v3"),
        ("TinyLlama-1.1B-2T", None),
        ("llava-1.5-7b-hf", None),  # another repository than llava-v1.5-7b
        ("Llama-3-11.5B-v2", None),
        ("x" * 80 + "7b", None),
    ],
)
def test_official_names(name: str, repo_id: str | None) -> None:
    assert official(name) == repo_id


@pytest.mark.parametrize(
    ("text", "repo_id"),
    [
        ("Gemma 2 9B", "google/gemma-2-9b"),
        ("Gemma 2 9B Instruct", "google/gemma-2-9b-it"),
        ("Llama 2 34B", "meta-llama/Llama-2-34b-hf"),  # of a size that is not in the table
        ("Llama 3.3 70B", "meta-llama/Llama-3.3-70B-Instruct"),
        ("Llama 3.2 11B Vision", "meta-llama/Llama-3.2-11B-Vision"),
        ("SDXL base", "stabilityai/stable-diffusion-xl-base-1.0"),
        ("Stable-Diffusion-v-1-4", "CompVis/stable-diffusion-v1-4"),
        ("BERT base uncased", "bert-base-uncased"),
        ("gpt2", "gpt2"),
        ("GPT-2", None),
        ("Qwen 2.5", None),
        ("Command R+", None),
        ("Falcon 40B of mine", None),
        ("", None),
    ],
)
def test_names_in_words(text: str, repo_id: str | None) -> None:
    assert in_words(text) == repo_id
