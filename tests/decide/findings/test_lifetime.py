"""A closed model that is gone is denied by every ready policy; one that is about to go is for a person to look at."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from auditor.decide.findings import OF_LIFE
from auditor.fetch.systems import WithSystems
from auditor.files.company import ready_made
from auditor.files.systems import load_systems
from auditor.parse.references import parse_reference
from auditor.pipeline import assemble, audit, judge_again
from auditor.report.formats import FORMATS, Look
from auditor.report.json import parse
from auditor.schema.audit import Audit
from auditor.schema.decision import Level, Outcome
from auditor.schema.lifecycle import Lifecycle
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import Snapshot
from auditor.schema.system import System
from auditor.schema.waiver import Waiver
from auditor.standards import Standards, load_standards
from tests.builders import standards

TODAY = date(2026, 6, 1)
PI = load_systems()["inflection:pi"]
RETIRED = {"retires": {"on": "2026-05-31", "source": ["page"]}}
RETIRING = {"retires": {"on": "2026-09-01", "source": ["page"]}, "successor": {"id": "wren-2", "source": ["page"]}}
FAR = {"retires": {"on": "2027-09-01", "source": ["page"]}}
ACTIVE = {"told": {"status": "active", "source": ["page"]}}


class Nothing:
    """A source that must not be asked."""

    def fetch(self, ref: ModelRef) -> Snapshot:
        raise AssertionError(ref)


@dataclass(frozen=True)
class Only:
    """One closed system alone."""

    system: System
    words: tuple[str, ...] = ("inflection",)

    def find(self, ref: str) -> System | None:
        return self.system if ref == self.system.id else None

    def bare(self, _name: str) -> tuple[str, ...]:
        return ()


def living(**facts: Any) -> System:
    sources = {"page": {"title": "a page", "date": "2026-05-01"}}
    life = {"of": PI.id, "host": "Pi API", "sources": sources} | facts
    return PI.model_copy(update={"handling": (), "lifecycle": Lifecycle.model_validate(life) if facts else None})


def on(day: date | None, policy: str = "commercial") -> Standards:
    return replace(standards(policy), today=day)


def judged(day: date | None = TODAY, policy: str = "commercial", held: Standards | None = None, **facts: Any) -> Audit:
    source = WithSystems(Nothing(), Only(living(**facts)))
    return audit([parse_reference(PI.id)], source, held or on(day, policy))


def render(audited: Audit, form: str) -> str:
    return FORMATS[form](audited, Look(width=300))


def found(audited: Audit) -> set[str]:
    return {item.id for item in audited.models[0].findings} & set(OF_LIFE)


@pytest.mark.parametrize(
    ("facts", "raised"),
    [
        (RETIRED, {"model-retired"}),
        ({"told": {"status": "retired", "source": ["page"]}}, {"model-retired"}),
        (RETIRING, {"model-retiring"}),
        ({"told": {"status": "deprecated", "source": ["page"]}}, {"model-retiring"}),
        ({"not_before": {"on": "2026-05-31", "source": ["page"]}}, {"model-retiring"}),
        (FAR, set()),
        (ACTIVE, set()),
        ({}, set()),
    ],
)
def test_each_is_raised_where_it_should_be_and_nowhere_else(facts: dict[str, Any], raised: set[str]) -> None:
    assert found(judged(**facts)) == raised


@pytest.mark.parametrize("policy", ready_made())
def test_every_ready_policy_denies_what_is_gone_and_has_what_goes_looked_at(policy: str) -> None:
    gone = judged(policy=policy, **RETIRED).models[0].decision
    reason = next(item for item in gone.reasons if item.rule == "finding/model-retired")
    assert (gone.outcome, reason.outcome) == (Outcome.DENIED, Outcome.DENIED)
    going = judged(policy=policy, **RETIRING).models[0].decision
    assert next(item for item in going.reasons if item.rule == "finding/model-retiring").outcome is Outcome.REVIEW
    assert not [item for item in judged(policy=policy, **ACTIVE).models[0].decision.reasons if "retir" in item.rule]


def test_the_finding_says_when_what_follows_and_who_says_so() -> None:
    (finding,) = [item for item in judged(**RETIRING).models[0].findings if item.id in OF_LIFE]
    assert finding.level is Level.WARNING
    assert finding.message == (
        "inflection:pi ends on 2026-09-01, in 92 days; wren-2 is named to follow it "
        "(Pi API; second-hand, a page, 2026-05-01)"
    )
    assert finding.names == ("inflection:pi", "2026-09-01", "wren-2")
    assert [item.pointer for item in finding.citations] == ["/lifecycle/retires", "/lifecycle/successor"]
    assert finding.citations[0].quote == "retires: 2026-09-01 (a page, 2026-05-01)"


def test_the_same_model_is_offered_is_going_and_is_gone_as_the_days_pass() -> None:
    days = {date(2026, 1, 1): set(), date(2026, 6, 1): {"model-retiring"}, date(2026, 9, 1): {"model-retired"}}
    assert {day: found(judged(day, **RETIRING)) for day in days} == days


def test_a_day_that_is_not_known_approves_nothing() -> None:
    assert found(judged(None, **FAR)) == {"model-retiring"}


def test_what_is_not_known_is_said_and_no_finding() -> None:
    told = judged().models[0].availability
    assert told is not None
    assert (told.status.value, told.says) == ("unknown", "nothing is known here of when it came and when it ends")


def test_somebody_may_accept_it() -> None:
    accepted = Waiver(
        finding="model-retired",
        model=PI.id,
        reason="being-replaced",
        comment="the archive of its answers stays",
        approver="counsel@example.org",
        expires=date(2026, 7, 1),
    )
    plain = on(TODAY)
    held = replace(plain, policy=plain.policy.model_copy(update={"waivers": (accepted,)}))
    assert judged(held=held, **RETIRED).models[0].decision.outcome is Outcome.CONDITIONAL


def test_a_saved_report_keeps_its_day() -> None:
    saved = parse(render(judged(**RETIRING), "json").encode(), "saved")
    assert saved.models[0].availability == judged(**RETIRING).models[0].availability
    assert "in 92 days" in render(saved, "console")


def test_saved_evidence_is_judged_anew_by_the_day_of_the_new_report() -> None:
    saved = judged(**RETIRING)
    assert found(judge_again(saved, on(date(2026, 9, 1)))) == {"model-retired"}
    assert found(judge_again(saved, on(TODAY))) == {"model-retiring"}


def test_the_day_is_the_one_that_the_report_carries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 2027-01-01
    held = load_standards()
    told = judged(held=held, **RETIRING)
    assert found(told) == {"model-retired"}
    assert told.generated_at.date() == date(2027, 1, 1)


def test_evidence_from_before_lives_were_known_is_judged_without() -> None:
    document = json.loads(render(judged(**RETIRED), "json"))
    for model in document["models"]:
        del model["availability"], model["evidence"]["subject"]["lifecycle"]
        del model["evidence"]["subject"]["lifecycle_told"]
    saved = parse(json.dumps(document).encode(), "saved")
    assert saved.models[0].availability is None
    again = judge_again(saved, on(TODAY)).models[0].availability
    assert again is not None
    assert again.status.value == "unknown"


@pytest.mark.parametrize("form", ["console", "html", "markdown-full", "json"])
def test_reports_say_how_it_stands(form: str) -> None:
    shown = render(judged(**ACTIVE), form)
    assert "is offered; no end is announced" in shown
    assert "active" in shown


@pytest.mark.parametrize("form", ["console", "html"])
def test_a_table_of_several_says_how_each_stands(form: str) -> None:
    both = (*judged(**ACTIVE).models, *judged(**RETIRED).models)
    shown = render(assemble(both, on(TODAY)), form)
    status = "({})" if form == "console" else "</a> <small>{}</small>"
    assert all(status.format(word) in shown for word in ("active", "retired"))
