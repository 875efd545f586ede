"""What a key means by its words."""

from __future__ import annotations

import pytest

from auditor.discover.keys import is_secret, parts, place_of
from auditor.schema.discovery import FoundType


@pytest.mark.parametrize(
    "key",
    [
        "model",
        "llm_hf_repo_id",
        "embedding_hf_model_name",
        "modelId",
        "HFModelName",
        "base_model_name_or_path",
        "reranker",
        "repo_id",
        "model-list",
        "model_weights",
    ],
)
def test_keys_of_models(key: str) -> None:
    place = place_of(key)
    assert place is not None
    assert place.what is FoundType.MODEL


@pytest.mark.parametrize(
    "key",
    [
        "",
        "name",
        "id",
        "path",
        "model_type",
        "model_dir",
        "model_api_key",
        "model_token",
        "max_model_len",
        "output_model",
        "hub_model_id",
        "served_model_name",
        "hf_token",
        "modeling",
        "license_model_id",
    ],
)
def test_keys_of_other_things(key: str) -> None:
    assert place_of(key) is None


def test_a_weak_key_means_what_its_parent_means() -> None:
    assert place_of("name", "embedder") is not None
    assert place_of("default", "chat_models") is not None
    assert place_of("name", "project") is None
    assert place_of("name", "model_provider") is None
    assert place_of("deploymentName", "AzureOpenAI") is not None
    assert place_of("deploymentName", "kubernetes") is None


def test_datasets_and_names_of_ollama() -> None:
    dataset, ollama = place_of("train_dataset_name"), place_of("ollamaModel")
    assert dataset is not None
    assert dataset.what is FoundType.DATASET
    assert ollama is not None
    assert ollama.what is FoundType.OLLAMA_MODEL


def test_words_in_every_style() -> None:
    assert parts("hfModel_name-or.Path") == ("hf", "model", "name", "or", "path")
    assert parts("AzureOpenAIModel") == ("azure", "openai", "model") or parts("AzureOpenAI") == ("azure", "openai")


@pytest.mark.parametrize("name", ["API_KEY", "modelToken", "db-password", "client_secret"])
def test_secrets(name: str) -> None:
    assert is_secret(name)
    assert not is_secret("TOKENIZER_NAME")
