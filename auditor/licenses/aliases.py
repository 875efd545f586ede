"""From what people write to a license: Hub tags, slugs, free text, addresses, SPDX expressions, lists.

Names match without regard to case, spaces and punctuation, and never by likeness: a text that no license claims
resolves to nothing. Any input is answered, in bounded time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from auditor.licenses import expression
from auditor.licenses.catalog import Catalog, NameKind, folded_url
from auditor.schema.license import Family, License

MAX_LENGTH = 1000
MAX_ITEMS = 50
MAX_DEPTH = 3

# Hub tags that say only that the license is elsewhere, or that there is none.
MARKERS = frozenset({"other", "unknown", "none", "n-a", ""})
# The order in which a name of unstated kind is tried: `bsl-1.0` is the Hub's Boost before it is anything else.
TRIED = (NameKind.HUB_TAG, NameKind.SLUG, NameKind.SPELLING, NameKind.URL, NameKind.SPDX)
# Addresses whose last part is an SPDX id.
SPDX_PAGES = re.compile(
    r"(?:opensource\.org/licenses?|spdx\.org/licenses|choosealicense\.com/licenses)/([a-z0-9.+-]+)", re.ASCII
)
CC_PORT = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)/([a-z]+)", re.ASCII)
ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+/\S*|https?://\S+")
MARKDOWN_LINK = re.compile(r"\[[^\]]*\]\((https?://[^()\s]+)\)")
FRAME = re.compile(
    r"(?:either(?: of)? |both |one of )?(?:the )?(.*?)(?: (?:public )?licen[sc]e)?(?: agreement)?", re.IGNORECASE
)
OPERATOR = re.compile(r"\b(?:and|or|with)\b|[()]", re.IGNORECASE)
SEPARATOR = re.compile(r"[,;|\n]| / |/")


class Combination(StrEnum):
    """How the licenses of an answer stand to each other."""

    SINGLE = "single"
    AND = "and"
    OR = "or"
    LIST = "list"
    UMBRELLA = "umbrella"
    NONE = "none"


class How(StrEnum):
    """By which sort of name the license was found."""

    HUB_TAG = "hub-tag"
    SLUG = "slug"
    SPELLING = "spelling"
    URL = "url"
    SPDX = "spdx"
    EXPRESSION = "expression"


@dataclass(frozen=True)
class Resolved:
    """Which licenses a text names.

    `licenses` are catalog ids, or SPDX ids; those that the catalog does not hold are also in `foreign`. An umbrella
    is named by its own id. `unknown` are the parts that no name matched. `relation` is `and` for an expression that
    mixes AND and OR, since that is its most restrictive reading; `expression` has the exact one.
    """

    written: str
    licenses: tuple[str, ...] = ()
    relation: Combination = Combination.NONE
    how: How | None = None
    expression: str = ""
    foreign: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def resolve(written: str, catalog: Catalog, *, kind: NameKind = NameKind.ANY) -> Resolved:
    """The license or licenses that a text names; relation `none` if no license claims it."""
    return _resolved(_cleaned(written), catalog, kind)


@lru_cache(maxsize=4_096)
def _resolved(text: str, catalog: Catalog, kind: NameKind) -> Resolved:
    """The same of a cleaned text; many cards write the same few names."""
    if not text or text.casefold() in MARKERS:
        return Resolved(text)
    found = _whole(text, catalog, kind)
    if found is None and kind is NameKind.ANY:
        found = _expression(text, catalog) or _separated(text, catalog)
    return found or Resolved(text, unknown=(text,))


def resolve_all(values: Iterable[object] | str, catalog: Catalog, *, kind: NameKind = NameKind.ANY) -> Resolved:
    """One answer for a list: its relation is `list`, since nothing says whether all hold or one may be chosen."""
    texts = tuple(dict.fromkeys(_texts(values, MAX_DEPTH)))[:MAX_ITEMS]
    answers = [resolve(text, catalog, kind=kind) for text in texts]
    if len(answers) == 1:
        return answers[0]
    return _together(", ".join(texts)[:MAX_LENGTH], answers, catalog)


def _cleaned(written: str) -> str:
    """The text without control characters, quotes and outer space; empty if it is too long to be a name."""
    if not isinstance(written, str) or len(written) > MAX_LENGTH:
        return ""
    text = "".join(c if c.isprintable() or c == "\n" else " " for c in written).strip().strip("\"'`“”").strip()
    link = MARKDOWN_LINK.fullmatch(text)
    return link[1] if link else text


def _whole(text: str, catalog: Catalog, kind: NameKind) -> Resolved | None:
    """The text as one name."""
    for each in TRIED if kind is NameKind.ANY else (kind,):
        known = catalog.named(each, text)
        if known is not None:
            return _answer(text, known, How(each.value))
    if kind in (NameKind.ANY, NameKind.URL) and ADDRESS.fullmatch(text):
        return _page(text, catalog)
    listed = _spdx(text, catalog, How.SPDX, text) if kind in (NameKind.ANY, NameKind.SPDX) else None
    return listed or (_framed(text, catalog) if kind is NameKind.ANY else None)


def _framed(text: str, catalog: Catalog) -> Resolved | None:
    """The text without the words that frame a name: `the Llama 3 license` is `Llama 3`."""
    inner = FRAME.fullmatch(text)
    if inner is None or inner[1] == text or not inner[1]:
        return None
    for each in (NameKind.HUB_TAG, NameKind.SLUG, NameKind.SPELLING):
        known = catalog.named(each, inner[1])
        if known is not None:
            return _answer(text, known, How.SPELLING)
    return None


def _answer(written: str, known: License, how: How) -> Resolved:
    """One license of the catalog, or one umbrella."""
    relation = Combination.UMBRELLA if known.family is Family.UMBRELLA else Combination.SINGLE
    return Resolved(written, (known.id,), relation, how, known.expression)


def _page(address: str, catalog: Catalog) -> Resolved | None:
    """A page that is about one SPDX id, or a national port of a Creative Commons license."""
    plain = folded_url(address)
    page, port = SPDX_PAGES.fullmatch(plain), CC_PORT.fullmatch(plain)
    if page:
        known = catalog.named(NameKind.SPDX, page[1])
        if known is not None:
            return _answer(address, known, How.URL)
        return _spdx(page[1], catalog, How.URL, address)
    return _spdx("CC-{}-{}-{}".format(*port.groups()), catalog, How.URL, address) if port else None


def _spdx(name: str, catalog: Catalog, how: How, written: str) -> Resolved | None:
    """An id of the SPDX list, whether or not the catalog describes it."""
    spdx = expression.spdx_id(name)
    if spdx is None:
        return None
    known = catalog.named(NameKind.SPDX, spdx)
    if known is not None:
        return _answer(written, known, how)
    return Resolved(written, (spdx,), Combination.SINGLE, how, spdx, foreign=(spdx,))


def _expression(text: str, catalog: Catalog) -> Resolved | None:
    """The text as an SPDX expression of names that all are known."""
    if not OPERATOR.search(text):
        return None
    parts = {name: _whole(name, catalog, NameKind.ANY) for name in expression.symbols(text)}
    found = [part for part in parts.values() if part is not None]
    if not found or len(found) < len(parts):
        return None
    licenses = tuple(dict.fromkeys(id_ for part in found for id_ in part.licenses))
    foreign = tuple(dict.fromkeys(id_ for part in found for id_ in part.foreign))
    relation = _relation(expression.operators(text), found[0])
    return Resolved(text, licenses, relation, How.EXPRESSION, expression.rendered(text, catalog), foreign)


def _relation(operators: frozenset[str], first: Resolved) -> Combination:
    """AND wins where both stand in one expression: all of its licenses together are its most restrictive reading."""
    if not operators:
        return first.relation
    return Combination.AND if "AND" in operators else Combination.OR


def _separated(text: str, catalog: Catalog) -> Resolved | None:
    """The text as names between commas or slashes, all of which must be known."""
    if ADDRESS.fullmatch(text):
        return None
    parts = [part.strip() for part in SEPARATOR.split(text, maxsplit=MAX_ITEMS) if part.strip()]
    if len(parts) < 2:
        return None
    answers = [_whole(part, catalog, NameKind.ANY) for part in parts]
    found = [answer for answer in answers if answer is not None]
    return _together(text, found, catalog) if len(found) == len(parts) else None


def _together(written: str, answers: list[Resolved], catalog: Catalog) -> Resolved:
    """Several answers as one list."""
    found = [answer for answer in answers if answer.licenses]
    unknown = tuple(part for answer in answers for part in answer.unknown)
    licenses = tuple(dict.fromkeys(id_ for answer in found for id_ in answer.licenses))
    if not licenses:
        return Resolved(written, unknown=unknown)
    if len(licenses) == 1 and not unknown:
        return replace(found[0], written=written)
    foreign = tuple(dict.fromkeys(id_ for answer in found for id_ in answer.foreign))
    joined = expression.conjunction(licenses, catalog)
    return Resolved(written, licenses, Combination.LIST, found[0].how, joined, foreign, unknown)


def _texts(values: object, depth: int) -> Iterable[str]:
    """The texts in a value of unknown shape; anything that is no text and no list is passed over."""
    if isinstance(values, str):
        yield values
    elif isinstance(values, (list, tuple, set, frozenset)) and depth > 0:
        for value in list(values)[:MAX_ITEMS]:
            yield from _texts(value, depth - 1)
