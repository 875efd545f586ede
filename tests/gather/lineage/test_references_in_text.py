"""Models in a sentence, by whatever they are named, and where they stand in its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.gather.lineage.references_in_text import NamingText, naming_text
from tests.gather.lineage.reads import papers_of

HUB = "https://huggingface.co"


def _read(text: str) -> NamingText:
    [sentence] = papers_of(text).text.sentences
    return naming_text(sentence)


@pytest.mark.parametrize(
    ("text", "names", "words"),
    [
        (f"From [the **B**]({HUB}/a/b-7b) here.", ["a/b-7b"], ["the B"]),
        (f"From {HUB}/a/b-7b here.", ["a/b-7b"], [f"{HUB}/a/b-7b"]),
        (f"From <{HUB}/a/b-7b> here.", ["a/b-7b"], [f"{HUB}/a/b-7b"]),
        (f'From <a href="{HUB}/a/b-7b">B</a> here.', ["a/b-7b"], ["B"]),
        (f"From [B]({HUB}/a/b-7b/tree/main) here.", ["a/b-7b"], ["B"]),
        ("From `a/b-7b` here.", ["a/b-7b"], ["a/b-7b"]),
        ("From **Llama 3.1 8B** here.", ["meta-llama/Llama-3.1-8B"], ["Llama 3.1 8B"]),
        ("From [Llama 3.1 8B](https://somewhere.test) here.", ["meta-llama/Llama-3.1-8B"], ["Llama 3.1 8B"]),
        (f"From [roberta-base]({HUB}/roberta-base) here.", ["roberta-base"], ["roberta-base"]),
        (f"From [somebody]({HUB}/somebody) here.", [""], ["somebody"]),
        (f"From [our paper]({HUB}/papers/2401.00001) here.", [""], ["our paper"]),
        (f"From [data]({HUB}/datasets/a/b-7b) here.", [""], ["data"]),
        ("From 01/2012 to 08/2019 in sizes 7B/13B and/or so.", [], []),
        ("From train.py/main-1.py here.", [], []),
    ],
)
def test_what_is_named_and_where(text: str, names: list[str], words: list[str]) -> None:
    read = _read(text)
    assert [item.id for item in read.references] == names
    assert [read.words[item.start : item.end].strip() for item in read.references] == words


def test_an_id_alone_may_be_that_of_data() -> None:
    assert [item.is_sure for item in _read(f"From a/b-v2, a/b-7b, {HUB}/c/d-v2, Llama 3.1 8B.").references] == [
        False,
        True,
        True,
        True,
    ]


def test_a_link_elsewhere_stands_before_what_follows_it() -> None:
    text = _read(f"Based on [a paper](https://somewhere.test) and [B]({HUB}/a/b-7b).")
    assert text.first(0, 60) is None
    assert text.first(len("Based on a paper "), 60) is not None
    assert text.first(len("Based on a paper "), 2) is None


@given(
    st.lists(
        st.sampled_from(
            ["[a](", ")", "[B](https://hf.co/a/b-1)", "\ue000", "\ue001", "<a href=x>", "</a>", "*", " c/d-2 "]
        )
    )
)
def test_any_text_has_its_models_where_they_stand(parts: list[str]) -> None:
    for sentence in papers_of(f"x{''.join(parts)}").text.sentences:
        read = naming_text(sentence)
        assert "\ue000" not in read.words
        assert all(0 <= item.start < item.end <= len(read.words) for item in read.references)
