"""What counsel pinned says so wherever it is shown, with who and when; what is left out is listed."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.files.company import Loaded
from auditor.licenses.pinned import digest_of, facts_of
from auditor.pipeline import assemble, audit_one
from auditor.report.formats import FORMATS, Look
from auditor.report.json import parse
from auditor.schema.audit import Audit
from auditor.schema.pin import Pin
from auditor.standards import under
from tests.builders import snapshot, snapshots, standards
from tests.report.test_html import Page

BY = "pinned by J. Doe, 2026-01-31"
SIGNED = {"license": "llama3.1", "by": "J. Doe", "on": "2026-01-31", "reason": "a memo of ours"}
LOOK = Look(400)


def pin(row: str, **said: Any) -> Pin:
    known = standards().knowledge.catalog.get("llama3.1")
    assert known is not None
    of = next(digest_of(item) for item in facts_of(known) if item.row == row)
    return Pin.model_validate(SIGNED | {"row": row, "of": of} | said)


@pytest.fixture(scope="module")
def pinned() -> Audit:
    pins = (
        pin("conditions/monthly_active_users", set={"value": 5}),
        pin("obligations/license-copy", set={"when": ["host"]}),
        pin("obligations/export", drop=True),
    )
    plain = standards()
    held = under(plain, Loaded(plain.policy.model_copy(update={"readings": pins}), "1" * 64, ()))
    return assemble((audit_one(snapshots(snapshot(front="license: llama3.1")), held),), held)


def lines(text: str, *words: str) -> list[str]:
    return [line for line in text.splitlines() if all(word in line for word in words)]


@pytest.mark.parametrize("form", ["console", "markdown-full"])
def test_reasons_questions_and_duties_say_who_pinned_them(form: str, pinned: Audit) -> None:
    text = FORMATS[form](pinned, LOOK)
    assert lines(text, "are there at most 5 monthly active users", BY)
    assert lines(text, "it may be used under conditions: at most 5", BY)
    assert lines(text, "give a copy of the license", BY)
    assert not lines(text, "display this text", BY)
    assert lines(text, "llama3.1", "export: left out", BY, "a memo of ours")


def test_the_page_says_it_of_conditions_duties_reasons_and_the_license_s_sheet(pinned: Audit) -> None:
    text = Page(FORMATS["html"](pinned, LOOK)).text
    assert text.count(BY) == 1 + 1 + 1 + 3 + 2  # condition, duty, reason, list, and two rows of the sheet
    assert f"llama3.1 obligations/export: left out, {BY} : A memo of ours." in text
    assert "Pinned readings" in text


def test_a_saved_audit_has_the_pins_and_who_pinned_what(pinned: Audit) -> None:
    again = parse(FORMATS["json"](pinned, LOOK).encode(), "saved")
    assert again == pinned
    (model,) = again.models
    assert [item.does for item in model.readings] == ["value read anew", "when read anew", "left out"]
    assert {str(item.pinned) for item in model.decision.questions} == {BY}


def test_a_report_without_pins_does_not_speak_of_them() -> None:
    plain = standards()
    audit = assemble((audit_one(snapshots(snapshot(front="license: llama3.1")), plain),), plain)
    shown = [FORMATS[form](audit, LOOK) for form in ("console", "markdown-full")]
    shown.append(Page(FORMATS["html"](audit, LOOK)).text)
    assert not any("inned reading" in text or "pinned by" in text for text in shown)
