"""Families named in sentences: every example of the table, no counterexample, and what a name says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.files.families import load_families
from auditor.names.prose import FamilyName, in_prose, read_name
from auditor.schema.family import FamilyEntry

TABLE = load_families()
# What an example of another family says of this one too: `LLaMA/Vicuna`.
ARROW = " → "
SD_15 = "stable-diffusion-v1-5/stable-diffusion-v1-5"


def named(text: str, family: str) -> list[FamilyName]:
    return [found for found in in_prose(text) if found.family == family]


@pytest.mark.parametrize("family", TABLE.families, ids=lambda family: family.id)
def test_every_example_is_recognized_and_no_counterexample(family: FamilyEntry) -> None:
    for example in family.prose.examples:
        text, _, repository = example.partition(ARROW)
        found = named(text, family.id)
        assert found, example
        assert not repository or found[0].repository == repository, example
    for text in family.prose.counterexamples:
        assert not named(text, family.id), text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "the falcon flies",
            "a Falcon 9 rocket",
            "opt for the other one",
            "you may opt out",
            "yi",
            "Yi et al. say so",
        ),
        *(
            "the phi coefficient",
            "theta and phi",
            "a bloom filter",
            "Bloom's taxonomy",
            "a mistral wind",
            "the Mistral",
        ),
        *(
            "Gemma wrote this card",
            "Gemma and I",
            "whisper quietly",
            "they whisper",
            "Bert Smith",
            "bert",
            "Claude Monet",
        ),
        *("run it with llama.cpp", "LLaMA-Factory", "a llama grazes", "an SD card", "mean 2.4, SD 0.6", "grok it"),
        *("the minimax algorithm", "an orca", "solar power", "the command rm", "databricks-dolly-15k", "%E5%8D%8F"),
        *("someone/my-llama-7b", "https://github.com/facebookresearch/llama", "models/llama", "pre-BERT", ""),
    ],
)
def test_what_names_no_family(text: str) -> None:
    assert in_prose(text) == ()


@pytest.mark.parametrize(
    ("text", "family", "version", "size", "repository", "licenses"),
    [
        ("tuned from Llama 2", "llama", "2", None, None, ("llama2",)),
        ("an enhanced Llama 13b model", "llama", None, "13b", None, ("llama1", "llama2")),
        ("a 13B parameter LLaMA", "llama", None, "13b", None, ("llama1", "llama2")),
        ("Llama-2-7b-chat-hf", "llama", "2", "7b", "meta-llama/Llama-2-7b-chat-hf", ("llama2",)),
        ("Llama 2 7B, 13B and 70B", "llama", "2", "7b", None, ("llama2",)),
        ("Llama-2-7b-of-mine", "llama", "2", "7b", None, ("llama2",)),
        ("Llama 5 9B", "llama", "5", "9b", None, ()),
        ("Llama 3.1.2 8B", "llama", "3.1.2", "8b", None, ("llama3.1",)),
        ("we ran Llama 3 times", "llama", None, None, None, None),
        ("Llama Guard 2", "llama", "2", None, None, ("llama3",)),
        ("Gemma 2 9B", "gemma", "2", "9b", "google/gemma-2-9b", ("gemma",)),
        ("Gemma 4 31B", "gemma", "4", "31b", None, ("Apache-2.0",)),
        ("MedGemma 4B", "gemma", None, "4b", None, ("hai-def",)),
        ("SD 3 Medium", "stable-diffusion", "3", None, "stabilityai/stable-diffusion-3-medium", None),
        ("Command R+", "command", None, None, None, ("CC-BY-NC-4.0",)),
        ("FLUX.1-dev", "flux", "1", None, "black-forest-labs/FLUX.1-dev", ("flux-1-dev-non-commercial-license",)),
        ("FLUX.1 [schnell]", "flux", "1", None, "black-forest-labs/FLUX.1-schnell", ("Apache-2.0",)),
        ("FLUX.1", "flux", "1", None, None, ("flux-1-dev-non-commercial-license", "Apache-2.0")),
        ("Qwen2.5-72B", "qwen", "2.5", "72b", "Qwen/Qwen2.5-72B", ("qwen-2024",)),
        ("Qwen 2.5", "qwen", "2.5", None, None, ("Apache-2.0", "qwen-research", "qwen-2024")),
        ("Mistral 7B", "mistral", None, "7b", "mistralai/Mistral-7B-v0.1", ("Apache-2.0",)),
        ("based on Vicuna", "vicuna", None, None, None, ("llama1", "llama2")),
        ("GPT-4o", "gpt", None, None, None, ()),
        ("huggyllama/llama-7b", "llama", "1", "7b", "huggyllama/llama-7b", ("llama1",)),
        ("decapoda-research/llama-13b-hf", "llama", "1", "13b", "decapoda-research/llama-13b-hf", ("llama1",)),
        (
            "runwayml/stable-diffusion-v1-5",
            "stable-diffusion",
            "1.5",
            None,
            "stable-diffusion-v1-5/stable-diffusion-v1-5",
            None,
        ),
        ("meta-llama/Llama-2-7b-hf", "llama", "2", "7b", "meta-llama/Llama-2-7b-hf", ("llama2",)),
        ("https://huggingface.co/google/gemma-7b", "gemma", None, "7b", "google/gemma-7b", ("gemma",)),
        ("gpt2", "gpt-2", None, None, "openai-community/gpt2", ("MIT",)),
        ("基于通义千问微调", "qwen", None, None, None, None),
    ],
)
def test_what_a_name_says(
    text: str,
    family: str,
    version: str | None,
    size: str | None,
    repository: str | None,
    licenses: tuple[str, ...] | None,
) -> None:
    [found] = in_prose(text)
    assert (found.family, found.version, found.size, found.repository) == (family, version, size, repository)
    assert licenses is None or set(found.licenses) == set(licenses)
    assert 0 <= found.start < found.end <= len(text)


def test_two_names_with_a_stroke_between() -> None:
    assert [(found.family, found.start, found.end) for found in in_prose("merged LLaMA/Vicuna weights")] == [
        ("llama", 7, 12),
        ("vicuna", 13, 19),
    ]


@pytest.mark.parametrize("text", ["Falcon", "a Falcon", "Falcon is fast"])
def test_a_name_that_means_something_else_needs_company(text: str) -> None:
    assert in_prose(text) == ()
    for company in ("tuned from Falcon", "the Falcon models", "Falcon-40B", "Falcon 7B", "Falcon instruct"):
        assert [found.family for found in in_prose(company)] == ["falcon"]


def test_a_text_that_is_a_name_alone() -> None:
    read = read_name("Llama 3.1 8B Instruct")
    assert read is not None
    assert (read[0].id, read[1].version, read[1].size, read[1].words) == ("llama", "3.1", "8B", {"instruct"})
    for text in ("Llama 3.1 8B of mine", "a Llama", "Llama-3.1-8B-abliterated", "llama.cpp", ""):
        assert read_name(text) is None


@pytest.mark.parametrize(
    "unit",
    [
        *("a", "0", " ", "-", "_", "/", "Llama", "llama ", "Llama-2-", "Llama 2 7B ", "a/", "Falcon ", "7B ", "LLaMA/"),
        *(
            "Gemma 2 9B, ",
            "1.",
            "v1",
            "meta-llama/",
            "Command R+",
            "基于",
            "tuned from ",
            "Stable Diffusion ",
            "(",
            "GPT-4",
        ),
    ],
)
def test_time_is_in_proportion_to_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        started = time.process_time()
        in_prose(text)
        read_name(text)
        return time.process_time() - started

    in_prose(unit)
    base = max(min(seconds(25_000) for _ in range(3)), 0.002)
    assert seconds(200_000) / base < 8 * 3


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    until = 0
    for found in in_prose(text):
        assert until <= found.start < found.end <= len(text)
        until = found.end
