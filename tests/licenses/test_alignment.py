"""A text beside a license, word by word: what it shows, and that nothing passes for the license that is not."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.licenses.alignment import Alignment, align
from auditor.licenses.holders import marked
from auditor.licenses.normalize import read
from auditor.licenses.sequences import Sequences, packed

LICENSE = """Heron License

1. Permission is hereby granted, free of charge, to any person to keep 12 herons in the attic for as long as they sleep.
2. You must give each heron 3 fish a day, and you may not lend it to [name of company].

The herons come as they are. In no event shall the authors be liable for what a heron does; whoever keeps one knows
it."""
WORDS = LICENSE.split()
SLOT = range(WORDS.index("[name"), WORDS.index("company].") + 2)


def index_of(text: str) -> tuple[Sequences, str]:
    reading = read(marked(text))
    vocabulary, lengths, sizes, blocks = packed([reading.values(0, len(reading) - 1)])
    known = Sequences(array("I", vocabulary), array("I", lengths), array("I", sizes), blocks)
    return known, known.of(0)


KNOWN, THEIRS = index_of(LICENSE)


def laid(text: str) -> Alignment:
    reading = read(text)
    return align(reading, 0, KNOWN.spell(reading.values(0, len(reading) - 1)), THEIRS, KNOWN)


def test_the_text_itself() -> None:
    found = laid(LICENSE.replace("[name of company]", "[name of company]"))
    assert (found.changes, found.passages, found.agreement) == ((), (), 1.0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("any person", "any student"),
        ("any person", "any Norwegian person"),
        ("12 herons", "2 herons"),
        ("3 fish", "30 fish"),
        ("free of charge", "subject to charge"),
        ("free of charge, ", ""),
        ("may not lend", "may lend"),
        ("hereby granted", "hereby not granted"),
        ("must give", "give"),
        ("[name of company]", "anybody who has no license"),
        ("[name of company]", "[no commercial company]"),
        ("the authors", "nobody who may pay"),
        ("2. You must give each heron 3 fish a day, and you may not lend it to [name of company].", ""),
        ("; whoever keeps one knows\nit.", ""),
        ("1. Permission is hereby granted, free of charge,", ""),
        ("in the attic", "in\nno\nattic"),
    ],
)
def test_a_word_changed_is_shown(old: str, new: str) -> None:
    found = laid(LICENSE.replace(old, new))
    assert found.changes
    assert found.agreement < 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Heron License\n\n", ""),
        ("1. ", "(1) "),
        ("1. ", ""),
        ("2. ", "7. "),
        ("[name of company]", "Wren & Sons Ltd."),
        ("[name of company]", "[name of company]"),
        ("the authors", "Heron Labs"),
        ("the attic", "an attic"),
        ("person", "per-\nson"),
        ("\n\nThe herons", "\n\n- 4 -\n\nThe herons"),
        ("Heron License", "Heron License\n\nCopyright (c) 2024 Heron Labs"),
        ("as they sleep", "as\nthey   sleep"),
    ],
)
def test_what_changes_no_term_is_none(old: str, new: str) -> None:
    found = laid(LICENSE.replace(old, new))
    assert (found.changes, found.passages) == ((), ())


def test_a_sentence_put_in_between_is_a_passage_and_its_words_are_not_the_licenses() -> None:
    more = "No heron is for governments."
    found = laid(LICENSE.replace("2. You", f"{more}\n2. You"))
    assert found.changes == ()
    [(first, last)] = found.passages
    assert last - first + 1 == len(more.split())
    assert found.own.count(0) == len(more.split())


def test_what_the_license_has_is_shown_as_far_as_it_is_known() -> None:
    [change] = laid(LICENSE.replace("any person", "any student")).changes
    assert change.ours == "person"
    [change] = laid(LICENSE.replace("herons in", "egrets in")).changes
    assert change.ours == "…"


def test_words_around_are_neither_changes_nor_passages() -> None:
    found = laid(f"Some words of somebody else, at length. {LICENSE} And some behind it, of the same kind.")
    assert (found.changes, found.passages, found.first) == ((), (), 7)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([place for place in range(2, len(WORDS) - 1) if place not in SLOT]),
    st.sampled_from(["not", "only", "9", "students"]),
)
def test_no_word_put_in_goes_unseen(place: int, word: str) -> None:
    found = laid(" ".join((*WORDS[:place], word, *WORDS[place:])))
    assert found.changes or found.own.count(0)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_word_that_matters_goes_missing_unseen(data: st.DataObject) -> None:
    matter = [
        n for n, word in enumerate(WORDS) if word.strip(".,;") in {"any", "may", "not", "must", "free", "12", "3"}
    ]
    place = data.draw(st.sampled_from(matter))
    assert laid(" ".join((*WORDS[:place], *WORDS[place + 1 :]))).changes
