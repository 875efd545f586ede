"""Corpora that a card names, and whether each can be had."""

from __future__ import annotations

import pytest

from auditor.files.reading import load_tables, load_vocabulary
from auditor.gather.reading.corpora import Supply, corpora, found, is_hub_id
from auditor.prose.sentences import Sentence
from auditor.prose.text import read_text


def sentence(words: str) -> Sentence:
    return read_text(words, vocabulary=load_vocabulary()).sentences[0]


def test_the_table_says_supplies() -> None:
    (table,) = (table for table in load_tables() if table.table == "corpora")
    assert {row.says for row in table.rows if row.says} == set(Supply)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Text from C4, Wikipedia and the Pile.", ("C4", "Wikipedia", "Pile")),
        ("Hours of Multilingual LibriSpeech and Common Voice (v7.0).", ("Multilingual LibriSpeech", "Common Voice")),
        ("Pages of LAION-5B and RedPajama-V2.", ("LAION-5B", "RedPajama-V2")),
        ("A pile of stories about the race of a common crawl.", ()),
        ("See org/COCO and my-COCO.", ()),
        ("在维基百科和SkyPile上训练。", ("维基百科", "SkyPile")),
    ],
)
def test_corpora_are_named(words: str, names: tuple[str, ...]) -> None:
    assert corpora(sentence(words)) == names


@pytest.mark.parametrize(
    ("name", "supply", "lost"),
    [
        ("C4", Supply.PUBLIC, False),
        ("SQuAD 2.0", Supply.TASK, False),
        ("Common Crawl", Supply.RAW, False),
        ("LAION-400M", Supply.CHANGED, False),
        ("the Pile", Supply.WITHDRAWN, True),
        ("BookCorpus", Supply.GONE, True),
        ("WebText", Supply.CLOSED, True),
    ],
)
def test_whether_each_can_be_had(name: str, supply: Supply, lost: bool) -> None:
    (item,) = found(sentence(f"It was trained on {name} for a week."))
    assert (item.supply, item.is_lost) == (supply, lost)
    assert item.row.startswith("corpora/")


def test_ids_that_the_hub_gave_before_data_sets_had_an_account() -> None:
    asked = ("librispeech_asr", "squad", "C4", "bookcorpus", "org/c4", "birds")
    assert [name for name in asked if is_hub_id(name, load_vocabulary())] == ["librispeech_asr", "squad", "C4"]
