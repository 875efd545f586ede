"""Which bases a lineage is walked by."""

from __future__ import annotations

from auditor.inheritance.ancestry import direct, ways
from tests.builders import dossier, snapshot

SAID = "It was tuned on letters. Finetuned from model: maker/root-7b\n"
ROOT = snapshot("maker/root-7b", "license: mit")
MIDDLE = snapshot("maker/middle-7b", "license: mit\nbase_model: maker/root-7b")


def test_what_stands_above_a_declared_base_is_reached_by_way_of_it() -> None:
    subject = snapshot("me/mine-7b", "license: mit\nbase_model: maker/middle-7b", SAID)
    held = dossier(subject, MIDDLE, ROOT)
    assert held.subject is not None
    assert [base.id for base in held.subject.bases] == ["maker/middle-7b", "maker/root-7b"]
    assert [base.id for base in direct(held.subject, held)] == ["maker/middle-7b"]
    assert [way.ids for way in ways(held)] == [
        ("me/mine-7b", "maker/middle-7b"),
        ("me/mine-7b", "maker/middle-7b", "maker/root-7b"),
    ]


def test_what_stands_beside_a_declared_base_is_a_base_of_its_own() -> None:
    subject = snapshot("me/mine-7b", "license: mit\nbase_model: maker/other-7b", SAID)
    held = dossier(subject, snapshot("maker/other-7b", "license: mit"), ROOT)
    assert {way.ids for way in ways(held)} == {("me/mine-7b", "maker/other-7b"), ("me/mine-7b", "maker/root-7b")}
