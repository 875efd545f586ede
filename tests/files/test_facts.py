"""Every kind of fact and every field of the declared use is explained, and nothing else is."""

from __future__ import annotations

import pytest

from auditor.decide.asking import OPTIONS
from auditor.errors import UsageError
from auditor.explain import explain
from auditor.files.facts import BLOCKS, load_facts
from auditor.schema.facts import GrantKind, Metric, ObligationKind, RestrictionKind
from auditor.schema.use import Use
from tests.builders import standards

KINDS = {
    "grants": [kind.value for kind in GrantKind],
    "conditions": [kind.value for kind in Metric],
    "obligations": [kind.value for kind in ObligationKind],
    "restrictions": [kind.value for kind in RestrictionKind],
    "use": list(Use.model_fields),
}


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.explain.load_knowledge", lambda: standards().knowledge)


@pytest.mark.parametrize("block", BLOCKS)
def test_every_kind_has_a_row_and_every_row_a_kind(block: str) -> None:
    assert sorted(row.id for row in load_facts().values() if row.block == block) == sorted(
        f"{block}/{kind}" for kind in KINDS[block]
    )


def test_a_kind_says_what_it_means_and_where_it_is_read() -> None:
    text = explain("obligations/name-prefix")
    assert "bear a name" in text
    assert "llama3.1" in text
    assert explain("restrictions/names-and-marks").count("\n") > 3


def test_a_field_of_the_use_says_how_it_is_stated() -> None:
    assert OPTIONS["domicile"] in explain("use/domicile")
    assert "use block" in explain("use/met")


def test_a_block_lists_its_kinds_and_a_wrong_kind_is_answered_with_near_ones() -> None:
    assert explain("obligations").splitlines()[0].strip().startswith("obligations/")
    with pytest.raises(UsageError) as refused:
        explain("obligations/name-prefx")
    assert "obligations/name-prefix" in (refused.value.hint or "")
