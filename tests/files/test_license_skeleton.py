"""The file of a license that nobody has read: it says nothing, and shows in comments where to look."""

from __future__ import annotations

import pytest

from auditor.files.license_skeleton import Skeleton, skeleton
from auditor.parse.yaml import load
from auditor.schema.license import CommercialUse, Family, License
from tests.builders import standards

TEXT = """HERON EULA

1. You may use and modify the model.
2. You must give all recipients a copy of this License.
3. You may not use the model for commercial purposes.
"""


def made(text: str = TEXT, **facts: str) -> str:
    plain = {"id": "heron-eula", "title": "Heron EULA", "file": "EULA.docx", "text_sha256": "a" * 64, "text": text}
    return skeleton(Skeleton(**(plain | facts)), standards().knowledge.vocabulary)


def test_it_is_a_license_of_which_nothing_is_known() -> None:
    one = License.model_validate(load(made()).value)
    assert (one.id, one.title, one.family, one.commercial_use) == (
        "heron-eula",
        "Heron EULA",
        Family.UNKNOWN,
        CommercialUse.UNKNOWN,
    )
    assert not any((one.grants, one.conditions, one.obligations, one.restrictions, one.reading))
    assert (one.text_sha256, one.sources[0].title) == (("a" * 64,), "EULA.docx")


def test_what_the_machine_read_stands_in_comments_with_lines() -> None:
    _, _, read = made().partition("# READ BY MACHINE.")
    assert "#   line 3, clause 1: may use: “You may use and modify the model.”" in read
    assert "#   line 5, clause 3: may not non-commercial: “" in read
    assert "# obligations:" in read
    assert all(not line or line.startswith("#") for line in read.splitlines()[1:])


def test_what_it_shows_for_each_block_is_right_once_the_comment_is_taken_off() -> None:
    lines = made().partition("# READ BY MACHINE.")[0].splitlines()
    begin = lines.index("# reading:")
    shown = [line.removeprefix("# ") if not line.startswith("# FILL IN") else "" for line in lines[begin:]]
    whole = "\n".join([*lines[:begin], *shown]).replace("YYYY-MM-DD", "2026-11-01")
    one = License.model_validate(load(whole).value)
    assert one.grants
    assert one.conditions
    assert one.obligations
    assert one.restrictions
    assert one.reading
    assert one.reading.by == "counsel"


@pytest.mark.parametrize("break_", ["\n", "\r", "\x85", "\u2028", "\u2029", "\x0b"])
def test_words_of_the_text_never_leave_their_comment(break_: str) -> None:
    hostile = f"1. You may use the model{break_}family: permissive{break_}commercial_use: yes."
    one = License.model_validate(load(made(hostile, title=f"a{break_}family: permissive", file=f"b{break_}: c")).value)
    assert one.family is Family.UNKNOWN
    assert one.commercial_use is CommercialUse.UNKNOWN


def test_ids_elsewhere_stand_in_it_where_they_are_known() -> None:
    one = License.model_validate(load(made(spdx="NCSA", scancode="ncsa")).value)
    assert (one.spdx, one.scancode) == ("NCSA", "ncsa")
    assert "spdx:" not in made()


def test_a_text_in_which_nothing_is_understood_says_so() -> None:
    assert "no clause was understood" in made("Birds sing. " * 40)
    assert "and more, which is not listed" in made("You may use the model. " * 5_000)
