"""Kinds of facts and fields of the declared use, as counsel and engineers read them (policies/facts.yaml)."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from auditor.errors import UsageError
from auditor.files.checked import read_rows
from auditor.parse.home import home
from auditor.schema.fact_word import FactWord
from auditor.schema.license import License

BLOCKS = ("grants", "conditions", "obligations", "restrictions", "use")
USE = "use"
_SHOWN = 12


def load_facts(root: Path | None = None) -> dict[str, FactWord]:
    """What each kind of fact and each field of the use block means. Raises PolicyError."""
    return {row.id: row for row in read_rows((root or home()) / "facts.yaml", "facts", FactWord)}


def describe_facts(name: str, licenses: Iterable[License], options: dict[str, str]) -> str:
    """A block (`obligations`), one kind of it (`obligations/name-prefix`) or one field (`use/domicile`).

    `options` are those of the command line by field. Raises UsageError, naming near words, where there is no such kind.
    """
    known = load_facts()
    if name in BLOCKS:
        rows = [row for row in known.values() if row.block == name]
        width = max(len(row.id) for row in rows)
        return "".join(f"  {row.id:<{width}}  {row.title}\n" for row in rows)
    row = known.get(name)
    if row is None:
        block = name.partition("/")[0]
        near = get_close_matches(name, known, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else f"`auditor explain {block}` lists what there is"
        raise UsageError(f"nothing here is called {name!r}", hint=hint)
    return f"{row.id}\n  {row.title}\n\n  {row.explains}\n\n{_where(row, licenses, options)}"


def _where(row: FactWord, licenses: Iterable[License], options: dict[str, str]) -> str:
    field = row.id.partition("/")[2]
    if row.block == USE:
        return f"  stated by  {options.get(field, '')}\n" if field in options else "  stated in a policy's use block\n"
    having = sorted(one.id for one in licenses if any(fact.row == row.id for fact in getattr(one, row.block)))
    more = f" and {len(having) - _SHOWN} more" if len(having) > _SHOWN else ""
    return f"  read in    {', '.join(having[:_SHOWN]) or 'no license of the catalog'}{more}\n"
