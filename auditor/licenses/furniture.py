"""What stands beside a license text and says nothing: its name as a title, who holds the copyright, rules and borders.

So does a sentence that only says that this license follows or applies. Whatever is not shown to be one of these may be
a term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from auditor.licenses.aliases import resolve
from auditor.licenses.catalog import Catalog
from auditor.licenses.holders import names_holder
from auditor.licenses.identify import Identification, Passage, TextAnswer
from auditor.licenses.wording import one_of, words_of

_OUTER = " \t*#=-_~|>.:\u00a9"
_WORDS = re.compile(r"[^\W_]+")


def says_nothing(lines: Iterable[str], licenses: tuple[str, ...], catalog: Catalog, names: str = "") -> bool:
    """Whether none of these lines says anything beside a text of these licenses. `names`: what the work is called."""
    return all(_is_furniture(line, licenses, catalog, names) for line in lines)


def beside(found: Identification, lines: Sequence[str], catalog: Catalog, names: str = "") -> tuple[Passage, ...]:
    """Passages of a text that no license explains and that may matter, those with restrictive words first.

    `lines` are the text's. What says nothing in its words or on its lines is left out.
    """
    known = ((match.id, catalog.get(match.id)) for match in found.licenses)
    ids = tuple(dict.fromkeys(one.id if one else id_ for id_, one in known))
    return tuple(
        passage
        for passage in sorted(found.uncovered, key=lambda passage: not passage.restrictive_words)
        if not says_nothing([passage.text], ids, catalog, names)
        and not says_nothing(lines[passage.first_line - 1 : passage.last_line], ids, catalog, names)
    )


def as_audited(found: Identification, lines: Sequence[str], catalog: Catalog) -> Identification:
    """What a text is where each passage beside a license that may be a term makes it no longer `exact`."""
    if found.answer != "exact" or not beside(found, lines, catalog):
        return found
    extra: TextAnswer = "exact-with-extra"
    matches = (replace(match, answer=extra) if match.answer == "exact" else match for match in found.licenses)
    return replace(found, answer=extra, licenses=tuple(matches))


def _is_furniture(line: str, licenses: tuple[str, ...], catalog: Catalog, names: str) -> bool:
    return all(
        not part.strip(_OUTER) or names_holder(part) or _is_title(part, licenses, catalog, names)
        for part in _parts(line)
    )


def _parts(line: str) -> Iterator[str]:
    """A title and the names of holders behind it, which a copy may have on one line."""
    start = 0
    for place in _holder().finditer(line):
        if place.start() > start:
            yield line[start : place.start()]
        start = place.start()
    yield line[start:]


def _is_title(part: str, licenses: tuple[str, ...], catalog: Catalog, names: str) -> bool:
    words = re.sub(one_of("formal"), " ", part, flags=re.IGNORECASE).strip(_OUTER)
    named = resolve(words, catalog).licenses
    if not words or (named and set(named) <= set(licenses)):
        return True
    known = [found for id_ in licenses if (found := catalog.get(id_))]
    own = " ".join((names, *(name for one in known for name in (one.id, one.title))))
    said = set(_WORDS.findall(words.lower()))
    return bool(said) and said <= {*words_of("introduces"), *_WORDS.findall(own.lower())}


@lru_cache(maxsize=1)
def _holder() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){one_of('holder')}\b(?=\s*[:(\u00a9\d])|(?<!{one_of('holder')}\s)(?:\(c\)|\u00a9)", re.IGNORECASE
    )
