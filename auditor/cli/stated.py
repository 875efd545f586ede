"""Options that state the use in a form of their own."""

from __future__ import annotations

import re

from auditor.errors import UsageError

_MONTH = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))=(\d{1,15})", re.ASCII)


def months(stated: tuple[str, ...]) -> tuple[dict[str, str | int], ...]:
    """`2024-06=1000000`, repeated, as values. Raises UsageError."""
    found = [(_MONTH.fullmatch(one), one) for one in stated]
    wrong = [one for match, one in found if match is None]
    if wrong:
        raise UsageError(f"{wrong[0]!r} is no month with its users", hint="write it as --users-in 2024-06=1000000")
    return tuple({"month": match[1], "users": int(match[2])} for match, _ in found if match)


def offered_as(embedded: bool | None) -> str | None:
    """What `--embedded/--offered-as-such` states."""
    return None if embedded is None else "embedded" if embedded else "as-such"
