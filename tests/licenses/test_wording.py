"""The words by which license texts are read: each row with examples that do what they show."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.files.policies import load_knowledge
from auditor.files.wording import load_words
from auditor.licenses.build_fingerprints import SourceText, build, variants
from auditor.licenses.fingerprints import Index
from auditor.licenses.furniture import says_nothing
from auditor.licenses.holders import MARKER, marked, names_holder
from auditor.licenses.identify import identify
from auditor.licenses.names_within import names_within
from auditor.licenses.normalize import Phrases, guard, phrases, read, restrictive, words
from auditor.licenses.pointer import pointer
from auditor.licenses.wording import words_of
from auditor.schema.wording import WordRow

ROWS = load_words()


def holds(table: Phrases) -> Callable[[str], bool]:
    return lambda text: bool(phrases((reading := read(text)).values(0, len(reading)), table))


def names_a_holder(text: str) -> bool:
    return not words(text)


def says_nothing_beside(text: str) -> bool:
    return says_nothing([text], ("MIT",), load_knowledge().catalog)


def names_a_license(text: str) -> bool:
    return pointer(read(f"See {text}" if "://" in text else f"Released under {text}")) is not None


def gives(text: str) -> bool:
    found = pointer(read(text))
    return found is not None and found.name.lower().startswith("heron")


def ends_terms(text: str) -> bool:
    long = "\n".join(["You may keep herons in the attic."] * 9)
    return len(list(variants(SourceText("heron", "license", True, f"{long}\n{text}\nMore of it.")))) > 1


LICENSE = """Heron License

Permission is hereby granted to keep herons in the attic, and the program may be painted by any person who likes herons.
Neither the name of the copyright holders nor that of the heron may be used to promote attics without permission, and
whoever keeps one shall give it fish on each day of the week, on Sundays as well."""


def is_heron(text: str, known: str = LICENSE) -> bool:
    """Whether the text is the license to the word."""
    index = Index.from_bytes(build([SourceText("heron", "license", True, known)]))
    found = identify(text, index)
    return found.answer == "exact" and not found.uncovered


def names_the_holder(text: str) -> bool:
    return is_heron(
        LICENSE.replace("the copyright holders", "Heron Labs"), LICENSE.replace("the copyright holders", text)
    )


def stands_for_nothing(text: str) -> bool:
    return is_heron(LICENSE.replace("herons in the attic", f"herons in {text} the attic"))


def is_spelled_otherwise(text: str) -> bool:
    spellings = [words.split() for words in words_of("same-word") if text in words.split()]
    return any(
        is_heron(LICENSE.replace("program", other), LICENSE.replace("program", text))
        for words in spellings
        for other in words
        if other != text
    )


def ends_a_page(text: str) -> bool:
    return is_heron(LICENSE.replace("any person who", f"any person\n{text}\nwho"))


def may_be_left_out(text: str) -> bool:
    return is_heron(LICENSE.partition("\n")[2], LICENSE.replace("Heron License", text))


READERS: dict[str, Callable[[str], bool]] = {
    "restricts": holds(restrictive()),
    "reverses": holds({key: phrase for key, phrase in guard().items() if key not in restrictive()}),
    "holder": names_a_holder,
    "holder-follows": names_a_holder,
    "no-name": lambda text: not says_nothing_beside(text),
    "holder-words": says_nothing_beside,
    "introduces": says_nothing_beside,
    "names-too": says_nothing_beside,
    "formal": says_nothing_beside,
    "names-license": names_a_license,
    "tells-license": lambda text: any(names_within(f"The weights are under {text}.", load_knowledge().catalog)),
    "given": gives,
    "under": gives,
    "before-name": gives,
    "end-of-terms": ends_terms,
    "use-policy": ends_terms,
    "placeholders": lambda text: MARKER in marked(text),
    "holder-slot": names_the_holder,
    "articles": stands_for_nothing,
    "same-word": is_spelled_otherwise,
    "page-number": ends_a_page,
    "in-titles": lambda text: may_be_left_out(f"Heron {text}"),
    "states": lambda text: not may_be_left_out(text),
    "matters": lambda text: not names_holder(f"Copyright 2024 {text}"),
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
