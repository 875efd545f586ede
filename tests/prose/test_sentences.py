"""A card's text as sentences, rows and headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.prose.text import read_text
from auditor.prose.vocabulary import Entry, Vocabulary, Ways


def outline(text: str) -> list[tuple[str, int, int]]:
    return [(head.title, head.level, head.line) for head in read_text(text).headings]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("# Data\ntext", [("Data", 1, 1)]),
        ("#### Data ####\ntext", [("Data", 4, 1)]),
        ("#Data", [("Data", 1, 1)]),
        ("## [Data](http://d)", [("Data", 2, 1)]),
        ("Data\n====\ntext", [("Data", 1, 1)]),
        ("Data\n---\ntext", [("Data", 2, 1)]),
        ("**Training data:**\ntext", [("Training data", 7, 1)]),
        ("<h3 align='center'>Data</h3>", [("Data", 3, 1)]),
        ("## 训练数据\n文本", [("训练数据", 2, 1)]),
        ("```\n# no heading\n```", []),
        ("<!-- # no heading -->", []),
        ("a | b\n--- | ---\n1 | 2", []),
    ],
)
def test_headings_of_every_kind(text, heads):
    assert outline(text) == heads


def test_sentences_know_their_line_their_headings_and_their_label():
    found = read_text("# A\n\n## B\nOne. Two\ngoes on. Size: 3 GB.\n\n- **Kind:** item").sentences
    told = [(item.words, item.line, item.headings, item.kind, item.label) for item in found]
    assert told == [
        ("One.", 4, ("A", "B"), "text", ""),
        ("Two goes on.", 4, ("A", "B"), "text", ""),
        ("Size: 3 GB.", 5, ("A", "B"), "text", "Size"),
        ("Kind: item", 7, ("A", "B"), "item", "Kind"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("for research<br>purposes only", ["for research purposes only"]),
        ("One<br>Two<BR/>Three", ["One", "Two", "Three"]),
    ],
)
def test_a_break_ends_a_sentence_where_another_begins(text, said):
    assert [item.words for item in read_text(text).sentences] == said


@pytest.mark.parametrize(
    "table",
    [
        "| Non-commercial use only | b |\n|---|---|\n| 1 | 2 |",
        "<table><tr><th>Non-commercial use only</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
    ],
)
def test_heads_that_name_columns_stand_apart_and_are_shown(table):
    found = read_text(table)
    assert [item.words for item in found.sentences] == ["1 | 2"]
    assert [(item.words, item.kind) for item in found.heads] == [("Non-commercial use only | b", "head")]
    assert [item.kind for item in found.shown] == ["head", "row"]


def test_a_heading_is_read_to_its_end():
    title = "word " * 300 + "non-commercial use only"
    assert read_text(f"# {title}").titles[-1].words.endswith("non-commercial use only")


def test_rows_know_their_columns():
    found = read_text("| source | share |\n|---|---|\n| Web | 70 % |\n| Books | 30 % |").sentences
    assert [(item.words, item.columns, item.line) for item in found] == [
        ("Web | 70 %", ("source", "share"), 3),
        ("Books | 30 %", ("source", "share"), 4),
    ]


def test_links_are_read_from_words_and_marks():
    found = read_text("See [this](https://a.example/x_(y) and https://b.example/z.").sentences
    assert "https://b.example/z" in found[0].links


@pytest.mark.parametrize(
    ("text", "words", "links"),
    [
        (
            "See [Paper][p] or [code].\n\n[P]: http://p 'x'\n[code]: <http://c>",
            "See Paper or code.",
            "http://p http://c",
        ),
        ("[![Build](http://b)][p]\n\n[p]: http://p", "Build", "http://p http://b"),
        ("No [such] label [here][x].\n\n[p]: http://p", "No [such] label here.", ""),
        ("[![Colab](http://i)](http://c)", "Colab", "http://i http://c"),
        ('<a href="http://c"><img src="http://i" alt="Open it"/></a>', "Open it", "http://c http://i"),
        ('<a href="http://c"><img src="http://i"/></a>', "", "http://c http://i"),
        ("| [Paper](http://p) | [Code](http://c) |\n|---|---|", "Paper | Code", "http://p http://c"),
        ("| a |\n|---|\n| b | http://c |", "b | http://c", "http://c"),
        ("<table><tr><td><a href='http://c'>here</a></td></tr></table>", "here", "http://c"),
    ],
)
def test_what_leads_somewhere_is_kept(text, words, links):
    (item,) = read_text(text).sentences
    assert (item.words, set(item.links)) == (words, set(links.split()))


def test_a_heading_keeps_its_link():
    assert read_text("## [Code](http://c)").titles[0].links == ("http://c",)


def test_a_template_is_not_split_inside_numbers():
    found = read_text("(MinHash, Jaccard\n0.8) was used.").sentences
    assert [item.words for item in found] == ["(MinHash, Jaccard 0.8) was used."]


@given(st.text(alphabet="#*_|-=`~<>![]() \n\tab.。:0", max_size=400))
def test_any_text_is_read_with_lines_inside_it(text):
    lines = text.split("\n")
    found = read_text(text, 5)
    assert all(5 <= item.line < 5 + len(lines) for item in (*found.sentences, *found.headings, *found.comments))


def test_a_part_is_asked_what_the_whole_is_asked():
    rows = (
        Entry("t/birds", "birds", (Ways(((r"\bwrens?\b", ("wren",)),)),), ("wren",)),
        Entry("t/laws", "laws", (Ways(((r"\blaws\b", ("laws",)),)),), ("laws",)),
    )
    (whole,) = read_text("Wrens and laws.", vocabulary=Vocabulary(rows)).sentences
    assert [hit.says for hit in whole.every("t")] == ["birds", "laws"]
    part = whole.part("and laws")
    assert [(hit.says, hit.start) for hit in part.every("t")] == [("laws", 4)]
    assert not whole.part("and").fits("t")
