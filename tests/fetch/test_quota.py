"""The quota's waits, against a clock that only sleeping moves."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from auditor.fetch import quota as module
from auditor.fetch.quota import Quota
from auditor.fetch.source import Unobtainable
from auditor.schema.issue import IssueKind


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


def test_an_open_quota_costs_nothing(clock: Clock) -> None:
    quota = Quota(0.0)
    quota.wait("api")
    assert not quota.is_closed("api")
    assert clock.slept == []


def test_a_closed_quota_is_waited_for(clock: Clock) -> None:
    quota = Quota(10.0)
    quota.closed_for("api", 4.0)
    assert quota.is_closed("api")
    quota.wait("api")
    assert clock.slept == [4.0]
    assert not quota.is_closed("api")


def test_quotas_do_not_close_each_other(clock: Clock) -> None:
    quota = Quota(10.0)
    quota.closed_for("api", 4.0)
    quota.wait("resolvers")
    assert clock.slept == []


def test_the_later_of_two_times_counts(clock: Clock) -> None:
    quota = Quota(10.0)
    quota.closed_for("api", 4.0)
    quota.closed_for("api", 1.0)
    quota.wait("api")
    assert clock.slept == [4.0]


@pytest.mark.parametrize("seconds", [10.5, float("inf")])
def test_what_would_outlast_the_patience_is_not_begun(clock: Clock, seconds: float) -> None:
    quota = Quota(10.0)
    quota.closed_for("api", seconds)
    with pytest.raises(Unobtainable) as trouble:
        quota.wait("api")
    assert (trouble.value.kind, trouble.value.status) == (IssueKind.RATE_LIMITED, 429)
    assert "--patience" in (trouble.value.hint or "")
    assert clock.slept == []


def test_the_patience_is_one_for_all_waits(clock: Clock) -> None:
    quota = Quota(10.0)
    for bucket in ("api", "resolvers"):
        quota.closed_for(bucket, 4.0)
        quota.wait(bucket)
    quota.closed_for("api", 4.0)
    with pytest.raises(Unobtainable):
        quota.wait("api")


def test_threads_that_wait_side_by_side_pay_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    entered = threading.Barrier(4)

    def sleep(seconds: float) -> None:
        clock.slept.append(seconds)
        entered.wait(5)  # nobody's time passes until all four have paid

    monkeypatch.setattr(module, "time", clock)
    monkeypatch.setattr(clock, "sleep", sleep)
    quota = Quota(5.0)
    quota.closed_for("api", 4.0)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(quota.wait, ["api"] * 4))
    assert clock.slept == [4.0] * 4
    clock.now += 4.0
    quota.closed_for("api", 1.0)
    monkeypatch.setattr(clock, "sleep", clock.slept.append)
    quota.wait("api")
    assert clock.slept[4:] == [1.0]
