"""Where one answer ends and the next begins: to the word, so that no limit moves unseen."""

from __future__ import annotations

import pytest

from auditor.licenses.build_fingerprints import SourceText, build
from auditor.licenses.fingerprints import Index
from auditor.licenses.identify import Identification, identify
from tests.licenses.test_identify import prose

WORDS = prose(21, 120).replace("\n", " ").split()
NAME = [f"acme{letter}" for letter in "bcdfghjkl"]
OTHERS = prose(22, 120).replace("\n", " ").split()
SHINGLES = 500
"""Of a license of 504 words: five words make one."""


def known(words: int) -> tuple[list[str], Index]:
    """A license of so many words, in an index of its own."""
    license_ = WORDS[:words]
    return license_, Index.from_bytes(build([SourceText("Heron", "license", True, " ".join(license_))]))


def found(index: Index, *parts: list[str]) -> Identification:
    return identify(" ".join(word for part in parts for word in part), index)


@pytest.mark.parametrize(
    ("shingles", "answer"),
    [(500, "exact"), (499, "modified"), (300, "modified"), (299, "similar"), (125, "similar"), (124, "none")],
)
def test_how_much_of_a_license_makes_which_answer(shingles: int, answer: str) -> None:
    license_, index = known(SHINGLES + 4)
    assert found(index, license_[: shingles + 4]).answer == answer


@pytest.mark.parametrize(("shingles", "answer"), [(8, "similar"), (7, "none")])
def test_a_few_shingles_in_common_are_a_turn_of_phrase(shingles: int, answer: str) -> None:
    license_, index = known(28)
    assert found(index, license_[: shingles + 4]).answer == answer


@pytest.mark.parametrize(("extra", "answer"), [(14, "exact"), (15, "exact-with-extra")])
def test_how_many_words_beside_a_license_are_an_addition(extra: int, answer: str) -> None:
    license_, index = known(SHINGLES + 4)
    for parts in ((OTHERS[:extra], license_), (license_, OTHERS[:extra])):
        assert found(index, *parts).answer == answer
        assert [row.words for row in found(index, *parts).uncovered] == [extra]


@pytest.mark.parametrize(("extra", "told"), [(1, [1]), (3, [3])])
def test_how_many_words_beside_a_license_can_say_something(extra: int, told: list[int]) -> None:
    license_, index = known(SHINGLES + 4)
    for parts in ((OTHERS[:extra], license_), (license_, OTHERS[:extra])):
        assert [row.words for row in found(index, *parts).uncovered] == told


@pytest.mark.parametrize("place", [30, 60, 89])
def test_one_word_is_a_change(place: int) -> None:
    license_, index = known(118)
    head, end = license_[:place], license_[place:]
    assert found(index, head, end).answer == "exact"
    assert found(index, head, NAME[:1], end).answer == "modified"
    assert found(index, head, NAME[:1], end[1:]).answer == "modified"
    assert found(index, head, end[1:]).answer == "modified"


def test_a_license_of_which_a_sample_is_known_ends_where_the_text_does() -> None:
    words = prose(23, 300).replace("\n", " ").split()
    index = Index.from_bytes(build([SourceText("LicenseRef-heron", "license", True, " ".join(words), main=False)]))
    [match] = identify("\n".join(words), index).licenses
    assert (match.answer, match.first_line, match.last_line) == ("exact", 1, len(words))


@pytest.mark.parametrize(("words", "answer"), [(60, "pointer"), (61, "none")])
def test_a_link_that_tells_nothing_is_a_license_only_in_few_words(words: int, answer: str) -> None:
    _, index = known(28)
    link = ["https://example.org/heron", "license"]
    assert found(index, link, OTHERS[: words - 5]).answer == answer  # the link is four words
