"""Whose code it is and which model it is of, told from names alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.names.model_names import (
    distinctive,
    is_akin,
    is_family_name,
    is_named_for,
    is_own,
    names_another,
    names_in_path,
    names_in_text,
    names_sibling,
    naming,
)


@pytest.mark.parametrize(
    ("model", "parts"),
    [
        ("org/wren-1b", ("wren",)),
        ("org/Wren_Large-v2-chat", ("wren",)),
        ("org/model-7b-hf", ()),
        ("org/llama-3-8b-instruct", ("llama",)),
    ],
)
def test_what_of_a_name_is_the_models_own(model: str, parts: tuple[str, ...]) -> None:
    assert distinctive(model) == parts


@pytest.mark.parametrize(
    ("model", "family"), [("google/bert-base-uncased", True), ("org/wren-1b", False), ("org/wren-llama", False)]
)
def test_a_name_that_is_all_family(model: str, family: bool) -> None:
    assert is_family_name(model) is family


@pytest.mark.parametrize(
    ("model", "path", "named"),
    [
        ("org/wren-1b", "configs/wren_1b.yml", True),
        ("org/wren-1b", "configs/WREN 1B.yaml", True),
        ("org/wren-1b", "configs/train_wren-1b.yml", True),
        ("org/wren-1b-hf", "configs/wren-1b.yml", True),
        ("org/wren-1b", "configs/wren-1b-deduped.yml", False),
        ("org/wren-1b", "configs/wren-1b.5.yml", False),
        ("org/wren-1b", "configs/not-wren-1b.yml", False),
        ("org/t5-11b", "models/t5.1.0.11B.gin", True),
        ("org/model", "configs/model.yml", False),
        ("org/base-7b", "configs/base-7b.yml", False),
    ],
)
def test_a_path_names_a_model_and_no_sibling(model: str, path: str, named: bool) -> None:
    assert names_in_path(naming(model), path) is named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("run_name: wren-1b", True),
        ("output: runs/wren-1b", True),
        ("output: ~/runs/checkpoints/wren-1b", True),
        ("model: org/wren-1b", True),
        ("model: org-ai/wren-1b", True),
        ("model: other/wren-1b", False),
        ("model: wren-1b-chat", False),
    ],
)
def test_a_line_names_a_model_and_no_namesake_of_another(text: str, named: bool) -> None:
    pattern = naming("org/wren-1b")
    assert pattern is not None
    assert bool(names_in_text(pattern, text, "org/wren-1b")) is named


def test_with_its_publisher_only() -> None:
    pattern = naming("google/bert-base", in_full=True)
    assert pattern is not None
    assert pattern.search("model: google/bert-base")
    assert not pattern.search("model: bert-base")


@pytest.mark.parametrize(
    ("code", "model", "own"),
    [
        ("allenai/OLMo", "allenai/OLMo-7B", True),
        ("bigcode-project/Megatron-LM", "bigcode/starcoder2-15b", True),
        ("mistralai/mistral-src", "mistral/x", True),
        ("NVIDIA/Megatron-LM", "org/x", False),
        ("ai/x", "lab/x", False),
    ],
)
def test_code_of_the_publisher(code: str, model: str, own: bool) -> None:
    assert is_own(code, model) is own


@pytest.mark.parametrize(
    ("code", "model", "akin"),
    [
        ("someone/wren-train", "org/wren-1b", True),
        ("org/tools", "org/wren-1b", True),
        ("someone/llama-train", "org/llama-7b", False),
        ("someone/tools", "org/wren-1b", False),
    ],
)
def test_code_that_belongs_with_a_model(code: str, model: str, akin: bool) -> None:
    assert is_akin(code, model) is akin


@pytest.mark.parametrize(
    ("code", "model", "named"),
    [
        ("LLM360/crystalcoder-train", "LLM360/CrystalCoder", True),
        ("LLM360/amber-train", "LLM360/CrystalCoder", False),
        ("other/crystalcoder-train", "LLM360/CrystalCoder", False),
        ("org/train", "org/base-7b", False),
    ],
)
def test_a_repository_that_is_named_for_one_model(code: str, model: str, named: bool) -> None:
    assert is_named_for(code, model) is named


@pytest.mark.parametrize(
    ("name", "model", "another"),
    [
        ("GLM-4-9B", "org/chatglm3-6b", True),
        ("MiniCPM-V 2.6", "org/MiniCPM-Llama3-V-2_5", True),
        ("Wren 2", "org/wren-2-7b", False),
        ("Wren-7B", "org/wren-2-7b", False),
        ("Wren-1.5-9B", "org/wren-1.5-34b", False),
        ("Wren", "org/wren-2", False),
    ],
)
def test_another_version(name: str, model: str, another: bool) -> None:
    assert names_another(name, model) is another


@pytest.mark.parametrize(
    ("name", "model", "sibling"),
    [
        ("Wren-7B", "org/Wren-13B", True),
        ("Wren-1.5-9B-Chat", "org/Wren-1.5-9B", True),
        ("Wren-1.5-9B", "org/Wren-1.5-9B-Chat-GGUF", False),
        ("Wren 1.0", "org/Wren", False),
        ("Robin-7B", "org/Wren-13B", False),
    ],
)
def test_a_sibling(name: str, model: str, sibling: bool) -> None:
    assert names_sibling(name, model) is sibling


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_is_too_odd(one: str, other: str) -> None:
    pattern = naming(one)
    if pattern is not None:
        names_in_text(pattern, other, one)
        names_in_path(pattern, other)
    for asked in (is_own, is_akin, is_named_for, names_sibling):
        assert asked(one, other) in (True, False)
