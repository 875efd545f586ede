"""A model's life holds together: days in order, sources that are there, one life a name."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from auditor.schema.facts import HowRead
from auditor.schema.lifecycle import Lifecycle, Lifecycles, lifecycle_of

SOURCES = {
    "page": {"title": "The page", "url": "https://maker.test/end", "date": "2026-03-01", "read": "checked"},
    "table": {"title": "A table", "date": "2026-05"},
}


def day(on: str, *source: str) -> dict[str, Any]:
    return {"on": on, "source": source or ("page", "table")}


def lives(*rows: dict[str, Any], **sources: Any) -> Lifecycles:
    return Lifecycles.model_validate(
        {"id": "maker", "host": "Maker API", "sources": sources or SOURCES, "models": [*rows]}
    )


def lifecycles_of(known: Lifecycles) -> dict[str, Lifecycle]:
    return {f"{known.id}:{name}": lifecycle_of(known, row, name) for row in known.models for name in row.names}


WHOLE = {
    "names": ["wren-1", "wren-1-2025-01-02"],
    "released": day("2025-01"),
    "deprecated": day("2026-01-31"),
    "retires": day("2026-07-01", "table"),
    "successor": {"id": "wren-2", "source": ["page"]},
}


def test_a_life_is_known_by_every_name_with_the_sources_of_its_facts() -> None:
    known = lifecycles_of(lives(WHOLE, {"names": ["owl"], "told": {"status": "active", "source": ["page"]}}))
    assert list(known) == ["maker:wren-1", "maker:wren-1-2025-01-02", "maker:owl"]
    wren, owl = known["maker:wren-1"], known["maker:owl"]
    assert (wren.of, wren.host, sorted(wren.sources), sorted(owl.sources)) == (
        "maker:wren-1",
        "Maker API",
        ["page", "table"],
        ["page"],
    )
    assert list(wren.facts) == ["retires", "deprecated", "successor", "released"]
    assert wren.retires is not None
    assert [seen.title for seen in wren.seen(wren.retires)] == ["A table"]


def test_a_source_is_second_hand_unless_somebody_says_that_it_was_read() -> None:
    wren = lifecycles_of(lives(WHOLE))["maker:wren-1"]
    assert wren.sources["table"].read is HowRead.SECOND_HAND
    assert [wren.second_hand(fact) for fact in wren.facts.values()] == [True, False, False, False]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"names": ["a", "a"], "released": day("2025-01")}, "`a` stands twice"),
        ({"names": ["a"], "released": day("2025-01", "page", "memory")}, "`memory` is a source that is not there"),
        ({"names": ["a"], "released": day("2025-01", "page")}, "`table` is a source that is not named"),
        ({"names": ["a"], "released": day("2026-02-01"), "retires": day("2026-01-31")}, "is before `released`"),
        ({"names": ["a"], "released": day("2026-02"), "deprecated": day("2026-01-31")}, "is before `released`"),
        ({"names": ["a"], "deprecated": day("2026-02-01"), "retires": day("2026-01-31")}, "is before `deprecated`"),
        ({"names": ["a"], "retires": day("2026-02-01"), "not_before": day("2026-01-31")}, "`not_before` says nothing"),
        ({"names": ["a"], "retires": day("2026-02")}, "retires.on"),
        ({"names": ["a"], "released": day("2026-13")}, "released.on"),
        ({"names": ["a"], "released": {"on": "2026-01", "source": []}}, "released.source"),
        ({"names": []}, "names"),
        ({"names": ["a"], "told": {"status": "gone", "source": ["page"]}}, "told.status"),
    ],
)
def test_what_does_not_hold_together_is_refused(row: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        lives(row)


@pytest.mark.parametrize("released", ["2026-01", "2026-01-31"])
def test_a_month_is_not_before_a_day_of_it(released: str) -> None:
    row = {"names": ["a"], "released": day(released), "deprecated": day("2026-01")}
    assert lives(row).models[0].released is not None


def test_another_host_keeps_its_own_day() -> None:
    row = {"names": ["a"], "elsewhere": [{"host": "Cloud", "on": "2026-02-01", "source": ["page", "table"]}]}
    known = lifecycles_of(lives(row))["maker:a"]
    assert list(known.facts) == ["elsewhere/0"]


def test_a_day_that_may_be_the_earliest_says_so() -> None:
    row = {"names": ["a"], "retires": {"on": "2026-02-01", "earliest": True, "source": ["page", "table"]}}
    end = lifecycles_of(lives(row))["maker:a"].retires
    assert end is not None
    assert end.day == "2026-02-01 or later"
