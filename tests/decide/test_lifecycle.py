"""How a closed model stands is worked out of its days and the day of the audit, and of nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from auditor.decide.lifecycle import WITHIN, availability
from auditor.schema.citation import Citation
from auditor.schema.evidence import Repository
from auditor.schema.lifecycle import Availability, Lifecycle, Status
from tests.builders import dossier

TODAY = date(2026, 6, 1)
HERE = Citation(source="pkg:generic/maker:wren", file="metadata.json", sha256="0" * 64, pointer="/access_told")
SOURCES = {
    "page": {"title": "the maker's page", "date": "2026-03-01", "read": "checked"},
    "table": {"title": "a table of it", "date": "2026-05-01"},
}


def fact(*source: str, **said: str | bool) -> dict[str, Any]:
    return {"source": source or ("table",), **said}


def closed(**facts: Any) -> Repository:
    """A closed model with this life; without any fact nothing is known of it."""
    told = {"of": "maker:wren", "host": "Maker API", "sources": SOURCES} | facts
    life = Lifecycle.model_validate(told) if facts else None
    subject = dossier().subject
    assert subject is not None
    return subject.model_copy(update={"id": "maker:wren", "hosted": HERE, "lifecycle": life})


def stands(on: date | None = TODAY, **facts: Any) -> Availability:
    found = availability(closed(**facts), on)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("facts", "status", "says"),
    [
        ({"retires": fact(on="2026-05-31")}, "retired", "was shut down on 2026-05-31"),
        ({"retires": fact(on="2026-06-01")}, "retired", "was shut down on 2026-06-01"),
        ({"retires": fact(on="2026-06-02")}, "retiring", "ends on 2026-06-02, in 1 day"),
        ({"retires": fact(on="2026-11-28")}, "retiring", "ends on 2026-11-28, in 180 days"),
        ({"retires": fact(on="2026-11-29")}, "deprecated", "ends on 2026-11-29, in 181 days"),
        (
            {"retires": fact(on="2026-07-01"), "told": fact(status="active")},
            "retiring",
            "ends on 2026-07-01, in 30 days",
        ),
        (
            {"told": fact(status="retired")},
            "retired",
            "is no longer offered; on which day it ended is not known",
        ),
        (
            {"told": fact(status="deprecated")},
            "retiring",
            "is deprecated; on which day it ends is not known",
        ),
        (
            {"deprecated": fact(on="2026-02")},
            "retiring",
            "is deprecated since 2026-02; on which day it ends is not known",
        ),
        (
            {"retires": fact(on="2026-05-31", earliest=True)},
            "retiring",
            "may be gone: it ends on 2026-05-31 or later",
        ),
        (
            {"retires": fact(on="2026-06-02", earliest=True)},
            "retiring",
            "ends on 2026-06-02 or later, in 1 day",
        ),
        ({"told": fact(status="active")}, "active", "is offered; no end is announced"),
        (
            {"told": fact(status="active"), "not_before": fact(on="2026-06-02")},
            "active",
            "is offered; no end is announced, and none comes before 2026-06-02",
        ),
        (
            {"not_before": fact(on="2026-06-02")},
            "active",
            "is offered; no end is announced, and none comes before 2026-06-02",
        ),
        (
            {"told": fact(status="active"), "not_before": fact(on="2026-06-01")},
            "retiring",
            "may be gone: its end was ruled out before 2026-06-01, and not since",
        ),
        (
            {"told": fact(status="active"), "not_before": fact(on="2026-05-01")},
            "active",
            "is offered; no end is announced",
        ),
        (
            {"told": fact("page", status="active"), "not_before": fact(on="2026-05-01")},
            "retiring",
            "may be gone: its end was ruled out before 2026-05-01, and not since",
        ),
        (
            {"released": fact(on="2025-01")},
            "unknown",
            "nothing is known here of what became of it since it was released (2025-01)",
        ),
        ({}, "unknown", "nothing is known here of when it came and when it ends"),
    ],
)
def test_how_it_stands_on_the_day(facts: dict[str, Any], status: str, says: str) -> None:
    found = stands(**facts)
    assert (found.status.value, found.says, found.held_on) == (status, says, TODAY)


def test_the_window_is_180_days() -> None:
    assert WITHIN == 180


@pytest.mark.parametrize("facts", [{"retires": fact(on="2030-01-01")}, {"not_before": fact(on="2030-01-01")}])
def test_without_a_day_an_end_that_is_known_counts_as_near(facts: dict[str, Any]) -> None:
    found = stands(None, **facts)
    assert (found.status, found.held_on) == (Status.RETIRING, None)


def test_what_has_no_dates_needs_no_day() -> None:
    assert stands(None, told=fact(status="active")).status is Status.ACTIVE
    assert stands(None, told=fact(status="retired")).status is Status.RETIRED


def test_what_follows_is_named_where_it_matters() -> None:
    follows = {"successor": fact(id="wren-2")}
    assert "wren-2 is named to follow it" in stands(retires=fact(on="2026-05-31"), **follows).says
    assert "wren-2" not in stands(told=fact(status="active"), **follows).says
    assert stands(told=fact(status="active"), **follows).successor == "wren-2"


def test_who_says_so_is_told_with_the_host_whose_day_it_is() -> None:
    second = stands(retires=fact(on="2026-05-31"))
    assert (second.told_by, second.second_hand) == ("Maker API; second-hand, a table of it, 2026-05-01", True)
    own = stands(retires=fact("table", "page", on="2026-05-31"))
    assert (own.told_by, own.second_hand) == ("Maker API; the maker's page, 2026-03-01", False)
    assert stands().told_by == ""


def test_all_that_is_known_is_kept_as_values() -> None:
    found = stands(
        released=fact(on="2025-01"),
        deprecated=fact(on="2026-02-01"),
        retires=fact(on="2026-05-31"),
        successor=fact(id="wren-2"),
    )
    assert found == Availability(
        status=Status.RETIRED,
        held_on=TODAY,
        says="was shut down on 2026-05-31; wren-2 is named to follow it",
        told_by="Maker API; second-hand, a table of it, 2026-05-01",
        of="maker:wren",
        released="2025-01",
        deprecated="2026-02-01",
        retires=date(2026, 5, 31),
        successor="wren-2",
        second_hand=True,
    )


def test_the_day_of_another_host_is_told_and_changes_nothing() -> None:
    found = stands(told=fact(status="active"), elsewhere=[fact(host="Cloud", on="2026-01-01")])
    assert (found.status, found.says) == (
        Status.ACTIVE,
        "is offered; no end is announced; other hosts set days of their own, Cloud 2026-01-01",
    )


def test_a_model_with_weights_does_not_retire() -> None:
    assert availability(dossier().subject, TODAY) is None
    assert availability(None, TODAY) is None


@pytest.mark.parametrize(
    ("facts", "status", "says"),
    [
        ({"retires": fact(on="2026-05-31")}, "retiring", "was shut down on 2026-05-31"),
        ({"retires": fact(on="2026-07-01")}, "retiring", "ends on 2026-07-01, in 30 days"),
        ({"retires": fact(on="2030-07-01")}, "unknown", "ends on 2030-07-01, in 1491 days"),
        ({"told": fact(status="active")}, "unknown", "is offered; no end is announced"),
        ({"released": fact(on="2025-01")}, "unknown", "nothing is known here of what became of it"),
    ],
)
def test_the_days_of_the_maker_are_named_as_the_maker_s_where_those_of_the_host_are_not_known(
    facts: dict[str, Any], status: str, says: str
) -> None:
    found = stands(asked_at="Cloud", **facts)
    assert found.status.value == status
    assert found.says.startswith(says)
    assert found.says.endswith(" at its maker (Maker API); when it ends at Cloud is not known here")
