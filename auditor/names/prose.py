"""Families of models named in sentences: "tuned from Llama 2", "Gemma 2 9B", "Command R+".

A name that means something else too (a falcon, a phi coefficient, somebody called Gemma) counts where it stands in
company only: a version, a size, a variant, its maker, a word for a model. Pure, and in time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from auditor.names.company import is_in_company
from auditor.names.known_ids import KnownId, known_id
from auditor.names.meaning import folded_size, licenses_of, repository_of
from auditor.names.qualifiers import Tail, read_tail
from auditor.names.spoken import Spelled, places, spelled_at
from auditor.names.table import FamilyRow, Said, table

_ACCOUNT = re.compile(
    r"(?<![\w./-])([A-Za-z0-9_][\w.-]{0,95})/\Z|(?:huggingface\.co|hf\.co)/([\w.-]{1,96})/\Z", re.ASCII
)
_OF_ACCOUNT = re.compile(r"([\w.-]{1,96})/(?=\w)", re.ASCII)
_NAME = re.compile(r"[\w.-]{1,96}", re.ASCII)
_SIZE_BEFORE = re.compile(r"(?<![\w.])(\d{1,4}(?:\.\d{1,2})?[bm])(?:[ -]parameters?)?[ -]\Z", re.IGNORECASE)
_WINDOW = 64


@dataclass(frozen=True)
class FamilyName:
    """A family named in a text.

    `repository` only where it is certain which one is meant. `licenses`: where the name leaves them open, all that may
    apply; empty for a closed family, and where the table does not know the version. `start` and `end` are its place.
    """

    family: str
    title: str
    version: str | None
    size: str | None
    variants: tuple[str, ...]
    repository: str | None
    licenses: tuple[str, ...]
    start: int
    end: int


def in_prose(text: str) -> tuple[FamilyName, ...]:
    """The families that a text names, in order; in links and ids too, where the account is the maker's own."""
    return tuple(_all(text))


@lru_cache(maxsize=4096)
def is_of_family(repo_id: str, family: str, licenses: tuple[str, ...]) -> bool:
    """Whether a repository is its makers' of a family, under one of these licenses that may be meant by its name."""
    named = in_prose(repo_id)
    return any(item.family == family and (not licenses or set(item.licenses) & set(licenses)) for item in named)


def read_name(text: str) -> tuple[FamilyRow, Said] | None:
    """The family whose name a text is, and what it says; None where it says anything else."""
    place = places().match(text)
    spelled = spelled_at(text, place) if place else None
    if spelled is None or spelled.entry.unlike:
        return None
    tail = _tail(text, spelled)
    return (spelled.entry.row, tail.said) if tail.end == len(text) else None


def _all(text: str) -> Iterator[FamilyName]:
    until = 0
    for place in places().finditer(text):
        spelled = spelled_at(text, place) if place.start() >= until else None
        if spelled is None:
            continue
        found = None if spelled.entry.unlike else _named(text, spelled)
        until = max(found.end if found else spelled.end, until)
        if found:
            yield found


def _named(text: str, spelled: Spelled) -> FamilyName | None:
    """The family that is meant, unless the words are another's id, or mean something else there."""
    row, tail = spelled.entry.row, _tail(text, spelled)
    account = _account_before(text, spelled.start)
    if account is not None:
        return _in_an_id(text, spelled, tail, account)
    if _is_an_account(text, spelled.start):
        return None
    said = _with_size_before(text, spelled.start, tail.said)
    if not (spelled.is_firm or tail.shows_a_model or said is not tail.said or is_in_company(text, spelled, tail)):
        return None
    legacy = None if tail.goes_on else known_id(text[spelled.start : tail.end])
    repository = legacy.today if legacy else None if tail.goes_on else repository_of(row, said)
    return _found(row, said, tail.variants, repository, spelled.start, tail.end)


def _tail(text: str, spelled: Spelled) -> Tail:
    """What is said behind the shortest spelling of the name that leaves nothing out; with the name, if a variant."""
    row = spelled.entry.row
    if spelled.text in row.variants:
        tail = read_tail(text, spelled.end, row)
        said = replace(tail.said, words=tail.said.words | {spelled.text})
        return replace(tail, said=said, variants=(spelled.text, *tail.variants))
    tails = (read_tail(text, end, row) for end in (*spelled.shorter, spelled.end))
    return next(tail for tail in tails if tail.end >= spelled.end)


def _found(
    row: FamilyRow, said: Said, variants: tuple[str, ...], repository: str | None, start: int, end: int
) -> FamilyName:
    size = folded_size(said.size) if said.size else None
    licenses = licenses_of(row, said, whole=repository is not None)
    return FamilyName(row.id, row.title, said.version or None, size, variants, repository, licenses, start, end)


def _account_before(text: str, start: int) -> str | None:
    """The account in front of a name in an id; empty where a slash stands there and no account."""
    if not text.endswith("/", 0, start):
        return None
    match = _ACCOUNT.search(text[max(0, start - 2 * _WINDOW) : start])
    return (match.group(1) or match.group(2)) if match else ""


def _in_an_id(text: str, spelled: Spelled, tail: Tail, account: str) -> FamilyName | None:
    """An id of its maker's or one that the table knows; `LLaMA/Vicuna` are two names; else it is somebody else's."""
    row, match = spelled.entry.row, _NAME.match(text, spelled.start)
    name = match.group().rstrip(".-") if match else ""
    repo_id, end = f"{account}/{name}", max(tail.end, spelled.start + len(name))
    known = known_id(repo_id)
    if known:
        return _of_id(known, repo_id, tail, spelled.start - len(account) - 1, end)
    if table().is_makers(account, row) and (tail.shows_a_model or not tail.goes_on):
        return _found(row, tail.said, tail.variants, repo_id, spelled.start - len(account) - 1, end)
    if not read_name(account) or not (spelled.is_firm or tail.shows_a_model):
        return None
    return _found(row, tail.said, tail.variants, None, spelled.start, tail.end)


def _of_id(known: KnownId, repo_id: str, tail: Tail, start: int, end: int) -> FamilyName:
    said = known.said if known.said != Said() else tail.said
    return _found(known.row, said, tail.variants, known.today or repo_id, start, end)


def _is_an_account(text: str, start: int) -> bool:
    """Whether the word is the account of an id: `meta-llama/…`."""
    match = _OF_ACCOUNT.match(text, start)
    return bool(match and table().makers_of(match.group(1)))


def _with_size_before(text: str, start: int, said: Said) -> Said:
    """`a 7B LLaMA`."""
    match = _SIZE_BEFORE.search(text[max(0, start - _WINDOW) : start]) if not said.size else None
    return replace(said, size=match.group(1)) if match else said
