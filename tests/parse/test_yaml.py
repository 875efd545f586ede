"""Hostile YAML ends in a fault with its line, never in a crash."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.parse.yaml import MAX_BYTES, MAX_DEPTH, Document, YamlFault, load


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# nothing\n", None),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("Null", None),
        ("2024-01-02", "2024-01-02"),
        ("1:30", "1:30"),
        ("7", 7),
        ("-7", -7),
        ("700_000_000", 700_000_000),
        ("0o17", "0o17"),
        ("2.0", 2.0),
        ("1e3", 1000.0),
        ("1" * 50, 1.1111111111e49),
        ("'2.0'", "2.0"),
        ('""', ""),
        ("|\n a\n b\n", "a\nb\n"),
        ("[a, [1, {b: }]]", ["a", [1, {"b": None}]]),
        ("!!python/object/apply:os.system [echo]", ["echo"]),
    ],
)
def test_scalars_follow_the_core_schema(text: str, value: Any) -> None:
    read = load(text).value
    assert read == (pytest.approx(value, rel=1e-9) if isinstance(value, float) else value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("no", "no"), ("2.0", "2.0"), ("true", "true"), ("2024-01-02", "2024-01-02"), ("null", None), ("", None)],
)
def test_in_cards_every_scalar_stays_a_word(text: str, value: str | None) -> None:
    assert load(f"license: {text}", words_only=True).value == {"license": value}


def test_a_key_twice_is_a_fault_except_in_cards_where_the_last_counts() -> None:
    text = "a: 1\nb: 2\na: 3\n"
    with pytest.raises(YamlFault, match="`a` stands twice") as fault:
        load(text)
    assert fault.value.line == 3
    document = load(text, words_only=True)
    assert document.value == {"a": "3", "b": "2"}
    assert document.line("a") == 3


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_every_value_knows_its_line(break_: str) -> None:
    document = load(break_.join(["# head", "a: 1", "b:", "  - x", "  - k: y", "c: |", "  t", "d: end"]))
    assert document.value == {"a": 1, "b": ["x", {"k": "y"}], "c": "t\n", "d": "end"}
    lines = {("a",): 2, ("b",): 3, ("b", 0): 4, ("b", 1, "k"): 5, ("c",): 6, ("d",): 8}
    assert {path: document.line(*path) for path in lines} == lines
    assert document.line("b", 1, "unknown", 7) == 5
    assert load("").line("a") == 1


@pytest.mark.parametrize(
    ("text", "why", "line"),
    [
        ("a: &x 1\nb: *x", "alias", 2),
        ("\n" + "[" * (MAX_DEPTH + 1), "nested deeper", 2),
        ("\n".join(" " * i + "a:" for i in range(MAX_DEPTH + 1)), "nested deeper", MAX_DEPTH + 1),
        ("a" * (MAX_BYTES + 1), "larger than", 1),
        ("a: 1\nb: [", "", 2),
        ("a: b: c", "mapping values are not allowed", 1),
        ("a: 1\n\tb: 2", "", 2),
        ("a: \x00", "", 1),
        ("a: \ud800", "surrogates not allowed", 1),
        ("a\n--- b\n", "", 2),
        ("%YAML 9.9\n---\na", "", 1),
        ("!<tag: a", "", 1),
    ],
    ids=range(12),
)
def test_what_is_not_read_says_why_and_where(text: str, why: str, line: int) -> None:
    with pytest.raises(YamlFault) as fault:
        load(text)
    assert why in str(fault.value)
    assert str(fault.value)
    assert abs(fault.value.line - line) <= (0 if why else 1)  # libyaml's own marks may point behind the fault


@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "? "])
def test_very_deep_nesting_does_not_crash(unit: str) -> None:
    with pytest.raises(YamlFault, match=f"nested deeper than {MAX_DEPTH}"):
        load(unit * 100_000)


def test_the_deepest_that_is_read() -> None:
    assert load("[" * MAX_DEPTH + "]" * MAX_DEPTH).value is not None


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    rows = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12))]
    with pytest.raises(YamlFault, match="alias"):
        load("\n".join(rows))


YAMLISH = st.lists(
    st.sampled_from([*"[]{}:,-?&*!|>'\"%@`#~ab1 \n\t", "\r\n", "- ", ": ", "---", "...", "<<", "\\", "\x00", "\ufeff"]),
    max_size=60,
).map("".join)


@given(st.one_of(YAMLISH, st.text(), st.text(alphabet=st.characters(categories=["Cs", "Cc", "P", "S"]))), st.booleans())
@example('"\\ud800"', True)
@example("? [a]\n: b\n? [c]\n: d", False)
@example("1e999", False)
@example("2001-01-01 99:99:99", False)
def test_any_text_is_read_or_a_fault(text: str, words_only: bool) -> None:
    read = _read(text, words_only)
    if isinstance(read, YamlFault):
        assert read.line >= 1
        assert str(read)
        return
    for path, line in read.lines.items():
        assert 1 <= line <= len(text) + 1
        assert read.line(*path) == line


def _read(text: str, words_only: bool) -> Document | YamlFault:
    try:
        return load(text, words_only=words_only)
    except YamlFault as fault:
        return fault
