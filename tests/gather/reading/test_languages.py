"""A section in a language without rows is said, with its place; one in a language with rows is not."""

from __future__ import annotations

import pytest

from auditor.gather.reading.languages import in_unread_languages
from auditor.schema.decision import Outcome
from auditor.schema.unread import UnreadKind
from tests.builders import MIT, audited, snapshot
from tests.gather.reading.reads import papers_of

CATALAN = "Aquest model és entrenat amb textos del web i no és per a una empresa que el vulgui vendre. "
ENGLISH = "This model was trained on texts of the web, and it is for everybody who wants to sell it. "


def card(body: str) -> list[tuple[UnreadKind, int | None, str]]:
    return [(item.kind, item.citation.line, item.why) for item in in_unread_languages(papers_of(body))]


CATALAN_AT = (UnreadKind.LANGUAGE, "is in Catalan, which is not read")


@pytest.mark.parametrize(
    "kept", [CATALAN * 3, f"- {CATALAN}\n" * 3, f"> {CATALAN * 3}"], ids=["text", "items", "quote"]
)
def test_a_section_is_told_beside_others(kept: str) -> None:
    [(kind, line, why)] = card(f"# A model\n\n{ENGLISH * 9}\n\n## Us\n\n{kept}\n")
    assert ((kind, why), line) == (CATALAN_AT, 10)


def test_short_sections_are_told_by_the_card_as_a_whole() -> None:
    [(kind, _, why)] = card("\n\n".join(f"## {word}\n\n{CATALAN}" for word in ("Model", "Dades", "Us")))
    assert (kind, why) == CATALAN_AT


@pytest.mark.parametrize("body", [ENGLISH * 9, f"```\n{CATALAN * 9}\n```", f"<!-- {CATALAN * 9} -->", CATALAN])
def test_what_is_read_or_is_no_prose_or_too_short_is_not(body: str) -> None:
    assert card(f"# A model\n\n{body}\n") == []


def test_another_card_and_the_gate_are_asked_too() -> None:
    front = f"license: mit\nextra_gated_prompt: >-\n  {CATALAN * 3}"
    papers = papers_of("", front=front, files={"README_ca.md": f"# Model\n\n{CATALAN * 3}"})
    assert [item.citation.file for item in in_unread_languages(papers)] == ["README_ca.md", "README.md"]


def test_such_a_card_is_not_approved_until_somebody_read_it() -> None:
    judged = audited(snapshot(front="license: mit", body=f"# A model\n\n{CATALAN * 3}", files={"LICENSE": MIT}))
    [raised] = [item for item in judged.findings if item.id == "card-language-unread"]
    assert "Catalan" in raised.message
    assert judged.decision.outcome is Outcome.REVIEW
