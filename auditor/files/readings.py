"""Pinned readings as they stand in a policy file: what is wrong with them, with the line and what could be meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from auditor.files.checked import Fault, validated
from auditor.licenses.catalog import Catalog
from auditor.licenses.pinned import KINDS, SIGNED, candidates, facts_of, is_fresh, kind_of, meant, raw, with_pins
from auditor.parse.yaml import Document
from auditor.schema.facts import Fact
from auditor.schema.license import License
from auditor.schema.pin import Pin

BLOCK = "readings"
_ELSEWHERE = timedelta(days=1)  # it may be tomorrow already where counsel sits
_MOST_NAMED = 12


@dataclass(frozen=True)
class _Entry:
    """One entry of the block: its place in the file, and what it says."""

    path: Path
    document: Document
    index: int
    pin: Pin

    def fault(self, message: str, *where: str | int) -> Fault:
        return Fault(self.path, self.document.line(BLOCK, self.index, *where), message)


def readings_refused(path: Path, document: Document, catalog: Catalog, today: date | None) -> Iterator[Fault]:
    """What is wrong with the readings of one file, where their shape is right."""
    listed = document.value.get(BLOCK)
    entries: list[_Entry] = []
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(item, dict) and "place" in item:
            line = document.line(BLOCK, index, "place")
            yield Fault(path, line, "`place` is no field: it is known from where this stands")
        try:
            entries.append(_Entry(path, document, index, Pin.model_validate(item)))
        except ValidationError:
            continue  # said before, of the whole file
    for entry in entries:
        if today is not None and entry.pin.on > today + _ELSEWHERE:
            yield entry.fault(f"`on` is {entry.pin.on.isoformat()}, which is yet to come", "on")
    fit: list[tuple[_Entry, License]] = []
    for entry in entries:
        known = catalog.get(entry.pin.license)
        if known is None or known.id != entry.pin.license or known.members:
            yield entry.fault(_no_license(entry.pin.license, known, catalog), "license")
            continue
        faults = list(_unfit(entry, known))
        yield from faults
        fit += [] if faults else [(entry, known)]
    yield from _twice(fit)
    yield from _incoherent(fit)


def _no_license(name: str, known: License | None, catalog: Catalog) -> str:
    if known is not None and known.members and known.id == name:
        return f"`{name}` is a name for several licenses and has no facts; pin a reading of {_listed(known.members)}"
    near = [known.id] if known else get_close_matches(name, catalog.ids, n=1)
    return f"`{name}` is no license that we know" + (f"; did you mean `{near[0]}`?" if near else "")


def _unfit(entry: _Entry, known: License) -> Iterator[Fault]:
    """What is wrong with one entry beside the license's facts."""
    pin = entry.pin
    if pin.add is not None:
        yield from _unfit_addition(entry)
        return
    found = list(candidates(pin, known))
    if len(found) != 1:
        yield _no_fact(entry, known, [facts_of(known)[at] for at in found])
        return
    if pin.set is not None and is_fresh(pin, known):
        yield from _unfit_fields(entry, facts_of(known)[found[0]])


def _no_fact(entry: _Entry, known: License, found: Sequence[Fact]) -> Fault:
    """No fact, or several: which there are."""
    pin = entry.pin
    if found and pin.clause is not None:
        where = f"`{pin.row}`, clause {_quoted(pin.clause)}"
        return entry.fault(f"{len(found)} facts of {known.id} stand at {where}, and `of` is none of theirs", "of")
    if found:
        clauses = _listed(_quoted(fact.clause) for fact in found)
        return entry.fault(f"{len(found)} facts of {known.id} are `{pin.row}`; say which in `clause`: {clauses}", "row")
    of_row = [_quoted(fact.clause) for fact in facts_of(known) if fact.row == pin.row]
    if of_row:
        says = f"no fact `{pin.row}` of {known.id} stands in the clause {_quoted(pin.clause or '')}; there is"
        return entry.fault(f"{says} {_listed(of_row)}", "clause")
    rows = list(dict.fromkeys(fact.row for fact in facts_of(known)))
    return entry.fault(f"`{pin.row}` is no fact of {known.id}; {_choice(pin.row, rows)}", "row")


