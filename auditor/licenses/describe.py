"""A license in words: what it grants, asks and forbids, clause by clause; and two of them side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from auditor.licenses.pinned import facts_of, only
from auditor.schema.facts import Ends, Fact, Grant, Restriction
from auditor.schema.license import License, Route
from auditor.schema.numbering import at, clause

HEADS = ("family", "commercial_use")
"""Rows of a license that reports name beside its facts."""
_YES = {True: "yes", False: "no", None: "not known"}


def describe(item: License) -> str:
    """One license as text, a line a fact, each with its clause and how it was read, by whom and when."""
    lines = [f"{item.id}: {item.title}", *(f"  {name:<15} {value}" for name, value in head(item).items())]
    lines += [f"  {'read by':<15} {item.reading.by}, {item.reading.date.isoformat()}"] if item.reading else []
    for (what, which), fact, more in _told(item):
        words = f" — {more}" if more else ""
        lines.append(f"  {clause(fact.clause) if fact.clause else '':<15} {what} {which}{words} [{_read(fact)}]")
    lines += [f"  {'read at':<15} {item.address}"] if item.address else []
    lines += [f"  {clause(way.clause) if way.clause else '':<15} way out: {_way(way)}" for way in item.routes]
    if item.note:
        lines.append(f"  {'note':<15} {item.note}")
    if not item.text_known:
        lines.append("  Its text is not known to us: what is said of it is second-hand.")
    return "\n".join(lines) + "\n"


def describe_row(item: License, row: str) -> str:
    """The facts of one row as text, each with its clause and how it was read, by whom and when; empty where none is."""
    lines: list[str] = []
    for fact in facts_of(item):
        if fact.row == row:
            lines.append(f"{item.row(row)}{at(fact.clause)}")
            for (what, which), _, more in _told(only(item, fact)):
                lines.append(f"  says  {what} {which}{f' — {more}' if more else ''}")
            lines.append(f"  read  {how_read(fact, item)}")
    return "".join(f"{line}\n" for line in lines)


def compare(first: License, second: License) -> str:
    """Two licenses as text: what both have, and what only one of them has."""
    mine, theirs = _all(first), _all(second)
    lines = [f"{'':<42}{first.id:<28}{second.id}"]
    for key in dict.fromkeys([*mine, *theirs]):
        left, right = mine.get(key, "–"), theirs.get(key, "–")
        mark = " " if left == right else "≠"
        lines.append(f"{mark} {' '.join(key)[:38]:<40}{left[:26]:<28}{right[:60]}")
    return "\n".join(lines) + "\n"


def head(item: License) -> dict[str, str]:
    """What stands above the clauses."""
    rows = {
        "SPDX": item.expression,
        "family": item.family.value,
        "commercial use": item.commercial_use.value,
        "OSI approved": _YES[item.approval.osi],
        "steward": item.steward,
        "may mean": ", ".join(item.members),
        "takes in": ", ".join(item.incorporates),
    }
    return {name: value for name, value in rows.items() if value}


def facts(item: License) -> dict[tuple[str, str], tuple[str, str]]:
    """Every fact as (what, which) → (clause, in words); what a license says twice stands once, with both clauses."""
    rows: dict[tuple[str, str], tuple[str, str]] = {}
    for key, fact, more in _told(item):
        where, words = rows.get(key, ("", ""))
        told = _joined(more, str(fact.pinned or ""))
        clauses = dict.fromkeys(one for one in (*where.split("; "), fact.clause) if one)
        rows[key] = ("; ".join(clauses), words if told in words else f"{words} {told}".strip())
    return rows


def how_read(fact: Fact, item: License) -> str:
    """How a fact was read, by whom and when; where it does not say, as the whole license was."""
    whole = item.reading
    return _read(fact, whole.by if whole else "", whole.date if whole else None)


def _read(fact: Fact, by: str = "", on: date | None = None) -> str:
    """The same in short: by whom and when stand above, where they are those of the whole license."""
    by, on = fact.read_by or by, fact.read_on or on
    return f"{fact.read.value}{f' by {by}' if by else ''}{f', {on.isoformat()}' if on else ''}"


def _joined(*words: str) -> str:
    return "; ".join(word for word in words if word)


def _told(item: License) -> Iterator[tuple[tuple[str, str], Fact, str]]:
    for grant in item.grants:
        yield (_grant_word(grant.given.value), grant.grant.value), grant, _with(grant)
    for one in item.conditions:
        value = f"{one.value:,}" if isinstance(one.value, int) else one.value
        shown = value if isinstance(value, str) else ", ".join(value)
        words = f"{one.within}; else: {one.effect}" if one.within else f"else: {one.effect}"
        yield ("if", f"{one.metric.value} {one.operator.value} {shown}"), one, words
    for duty in item.obligations:
        when = "/".join(duty.when)
        words = f"“{duty.text}”" if duty.text else duty.note
        yield ("must", f"{duty.obligation.value} ({when})"), duty, words
    for limit in item.restrictions:
        yield ("limits", limit.restriction.value), limit, _with(limit)


def _with(item: Grant | Restriction) -> str:
    """The remark, with whose law governs, which rights a suit ends, and what is left of what the clause withholds."""
    said = [f"{_value(item)}." if isinstance(item, Restriction) and _value(item) else "", item.note]
    return " ".join(word for word in (*said, f"Left are {item.allows}." if item.allows else "") if word)


def _value(item: Restriction) -> str:
    ends = {Ends.PATENTS: "ends the rights to patents", Ends.ALL: "ends all rights"}
    return ", ".join(value for value in (item.law, item.venue, ends[item.ends] if item.ends else "") if value)


def _way(way: Route) -> str:
    return f"{way.says} {way.url}".strip()


def _grant_word(given: str) -> str:
    return {"yes": "grants", "conditional": "grants, conditionally,", "no": "does not grant"}[given]


def _all(item: License) -> dict[tuple[str, ...], str]:
    shown: dict[tuple[str, ...], str] = {(name,): value for name, value in head(item).items()}
    shown |= {key: clause(where) if where else "yes" for key, (where, _) in facts(item).items()}
    for limit in item.restrictions:  # what tells one license's law from another's
        key = ("limits", limit.restriction.value)
        shown[key] += f": {_value(limit)}" if _value(limit) and ":" not in shown[key] else ""
    return shown
