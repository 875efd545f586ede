"""What a string names."""

from __future__ import annotations

import pytest

from auditor.discover.reference import hub_urls, read
from auditor.discover.target import ALIAS, DATASET, DATASET_ONLY, MODEL, MODEL_ONLY, OLLAMA, PROXIED, ROUTED, NamePlace

MODELS = {
    "Qwen/Qwen3-8B": ("Qwen/Qwen3-8B", None),
    "gpt2": ("gpt2", None),
    "org-a/nano@v1": ("org-a/nano", "v1"),
    "hf://org-a/nano@v1": ("org-a/nano", "v1"),
    "huggingface://org-a/nano/file.gguf": ("org-a/nano", None),
    "hf-hub:timm/vit_base": ("timm/vit_base", None),
    "hf.co/org-a/nano:Q4_K_M": ("org-a/nano", None),
    "https://huggingface.co/org-a/nano": ("org-a/nano", None),
    "https://huggingface.co/org-a/nano/resolve/v2/model.bin?download=true": ("org-a/nano", "v2"),
    "https://huggingface.co/org-a/nano/tree/refs/pr/3": ("org-a/nano", "refs/pr/3"),
    "https://huggingface.co/gpt2": ("gpt2", None),
    "openai/whisper-large-v3": ("openai/whisper-large-v3", None),
    "openai/gpt-oss-20b": ("openai/gpt-oss-20b", None),
}


@pytest.mark.parametrize("text", MODELS)
def test_what_names_a_model(text: str) -> None:
    target = read(text)
    assert target is not None
    assert (str(target.type), target.id, target.revision) == ("model", *MODELS[text])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("https://huggingface.co/datasets/org-a/rows", "dataset"),
        ("https://huggingface.co/spaces/org-a/demo", "space"),
        ("./model", "local_or_url"),
        ("/data/model", "local_or_url"),
        ("../model", "local_or_url"),
        ("C:\\models\\llama", "local_or_url"),
        ("checkpoints/llama", "local_or_url"),
        ("org-a/nano/sub", "local_or_url"),
        ("org-a/nano/", "local_or_url"),
        ("org-a/model.gguf", "local_or_url"),
        ("registry.example.org/nano", "local_or_url"),
        ("s3://bucket/model", "local_or_url"),
        ("path/to/model", "local_or_url"),
        ("your-org/your-model", "placeholder"),
        ("org/name", "placeholder"),
        ("<org>/<model>", "placeholder"),
        ("some-team/your-model-name", "placeholder"),
        ("${MODEL}", "template"),
        ("{{ model }}", "template"),
        ("{org}/name", "template"),
        ("some-name", "bare_name"),
        ("gpt-4o", "api_model"),
        ("openai/gpt-4o-mini", "api_model"),
        ("anthropic/claude-sonnet-4-5", "api_model"),
        ("bedrock/anything/else", "api_model"),
        ("ai/smollm2", "ollama_model"),
        ("damo/nlp_structbert", "modelscope_model"),
        ("https://modelscope.cn/models/org-a/nano", "modelscope_model"),
    ],
)
def test_what_names_none(text: str, what: str) -> None:
    target = read(text)
    assert target is not None
    assert str(target.type) == what


@pytest.mark.parametrize("text", ["", " ", "two words", "a\nb", "x" * 500, "--model", "a//b", "1.4", "café/ü"])
def test_what_is_nothing_in_a_place_for_ids(text: str) -> None:
    target = read(text, MODEL_ONLY)
    assert target is None or str(target.type) == "local_or_url"


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("all-MiniLM-L6-v2", ALIAS, ("model_alias", "all-MiniLM-L6-v2")),
        ("bert-base-uncased", ALIAS, ("model", "bert-base-uncased")),
        ("squad", DATASET, ("dataset", "squad")),
        ("json", DATASET, None),
        ("alpaca_en", DATASET_ONLY, None),
        ("some-name", MODEL_ONLY, None),
        ("org-a/nano", NamePlace(modelscope=True), ("modelscope_model", "org-a/nano")),
        ("ollama/llama3", ROUTED, ("ollama_model", "llama3")),
        ("hosted_vllm/org-a/nano", ROUTED, ("model", "org-a/nano")),
        ("openai/Qwen/Qwen3-8B", PROXIED, ("model", "Qwen/Qwen3-8B")),
        ("openai/my-deployment", PROXIED, ("api_model", "openai:my-deployment")),
        ("openai/*", PROXIED, ("api_model", "openai:*")),
        ("qwen3:8b", OLLAMA, ("ollama_model", "qwen3:8b")),
        ("hf.co/org-a/nano-GGUF:Q8_0", OLLAMA, ("model", "org-a/nano-GGUF")),
        ("./model.gguf", OLLAMA, ("local_or_url", "./model.gguf")),
    ],
)
def test_the_place_decides(text: str, place: NamePlace, expected: tuple[str, str] | None) -> None:
    target = read(text, place)
    assert (None if target is None else (str(target.type), target.id)) == expected


def test_urls_in_a_text_count_when_they_point_to_a_file() -> None:
    text = "see https://huggingface.co/org-a/page and get https://huggingface.co/org-a/nano/resolve/main/m.bin, hf://org-b/x."
    assert [target.id for _, target in hub_urls(text)] == ["org-a/nano", "org-b/x"]
    assert [target.id for _, target in hub_urls(text, files_only=False)] == ["org-a/page", "org-a/nano", "org-b/x"]
    assert hub_urls("https://huggingface.co/org-a/nano/resolve/main/logo.png") == []
    assert hub_urls("https://huggingface.co/docs/transformers/raw/main/x") == []
    assert read("https://huggingface.co/docs/transformers", MODEL) is not None
