"""Readings that a company's counsel pinned, put over the catalog's. Pure; which file they stand in is known elsewhere.

A pin names one fact by its row and clause, and by the digest of what the catalog said when it was made. Where the
catalog says something else by now, the pin is stale: it does not apply, and the catalog speaks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.licenses.catalog import Catalog
from auditor.schema.facts import Condition, Fact, Grant, HowRead, Obligation, Restriction
from auditor.schema.license import License
from auditor.schema.pin import Pin

KINDS: dict[str, type[Fact]] = {
    "grants": Grant,
    "conditions": Condition,
    "obligations": Obligation,
    "restrictions": Restriction,
}
"""The blocks of a license's file, and what stands in each."""
SIGNED = ("read", "read_by", "read_on")
"""How a fact was read: no part of what it says, and told of a pinned one by the pin."""


@dataclass(frozen=True)
class PinnedCatalog:
    """The catalog as a company reads it, the pins that hold in it, and those that are stale.

    A pin over which a nearer policy put its own for the same fact is neither.
    """

    catalog: Catalog
    hold: tuple[Pin, ...] = ()
    stale: tuple[Pin, ...] = ()


def pinned(catalog: Catalog, pins: Sequence[Pin]) -> PinnedCatalog:
    """The catalog with these pins over it, the last one first. They were checked."""
    changed: dict[str, License] = {}
    hold: list[Pin] = []
    stale: list[Pin] = []
    for name in dict.fromkeys(pin.license for pin in pins):
        known, own = catalog.get(name), [pin for pin in pins if pin.license == name]
        if known is None:
            stale += own
            continue
        latest = _latest(own, known)
        fresh = [pin for pin in latest if is_fresh(pin, known)]
        changed[name] = with_pins(known, fresh)
        hold += fresh
        stale += [pin for pin in latest if pin not in fresh]
    return PinnedCatalog(catalog.holding(changed), tuple(hold), tuple(stale)) if pins else PinnedCatalog(catalog)


def with_pins(known: License, pins: Sequence[Pin]) -> License:
    """The license with these pins over its facts. Raises ValidationError where what comes of one is no fact."""
    facts: list[Fact | None] = list(facts_of(known))
    for pin in pins:
        place = meant(pin, known)
        if pin.add is not None:
            facts.append(kind_of(pin.row).model_validate(raw(pin)))
        elif place is not None:
            fact = facts_of(known)[place]
            facts[place] = None if pin.drop else type(fact).model_validate(raw(pin, fact))
    return _with_facts(known, facts)


def raw(pin: Pin, fact: Fact | None = None) -> dict[str, Any]:
    """What the pin makes of a fact, or adds, before it is validated."""
    block, _, kind = pin.row.partition("/")
    said = fact.plain() | (pin.set or {}) if fact is not None else {KINDS[block].kind_field(): kind} | (pin.add or {})
    return said | {"read": HowRead.PINNED.value, "read_by": pin.by, "read_on": pin.on.isoformat()}


def facts_of(known: License) -> tuple[Fact, ...]:
    """All facts of a license, in the order of its file."""
    return (*known.grants, *known.conditions, *known.obligations, *known.restrictions)


def only(known: License, fact: Fact) -> License:
    """The license with this fact alone."""
    return _with_facts(known, [fact])


def kind_of(row: str) -> type[Fact]:
    """What stands in the block of this row. Raises KeyError for a block that there is not."""
    return KINDS[row.partition("/")[0]]


def candidates(pin: Pin, known: License) -> Iterator[int]:
    """Where the facts stand among all of the license's that the pin may mean, by its row, its clause and its digest."""
    facts = facts_of(known)
    of_row = [at for at, fact in enumerate(facts) if fact.row == pin.row and pin.clause in (None, fact.clause)]
    same = [at for at in of_row if digest_of(facts[at]) == pin.of] if pin.clause is not None else []
    yield from same or of_row


def meant(pin: Pin, known: License) -> int | None:
    """Where the one fact stands that the pin means; None where there is none, or several may be meant."""
    found = list(candidates(pin, known)) if pin.add is None else []
    return found[0] if len(found) == 1 else None


def is_fresh(pin: Pin, known: License) -> bool:
    """Whether the fact in the catalog still is the one that was pinned. What is added rests on none."""
    place = meant(pin, known)
    return pin.add is not None or (place is not None and digest_of(facts_of(known)[place]) == pin.of)


def digest_of(fact: Fact) -> str:
    """Sixteen digits over what a fact says. That it was read once more, or by somebody else, changes nothing."""
    said = fact.model_dump(mode="json", exclude_defaults=True, exclude=set(SIGNED))
    line = json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()[:16]


def _with_facts(known: License, facts: Iterable[Fact | None]) -> License:
    listed = tuple(facts)
    blocks = {block: tuple(fact for fact in listed if isinstance(fact, kind)) for block, kind in KINDS.items()}
    return known.model_copy(update=blocks)


def _latest(pins: Sequence[Pin], known: License) -> list[Pin]:
    """Of pins for one fact the last; of those for none the catalog has, all."""
    by_fact = {meant(pin, known): pin for pin in pins}
    return [pin for pin in pins if meant(pin, known) is None or by_fact[meant(pin, known)] is pin]
