"""How the facts of a license are read, as YAML that counsel pastes into a policy and changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import yaml

from auditor.licenses.describe import how_read
from auditor.licenses.pinned import SIGNED, digest_of, facts_of
from auditor.schema.facts import Fact
from auditor.schema.license import License

_WIDTH = 60


def readings(known: License, today: date, row: str = "") -> str:
    """The facts of a license, or those of one row, each as an entry of `readings:` that changes nothing yet."""
    facts = [fact for fact in facts_of(known) if row in ("", fact.row)]
    if not facts:
        names = "; pin a reading of " + ", ".join(known.members) if known.members else ""
        return f"# {known.id} has no facts{names}\n"
    lines = [
        "# For a policy file. Keep what you read otherwise, and of `set` those fields; or",
        "# write `drop: true` in its place. Then say who read it, and why.",
        "readings:",
        *(line for fact in facts for line in _entry(fact, known, today)),
    ]
    return "\n".join(lines) + "\n"


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
