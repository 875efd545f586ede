"""What sentences with words of terms speak of, all of it: a license may say the same, and they may say more.

Which license applies is known when all was read, so that here only the topics are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from auditor.gather.reading.alarm import MAX_WORDS
from auditor.licenses.catalog import Catalog, NameKind, folded_url, names_of
from auditor.licenses.knowledge import Knowledge
from auditor.licenses.names_within import names_within
from auditor.names.prose import in_prose
from auditor.schema.unread import Unread

_REFERS = "license-topics/refers"
_EU = "license-topics/eu"
_OWN = tuple(f"license-topics/{row}" for row in ("number", "price", "place", "company"))
_CUT = "license-topics/cut"  # the sentence is longer than what is kept of it, and may say anything behind
_ADDRESS = re.compile(r"https?://[^\s<>()]{1,300}")
# Addresses, names of models with a digit (`Wren-15B-v1.0`), versions, the number of an item, and cells with scores.
_NO_TERMS = re.compile(
    rf"{_ADDRESS.pattern}|(?<![\w.-])[A-Za-z][\w./]*-(?=[\w.-]*\d)[\w.-]+"
    r"|(?<![\w.])[vV](?:ersion )?\.?\d+(?:\.\d+)*|\A\s*\d{1,2}[.)](?=\s)"
    r"|(?<=[A-Za-z] )\d\.\d(?:\.\d)?(?![\d.%])|\|(?=[^|\w]{0,8}[\d.%-]{1,8}\s*(?:\||\Z))[^|]{0,12}"
)


def with_topics(found: Iterable[Unread], knowledge: Knowledge) -> tuple[Unread, ...]:
    """The same, the sentences among them with their topics."""
    return tuple(
        item.model_copy(update={"topics": _topics(item.words, knowledge)}) if item.row else item for item in found
    )


def _topics(words: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The rows that read its words, names of licenses and models apart; of the EU before all other places."""
    plain, vocabulary = _NO_TERMS.sub(" ", words), knowledge.vocabulary
    names = {name for name, _ in names_within(plain, knowledge.catalog)}
    for name in names:
        plain = plain.replace(name, " ")
    for named in reversed(in_prose(plain)):
        plain = f"{plain[: named.start]} {plain[named.end :]}"
    found = [hit.row for hit in vocabulary.every("alarm", plain)]
    found += [row for row in (_REFERS, _EU) if vocabulary.fits(row, plain)]
    for hit in vocabulary.places(_EU, plain):
        plain = plain.replace(hit.words, " ")
    found += [row for row in _OWN if vocabulary.fits(row, plain)]
    found += [_REFERS] * bool(names or any(map(_folders(knowledge.catalog).__contains__, _places(words))))
    return tuple(dict.fromkeys((*found, *([_CUT] if len(words) >= MAX_WORDS else []))))


def _places(words: str) -> Iterator[str]:
    """The folders of the addresses in a sentence."""
    return (folded_url(url).rpartition("/")[0] for url in _ADDRESS.findall(words))


@lru_cache(maxsize=4)
def _folders(catalog: Catalog) -> frozenset[str]:
    """Where texts of licenses lie: beside one lies the policy that goes with it."""
    names = (name for known in catalog.licenses for kind, name in names_of(known) if kind is NameKind.URL)
    return frozenset(folder for name in names if "/" in (folder := name.rpartition("/")[0]))
