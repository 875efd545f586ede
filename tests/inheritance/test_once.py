"""An answer about a dossier is worked out once."""

from __future__ import annotations

from auditor.inheritance.once import once
from auditor.schema.evidence import Dossier
from tests.builders import dossier, snapshot


def test_an_answer_is_kept_for_the_dossier_that_it_is_about() -> None:
    asked: list[Dossier] = []

    @once
    def answer(held: Dossier) -> int:
        asked.append(held)
        return len(asked)

    one, other = dossier(snapshot("me/one")), dossier(snapshot("me/other"))
    assert [answer(one), answer(one), answer(other), answer(other), answer(one)] == [1, 1, 2, 2, 3]
    assert [held is expected for held, expected in zip(asked, (one, other, one), strict=True)] == [True] * 3
