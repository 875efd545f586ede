"""Which source speaks where nothing is declared, and what the GGUF header and the configuration name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from auditor.gather.lineage.generated import generated_data
from auditor.gather.lineage.in_headers import bases_in_headers
from auditor.gather.lineage.related import Named, bases
from auditor.schema.snapshot import METADATA
from tests.gather.lineage.reads import papers_of

HUB = "https://huggingface.co"


def _bases(
    own: str = "me/mine-7b", body: str = "", front: str = "", files: dict[str, str] | None = None, **raw: Any
) -> list[Named]:
    return list(bases(papers_of(body, own, front, files, **raw)))


def test_beside_a_declared_base_all_that_is_said_counts_and_no_guess() -> None:
    said = "A fine-tuned version of a/b-7b.\n\nDistilled from c/d-70b.\n"
    found = _bases(body=said, front="base_model: x/y")
    assert [(item.id, item.evidence.value) for item in found] == [
        ("x/y", "declared"),
        ("a/b-7b", "inferred"),
        ("c/d-70b", "inferred"),
    ]
    named = _bases(body="It is based on Mistral 7B.", front="base_model: x/y")
    assert [item.id for item in named] == ["x/y", "mistralai/Mistral-7B-v0.1"]
    family = _bases(body="It was fine-tuned from Gemma 2.", front="base_model: x/y")
    assert [(item.id, item.family) for item in family] == [("x/y", ""), ("Gemma 2", "gemma")]
    declared = _bases(body="It was fine-tuned from Gemma 2.", front="base_model: google/gemma-2-9b")
    assert [item.id for item in declared] == ["google/gemma-2-9b"]
    fuller = _bases(body="It is based on Mistral 7B.", front="base_model: mistralai/Mistral-7B-v0.1-base")
    assert [item.id for item in fuller] == ["mistralai/Mistral-7B-v0.1-base"]
    assert [item.id for item in _bases("me/gemma-2b", front="base_model: x/y")] == ["x/y"]


def test_a_thirteenth_base_is_no_less_a_base() -> None:
    names = [f"maker/part-{number}-7b" for number in range(30)]
    front = "\n- ".join(["base_model:", *names])
    assert [item.id for item in _bases(front=front)] == names
    assert [item.id for item in _bases(body=f"A merge of {', '.join(names)}.")] == names
    assert [
        item.id for item in _bases(body="\n".join(["Models merged:", "", *(f"- {name}" for name in names)]))
    ] == names
    assert [item.id for item in _bases(body="\n\n".join(f"It was merged with {name}." for name in names))] == names


def test_a_declared_base_is_not_named_twice() -> None:
    body = f"A fine-tuned version of [bert-base-uncased]({HUB}/bert-base-uncased)."
    front = "base_model: google-bert/bert-base-uncased"
    assert [item.id for item in _bases(body=body, front=front)] == ["google-bert/bert-base-uncased"]


def test_the_copied_card_of_an_original_names_the_original_first() -> None:
    body = "GGUF files for a/b-7b.\n\nThis model is based on c/d-7b.\n"
    assert [item.id for item in _bases("TheBloke/garden-GGUF", body)] == ["a/b-7b", "c/d-7b"]


def test_a_declared_path_is_kept_and_prose_is_read_beside_it() -> None:
    found = _bases(body=f"A fine-tuned version of [B]({HUB}/a/b-7b).", front="base_model: ./out")
    assert [(item.id, item.evidence.value) for item in found] == [("./out", "declared"), ("a/b-7b", "inferred")]


def test_the_copied_card_of_an_original_is_read_beside_the_name() -> None:
    body = f"This model is fine-tuned on top of [B]({HUB}/a/b-7b)."
    assert [item.id for item in _bases("maker/garden-7b-GGUF", body)] == ["maker/garden-7b", "a/b-7b"]
    assert [item.id for item in _bases("TheBloke/garden-7b-GGUF", body)] == ["a/b-7b"]


@pytest.mark.parametrize(
    ("own", "path", "found"),
    [
        ("me/mine-7b", "a/b-7b", [("a/b-7b", "derived")]),
        ("me/mine-7b", "a/mine-7b", [("a/mine-7b", "mirror")]),
        ("me/mine-7b", "me/mine-7b", []),
        ("me/mine-7b", "/data/b-7b", []),
        ("me/mine-7b", "./out", []),
        ("me/mine-7b", "b-7b", []),
        ("me/mine-7b", 7, []),
    ],
)
def test_what_the_configuration_was_loaded_from(own: str, path: object, found: list[tuple[str, str]]) -> None:
    in_metadata = _bases(own, config={"_name_or_path": path})
    in_file = _bases(own, files={"config.json": json.dumps({"_name_or_path": path})})
    for items in (in_metadata, in_file):
        assert [(item.id, item.relation.value) for item in items] == found
    assert [item.pointer for item in in_metadata] == ["/config/_name_or_path"] * len(found)
    assert [item.file for item in in_file] == ["config.json"] * len(found)


def test_architecture_and_tokenizer_alone_name_nothing() -> None:
    config = {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "tokenizer_config": {"bos_token": "<s>"}}
    assert _bases(config=config, tags=["llama"]) == []


@pytest.mark.parametrize("own", ["NousResearch/Meta-Llama-3-8B", "4bit/gemma-2b", "unsloth/gemma-2b"])
def test_an_official_name_under_another_account_is_a_mirror(own: str) -> None:
    assert [item.relation.value for item in _bases(own)] == ["mirror"]


@pytest.mark.parametrize(
    "own", ["meta-llama/Llama-3.1-8B", "google/gemma-2b", "Qwen/Qwen3-8B", "me/Llama-3.1-8B-of-mine", "gpt2"]
)
def test_other_names_are_none(own: str) -> None:
    assert _bases(own) == []


@pytest.mark.parametrize(
    "header",
    [
        {"general.base_model.0.repo_url": f"{HUB}/a/b"},
        {"general": {"base_model": [{"name": "B", "repo_url": f"{HUB}/a/b/"}]}},
    ],
)
def test_the_header_of_a_gguf_file(header: dict[str, Any]) -> None:
    [found] = bases_in_headers(papers_of("", gguf=header))
    assert (found.id, found.relation.value, found.file) == ("a/b", "quantized", METADATA)
    assert found.pointer is not None
    assert found.pointer.startswith("/gguf/general")
    assert [item.evidence.value for item in _bases(gguf=header)] == ["declared"]


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"general.base_model.0.repo_url": " "},
        {"repo_url": f"{HUB}/a/b"},
        {"x": [[[]]]},
    ],
)
def test_a_header_that_names_none(header: dict[str, Any]) -> None:
    assert bases_in_headers(papers_of("", gguf=header)) == []


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("The answers were generated with GPT-4.", "GPT-4"),
        ("52 thousand instructions generated by text-davinci-003.", "text-davinci-003"),
        ("Tuned on GPT-4-generated data.", "GPT-4-generated"),
        ("It holds conversations from ChatGPT.", "ChatGPT."),
        ("Answers written by Chat-GPT.", "Chat-GPT"),
        ("We used Claude to generate the dialogues.", "Claude"),
        ("The instructions were generated by Meta-Llama-3-70B-Instruct.", "Meta-Llama-3-70B-Instruct"),
        ("Synthetic dialogues written by [gpt-4o-mini](https://somewhere.test).", "gpt-4o-mini"),
        ("### ChatGPT's answers, and our questions", "ChatGPT"),
        ("Tuned on [answers](https://huggingface.co/datasets/someone/gpt4-data).", "gpt4"),
        ("数据由GPT-4生成。", "GPT-4"),
    ],
)
def test_data_that_a_model_wrote(text: str, model: str) -> None:
    [found] = generated_data(papers_of(f"# Garden\n\n{text}"))
    assert found.citation.line == 3
    assert (found.row or "").startswith("generated-data/")
    assert found.model.lower().startswith(model.lower().removesuffix("-generated").rstrip("."))


@pytest.mark.parametrize(
    "text",
    [
        "It is better than GPT-4.",
        "Answers were rated by GPT-4.",
        "We compare with outputs of GPT-4.",
        "The data was not generated with GPT-4.",
        "GPT-2 data.",
        "Data generated by hand.",
        "The Llama 3 instruction tuned models are optimized for dialogue.",
        "The examples are generated by Llama-3-8B.",
        "<!-- The answers were generated with GPT-4. -->",
        "```\nThe answers were generated with GPT-4.\n```",
    ],
)
def test_data_that_no_model_wrote(text: str) -> None:
    assert generated_data(papers_of(text)) == ()


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("# vicuna-7b-letters", ["vicuna-7b"]),
        ("# Letters with vicuna-7b-letters", []),
        ("# vicuna-7b", []),
        ("# bert-letters", []),
        ("# gpt-4-letters", []),
    ],
)
def test_a_title_made_of_anothers_name_and_size_is_a_guess_where_nothing_else_is_said(
    title: str, found: list[str]
) -> None:
    named = bases(papers_of(f"{title}\n\nA model for letters.\n", "me/letters"))
    assert [item.id for item in named if item.family == "vicuna" and item.line == 1] == found
