"""Every bill that we write names, to our own discovery, what the audit held: nothing lost, nothing added, no errors."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from auditor.discover import read_text
from auditor.report.formats import FORMATS, Look
from auditor.report.parts.bill import collect
from auditor.schema.audit import Audit
from auditor.schema.discovery import FoundType
from auditor.schema.reference import HUB_ID

BILLS = {
    "cyclonedx": "json",
    "cyclonedx-1.7": "json",
    "spdx-json": "json",
    "spdx-tv": "spdx",
    "spdx-yaml": "yaml",
    "spdx-rdf": "rdf",
    "spdx3": "json",
}


@dataclass(frozen=True)
class ReadBack:
    """What is found in a bill: repositories, and names that are none."""

    repositories: set[tuple[str, str, str | None]]
    others: int


def read_back(audit: Audit, name: str) -> ReadBack:
    found, unread = read_text(f"bom.{BILLS[name]}", FORMATS[name](audit, Look()))
    assert unread is None
    assert all(item.kind == "sbom" for item in found)
    on_hub = {FoundType.MODEL, FoundType.DATASET}
    return ReadBack(
        {(item.type.value, item.reference, item.revision) for item in found if item.type in on_hub},
        len({item.reference for item in found if item.type not in on_hub}),
    )


def test_every_format_of_bills_is_here() -> None:
    assert set(BILLS) == {name for name, made in FORMATS.items() if made.module in ("cyclonedx", "spdx2", "spdx3")}


# All that we audit once as JSON of each family; in every form a few of them.
ROUNDS = [*(("few", name) for name in BILLS), ("menagerie", "cyclonedx"), ("menagerie", "spdx-json")]


@pytest.mark.parametrize(("which", "name"), ROUNDS)
def test_components_in_are_references_out(which: str, name: str, request: pytest.FixtureRequest) -> None:
    audit = request.getfixturevalue(which)
    parts = collect(audit).parts.values()
    ids = {(part.repo_type.value, part.name, part.sha) for part in parts if HUB_ID.match(part.name)}
    read = read_back(audit, name)
    assert read.repositories == ids
    assert read.others == len(parts) - len(ids)


@pytest.mark.parametrize("name", BILLS)
def test_names_that_are_hostile_are_listed(poisoned: Audit, name: str) -> None:
    assert read_back(poisoned, name).others
