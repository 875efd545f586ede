"""The words by which license texts are read: each row with examples that do what they show."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.files.policies import load_knowledge
from auditor.files.wording import load_words
from auditor.licenses.build_fingerprints import SourceText, variants
from auditor.licenses.furniture import says_nothing
from auditor.licenses.identify import pointer
from auditor.licenses.normalize import Phrases, guard, phrases, read, restrictive, words
from auditor.licenses.wording import words_of
from auditor.schema.wording import WordRow

ROWS = load_words()


def holds(table: Phrases) -> Callable[[str], bool]:
    return lambda text: bool(phrases((reading := read(text)).values(0, len(reading)), table))


def names_a_holder(text: str) -> bool:
    return not words(text)


def says_nothing_beside(text: str) -> bool:
    return says_nothing([text], (), load_knowledge().catalog)


def names_a_license(text: str) -> bool:
    return pointer(read(f"See {text}" if "://" in text else f"Released under {text}")) is not None


def gives(text: str) -> bool:
    found = pointer(read(text))
    return found is not None and found.name.lower().startswith("heron")


def ends_terms(text: str) -> bool:
    long = "\n".join(["You may keep herons in the attic."] * 9)
    return len(list(variants(SourceText("heron", "license", True, f"{long}\n{text}\nMore of it.")))) > 1


READERS: dict[str, Callable[[str], bool]] = {
    "restricts": holds(restrictive()),
    "reverses": holds({key: phrase for key, phrase in guard().items() if key not in restrictive()}),
    "holder": names_a_holder,
    "holder-follows": names_a_holder,
    "holder-words": says_nothing_beside,
    "formal": says_nothing_beside,
    "names-license": names_a_license,
    "given": gives,
    "under": gives,
    "before-name": gives,
    "end-of-terms": ends_terms,
    "use-policy": ends_terms,
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_examples_do_what_they_show(row: WordRow) -> None:
    reads = READERS[row.id]
    assert [example for example in row.fits if not reads(example)] == []
    assert [example for example in row.misses if reads(example)] == []


def test_what_runs_is_what_the_file_holds() -> None:
    assert {row.id for row in ROWS} == set(READERS)
    for row in ROWS:
        assert words_of(row.id) == tuple(word for words in row.words.values() for word in words)


def test_no_phrase_is_longer_than_what_is_looked_for() -> None:
    assert max(map(len, guard())) <= 3
    assert {phrase for phrase in guard().values() if phrase != phrase.lower()} == set()
