"""How the facts of a license are read, as YAML that counsel pastes into a policy and changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

import yaml

from auditor.errors import UsageError
from auditor.licenses.catalog import Catalog
from auditor.licenses.describe import HEADS, describe, describe_row, how_read
from auditor.licenses.pinned import SIGNED, digest_of, facts_of
from auditor.schema.facts import Fact
from auditor.schema.license import License

_WIDTH = 60


def readings(known: License, today: date, row: str = "") -> str:
    """The facts of a license, or those of one row, each as an entry of `readings:` that changes nothing yet."""
    facts = [fact for fact in facts_of(known) if row in ("", fact.row)]
    if not facts and row:
        return f"# the catalog has no {row} of {known.id}\n"
    if not facts:
        more = f" of its own; pin a reading of {', '.join(known.members)}" if known.members else ""
        return f"# {known.id} has no facts{more}\n"
    lines = [
        "# For a policy file. Keep what you read otherwise, and of `set` those fields; or",
        "# write `drop: true` in its place. Then say who read it, and why.",
        "readings:",
        *(line for fact in facts for line in _entry(fact, known, today)),
    ]
    return "\n".join(lines) + "\n"


def explain_row(name: str, row: str, catalog: Catalog, read: Catalog, today: date) -> str:
    """The facts of one row of a license as a policy reads it, and what a pin of the catalog's reading would be.

    Raises UsageError for what is no row of it.
    """
    bare, known = catalog.get(name), read.get(name)
    assert bare is not None, "both catalogs have the license"
    assert known is not None, "both catalogs have the license"
    rows = list(dict.fromkeys(fact.row for fact in (*facts_of(bare), *facts_of(known))))
    if row in HEADS or not rows:  # an umbrella, or one that counsel has not filled in
        return describe(known)
    if row not in rows:
        near = get_close_matches(row, rows, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else f"`auditor license show {name}` shows its facts"
        raise UsageError(f"{row!r} is no fact of {name}", hint=hint)
    told = describe_row(known, row) or f"{bare.row(row)}: left out\n"
    return f"{told}\n{readings(bare, today, row)}"


def _entry(fact: Fact, known: License, today: date) -> Iterator[str]:
    said = fact.model_dump(mode="json", exclude_defaults=True, exclude={*SIGNED, "clause", fact.kind_field()})
    made = yaml.safe_dump(said or {"note": fact.note}, sort_keys=False, allow_unicode=True, width=_WIDTH)
    yield f"  # {how_read(fact, known)}"
    yield f"  - license: {known.id}"
    yield f"    row: {fact.row}"
    yield f"    clause: {json.dumps(fact.clause, ensure_ascii=False)}"
    yield f'    of: "{digest_of(fact)}"'
    yield "    set:"
    yield from (f"      {line}" if line else "" for line in made.splitlines())
    yield '    by: ""'
    yield f"    on: {today.isoformat()}"
    yield '    reason: ""'
