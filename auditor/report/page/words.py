"""Words for a page: everything that came from outside is made inert before it is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.report.plain import inert

if TYPE_CHECKING:
    from markupsafe import Markup

_LONGEST = 600
_OPENERS = frozenset("the a an it its this part no if some one what".split())  # noqa: SIM905 - a table
_QUOTED = re.compile(r"`([^`]+)`")


@lru_cache(maxsize=65_536)
def _inert(text: str) -> str:
    return inert(text, _LONGEST)


def finalize(value: object) -> object:
    """What Jinja writes for an expression: a string is made inert, nothing is written for None, markup stays."""
    if value is None:
        return ""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    plain_already = value.isascii() and value.isprintable() and len(value) < _LONGEST and "##" not in value
    return value if plain_already else _inert(str(value))


def prose(text: str, own: bool = False) -> Markup:
    """A sentence with its `code` as code; all of it escaped, and nothing else of it read as markup."""
    from markupsafe import Markup, escape

    pieces = [str(escape(piece)) for piece in _QUOTED.split(_inert(sentence(text, own=own)))]
    shown = (f"<code>{piece}</code>" if index % 2 else piece for index, piece in enumerate(pieces))
    return Markup("".join(shown))  # noqa: S704 - every piece was escaped above


def plain(word: str) -> str:
    """An identifier as words: `not_met` and `license-text` without their joints."""
    return word.replace("_", " ").replace("-", " ")


def sentence(text: str, *, own: bool = False) -> str:
    """Text that begins with a capital and ends with a mark. What may begin with a name keeps its first letter."""
    stripped = text.strip()
    if not stripped:
        return ""
    capital = own or stripped.partition(" ")[0] in _OPENERS
    begun = stripped[0].upper() + stripped[1:] if capital else stripped
    return begun if begun[-1] in ".?!…" else f"{begun}."


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Words in a row: `a, b and c`."""
    row = list(words)
    return row[0] if len(row) == 1 else f"{', '.join(row[:-1])} and {row[-1]}" if row else ""


def amount(value: object) -> str:
    """A value of a condition or a declared use: numbers grouped, lists joined, nothing as `not stated`."""
    if value is None:
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return ", ".join(str(item) for item in value) if isinstance(value, tuple) else str(value)


def ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers in short: `1, 3–5`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def clauses(terms: Iterable[tuple[str, str]]) -> str:
    """Terms with their clauses in a row; terms of one clause stand together: `use, modify (1.a); patent (3)`."""
    grouped: dict[str, list[str]] = {}
    for term, clause in terms:
        grouped.setdefault(clause, []).append(term)
    rows = ((", ".join(named), clause) for clause, named in grouped.items())
    return "; ".join(f"{named} ({clause})" if clause else named for named, clause in rows)
