"""Whether the words around a name that means something else too show that a model is meant: `the Falcon models`."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.names.qualifiers import Tail
from auditor.names.spelling import alternation
from auditor.names.spoken import Spelled
from auditor.names.table import table

_I = re.IGNORECASE
_WINDOW = 64
# `Gemma, the 2B flavour`, `Gemma (in 7B)`
_SIZE_BEHIND = re.compile(r",?\s\(?(?:[^\W\d_]{1,12}\s){0,3}\d{1,3}(?:[.,]\d{1,2})?[bBmM](?![\w.])")
_OF_A_PERSON = re.compile(r"(?:\s[A-Z][a-z]{1,20})?['’]s\b|\s+et\s+al\b|\s+and\s+I\b")


def is_in_company(text: str, spelled: Spelled, tail: Tail) -> bool:
    """A word for a model behind it, its maker before it, or, with a capital, what says that a model comes from it."""
    if tail.goes_on or _OF_A_PERSON.match(text, tail.end):
        return False
    if _a_model().match(text, tail.end) or (text[spelled.start].isupper() and _SIZE_BEHIND.match(text, tail.end)):
        return True
    before = text[max(0, spelled.start - _WINDOW) : spelled.start]
    makers = (table().titles[maker] for maker in spelled.entry.row.makers)
    if any(re.search(rf"(?<!\w){re.escape(maker)}(?:['’]s)?\s\Z", before, _I) for maker in makers):
        return True
    return text[spelled.start].isupper() and bool(_comes_from().search(before))


@lru_cache(maxsize=1)
def _a_model() -> re.Pattern[str]:
    models, tied, kinds = (alternation(table().spoken[name]) for name in ("models", "models_tied", "kinds"))
    return re.compile(rf"[)\]\"'`*_]{{0,3}}(?:\s|-)(?:{kinds}\s){{0,2}}{models}(?![a-z])|\s?{tied}", _I)


@lru_cache(maxsize=1)
def _comes_from() -> re.Pattern[str]:
    comes, of, whole, articles = (
        alternation(table().spoken[name]) for name in ("comes", "from", "comes_from", "articles")
    )
    return re.compile(
        rf"(?:\b{comes}\s+{of}|{whole})[\s:]{{0,3}}(?:{articles}\s+){{0,3}}[\"'`*_\[(]{{0,3}}\Z",
        _I,
    )
