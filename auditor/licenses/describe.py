"""A license in words: what it grants, asks and forbids, clause by clause; and two of them side by side."""

from __future__ import annotations

from auditor.schema.license import License

_YES = {True: "yes", False: "no", None: "not known"}


def describe(item: License) -> str:
    """One license as text, a line a fact, each with its clause and how it was read."""
    lines = [f"{item.id}: {item.title}", *(f"  {name:<15} {value}" for name, value in head(item).items())]
    for (what, which), (clause, more) in facts(item).items():
        words = f" — {more}" if more else ""
        lines.append(f"  {f'clause {clause}' if clause else '':<15} {what} {which}{words}")
    if item.note:
        lines.append(f"  {'note':<15} {item.note}")
    if not item.text_known:
        lines.append("  Its text is not known to us: what is said of it is second-hand.")
    return "\n".join(lines) + "\n"


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
    }
    return {name: value for name, value in rows.items() if value}


def facts(item: License) -> dict[tuple[str, str], tuple[str, str]]:
    """Every fact as (what, which) → (clause, in words); what a license says twice stands at its first clause."""
    rows: dict[tuple[str, str], tuple[str, str]] = {}
    for grant in item.grants:
        rows.setdefault((_grant_word(grant.given.value), grant.grant.value), (grant.clause, grant.note))
    for one in item.conditions:
        value = f"{one.value:,}" if isinstance(one.value, int) else one.value
        shown = value if isinstance(value, str) else ", ".join(value)
        words = f"{one.within}; else: {one.effect}" if one.within else f"else: {one.effect}"
        rows.setdefault(("if", f"{one.metric.value} {one.operator.value} {shown}"), (one.clause, words))
    for duty in item.obligations:
        when = "/".join(duty.when)
        words = f"“{duty.text}”" if duty.text else duty.note
        rows.setdefault(("must", f"{duty.obligation.value} ({when})"), (duty.clause, words))
    for limit in item.restrictions:
        rows.setdefault(("limits", limit.restriction.value), (limit.clause, limit.note))
    return rows


def _grant_word(given: str) -> str:
    return {"yes": "grants", "conditional": "grants, conditionally,", "no": "does not grant"}[given]


def _all(item: License) -> dict[tuple[str, ...], str]:
    shown: dict[tuple[str, ...], str] = {(name,): value for name, value in head(item).items()}
    shown |= {key: f"clause {clause}" if clause else "yes" for key, (clause, _) in facts(item).items()}
    return shown
