"""What is a block: code and comments are never prose, tables know their heads, HTML says what a reader sees."""

from __future__ import annotations

import pytest

from auditor.prose.blocks import lines_of
from auditor.prose.text import read_text


def told(body: str) -> list[tuple[str, str, int]]:
    return [(item.kind, item.words, item.line) for item in read_text(body).sentences]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("a\n\n    indented code\n\nb", [("text", "a", 1), ("code", "indented code", 3), ("text", "b", 5)]),
        ("~~~\na\n```\nb\n~~~\nc", [("code", "a", 2), ("code", "```", 3), ("code", "b", 4), ("text", "c", 6)]),
        ("```python\nx = 1\n```\nc", [("code", "x = 1", 2), ("text", "c", 4)]),
        ("a <!-- unseen --> b", [("text", "a b", 1)]),
        ("<!-- unseen\nstill -->\nseen", [("text", "seen", 3)]),
        ("a\n<!-- open for ever\nb", [("text", "a", 1)]),
        ("a <!-- not closed", [("text", "a <!-- not closed", 1)]),
        ("<!-->\n\nseen -->", [("text", "seen -->", 3)]),
        ("<!---> seen", [("html", "seen", 1)]),
        ("<!-- a --!> seen", [("html", "seen", 1)]),
        ("`<!--` seen `-->`", [("text", "`<!--` seen `-->`", 1)]),
        ("\\<!-- seen -->", [("text", "<!-- seen -->", 1)]),
        ("> " * 60 + "deep", [("quote", "deep", 1)]),
        ("- " * 60 + "deep", [("item", "deep", 1)]),
        ("<table><caption>seen</caption>\n<tr><td>a</td></tr></table>", [("html", "seen", 1), ("row", "a", 2)]),
        ("<table><tr><td>a</td><td>b<td>c</td></tr></table>", [("row", "a | b | c", 1)]),
        ("> quoted\n> words", [("quote", "quoted words", 1)]),
        ("1. one\n2. two", [("item", "one", 1), ("item", "two", 2)]),
        ("- a\n  - b\n\n    more of b", [("item", "a", 1), ("item", "b", 2), ("item", "more of b", 4)]),
        ("<div>One.<br>Two</div>", [("html", "One.", 1), ("html", "Two", 1)]),
        (
            "<details>\n<summary>Terms</summary>\nNot for sale.\n</details>",
            [("html", "Terms", 2), ("html", "Not for sale.", 3)],
        ),
        ("<script>\nlet x = 1\n</script>\n\nb", [("text", "b", 5)]),
        ("<pre>x = 1</pre>", [("code", "x = 1", 1)]),
        ("a | b\n--|--\n1 | 2", [("row", "1 | 2", 3)]),
        ("| loose | row |\n| without | rule |", [("row", "loose | row", 1), ("row", "without | rule", 2)]),
        ("[a]: https://x.example/y\n\n[Terms][a]", [("text", "Terms", 3)]),
        ("Copyright &copy; A&amp;B", [("text", "Copyright © A&B", 1)]),
        ("not \\*bold\\*", [("text", "not *bold*", 1)]),
    ],
)
def test_each_kind_of_block_is_read_as_a_reader_sees_it(body: str, wanted: list[tuple[str, str, int]]) -> None:
    assert told(body) == wanted


def test_an_html_table_has_heads_and_rows() -> None:
    body = (
        "<table>\n<tr><th>Part</th><th>Terms</th></tr>\n<tr><td>Weights</td>\n<td>CC <b>BY-NC</b></td></tr>\n</table>"
    )
    (row,) = read_text(body).sentences
    assert (row.words, row.columns, row.kind, row.line) == ("Weights | CC BY-NC", ("Part", "Terms"), "row", 3)
    assert row.cells == ("Weights", "CC BY-NC")


def test_comments_are_kept_apart_with_their_lines() -> None:
    found = read_text("# A\n\n<!--\nsaid by the template\n-->\ntext <!-- and here -->")
    assert [(item.words, item.line) for item in found.comments] == [("said by the template", 4), ("and here", 6)]


def test_headings_stand_above_what_follows() -> None:
    found = read_text("# A\n## B\nx\n### C\ny\n## D\nz\n\n**End**\n\nw").sentences
    assert [(item.words, item.headings) for item in found] == [
        ("x", ("A", "B")),
        ("y", ("A", "B", "C")),
        ("z", ("A", "D")),
        ("w", ("A", "D", "End")),
    ]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    assert lines_of("a\r\nb\rc\nd\x0ce\u2028f") == ["a", "b", "c", "d\x0ce\u2028f"]
    assert told("a\r\n\r\nb\r\rc") == [("text", "a", 1), ("text", "b", 3), ("text", "c", 5)]


def test_a_sentence_knows_on_which_line_its_words_stand() -> None:
    (said,) = read_text("one **two**\nthree [four](https://x.example)\nfive").sentences
    assert said.words == "one two three four five"
    assert [said.line_at(said.words.index(word)) for word in ("one", "two", "three", "four", "five")] == [1, 1, 2, 2, 3]


def test_a_row_of_several_lines_knows_where_each_cell_stands() -> None:
    (row,) = read_text("<table>\n<tr>\n<td>Weights</td>\n<td>not\nfor sale</td>\n</tr>\n</table>").sentences
    assert (row.words, row.line) == ("Weights | not for sale", 3)
    assert row.line_at(row.words.index("sale")) == 4


def test_a_link_without_words_is_kept_and_a_bold_line_of_html_is_a_heading() -> None:
    found = read_text(
        '<p><a href="https://x.example/y"><img src="b.png"></a></p>\n\n<p><strong>Terms</strong></p>\n<p>none</p>'
    )
    assert found.sentences[0].links == ("https://x.example/y",)
    assert found.sentences[1].headings == ("Terms",)
