"""Reads policies/families.yaml with care: everything that is wrong with a row is said at once, with file and line.

What runs reads the same file plainly (auditor/names/table.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from auditor.files.checked import Fault, read_document, read_rows, refuse, validated
from auditor.names.table import SOURCE
from auditor.parse.home import home
from auditor.schema.family import Families, FamilyEntry, Maker
from auditor.schema.reference import HUB_ID

_PROBE = {"{size}": "7b", "{version}": "1.0", "{n}": "1"}


class _Claim(NamedTuple):
    """A name that a row claims for its family alone, folded, with how it is written and where it stands."""

    name: str
    written: str
    column: tuple[str | int, ...]


def load_families(root: Path | None = None) -> Families:
    """The table of families. Raises PolicyError listing every fault."""
    root = root or home()
    path = root / SOURCE
    document = read_document(path)
    faults: list[Fault] = []
    held = document.value if isinstance(document.value, dict) else {}
    words = {key: value for key, value in held.items() if key not in ("makers", "families")}
    read = validated(path, document, {**words, "makers": [], "families": []}, Families, faults)
    refuse(faults)
    assert read is not None
    makers, families = read_rows(path, "makers", Maker), read_rows(path, "families", FamilyEntry)
    read = read.model_copy(update={"makers": tuple(makers), "families": tuple(families)})
    licenses = {item.stem for item in (root / "licenses").glob("*.yaml")}
    systems = {item.stem for item in (root / "systems").glob("*.yaml")}
    refuse(Fault(path, document.line(*where), said) for where, said in _faults(read, licenses, systems))
    return read


Found = tuple[tuple[str | int, ...], str]


def _faults(read: Families, licenses: set[str], systems: set[str]) -> Iterator[Found]:
    yield from _claimed_twice(read.families)
    makers, families = {maker.id for maker in read.makers}, {family.id for family in read.families}
    for index, family in enumerate(read.families):
        at: tuple[str | int, ...] = ("families", index)
        for maker in set(family.makers) - makers:
            yield (*at, "makers"), f"`{maker}` is not under `makers`"
        for other in set(family.made_from) - families:
            yield (*at, "made_from"), f"`{other}` is no family of this file"
        if family.system and family.system not in systems:
            yield (*at, "system"), f"`{family.system}` is no file of policies/systems"
        for column, name in _licenses(family):
            if name not in licenses:
                yield (*at, *column), f"`{name}` is no license of policies/licenses"
        for column, template in _repositories(family):
            if "/" not in template or not HUB_ID.match(_filled(template)):
                yield (*at, *column), f"`{template}` is no repository of the Hub"


def _claimed_twice(families: tuple[FamilyEntry, ...]) -> Iterator[Found]:
    """A name is one family's: words, spellings, beginnings of official names, repositories."""
    claimed: dict[str, str] = {}
    for index, family in enumerate(families):
        for claim in _claims(family):
            other = claimed.setdefault(claim.name, family.id)
            if other != family.id:
                yield ("families", index, *claim.column), f"`{claim.written}` is claimed by `{other}` already"


def _claims(family: FamilyEntry) -> Iterator[_Claim]:
    yield from (_Claim(f"word {word}", word, ("words",)) for word in (*family.words, *family.tuned))
    for kind in ("alone", "exact", "beside"):
        for name in getattr(family.prose, kind):
            yield _Claim(f"spelling {_folded(name)}", name, ("prose", kind))
    yield from (_Claim(f"official {name.lower()}", name, ("official",)) for name in family.official)
    for key, template in family.canonical.items():
        yield _Claim(f"repository {template.lower()}", template, ("canonical", key))
    for name in (*family.moved, *(name for names in family.legacy.values() for name in names)):
        yield _Claim(f"id {name.lower()}", name, ("moved" if "/" in name else "legacy",))
    yield from (_Claim(f"code {name.lower()}", name, ("code",)) for name in family.code)


def _licenses(family: FamilyEntry) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, ids in family.licenses.items():
        yield from ((("licenses", key), name) for name in ids)
    if family.passed_on:
        yield from ((("passed_on", "licenses"), name) for name in family.passed_on.licenses)


def _repositories(family: FamilyEntry) -> Iterator[tuple[tuple[str, ...], str]]:
    yield from ((("canonical", key), template) for key, template in family.canonical.items())
    yield from ((("official",), name) for name in family.official)
    for account, names in family.legacy.items():
        yield from ((("legacy", account), f"{account}/{name}") for name in names)


def _filled(template: str) -> str:
    for place, value in _PROBE.items():
        template = template.replace(place, value)
    return template


def _folded(name: str) -> str:
    return "".join(char for char in name.lower() if char not in " -_")
