"""One GET over real HTTP: what a server may do wrong, and that it stays bounded in time, size and patience."""

from __future__ import annotations

import time
import traceback
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from auditor.fetch.http import Client, Limits, diagnose
from auditor.fetch.source import Unobtainable
from auditor.schema.issue import IssueKind
from tests.replica import Fault, HubReplica
from tests.replica.faults import FaultKind

PATH = "/api/models/openai-community/gpt2"
ONCE = Limits(retries=0, backoff=0.001, patience=0.2, read=5.0)
THRICE = Limits(retries=2, backoff=0.001, patience=0.2, read=5.0)
HASTY = Limits(retries=2, backoff=0.001, patience=0.2, read=0.1)


def _get(hub: HubReplica, limits: Limits = THRICE, path: str = PATH, max_bytes: int = 1_000_000) -> bytes:
    return Client(limits).get(hub.endpoint + path, bucket="api", max_bytes=max_bytes).content


def _trouble(hub: HubReplica, limits: Limits = ONCE, **options: int) -> Unobtainable:
    with pytest.raises(Unobtainable) as trouble:
        _get(hub, limits, **options)
    return trouble.value


def test_a_complete_answer(hub: HubReplica) -> None:
    assert b'"openai-community/gpt2"' in _get(hub)
    [request] = hub.requests
    assert request.method == "GET"
    assert request.headers["user-agent"].startswith("auditor/")
    assert "authorization" not in request.headers


@pytest.mark.parametrize(
    ("fault", "kind", "status", "tries"),
    [
        (Fault("*", "server-error"), IssueKind.SERVER_ERROR, 500, 3),
        (Fault("*", "server-error", status=502), IssueKind.SERVER_ERROR, 502, 3),
        (Fault("*", "server-error", status=503), IssueKind.SERVER_ERROR, 503, 3),
        (Fault("*", "server-error", status=501), IssueKind.SERVER_ERROR, 501, 1),
        (Fault("*", "cut", amount=10), IssueKind.NETWORK, None, 3),
        (Fault("*", "cut", amount=0), IssueKind.NETWORK, None, 3),
        (Fault("*", "wrong-length", amount=10), IssueKind.NETWORK, None, 3),
        (Fault("*", "slow", seconds=9, amount=0), IssueKind.TIMEOUT, None, 3),
        (Fault("*", "slow", seconds=9, amount=5), IssueKind.TIMEOUT, None, 3),
        (Fault("*", "redirect-loop"), IssueKind.NETWORK, None, 21),
        (Fault("*", "huge"), IssueKind.TOO_LARGE, None, 1),
        (Fault("*", "rate-limit", seconds=0), IssueKind.RATE_LIMITED, 429, 3),
        (Fault("*", "rate-limit", seconds=60), IssueKind.RATE_LIMITED, 429, 1),
        (Fault("*", "rate-limit", seconds=0, retry_after="60"), IssueKind.RATE_LIMITED, 429, 1),
    ],
    ids=lambda value: "-".join(map(str, astuple(value)[1:])) if isinstance(value, Fault) else None,
)
def test_a_lasting_fault_ends_in_trouble(
    hub: HubReplica, fault: Fault, kind: IssueKind, status: int | None, tries: int
) -> None:
    hub.faults = (fault,)
    started = time.monotonic()
    trouble = _trouble(hub, HASTY if fault.kind == "slow" else THRICE)
    assert (trouble.kind, trouble.status) == (kind, status)
    assert len(hub.requests) == tries
    assert time.monotonic() - started < 8


