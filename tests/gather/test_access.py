"""Who gets the files, and what the gate asks to be filled in."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.schema.evidence import Access, GateState
from tests.builders import dossier, snapshot

ASKED = {"Name": "text", "I accept": "checkbox", "Country": "country", "Use": {"type": "select", "options": ["a"]}}


def access(front: str = "license: mit", **metadata: Any) -> Access:
    subject = dossier(snapshot(front=front, **metadata)).subject
    assert subject is not None
    return subject.access


@pytest.mark.parametrize(
    ("gated", "state"),
    [
        (False, GateState.OPEN),
        ("auto", GateState.AUTO),
        ("manual", GateState.MANUAL),
        (True, GateState.UNKNOWN),
        (None, GateState.UNKNOWN),
        (..., GateState.UNKNOWN),
        ({"a": 1}, GateState.UNKNOWN),
    ],
)
def test_the_gate(gated: Any, state: GateState) -> None:
    assert access(gated=gated).gate is state


def test_the_fields_of_the_card_but_for_boxes_to_tick() -> None:
    front = "license: mit\nextra_gated_fields:\n  Name: text\n  I accept: checkbox\n  Job:\n    type: select"
    found = access(front).fields
    assert [(item.label, item.form) for item in found] == [("Name", "text"), ("Job", "select")]
    assert [item.citation.line for item in found] == [4, 6]


def test_the_copy_speaks_where_the_card_has_none() -> None:
    found = access(cardData={"extra_gated_fields": ASKED}).fields
    assert [item.label for item in found] == ["Name", "Country", "Use"]
    assert {item.citation.pointer for item in found} == {"/cardData/extra_gated_fields"}


@pytest.mark.parametrize("value", ["text", "[a, b]", "3", "null", "{1: text, true: text}", "{Name: [text]}"])
def test_what_is_no_table_of_fields_is_no_trouble(value: str) -> None:
    found = access(f"license: mit\nextra_gated_fields: {value}").fields
    assert len(found) == (2 if "true" in value else 1 if "Name" in value else 0)


def test_fields_are_bounded() -> None:
    many = {f"Field {number} {'x' * 400}": "text" for number in range(60)}
    found = access(cardData={"extra_gated_fields": many}).fields
    assert len(found) == 20
    assert max(len(item.label) for item in found) == 120
