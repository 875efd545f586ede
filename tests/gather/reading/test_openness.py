"""Which words claim that the model is open, and which only speak of openness."""

from __future__ import annotations

import pytest

from auditor.gather.reading.openness import openness_claims
from auditor.schema.reading import Degree, Scope
from tests.gather.reading.reads import read


def claims(text: str) -> list[tuple[Degree, Scope]]:
    return [(item.degree, item.scope) for item in openness_claims(*read(text))]


MODEL = (Degree.OPEN_SOURCE, Scope.MODEL)


@pytest.mark.parametrize(
    "text",
    [
        "We open-source Tiny, a small language model.",
        "Tiny is an open source language model of 3 billion parameters.",
        "We have open-sourced the weights.",
        "This open-source model was made for teaching.",
        "Tiny has been open-sourced under MIT.",
        "We release Tiny as an open source model.",
        "It does better than other open-source models.",
        "Tiny is the first open-source model of its kind.",
        "An open source language model: data, code and weights are all here.",
        "It is a 1.1B, carefully made open-source model.",
        "Tiny is the second-generation version of the open-source chat model.",
        "Tiny est un petit modèle de langue open source.",
        "Tiny 是一个开源的双语对话模型。",
        "Tiny 是一个开源的，会说两种语言的对话系统。",
        "我们开源了 Tiny。",
    ],
)
def test_the_model_is_called_open_source(text):
    assert MODEL in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "We open-source Tiny-V 3.0, which does better.",
        "Tiny-4, an advanced open source language model, leads the way.",
        "我们已经开源了 Tiny-4-9B 系列模型。",
    ],
)
def test_another_version_is_called_so(text):
    assert openness_claims(*read(text, repo_id="org/tiny-2-7b")) == ()


@pytest.mark.parametrize("text", ["We open-source Tiny 2.", "Tiny-2-7B, an open source language model, leads the way."])
def test_this_version_is_called_so(text):
    found = openness_claims(*read(text, repo_id="org/tiny-2-7b"))
    assert [(item.degree, item.scope) for item in found] == [MODEL]


def test_another_member_of_the_family_is_called_so():
    text = "Tiny-7B-Chat is an open-source model."
    assert openness_claims(*read(text, repo_id="org/tiny-7b")) == ()
    assert openness_claims(*read(text, repo_id="org/tiny-7b-chat-gguf"))
    both = "We release Tiny-7B and Tiny-7B-Chat, our open-source models."
    assert openness_claims(*read(both, repo_id="org/tiny-7b"))


@pytest.mark.parametrize("text", ["The model code has been open sourced.", "模型代码已经开源，权重位于网站上。"])
def test_the_code_is_called_so(text):
    assert claims(text) == [(Degree.OPEN_SOURCE, Scope.CODE)]


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("A fully open language model.", Degree.FULLY_OPEN),
        ("A truly open-source model.", Degree.FULLY_OPEN),
        ("An open-science multilingual language model.", Degree.OPEN_SCIENCE),
        ("The open-weights model Tiny.", Degree.OPEN_WEIGHTS),
        ("Tiny is an open model.", Degree.OPEN_MODEL),
    ],
)
def test_degrees(text, degree):
    assert claims(text) == [(degree, Scope.MODEL)]


@pytest.mark.parametrize(
    "text",
    [
        "It outperforms open-source models of its size.",
        "It is competitive with most open-source chat models.",
        "We thank the open-source community.",
        "It is not open source.",
        "Keep to the license, ensuring that any derivative works are also open source.",
        "## Acknowledgements\nAnd it is open-source!",
        "It is based on the open-source model Base.",
        "We will open-source the model soon.",
        "Thanks to the open source community for help.",
        "Released under an open source license.",
        "Use it with the open-source framework Frame.",
        '"Fully open source", as they say.',
        "> We open-source Tiny.",
        "```\nwe open-source it\n```",
        "The weights are fully open for academic research.",
        "相比其他开源模型，它更好。",
        "我们感谢大家，开源社区很好。",
        "感谢开源社区。",
        "它训练自开源模型 Base。",
    ],
)
def test_nothing_is_claimed(text):
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("We open-sourced the training dataset.", Scope.DATA),
        ("We open-source the code.", Scope.CODE),
        ("* Open-sourced the fine-tuning scripts", Scope.CODE),
        ("The code of this project is open source.", Scope.CODE),
        ("We open-source the model and the data.", Scope.MODEL),
        ("本项目开源了训练代码。", Scope.CODE),
    ],
)
def test_scope(text, scope):
    assert [item[1] for item in claims(text)] == [scope]


def test_a_claim_cites_its_line():
    papers, found = read("# Tiny\n\nWords.\n\nWe open-source Tiny.")
    (claim,) = openness_claims(papers, found)
    assert (claim.citation.quote, claim.row) == ("We open-source Tiny.", "openness/we-open-it")
    assert papers.card_lines[(claim.citation.line or 0) - 1] == "We open-source Tiny."


@pytest.mark.parametrize("text", ["插件基于 Tiny 模型开发，均已开源。", "模型代码已经在 Frame 上开源。"])
def test_code_that_is_opened_is_not_the_model(text):
    assert (Degree.OPEN_SOURCE, Scope.MODEL) not in claims(text)


def test_marks_before_the_words_do_not_move_the_line():
    papers, found = read("<br>\n<strong>Type:</strong> Tiny is an open-source model.")
    (claim,) = openness_claims(papers, found)
    assert "open-source" in claim.citation.quote
