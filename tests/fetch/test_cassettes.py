"""Exchanges recorded once and replayed without a server: what went over the wire when they were made.

tests/cassettes/README.md says against what they were recorded, and how to record them again.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.closure import collect
from auditor.fetch.hub import HubSource
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef
from tests.replica import Fault, HubReplica

Make = Callable[..., HubSource]
ENDPOINT = "http://hub.test"
CASSETTES = Path(__file__).parent.parent / "cassettes"
FAULTS = {"test_a_quota_that_was_used_up": Fault("/api/*", "rate-limit", times=1, seconds=0)}
# The answers' headers that mean something to an audit; the others say more of the recording than of the Hub.
HEADERS = (
    "content-type",
    "content-length",
    "etag",
    "location",
    "ratelimit",
    "ratelimit-policy",
    "x-error-code",
    "x-linked-etag",
    "x-linked-size",
    "x-error-message",
    "x-repo-commit",
)
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@pytest.fixture(scope="module")
def vcr_cassette_dir() -> str:
    return str(CASSETTES)


@pytest.fixture
def vcr_config() -> dict[str, Any]:
    """No token, no machine facts, nothing that differs from one recording to the next."""

    def steady(response: dict[str, Any]) -> dict[str, Any]:
        headers = {
            name.lower(): [ADDRESS.sub(ENDPOINT, value) for value in values]
            for name, values in response["headers"].items()
        }
        body = ADDRESS.sub(ENDPOINT, response["body"]["string"].decode()).encode()
        return response | {
            "headers": {name: headers[name] for name in HEADERS if name in headers},
            "body": {"string": body},
        }

    return {
        "filter_headers": ["accept-encoding", "authorization", "user-agent", "x-amzn-trace-id"],
        "decode_compressed_response": True,
        "before_record_response": steady,
    }


@pytest.fixture(autouse=True)
def endpoint(
    request: pytest.FixtureRequest, record_mode: str, fixtures_hub: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address that is recorded; a replica stands behind it only while recording."""
    if record_mode == "none":
        yield ENDPOINT
        return
    fault = FAULTS.get(request.node.name)
    with HubReplica(fixtures_hub, tokens={"hf_plain": []}, faults=[fault] if fault else []) as hub:
        place = ("127.0.0.1", int(hub.endpoint.rpartition(":")[2]))
        found = [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", place)]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: found)
        yield ENDPOINT


@pytest.mark.vcr
@pytest.mark.block_network
def test_a_model_with_its_base(endpoint: str, source_of: Make) -> None:
    found = collect(ModelRef(id="deepset/roberta-base-squad2"), source_of(endpoint))
    assert found.subject is not None
    assert found.subject.file("README.md") is not None
    assert [snapshot.id for snapshot in found.related] == ["FacebookAI/roberta-base", "rajpurkar/squad_v2"]
    assert found.renamed == {"dataset:squad_v2": "rajpurkar/squad_v2"}
    assert found.issues == ()


@pytest.mark.vcr
@pytest.mark.block_network
def test_a_gated_model(endpoint: str, source_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_plain")
    found = collect(ModelRef(id="google/gemma-2-9b"), source_of(endpoint))
    assert found.subject is not None
    assert [(issue.kind, issue.status, issue.file) for issue in found.issues] == [(IssueKind.GATED, 403, "README.md")]


@pytest.mark.vcr
@pytest.mark.block_network
def test_a_quota_that_was_used_up(endpoint: str, source_of: Make) -> None:
    found = collect(ModelRef(id="mistralai/Mistral-7B-v0.1"), source_of(endpoint))
    assert found.subject is not None
    assert found.issues == ()


@pytest.mark.parametrize("name", sorted(path.name for path in CASSETTES.glob("*.yaml")))
def test_cassettes_hold_no_token_and_nothing_of_the_machine(name: str) -> None:
    exchanges = yaml.safe_load((CASSETTES / name).read_text(encoding="utf-8"))["interactions"]
    assert exchanges
    for exchange in exchanges:
        headers = {header.lower() for header in exchange["request"]["headers"]}
        assert headers.isdisjoint({"authorization", "user-agent", "x-amzn-trace-id", "cookie"})
        assert exchange["request"]["uri"].startswith(f"{ENDPOINT}/")
        assert "hf_" not in str(exchange["request"]["headers"]) + str(exchange["response"]["headers"])
        assert "127.0.0.1" not in str(exchange)


def test_every_cassette_has_its_test() -> None:
    recorded = {
        name for name, value in globals().items() if "vcr" in [mark.name for mark in getattr(value, "pytestmark", [])]
    }
    assert {path.stem for path in CASSETTES.glob("*.yaml")} == recorded
