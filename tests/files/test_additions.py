"""Rows that a company's policy adds to tables of phrases."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import PolicyError
from auditor.standards import load_standards

POLICY = """\
policy: ours
title: Ours
extends: commercial
reading:
  - table: promises
    rows:
      - id: ours-hereafter
        says: promise
        phrases: {en: [hereafter to follow]}
        fits: [Weights hereafter to follow.]
        misses: [Weights follow.]
"""
TWICE = "".join(f"{line}\n" for line in POLICY.splitlines()[6:])


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_companys_row_is_asked_before_ours(tmp_path: Path) -> None:
    standards = load_standards(written(tmp_path, POLICY))
    hit = standards.knowledge.vocabulary.first("promises", "Weights hereafter to follow, coming soon.")
    assert hit is not None
    assert (hit.row, hit.says) == ("promises/ours-hereafter", "promise")
    assert not load_standards().knowledge.vocabulary.fits("promises", "Weights hereafter to follow.")


@pytest.mark.parametrize(
    ("before", "after", "line", "why"),
    [
        ("table: promises", "table: promisses", 5, "no table of phrases"),
        ("table: promises", "table: lists", 5, "no table of phrases"),
        ("says: promise", "says: threat", 7, "rows of `promises` say promise"),
        ("        says: promise\n", "", 7, "says nothing; rows of `promises` say promise"),
        ("id: ours-hereafter", "id: coming", 7, "is a row of ours"),
        ("[hereafter to follow]", "['(hereafter']", 7, "not closed"),
        ("fits: [Weights hereafter to follow.]", "fits: [Weights.]", 7, "does not fit its example"),
        ("misses: [Weights follow.]", "misses: [Hereafter to follow.]", 7, "which it must not"),
        ("hereafter to follow]}", "a …9 b …9 c …9 d …9 e]}", 7, "more than 3 gaps"),
        ("[hereafter to follow]", f"[hereafter {'very ' * 70}]", 7, "longer than 300"),
        ("[hereafter to follow]", f"['{'(' * 70}a']", 7, "more than 60 brackets"),
        ("[hereafter to follow]", "['*a*a*b', hereafter]", 7, "more than 2 `*` in one word"),
        ("[hereafter to follow]", f"[{', '.join(['hereafter'] * 201)}]", 7, "more than 200 phrases"),
        ("[hereafter to follow]", "['a …200 a …200 a …200 b', hereafter]", 7, "takes too long"),
        ("        misses: [Weights follow.]\n", "        misses: [Weights follow.]\n" + TWICE, 12, "stands twice"),
        ("        misses: [Weights follow.]\n", "", 7, "misses` is missing"),
        ("misses: [Weights follow.]", "misses: []", 11, "misses` is too short: it takes 1 or more"),
        ("phrases: {en: [hereafter to follow]}", "phrases: [hereafter to follow]", 9, "a mapping of keys to values"),
        (
            "phrases: {en: [hereafter to follow]}",
            "phrases:\n          en:\n            - hereafter # days",
            11,
            "'hereafter' ends before ` #`",
        ),
        (
            "phrases: {en: [hereafter to follow]}",
            "expressions: [{pattern: (a+)+$, why: because we can}]",
            7,
            "phrases only",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, before: str, after: str, line: int, why: str) -> None:
    assert before in POLICY
    with pytest.raises(PolicyError) as refused:
        load_standards(written(tmp_path, POLICY.replace(before, after)))
    assert why in str(refused.value)
    assert f"ours.yaml:{line}:" in str(refused.value)


def test_a_number_in_quotes_is_no_comment(tmp_path: Path) -> None:
    quoted = POLICY.replace("[hereafter to follow]", "['hereafter # days', hereafter to follow]")
    vocabulary = load_standards(written(tmp_path, quoted)).knowledge.vocabulary
    assert vocabulary.fits("promises", "Weights hereafter 5 days.")


def test_a_row_that_is_wrong_is_said_once(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as raised:
        load_standards(written(tmp_path, POLICY.replace("says: promise", "says: [promise]")))
    assert len(str(raised.value).splitlines()) == 1


def test_an_id_stands_once(tmp_path: Path) -> None:
    row = POLICY[POLICY.index("      - id") :]
    with pytest.raises(PolicyError, match=r"ours.yaml:12: the id `ours-hereafter` stands twice"):
        load_standards(written(tmp_path, POLICY + row))
