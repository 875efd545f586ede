"""Quotas, faults and connections of the replica."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.replica import HUB_QUOTAS, Fault, FaultKind, HubReplica, Quota
from tests.replica_test_data import CLIENT, README, TOKENS, api, get

# The sample has set the environment by now; the client reads it when it is imported.
# isort: split
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.utils._http import hf_raise_for_status


def test_every_answer_carries_its_rate(hub: HubReplica) -> None:
    for path, bucket, limit in (
        ("/api/models/single", "api", 500),
        ("/single/resolve/main/x", "resolvers", 3000),
    ):
        headers = get(hub, path).headers
        assert headers["ratelimit"] == f'"{bucket}";r={limit - 1};t=300'
        assert headers["ratelimit-policy"] == f'"fixed window";"{bucket}";q={limit};w=300'
        assert headers["x-request-id"].startswith("Root=1-")


def test_quotas_run_dry_one_by_one(root: Path) -> None:
    now = [0.0]
    quotas = {**HUB_QUOTAS, "api": Quota(2, window=60)}
    with HubReplica(root, tokens=TOKENS, quotas=quotas, clock=lambda: now[0]) as hub:
        assert [get(hub, "/api/models/single").status_code for _ in range(3)] == [200, 200, 429]
        assert get(hub, "/single/resolve/main/README.md").status_code == 200
        assert get(hub, "/api/models/single", "hf_plain").status_code == 200
        now[0] = 20.0
        answer = get(hub, "/api/models/single")
        assert answer.headers["ratelimit"] == '"api";r=0;t=40'
        assert "retry-after" not in answer.headers
        with pytest.raises(HfHubHTTPError, match="Retry after 40 seconds"):
            hf_raise_for_status(answer)
        now[0] = 60.0
        assert get(hub, "/api/models/single").status_code == 200


def test_faults_heal_after_their_times(hub: HubReplica) -> None:
    hub.faults = (Fault("/api/models/*", "server-error", times=2, status=503),)
    assert [get(hub, "/api/models/single").status_code for _ in range(3)] == [503, 503, 200]
    assert get(hub, "/single/resolve/main/README.md").status_code == 200
    assert [request.status for request in hub.requests] == [503, 503, 200, 200]


def test_listings_are_retried_by_the_client(hub: HubReplica) -> None:
    hub.faults = (Fault("/api/models", "rate-limit", times=1, seconds=0),)
    assert len(list(api(hub).list_models())) == 4
    assert [request.status for request in hub.requests] == [429, 200]


def test_a_rate_limit_may_say_when_to_come_back(hub: HubReplica) -> None:
    hub.faults = (Fault("*", "rate-limit", seconds=55, retry_after="7"),)
    headers = get(hub, "/api/models/single").headers
    assert (headers["ratelimit"], headers["retry-after"]) == ('"api";r=0;t=55', "7")


@pytest.mark.parametrize(
    ("kind", "amount", "error"),
    [
        ("cut", 10, httpx2.RemoteProtocolError),
        ("wrong-length", 10, httpx2.RemoteProtocolError),
        ("redirect-loop", 0, httpx2.TooManyRedirects),
    ],
)
def test_faults_that_break_the_exchange(hub: HubReplica, kind: FaultKind, amount: int, error: type[Exception]) -> None:
    hub.faults = (Fault("/api/models/single", kind, amount=amount),)
    with pytest.raises(error):
        get(hub, "/api/models/single", follow_redirects=True)


def test_a_length_that_is_too_small_spoils_the_body(hub: HubReplica) -> None:
    hub.faults = (Fault("*", "wrong-length", amount=-10),)
    with pytest.raises(json.JSONDecodeError):
        get(hub, "/api/models/single").json()


def test_not_json_and_elsewhere(hub: HubReplica) -> None:
    hub.faults = (Fault("*/single", "not-json"), Fault("*", "redirect-elsewhere"))
    assert get(hub, "/api/models/single").headers["content-type"].startswith("text/html")
    answer = get(hub, "/api/models/Org/Plain?a=b", "hf_plain", follow_redirects=True)
    assert answer.text == "another origin\n"
    [seen] = hub.elsewhere_requests
    assert (seen.target, "authorization" in seen.headers) == ("/elsewhere/api/models/Org/Plain?a=b", False)


@pytest.mark.parametrize("amount", [0, 400])
def test_slow_answers_run_into_the_timeout(hub: HubReplica, amount: int) -> None:
    hub.faults = (Fault("*", "slow", seconds=0.4, amount=amount),)
    with pytest.raises(httpx2.ReadTimeout):
        CLIENT.get(hub.endpoint + "/api/models/single", timeout=0.1)


def test_a_huge_body_has_no_end(hub: HubReplica) -> None:
    hub.faults = (Fault("*", "huge"),)
    with CLIENT.stream("GET", hub.endpoint + "/api/models/single") as answer:
        assert "content-length" not in answer.headers
        read = 0
        for chunk in answer.iter_bytes():
            read += len(chunk)
            if read > 4_000_000:
                break
    assert read > 4_000_000


def test_a_cut_download_resumes(hub: HubReplica) -> None:
    url = "/Org/Plain/resolve/main/README.md"
    answer = CLIENT.get(hub.endpoint + url, headers={"Range": "bytes=10-"})
    whole = README.encode()
    assert (answer.status_code, answer.content) == (206, whole[10:])
    assert answer.headers["content-range"] == f"bytes 10-{len(whole) - 1}/{len(whole)}"
    assert CLIENT.get(hub.endpoint + url, headers={"Range": "bytes=999-"}).status_code == 416


def test_a_closed_replica_is_gone_even_for_kept_connections(root: Path) -> None:
    with HubReplica(root) as hub:
        get(hub, "/api/models/single")
    with pytest.raises(httpx2.TransportError):
        get(hub, "/api/models/single")


def test_many_threads_are_all_recorded(hub: HubReplica) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: get(hub, "/api/models/single"), range(100)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.headers["x-request-id"] for answer in answers}) == 100
    assert len(hub.requests) == 100


def test_small_requests_are_fast(hub: HubReplica) -> None:
    address = urlsplit(hub.endpoint)
    lines = b"GET /api/models/single HTTP/1.1\r\nHost: hub\r\n\r\n"
    with socket.create_connection((address.hostname, address.port)) as connection:
        start = time.perf_counter()
        for _ in range(200):
            connection.sendall(lines)
            while not connection.recv(65536).endswith(b"}"):
                pass
        spent = time.perf_counter() - start
    # A delayed acknowledgement alone would cost 8 s; the limit leaves room for a busy machine.
    assert spent < 2
