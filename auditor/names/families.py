"""What one word or name says of families, by policies/families.yaml, which is the only list of them.

A family's name inside a longer name is weak evidence: it names no repository. Where nothing else is known, it counts
for families whose makers ask that their terms be passed on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from auditor.names.meaning import licenses_of, parameters
from auditor.names.spelling import SIZE, alternation, expression, inside
from auditor.names.table import FamilyRow, FamilyTable, Said, table

_I = re.IGNORECASE
_DIGITS = "0123456789"
_AT_EITHER_END = (r"\w{0,8}", r"\w{0,4}")  # distilbert, bertweet
_PARTS = re.compile(r"[-_. ]+")
_SHORT = 3  # a word so short begins many others: it counts before a digit only
_SIZES = re.compile(rf"(?<![a-z0-9.]){SIZE}(?![a-z0-9])", _I)
_VERSION_BEHIND = re.compile(r"[-_. ]?v?(\d{1,2}(?:\.\d{1,2})?)(?![\d.]*[bm])", _I)


@dataclass(frozen=True)
class ModelFamily:
    """A family whose terms must be passed on: its name, its makers' accounts, and the licenses that account for it."""

    name: str
    makers: tuple[str, ...]
    licenses: tuple[str, ...]


def family_of(repo_id: str) -> ModelFamily | None:
    """The family that the repository's name shows and whose terms must be passed on, unless it is the maker's own."""
    account, _, name = repo_id.rpartition("/")
    for row, shown, unlike in _passed_on():
        match = shown.search(name)
        if match and not table().is_makers(account, row):
            other = (unlike and unlike.search(name)) or _is_under_others(row, name, match) or _is_too_small(row, name)
            return None if other else _as_family(row)
    return None


def is_family_word(word: str) -> bool:
    """Whether a part of a repository's name is a family's of which others make members, or an architecture's."""
    row = table().of_word(word)
    return bool(row and row.others) or word.lower().rstrip(_DIGITS) in table().architectures


def is_makers_open_one(repo_id: str) -> bool:
    """Whether an id is called as a family with weights that its own account made."""
    account, _, name = repo_id.rpartition("/")
    own = [row for row in table().rows if not row.closed and table().is_makers(account, row)]
    if any(table().of_word(part) in own for part in _PARTS.split(name)):
        return True
    return any(re.match(expression(begun), repo_id, _I) for row in own for begun in row.official)


def is_tuned_name(model_id: str) -> bool:
    """Whether a name is of a checkpoint that was tuned: of another's family that others tune, or one so made."""
    account, _, name = model_id.rpartition("/")
    parts = _PARTS.split(name)
    rows = [row for part in parts if (row := table().of_word(part))]
    own = [row for row in rows if table().is_makers(account, row)]
    if own:
        return any(row.made_from for row in own)
    if any(row.others == "tune" for row in rows):
        return True
    return not _trains(account) and any(is_tuned_word(part) for part in parts)


def is_tuned_word(word: str) -> bool:
    """Whether a word says by itself that a checkpoint of a family was tuned, whatever its own name: `BioBERT`."""
    return bool(_tuned().fullmatch(word))


def names_own_family(model_id: str) -> bool:
    """Whether the account made a family that the name speaks of, and whose checkpoints others tune."""
    account, _, name = model_id.rpartition("/")
    rows = (table().of_word(part) for part in _PARTS.split(name))
    return any(row and row.others == "tune" and table().is_makers(account, row) for row in rows)


def is_anothers(word: str, account: str) -> bool:
    """Whether a word is, or begins with, a name that many models bear, and that this account did not give."""
    row = _beginning(word.lower())
    if row is None:
        is_tuned = is_tuned_word(word) and not _trains(account)
        return is_tuned or word.lower().rstrip(_DIGITS) in table().architectures
    return not table().is_makers(account, row)


def is_restated(word: str, account: str) -> bool:
    """Whether a word begins with the name of another's family whose license is restated on cards of other models."""
    row = _beginning(word.lower())
    if row is None:
        return word.lower().rstrip(_DIGITS) in table().architectures
    return row.restated and not table().is_makers(account, row)


