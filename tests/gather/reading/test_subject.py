"""Whose terms a statement is about."""

from __future__ import annotations

import pytest

from auditor.gather.reading.subject import (
    CODE,
    DATA,
    ELSEWHERE,
    PROJECT,
    WEIGHTS,
    WHOLE,
    clause,
    is_of_others,
    of_label,
    of_section,
    of_verb,
)
from tests.builders import standards
from tests.gather.reading.reads import papers_of

WORDS = standards().knowledge.vocabulary


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("", WHOLE),
        ("The", WHOLE),
        ("Wren", WHOLE),
        ("It", WHOLE),
        ("The weights of Wren", WEIGHTS),
        ("The use of the model", WEIGHTS),
        ("The code language model", WEIGHTS),
        ("The code of the model", CODE),
        ("The code and the model", WHOLE),
        ("代码和模型权重", WHOLE),
        ("The dataset", DATA),
        ("This repository", PROJECT),
        ("The code is free, while the weights", WEIGHTS),
        ("代码开源,模型权重", WEIGHTS),
        ("社区使用Wren模型需要", WEIGHTS),
        ("This model is tuned from Falcon, and therefore", WEIGHTS),
        ("Falcon", ELSEWHERE),
        ("The base model", ELSEWHERE),
        ("Some parts of the model", ELSEWHERE),
        ("Wren-1bX", ELSEWHERE),
        ("Llama", ELSEWHERE),
    ],
)
def test_what_a_verb_is_said_of(words: str, subject: str) -> None:
    assert of_verb(words, "org/wren-1b-llama", WORDS) == subject


@pytest.mark.parametrize(
    ("words", "subject"), [("", WHOLE), ("Code", CODE), ("Model", WEIGHTS), ("Data", DATA), ("Base model", ELSEWHERE)]
)
def test_what_a_label_is_of(words: str, subject: str) -> None:
    assert of_label(words, WORDS) == subject


@pytest.mark.parametrize(
    ("heading", "subject"),
    [
        ("License", WHOLE),
        ("Source code", CODE),
        ("Code models", WHOLE),
        ("Training data", DATA),
        ("Related work", ELSEWHERE),
        ("Preferences", WHOLE),
    ],
)
def test_whose_section_it_is(heading: str, subject: str) -> None:
    (sentence,) = papers_of(f"# {heading}\n\nIt is under MIT.").text.sentences
    assert of_section(sentence) == subject


def test_the_clause_before_a_verb() -> None:
    assert clause("The code is free; the weights", WORDS).strip() == "the weights"
    assert clause("Wren was tuned from Llama 3.1, and thus", WORDS).strip() == "Wren"
    assert clause("Wren, tuned from Llama", WORDS) == "Wren, tuned from Llama"


@pytest.mark.parametrize(
    ("before", "limit", "others"),
    [
        ("The dataset is ", "for research only", True),
        ("The dataset, model and demo are ", "for research only", False),
        ("Unlike Falcon, which ", "prohibits commercial use", True),
        ("Unlike Falcon, this model ", "prohibits commercial use", False),
        ("Our earlier version was ", "for research only", True),
        ("Like earlier versions, this one is ", "for research only", False),
        ("You may ", "not use the corpus commercially", True),
        ("Trained on a public dataset, ", "not for commercial use", False),
        ("", "for research only", False),
    ],
)
def test_a_limit_is_the_models_in_doubt(before: str, limit: str, others: bool) -> None:
    assert is_of_others(before, limit, WORDS) is others
