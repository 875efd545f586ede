"""policies/repository-license.yaml: read with care, and told as counsel reads it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from auditor.errors import PolicyError, UsageError
from auditor.files.checked import read_file
from auditor.parse.home import home
from auditor.schema.promises import CarriedDuty, Conflict, OwnPromise, RepositoryLicense

SOURCE = "repository-license.yaml"
NAME = "repository-license"

Row = OwnPromise | Conflict | CarriedDuty


@lru_cache(maxsize=2)
def load_promises(root: Path | None = None) -> RepositoryLicense:
    """The whole table. Raises PolicyError listing every fault."""
    path = (root or home()) / SOURCE
    read = read_file(path, RepositoryLicense)
    known = {row.id for row in read.promises}
    ids = [row.id for row in _rows(read)]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    lost = sorted({name for row in read.conflicts for name in row.promises} - known)
    if twice or lost:
        raise PolicyError(
            f"{path}: " + (f"the id `{twice[0]}` stands twice" if twice else f"no promise is `{lost[0]}`")
        )
    return read


def describe_promises(name: str) -> str:
    """The table, or one row of it: `repository-license`, `repository-license/non-commercial`.

    Raises UsageError, naming near words, where there is no such row.
    """
    table = load_promises()
    asked = name.partition("/")[2]
    rows = _rows(table)
    told = [line for row in rows if asked in ("", row.id) for line in _row(row)]
    if not told:
        near = [f"{NAME}/{one}" for one in get_close_matches(asked, [row.id for row in rows], n=3)]
        hint = f"did you mean {', '.join(near)}?" if near else f"`auditor explain {NAME}` lists the rows"
        raise UsageError(f"there is no {name!r}", hint=hint)
    if not asked:
        told += [f"  {row.into} may take in {', '.join(row.of)}: {row.why}" for row in table.compatible]
        told.append(f"  keeps all rights: {', '.join(table.reserved.names)}")
    return "\n".join(told) + "\n"


def _rows(table: RepositoryLicense) -> tuple[Row, ...]:
    return (*table.promises, *table.conflicts, *table.duties)


def _row(row: Row) -> Iterator[str]:
    match row:
        case OwnPromise():
            yield f"{NAME}/{row.id}"
            yield f"  promise  {row.sentence}"
            yield f"  made by  {', '.join(row.fits)}"
            yield from ([f"  not by   {', '.join(row.misses)}"] if row.misses else [])
        case Conflict():
            facts = (*row.restrictions, *row.obligations)
            held = [*(fact.value for fact in facts), *(f"no right to {grant.value}" for grant in row.withheld)]
            held += [f"conditions on {grant.value}" for grant in row.limited]
            yield f"{NAME}/{row.id}"
            yield f"  why      {row.why}"
            yield f"  against  {', '.join(row.promises)}"
            yield from ([f"  facts    {', '.join(held)}"] if held else [])
            yield f"  level    {row.level.value}; {row.fetched.value if row.fetched else 'nothing'} where it is fetched"
            yield from (f"  fits     {pair.own} with a model under {pair.model}" for pair in row.fits)
            yield from (f"  misses   {pair.own} with a model under {pair.model}" for pair in row.misses)
        case CarriedDuty():
            yield f"{NAME}/{row.id}"
            yield f"  why      {row.why}"
            yield f"  duty     {row.sentence}"
            yield f"  fits     {', '.join(row.fits)}"
            yield f"  misses   {', '.join(row.misses)}"
    yield ""
