"""Which bases a lineage is walked by."""

from __future__ import annotations

import pytest

from auditor.inheritance.ancestry import binding, direct, ways
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


@pytest.mark.parametrize(
    ("base", "own", "relation", "binds"),
    [
        ("creativeml-openrail-m", "mit", "finetune", False),
        ("creativeml-openrail-m", "mit", "quantized", True),  # a copy has no terms of its own
        ("creativeml-openrail-m", "mit", "adapter", True),  # whoever uses it needs the base
        ("llama2", "mit", "finetune", True),  # Meta's, not this account's to give
        ("mit", "mit", "finetune", True),  # one license: what the base says beside it holds on
        ("cc-by-nc-4.0", "mit", "finetune", True),
    ],
)
def test_an_account_offers_anew_what_it_made(base: str, own: str, relation: str, binds: bool) -> None:
    subject = snapshot("me/mine-7b", f"license: {own}\nbase_model: me/root-7b\nbase_model_relation: {relation}")
    held = dossier(subject, snapshot("me/root-7b", f"license: {base}"))
    assert [way.ancestor.id for way in binding(held)] == ["me/root-7b"] * binds


def test_a_maker_offers_its_own_license_anew() -> None:
    subject = snapshot("meta-llama/mine-7b", "license: mit\nbase_model: meta-llama/root-7b")
    assert binding(dossier(subject, snapshot("meta-llama/root-7b", "license: llama2"))) == ()
