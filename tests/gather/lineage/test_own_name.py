"""What is this repository, what is a sibling, and what others made of it."""

from __future__ import annotations

import pytest

from auditor.gather.lineage.own_name import OwnName

OWN = OwnName("me/garden-7b-chat")


@pytest.mark.parametrize(
    ("name", "is_it", "is_sibling"),
    [
        ("me/garden-7b-chat", True, False),
        ("Me/Garden-7B-Chat", True, False),
        ("them/garden-7b-chat-GGUF", True, False),
        ("me/garden-7b", False, True),
        ("them/garden-7b-chat", False, False),
        ("garden-7b-chat", False, False),
    ],
)
def test_which_repository_an_id_is(name: str, is_it: bool, is_sibling: bool) -> None:
    assert (OWN.is_it(name), OWN.is_sibling(name)) == (is_it, is_sibling)


def test_a_copy_does_not_take_another_copy_for_itself() -> None:
    assert not OwnName("me/garden-7b-GGUF").is_it("them/garden-7b-AWQ")


@pytest.mark.parametrize(
    ("name", "is_meant"), [("garden-7b", True), ("Garden 7B Chat", True), ("meadow-7b", False), ("me", False)]
)
def test_names_in_the_text(name: str, is_meant: bool) -> None:
    assert OWN.is_meant_by(name) is is_meant
    assert OWN.is_named_in(f"So {name} is") is (is_meant or OWN.is_named_in(name))
