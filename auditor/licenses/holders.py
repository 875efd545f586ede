"""Lines that name who holds the rights, and places where a name is to be filled in: they differ from copy to copy."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.licenses.wording import one_of, words_of

MARKER = "placeholderforwhatisfilledin"
"""The word that stands for what a licensor fills in, where a text is built into the index."""

_MOST_HOLDERS = 12  # words on a line that names who holds the copyright
_OUTER = " \t*#=-_~|>.:\"'\u201d"
# A name with a capital, a year, a sign or an address. A word in small letters that is none of `holder-words` begins to
# say something, and so does one in letters that have no capitals.
_NAME = r"[^\w\s]*(?:(?![a-z])[\x21-\x7e]|[A-ZÀ-ÖØ-ÞĀ-ſΑ-ΩА-Я])\S*|[^\w\s]+|\S*\w[@/.]\w\S*"
# "Heron Labs. Expires 2027", not "Heron Inc. and Wren Ltd."
_SENTENCE = re.compile(
    r"\b(?!(?i:corp|univ|dept|gmbh|assn)\.)[^\W\d_]{4,}[.!?)]+\s+\S"
)  # "Heron Labs. Expires 2027", not "Heron Inc. and Wren Ltd."
_PLACE = re.compile(r"<<?[^<>\n]{1,60}>>?|\[[^\[\]\n]{1,60}\](?!\()|\{\{?[^{}\n]{1,60}\}\}?")
_WORDS = re.compile(r"[^\W_]+")


def without_holders(text: str) -> str:
    """Return a text without its copyright lines; one that says more than who holds the rights is kept. Lines stay."""
    return _holder_line().sub(
        lambda line: "\n" * line.group().count("\n") if names_holder(line.group()) else line.group(), text
    )


def names_holder(line: str) -> bool:
    """Whether a line names who holds the rights, and says nothing else: signs, years, names, addresses."""
    words = re.sub(one_of("formal"), " ", _PLACE.sub(_named, line), flags=re.IGNORECASE).strip(_OUTER)
    opening = re.match(rf"(?:{one_of('holder')}|\(c\)|\u00a9|[\s:])+", words, re.IGNORECASE)
    held = words[opening.end() :].split() if opening and opening.end() else ["says"]
    if _SENTENCE.search(" ".join(held)):
        return False
    known = re.compile(rf"{_NAME}|(?:{one_of('holder-words')}|{one_of('holder-follows')})[.,]?")
    if len(held) > _MOST_HOLDERS or not all(map(known.fullmatch, held)):
        return False
    if _says_more().search(" ".join(held)):
        return False
    names = {name.capitalize() for name in words_of("names-too")}
    return mattering().isdisjoint(word.lower() for word in _WORDS.findall(" ".join(held)) if word not in names)


def marked(text: str) -> str:
    """Return a text with `MARKER` in each place where its licensor is to fill something in."""
    return _PLACE.sub(
        lambda place: f"{place.group()[0]}{MARKER}{place.group()[-1]}" if _is_place(place.group()) else place.group(),
        text,
    )


def is_place(written: str) -> bool:
    """Whether words are a place that has not been filled in: "[name of copyright owner]"."""
    found = _PLACE.search(written)
    return found is not None and _is_place(found.group()) and not _WORDS.findall(_PLACE.sub(" ", written))


@lru_cache(maxsize=1)
def mattering() -> frozenset[str]:
    """Words that carry the terms of a license, in lower case."""
    return frozenset((*words_of("matters"), *words_of("reverses"), *words_of("states"))) | _limits()


@lru_cache(maxsize=1)
def _says_more() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of('no-name')}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _limits() -> frozenset[str]:
    return frozenset(word for phrase in words_of("restricts") for word in phrase.split())


def _is_place(bracketed: str) -> bool:
    words = set(_WORDS.findall(bracketed.lower()))
    return MARKER in words or (not words.isdisjoint(words_of("placeholders")) and words.isdisjoint(_limits()))


def _named(place: re.Match[str]) -> str:
    return "Name" if _is_place(place.group()) else place.group()


@lru_cache(maxsize=1)
def _holder_line() -> re.Pattern[str]:
    """A line that names a holder. "copyright notice, this list of …" is none: a year, sign or blank must follow."""
    holder, follows = one_of("holder"), one_of("holder-follows")
    return re.compile(
        rf"^[^\w\n(\u00a9]{{0,12}}(?:{holder}\s{{0,4}}:?\s{{0,4}}(?:\(c\)|\u00a9|\d{{4}}|[<\[{{]|{follows}\b|$)"
        rf"|(?:\(c\)|\u00a9)\s{{0,4}}(?:{holder}|\d{{4}}|[<\[{{]))[^\n]{{0,160}}$",
        re.MULTILINE | re.IGNORECASE,
    )
