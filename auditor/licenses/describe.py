"""A license in words: what it grants, asks and forbids, clause by clause; and two of them side by side."""

from __future__ import annotations

from auditor.schema.facts import Ends, Fact, Grant, Restriction
from auditor.schema.license import License, Route
from auditor.schema.numbering import clause

_BLOCKS = ("grants", "conditions", "obligations", "restrictions")
_YES = {True: "yes", False: "no", None: "not known"}


def describe(item: License) -> str:
    """One license as text, a line a fact, each with its clause and how it was read."""
    lines = [f"{item.id}: {item.title}", *(f"  {name:<15} {value}" for name, value in head(item).items())]
    lines += [_line(key, said) for key, said in facts(item).items()]
    lines += [f"  {'read at':<15} {item.address}"] if item.address else []
    lines += [f"  {clause(way.clause) if way.clause else '':<15} way out: {_way(way)}" for way in item.routes]
    if item.note:
        lines.append(f"  {'note':<15} {item.note}")
    if not item.text_known:
        lines.append("  Its text is not known to us: what is said of it is second-hand.")
    return "\n".join(lines) + "\n"


def describe_row(item: License, place: str) -> str:
    """One row of a license's file, as reports name it: `conditions/monthly_active_users`; empty where it has none."""
    blocks: dict[str, tuple[Fact, ...]] = {
        name: tuple(fact for fact in getattr(item, name) if fact.row == place) for name in _BLOCKS
    }
    found = facts(item.model_copy(update=blocks))
    lines = [_line(key, said) for key, said in found.items()] + _values(item, place)
    lines += [f"  {'read at':<15} {item.address}"] if lines and item.address else []
    return "\n".join([f"{item.row(place)}: {item.title}", *lines]) + "\n" if lines else ""


def _values(item: License, place: str) -> list[str]:
    values = {"family": item.family.value, "commercial_use": item.commercial_use.value}
    return [f"  {values[place]}"] if place in values else []


def _line(key: tuple[str, str], said: tuple[str, str]) -> str:
    (what, which), (where, more) = key, said
    return f"  {clause(where) if where else '':<15} {what} {which}{f' — {more}' if more else ''}"


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
    for grant in item.grants:
        _add(rows, (_grant_word(grant.given.value), grant.grant.value), grant.clause, _with(grant))
    for one in item.conditions:
        value = f"{one.value:,}" if isinstance(one.value, int) else one.value
        shown = value if isinstance(value, str) else ", ".join(value)
        words = f"{one.within}; else: {one.effect}" if one.within else f"else: {one.effect}"
        _add(rows, ("if", f"{one.metric.value} {one.operator.value} {shown}"), one.clause, words)
    for duty in item.obligations:
        when = "/".join(duty.when)
        words = f"“{duty.text}”" if duty.text else duty.note
        _add(rows, ("must", f"{duty.obligation.value} ({when})"), duty.clause, words)
    for limit in item.restrictions:
        _add(rows, ("limits", limit.restriction.value), limit.clause, _with(limit))
    return rows


def _add(rows: dict[tuple[str, str], tuple[str, str]], key: tuple[str, str], where: str, words: str) -> None:
    """One more fact, joined with what is there of its kind."""
    clauses, said = rows.get(key, ("", ""))
    more = where if where not in clauses.split("; ") else ""
    rows[key] = ("; ".join(filter(None, (clauses, more))), said if words in said else f"{said} {words}".strip())


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
