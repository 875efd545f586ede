"""Cards: the front matter by the Hub's own rule, with the lines of the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.parse.card import read_card
from auditor.schema.snapshot import File

LINES = ["---", "license: no", "datasets:", "- a/b", "-  c/d", "---", "# Title", "text"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_values_stand_on_the_lines_of_the_file(break_: str, mark: bytes) -> None:
    # The Hub's rule ends the front matter with LF or CRLF, or with the text; never with a bare CR.
    text = break_.join(LINES[:6]) + ("\n" if break_ == "\r" else break_) + break_.join(LINES[6:])
    card = read_card(File.of("README.md", mark + text.encode()).text)
    assert card.front == {"license": "no", "datasets": ["a/b", "c/d"]}
    assert card.values("license") == [("no", 2)]
    assert card.values("datasets") == [("a/b", 4), ("c/d", 5)]
    assert (card.body_line, card.body.split()[:2]) == (7, ["#", "Title"])
    assert card.fault is None


def test_blank_lines_before_the_front_matter_count() -> None:
    card = read_card("\n\n---\nlicense: mit\n---\nbody")
    assert (card.values("license"), card.body_line, card.body) == ([("mit", 4)], 6, "body")


@pytest.mark.parametrize(
    "text", ["", "# no front matter\n", "--- \nlicense: mit\n---\n", "----\na: b\n---\n", "a\n---\nb: c\n---"]
)
def test_without_front_matter_all_is_body(text: str) -> None:
    card = read_card(text)
    assert (card.front, card.body, card.body_line, card.fault) == ({}, text, 1, None)


@pytest.mark.parametrize(
    ("inside", "fault", "line"),
    [
        ("license: [mit", "", 2),
        ("ok: 1\nlicense: a: b", "mapping values", 3),
        ("a: &x b\nc: *x", "alias", 3),
        ("- a\n- b", "not a mapping", 2),
        ("word", "not a mapping", 2),
        ("[" * 100_000, "nested deeper", 2),
        ("x: " + "y" * 1_000_001, "larger than", 2),
        ("x: [" + "y," * 100_001 + "]", "more than 100,000 values", 2),
        ("a:\n" * 1_001, "more than 1,000 keys", 2),
        ("\n".join(f"a{i}: b" for i in range(1_001)), "more than 1,000 keys", 2),
    ],
    ids=range(10),
)
def test_a_front_matter_that_cannot_be_read_is_said_with_its_line(inside: str, fault: str, line: int) -> None:
    card = read_card(f"---\n{inside}\n---\nbody")
    assert card.front == {}
    assert card.body == "body"
    assert fault in (card.fault or "")
    assert abs(card.fault_line - line) <= (0 if fault else 1)


def test_an_empty_front_matter_is_no_fault() -> None:
    assert read_card("---\n\n---\nbody").fault is None
    assert read_card("---\n# comment\n---\n").fault is None


def test_values_of_other_shapes_are_left_out() -> None:
    card = read_card("---\na: {b: c}\nd: [x, [y], {z: 1}, null, 2.0]\ne:\n---\n")
    assert card.values("a") == []
    assert card.values("d") == [("x", 3), ("2.0", 3)]
    assert card.values("e") == card.values("absent") == []


@pytest.mark.parametrize(
    ("folder", "license_line"),
    [("auditor-fixtures--crlf-bom@13794827", True), ("auditor-fixtures--not-yaml@920f76a8", False)],
)
def test_hostile_cards_of_the_menagerie(fixtures_hub: Path, folder: str, license_line: bool) -> None:
    content = (fixtures_hub / folder / "files" / "README.md").read_bytes()
    text = File.of("README.md", content).text
    card = read_card(text)
    assert bool(card.values("license")) is license_line
    assert (card.fault is None) is license_line
    for value, line in card.values("license"):
        assert value in text.splitlines()[line - 1]


CARDISH = st.lists(
    st.sampled_from(
        ["---", "---\n", "\n---\n", "\r\n", "\n", "\ufeff", "license: ", "mit", "- ", "[", "{", "*a", "\x85", " "]
    )
).map("".join)


@given(st.one_of(CARDISH, st.text(), st.text(alphabet=st.characters(categories=["Cs", "Cc", "Po"]))))
def test_any_text_is_a_card(text: str) -> None:
    card = read_card(text)
    assert text.endswith(card.body)
    assert card.body_line >= 1
    for key in card.front:
        assert card.line(key) >= 1


@given(st.binary())
def test_any_bytes_are_a_card(content: bytes) -> None:
    read_card(File.of("README.md", content).text)