def have_same_maker(account: str, other: str) -> bool:
    """Whether two accounts are one maker's."""
    return bool(table().makers_of(account) & table().makers_of(other))


def is_code_of_a_family(name: str) -> bool:
    """Whether a code repository is called as that which came with a family."""
    return name.lower() in _code()


def prose_pattern(of: Literal["open", "many"] = "open") -> str:
    """A regular expression of how sentences name families, in whatever company, without boundaries.

    Families with weights; of these, with closed ones, the names that many models bear.
    """
    return _prose(of)


def writers(families: FamilyTable) -> dict[str, tuple[str, ...]]:
    """How families are named that are known to have written training data, in the language of phrases.

    Closed ones, what may stand behind their names, open ones. The name of a company is no model's.
    """
    rows = {closed: [row for row in families.rows if row.writes and row.closed is closed] for closed in (True, False)}
    named = {
        closed: tuple(
            name.lower().rstrip("*").replace(" ", "-")
            for row in held
            for name in row.writes
            if name not in families.titles.values()
        )
        for closed, held in rows.items()
    }
    variants = sorted({word for row in rows[True] for word in row.variants})
    return {"closed-writer": named[True], "closed-variant": tuple(variants), "open-writer": named[False]}


@lru_cache(maxsize=2)
def _prose(of: str) -> str:
    asked = (row for row in table().rows if (row.others or row.closed if of == "many" else not row.closed))
    return alternation(name for row in asked for name in row.names)


@lru_cache(maxsize=1)
def _passed_on() -> tuple[tuple[FamilyRow, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (row, _any(row.passed_on["names"]), _any(unlike) if (unlike := row.passed_on.get("unlike")) else None)
        for row in table().rows
        if row.passed_on
    )


def _any(spellings: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(inside, spellings)), _I)


def _is_under_others(row: FamilyRow, name: str, match: re.Match[str]) -> bool:
    """Whether the version behind the family's name is under licenses that ask for nothing to be passed on: Gemma 4."""
    behind = _VERSION_BEHIND.match(name, match.end())
    if behind is None or behind.group(1) not in row.versions:
        return False
    return not set(licenses_of(row, Said(behind.group(1)))) & set(row.passed_on["licenses"])


def _is_too_small(row: FamilyRow, name: str) -> bool:
    """Whether the name says sizes, and all of them are below the family's smallest."""
    smallest = parameters(row.passed_on.get("smallest", ""))
    sizes = _SIZES.findall(name)
    return bool(sizes) and all(parameters(size) < smallest for size in sizes)


def _as_family(row: FamilyRow) -> ModelFamily:
    accounts = (account for account in table().on_hub if table().is_makers(account, row))
    return ModelFamily(row.title, tuple(accounts), tuple(row.passed_on["licenses"]))


@lru_cache(maxsize=1)
def _tuned() -> re.Pattern[str]:
    globs = [glob for row in table().rows if row.others == "tune" for glob in row.tuned]
    each = (
        rf"{_AT_EITHER_END[0] * glob.startswith('*')}{glob.strip('*')}{_AT_EITHER_END[1] * glob.endswith('*')}"
        for glob in globs
    )
    return re.compile("|".join(each), _I)


def _trains(account: str) -> bool:
    """Whether the account is a maker's that trains families from nothing."""
    return bool(table().on_hub.get(account.lower(), frozenset()) & _trainers())


@lru_cache(maxsize=1)
def _trainers() -> frozenset[str]:
    return frozenset(maker for row in table().rows if not row.made_from for maker in row.makers)


@lru_cache(maxsize=1)
def _code() -> frozenset[str]:
    return frozenset(name.lower() for row in table().rows for name in row.code)


def _beginning(word: str) -> FamilyRow | None:
    """The family with the longest word that this one begins with."""
    for length in range(len(word), _SHORT - 1, -1):
        row = table().by_word.get(word[:length]) or table().by_beginning.get(word[:length])
        if row and (row.others or row.closed) and (length > _SHORT or length == len(word) or word[length].isdigit()):
            return row
    return None
