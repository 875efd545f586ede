"""Waivers that accept nothing: said while they run, and of the whole repository alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from auditor.gate.settled import settled
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Finding, Level, Outcome
from auditor.schema.gate import GateFinding
from auditor.schema.manifest import Manifest
from auditor.schema.place import Place
from auditor.schema.waiver import Clarification, Waiver
from tests.builders import audited, snapshot, standards

DAY = date(2027, 1, 31)
PLACE = Place(file="models.yaml", line=3)


def waiver(finding: str, model: str = "org/model") -> Waiver:
    said = {"reason": "legal-advice", "comment": "c", "approver": "counsel", "expires": DAY, "place": PLACE}
    return Waiver.model_validate({"finding": finding, "model": model, **said})


OF_THE_MODEL, OF_THE_GATE, OF_NOTHING = map(waiver, ("weights-missing", "model-undeclared", "license-missing"))
ELSEWHERE = waiver("license-missing", "south/*")
MODEL: ModelAudit = audited(snapshot()).model_copy(
    update={
        "findings": (
            Finding(id="weights-missing", level=Level.WARNING, message="m", how_to_fix="f", waived=OF_THE_MODEL),
        )
    }
)
OTHER: ModelAudit = audited(snapshot("west/other"))
WORD = Clarification.model_validate(
    {
        "model": "south/one",
        "file": "LICENSE",
        "sha256": "0" * 64,
        "licenses": ["MIT"],
        "comment": "c",
        "approver": "counsel",
        "place": PLACE,
    }
)
GATE = GateFinding(
    id="model-undeclared",
    level=Level.WARNING,
    outcome=Outcome.REVIEW,
    message="m",
    how_to_fix="f",
    place=PLACE,
    waived=OF_THE_GATE,
)


def said(today: date | None, *, whole: bool = True, own: Manifest | None = None) -> list[tuple[str, str]]:
    waivers = (OF_THE_MODEL, OF_THE_GATE, OF_NOTHING, ELSEWHERE)
    policy = standards().policy.model_copy(update={"waivers": waivers, "clarifications": (WORD,)})
    held = replace(standards(), policy=policy, today=today)
    found = settled([MODEL, OTHER], [GATE], held, own or Manifest(), whole=whole)
    return [(item.id, item.message) for item in found]


@pytest.mark.parametrize("today", [DAY - timedelta(days=1), DAY])
def test_a_waiver_that_accepts_nothing_is_said_through_its_last_day(today: date) -> None:
    message = "The waiver of license-missing for org/model accepts nothing: there is no such finding."
    assert said(today) == [("waiver-unused", message)]
    assert said(today, whole=False) == [], "of a part of the repository it cannot be said"


@pytest.mark.parametrize("today", [DAY + timedelta(days=1), None])
def test_one_that_has_expired_is_expired_and_no_more(today: date | None) -> None:
    for whole in (True, False):
        assert [kind for kind, _ in said(today, whole=whole)] == ["waiver-expired"] * 3


def test_of_models_that_are_not_used_only_the_manifest_s_own_are_asked() -> None:
    own = Manifest(models=(), waivers=(ELSEWHERE,))
    assert [message.partition(" accepts")[0] for _, message in said(DAY, own=own)] == [
        "The waiver of license-missing for org/model",
        "The waiver of license-missing for south/*",
    ]
    stale = f"No model named south/one holds LICENSE with the sha256 that was read ({'0' * 12}…)."
    assert ("clarification-stale", stale) in said(DAY, own=Manifest(clarifications=(WORD,)))