def _choice(row: str, rows: Sequence[str]) -> str:
    """The row that may be meant, else those of the same block, else all."""
    block, _, kind = row.partition("/")
    kinds = [known.partition("/")[2] for known in rows if known.partition("/")[0] == block]
    near = [f"{block}/{word}" for word in get_close_matches(kind, kinds, n=1)] or get_close_matches(row, rows, 1, 0.8)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"it has {_listed([f'{block}/{word}' for word in kinds] or rows) or 'none'}"


def _unfit_fields(entry: _Entry, fact: Fact) -> Iterator[Fault]:
    """Fields that such a fact has not or that a pin does not change, and values that they cannot have."""
    pin, kind = entry.pin, type(fact)
    for field in pin.set or {}:
        if field in SIGNED:
            yield entry.fault(f"`{field}` is not set: a pinned reading is read by whom `by` names", "set", field)
        elif field == kind.kind_field():
            yield entry.fault(f"`{field}` makes it another fact: drop this one, and add the other", "set", field)
    yield from _as_fact(entry, kind, raw(pin, fact), "set")


def _unfit_addition(entry: _Entry) -> Iterator[Fault]:
    pin = entry.pin
    block, _, word = pin.row.partition("/")
    if block not in KINDS:
        yield entry.fault(f"`{pin.row}` is no row: it begins with {_listed(f'{name}/' for name in KINDS)}", "row")
        return
    kind, said = kind_of(pin.row), pin.add or {}
    for field in said:
        if field in SIGNED:
            yield entry.fault(f"`{field}` is not set: a pinned reading is read by whom `by` names", "add", field)
    if said.get(kind.kind_field(), word) != word:
        message = f"`row` says `{word}`, and the fact `{said[kind.kind_field()]}`"
        yield entry.fault(message, "add", kind.kind_field())
    yield from _as_fact(entry, kind, raw(pin), "add")


def _as_fact(entry: _Entry, kind: type[Fact], said: dict[str, Any], field: str) -> Iterator[Fault]:
    """What the schema refuses of the fact that comes of it."""
    faults: list[Fault] = []
    validated(entry.path, entry.document, said, kind, faults, (BLOCK, entry.index, field))
    yield from faults


def _twice(fit: Sequence[tuple[_Entry, License]]) -> Iterator[Fault]:
    seen: dict[tuple[str, int], int] = {}
    for entry, known in fit:
        place = meant(entry.pin, known)
        if place is not None:
            line = entry.document.line(BLOCK, entry.index)
            first = seen.setdefault((known.id, place), line)
            if first != line:
                yield entry.fault(f"`{entry.pin.row}` of {known.id} is pinned in line {first} already")


def _incoherent(fit: Sequence[tuple[_Entry, License]]) -> Iterator[Fault]:
    """Facts that are right one by one, and that the license as a whole does not bear."""
    for name in dict.fromkeys(known.id for _, known in fit):
        own = [(entry, known) for entry, known in fit if known.id == name]
        made = with_pins(own[0][1], [entry.pin for entry, known in own if is_fresh(entry.pin, known)])
        faults: list[Fault] = []
        entry = own[0][0]
        validated(entry.path, entry.document, made.plain(), License, faults, (BLOCK, entry.index))
        yield from faults


def _quoted(clause: str) -> str:
    return f"`{clause}`" if clause else '""'


def _listed(names: Any) -> str:
    told = list(names)
    more = f" and {len(told) - _MOST_NAMED} more" if len(told) > _MOST_NAMED else ""
    return ", ".join(told[:_MOST_NAMED]) + more
