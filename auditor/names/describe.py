"""A row of the table of families as lines of text, for somebody who asks what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from auditor.schema.family import Families, FamilyEntry, Maker

_OTHERS = {
    "": "make none under its name",
    "tune": "tune its checkpoints, under its name",
    "train": "train members from nothing, under its name",
}
_SHOWN = 12


def describe(family: FamilyEntry, table: Families) -> Iterator[str]:
    """What the table says of a family, a line a fact."""
    makers = {maker.id: maker for maker in table.makers}
    yield f"family/{family.id} {family.title}"
    for heading, values in _facts(family, [makers[name] for name in family.makers]):
        for number, value in enumerate(values):
            yield f"  {heading if not number else '':<12}  {value}"


def _facts(family: FamilyEntry, makers: list[Maker]) -> Iterator[tuple[str, Iterable[str]]]:
    prose = family.prose
    yield "makers", (_maker(maker) for maker in makers)
    yield "others", [_OTHERS[family.others]]
    yield "made from", [", ".join(family.made_from)] if family.made_from else []
    yield "weights", ["none: it is reached through its provider only"] if family.closed else []
    for heading, names in (("named", prose.alone), ("in capitals", prose.exact), ("beside", prose.beside)):
        yield heading, [", ".join(names)] if names else []
    yield "not it", [", ".join((*prose.unlike, *prose.counterexamples))]
    yield "examples", prose.examples
    yield "licenses", _by_key(family.licenses)
    yield "sizes", _by_key(family.sizes)
    yield "repositories", (f"{key} → {template}" for key, template in family.canonical.items())
    yield "once called", (f"{name} → {account}/{name}" for account, names in family.legacy.items() for name in names)
    yield "moved", (f"{old} → {today}" for old, today in family.moved.items())
    yield "copies", _by_key(family.copies)
    if family.passed_on:
        yield "passed on", [f"where a name shows {', '.join(family.passed_on.names)}"]
        yield "accounted by", [", ".join(family.passed_on.licenses)]
    yield "outputs", [family.outputs] if family.outputs else []
    yield "wrote", [", ".join((*family.wrote[:_SHOWN], "…"))] if family.wrote else []
    yield "source", [family.source] if family.source else []


def _maker(maker: Maker) -> str:
    once = f"; once {', '.join(maker.former)}" if maker.former else ""
    return f"{maker.title} ({', '.join(maker.hub)}{once})"


def _by_key(values: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    return (f"{key}: {', '.join(items)}" for key, items in values.items() if items)
