"""Names of licenses that ask for more than notices, wherever they stand in a sentence.

For the alarm: a sentence that names one is read by somebody or is unread. Names of free licenses, and those that might
be a model's ("Gemma", "Llama 2"), are left to those who read statements of licenses (`auditor.licenses.mentions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import ahocorasick

from auditor.licenses.catalog import Catalog, NameKind, folded, names_of
from auditor.licenses.wording import words_of
from auditor.schema.license import Family


def names_within(words: str, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the names, as the words have them, each with the license's id; of names within names the longest."""
    yield from _within(words, _names(catalog))


def policies_within(words: str, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The same of the names of use policies."""
    names, last = _policies(catalog)
    if any(word in words.lower() for word in last):  # most sentences have none of them, and need not be folded
        yield from _within(words, names)


def _within(words: str, names: Any) -> Iterator[tuple[str, str]]:
    for _, (name, id_) in names.iter_long(_bounded(folded(words))):
        if id_:
            place = _as_written(name).search(words)
            yield (place.group() if place else name), id_


@lru_cache(maxsize=4)
def _policies(catalog: Catalog) -> tuple[Any, frozenset[str]]:
    """The names, and the words that they end with."""
    names, last = ahocorasick.Automaton(), set[str]()
    for known in catalog.by_family(Family.USE_POLICY):
        for kind, name in names_of(known):
            if kind in (NameKind.SLUG, NameKind.SPELLING):
                names.add_word(_bounded(name), (name, known.id))
                last.add(name.rpartition("-")[2])
    names.make_automaton()
    return names, frozenset(last)


@lru_cache(maxsize=4)
def _names(catalog: Catalog) -> Any:
    """The names; with those of free licenses there is no id: they are only longer than what they hold."""
    names = ahocorasick.Automaton()
    for known in catalog.licenses:
        id_ = "" if catalog.ask_little([known.id]) else known.id
        for kind, name in names_of(known):
            if kind is not NameKind.URL and (not id_ or _tells(name)):
                names.add_word(_bounded(name), (name, id_))
    names.make_automaton()
    return names


def _bounded(name: str) -> str:
    """Folded words, each between marks of its own, so that no name ends within a word or takes its neighbour's mark."""
    return f"-{name.replace('-', '--')}-"


def _tells(name: str) -> bool:
    return not set(name.split("-")).isdisjoint(words_of("tells-license"))


@lru_cache(maxsize=256)
def _as_written(name: str) -> re.Pattern[str]:
    return re.compile(r"[\W_]{0,3}".join(map(re.escape, name.split("-"))), re.IGNORECASE)