@pytest.mark.parametrize(
    "fault",
    [
        Fault("*", "server-error", times=2, status=503),
        Fault("*", "cut", times=2),
        Fault("*", "wrong-length", times=2),
        Fault("*", "slow", times=1, seconds=9, amount=0),
        Fault("*", "rate-limit", times=2, seconds=0),
        Fault("*", "rate-limit", times=2, seconds=0, retry_after="0"),
        Fault("*", "server-error", times=1, status=503, retry_after="0"),
    ],
    ids=lambda fault: "-".join(map(str, astuple(fault)[1:])),
)
def test_a_passing_fault_is_outlasted(hub: HubReplica, fault: Fault) -> None:
    hub.faults = (fault,)
    limits = Limits(retries=2, backoff=0.001, read=0.5) if fault.kind == "slow" else THRICE
    assert b'"openai-community/gpt2"' in _get(hub, limits)
    assert len(hub.requests) == (fault.times or 0) + 1


def test_the_wait_is_as_long_as_the_server_says(hub: HubReplica, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("auditor.fetch.quota.time.sleep", waits.append)
    hub.faults = (Fault("*", "rate-limit", times=1, seconds=55),)
    with pytest.raises(Unobtainable, match=r"opens again in 5[45] s"):
        _get(hub)
    hub.reset()
    _get(hub, Limits(patience=90.0))
    assert waits == [pytest.approx(55, abs=1)]


@pytest.mark.parametrize("value", ["7", "date"])
def test_retry_after_is_a_number_or_a_date(hub: HubReplica, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    waits: list[float] = []
    monkeypatch.setattr("auditor.fetch.quota.time.sleep", waits.append)
    if value == "date":
        value = format_datetime(datetime.now(UTC) + timedelta(seconds=7), usegmt=True)
    hub.faults = (Fault("*", "server-error", times=1, status=503, retry_after=value),)
    _get(hub, Limits(patience=90.0))
    assert waits == [pytest.approx(7, abs=1.5)]


@pytest.mark.parametrize("status", [503, 429])
def test_one_address_that_asks_to_wait_for_a_day_closes_nothing_for_others(hub: HubReplica, status: int) -> None:
    other = "/api/models/mistralai/Mistral-7B-v0.1"
    kind: FaultKind = "server-error"
    hub.faults = (Fault(PATH, kind, status=status, retry_after="86400"),)
    client = Client(Limits(retries=2, backoff=0.001, patience=5.0))
    with pytest.raises(Unobtainable) as trouble:
        client.get(hub.endpoint + PATH, bucket="api", max_bytes=1_000_000)
    assert trouble.value.kind is (IssueKind.RATE_LIMITED if status == 429 else IssueKind.SERVER_ERROR)
    assert "it asks to come back in 86,400 s" in trouble.value.message
    started = time.monotonic()
    assert client.get(hub.endpoint + other, bucket="api", max_bytes=1_000_000).content
    assert time.monotonic() - started < 2


def test_a_server_that_is_out_of_service_is_not_called_a_quota(hub: HubReplica) -> None:
    hub.faults = (Fault("*", "server-error", status=503, retry_after="30"),)
    trouble = _trouble(hub, THRICE)
    assert (trouble.kind, trouble.status) == (IssueKind.SERVER_ERROR, 503)
    assert "quota" not in f"{trouble.message} {trouble.hint}"


def test_a_short_wait_that_a_quota_asks_for_holds_for_all(hub: HubReplica, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("auditor.fetch.quota.time.sleep", waits.append)
    hub.faults = (Fault(PATH, "server-error", times=1, status=429, retry_after="60"),)
    client = Client(Limits(patience=90.0))
    client.get(hub.endpoint + PATH, bucket="api", max_bytes=1_000_000)
    client.get(hub.endpoint + "/api/models/mistralai/Mistral-7B-v0.1", bucket="api", max_bytes=1_000_000)
    assert waits == [pytest.approx(60, abs=1), pytest.approx(60, abs=1)]


@pytest.mark.parametrize(
    "value", ["", "soon", "-5", "²", "1.5", "9" * 400, "Mon, 99 Foo 2026", "Fri, 31 Dec 0000 00:00:00 GMT"]
)
def test_an_odd_retry_after_does_no_harm(hub: HubReplica, value: str) -> None:
    hub.faults = (Fault("*", "rate-limit", seconds=0, retry_after=value),)
    assert _trouble(hub, THRICE).kind is IssueKind.RATE_LIMITED


@pytest.mark.parametrize("seconds", [10**300, 10**400])
def test_an_endless_window_ends_the_patience(hub: HubReplica, seconds: int) -> None:
    hub.faults = (Fault("*", "rate-limit", seconds=seconds),)
    assert _trouble(hub, THRICE).kind is IssueKind.RATE_LIMITED


def test_a_body_that_never_ends_is_given_up_in_time(hub: HubReplica) -> None:
    hub.faults = (Fault("*", "slow", seconds=0.02, amount=1),)
    trouble = _trouble(hub, Limits(retries=0, read=1.0, total=0.1))
    assert (trouble.kind, trouble.message) == (IssueKind.TIMEOUT, "not complete after 0.1 s")


def test_a_body_may_be_as_large_as_its_bound(hub: HubReplica) -> None:
    size = len(_get(hub))
    assert len(_get(hub, max_bytes=size)) == size
    assert _trouble(hub, max_bytes=size - 1).kind is IssueKind.TOO_LARGE


def test_nobody_there_is_trouble_of_the_network() -> None:
    with HubReplica("fixtures/hub") as gone:
        pass
    trouble = _trouble(gone)
    assert trouble.kind is IssueKind.NETWORK
    assert "could not be reached" in trouble.message


def test_a_redirect_to_another_origin_never_carries_the_token(hub: HubReplica, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_plain")
    hub.faults = (Fault("*", "redirect-elsewhere"),)
    assert _get(hub) == b"another origin\n"
    assert hub.requests[0].headers["authorization"] == "Bearer hf_plain"
    assert hub.elsewhere_requests
    assert "hf_plain" not in str([request.headers for request in hub.elsewhere_requests])


@pytest.mark.parametrize("token", ["hf_\x01secret", "hf_sécret", "hf_sec\x7fret", "hf_sec\x00ret", "hf_sec\nret"])
def test_a_token_that_cannot_be_sent_is_not_shown(
    hub: HubReplica, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, token: str
) -> None:
    (tmp_path / "token").write_text(token, encoding="utf-8")
    monkeypatch.setattr("huggingface_hub.constants.HF_TOKEN_PATH", str(tmp_path / "token"))
    trouble = _trouble(hub)
    assert trouble.kind is IssueKind.BAD_TOKEN
    assert "ret" not in trouble.message
    assert "HF_TOKEN" in (trouble.hint or "")
    assert "hf_s" not in "".join(traceback.format_exception(trouble))


@pytest.mark.parametrize(
    ("status", "headers", "kind"),
    [
        (401, {}, IssueKind.MISSING_OR_PRIVATE),
        (401, {"x-error-message": "Invalid credentials in Authorization header"}, IssueKind.BAD_TOKEN),
        (401, {"x-error-code": "GatedRepo"}, IssueKind.GATED),
        (403, {"x-error-code": "GatedRepo"}, IssueKind.GATED),
        (403, {"x-error-message": "Access to this resource is disabled."}, IssueKind.DISABLED),
        (403, {}, IssueKind.FORBIDDEN),
        (404, {"x-error-code": "RepoNotFound"}, IssueKind.MISSING),
        (404, {"x-error-code": "RevisionNotFound"}, IssueKind.REVISION_MISSING),
        (404, {"x-error-code": "EntryNotFound"}, IssueKind.FILE_MISSING),
        (404, {"x-error-code": "UnheardOf"}, IssueKind.MISSING),
        (429, {}, IssueKind.RATE_LIMITED),
        (400, {}, IssueKind.SERVER_ERROR),
        (418, {}, IssueKind.SERVER_ERROR),
        (500, {}, IssueKind.SERVER_ERROR),
    ],
)
def test_what_an_answer_means(status: int, headers: dict[str, str], kind: IssueKind) -> None:
    trouble = diagnose(status, headers)
    assert (trouble.kind, trouble.status) == (kind, status)
    assert trouble.message
