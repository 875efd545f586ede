"""The Hub as a source, against the replica over HTTP: what is asked, how often, and what is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from auditor.fetch.hub import HubSource, default_cache
from auditor.fetch.source import Unobtainable
from auditor.pipeline import fetch_all
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import METADATA, Snapshots
from tests.replica import Fault, HubReplica

Make = Callable[..., HubSource]
MISTRAL = ModelRef(id="mistralai/Mistral-7B-v0.1")
LLAMA = ModelRef(id="meta-llama/Llama-2-7b-hf")
SHA = "27d67f1b5f57dc0953326b2601d68371d40ea8da"
NOW = datetime(2026, 2, 3, tzinfo=UTC)


def _asked(hub: HubReplica) -> list[str]:
    asked = [request.path for request in hub.requests]
    hub.reset()
    return asked


def _all(source: HubSource, refs: list[ModelRef]) -> list[Snapshots]:
    return fetch_all(refs, source, jobs=4)


def test_a_model_at_its_pinned_commit(hub: HubReplica, source_of: Make) -> None:
    snapshot = source_of(hub, now=NOW).fetch(MISTRAL)
    assert (snapshot.id, snapshot.sha, snapshot.revisions) == (MISTRAL.id, SHA, ("main",))
    assert (snapshot.endpoint, snapshot.retrieved_at) == (hub.endpoint, NOW)
    assert (snapshot.metadata.path, [file.path for file in snapshot.files]) == (METADATA, ["README.md"])
    assert snapshot.issues == ()
    assert _asked(hub) == [f"/api/models/{MISTRAL.id}", f"/{MISTRAL.id}/resolve/{SHA}/README.md"]


def test_metadata_is_asked_for_by_field_and_holds_no_counts(hub: HubReplica, source_of: Make) -> None:
    for ref in (MISTRAL, ModelRef(repo_type=RepoType.DATASET, id="allenai/dolma")):
        source_of(hub).fetch(ref)
        fields = parse_qs(hub.requests[0].query)["expand"]
        assert {"sha", "gated", "disabled", "cardData", "tags"} <= set(fields)
        assert set(fields).isdisjoint({"downloads", "likes", "downloadsAllTime", "trendingScore"})
        assert ("baseModels" in fields) is (ref is MISTRAL)
        hub.reset()


@pytest.mark.parametrize("status", [400, 403, 405, 414, 501])
def test_a_proxy_that_refuses_expand_is_asked_again_without_it(hub: HubReplica, source_of: Make, status: int) -> None:
    whole = source_of(hub).fetch(LLAMA)
    hub.reset()
    hub.faults = (Fault("/api/*", "server-error", times=1, status=status),)
    snapshot = source_of(hub, cache=Path("/dev/null/none")).fetch(LLAMA)
    assert [bool(request.query) for request in hub.requests[:2]] == [True, False]
    assert (snapshot.sha, snapshot.files) == (whole.sha, whole.files)
    assert b'"gated"' in snapshot.metadata.content


def test_a_repository_that_is_refused_both_times_is_trouble(hub: HubReplica, source_of: Make) -> None:
    hub.faults = (Fault("/api/*", "server-error", status=403),)
    with pytest.raises(Unobtainable) as trouble:
        source_of(hub).fetch(LLAMA)
    assert trouble.value.kind is IssueKind.FORBIDDEN
    assert len(hub.requests) == 2


@pytest.mark.parametrize("revision", ["main", SHA])
def test_a_revision_is_asked_for_by_name(hub: HubReplica, source_of: Make, revision: str) -> None:
    snapshot = source_of(hub).fetch(MISTRAL.model_copy(update={"revision": revision}))
    assert (snapshot.sha, snapshot.revisions) == (SHA, (revision,))
    assert hub.requests[0].path == f"/api/models/{MISTRAL.id}/revision/{revision}"


@pytest.mark.parametrize("written", ["gpt2", "OPENAI-community/GPT2"])
def test_an_old_name_or_another_case_leads_to_the_repository_of_today(
    hub: HubReplica, source_of: Make, written: str
) -> None:
    snapshot = source_of(hub).fetch(ModelRef(id=written))
    assert snapshot.id == "openai-community/gpt2"
    assert snapshot.file("README.md") is not None
    assert [request.status for request in hub.requests] == [307, 200, 200]


def test_never_weights_never_config_and_only_get(hub: HubReplica, source_of: Make, fixtures_hub: Path) -> None:
    ids = sorted(path.name.partition("@")[0] for path in fixtures_hub.iterdir() if path.is_dir())
    refs = [ModelRef(id=name.replace("--", "/", 1)) for name in ids if not name.startswith("datasets--")]
    collected = _all(source_of(hub), refs)
    assert all(snapshots.subject for snapshots in collected)
    resolved = [request.path.rpartition("/")[2] for request in hub.requests if "/resolve/" in request.path]
    assert len(resolved) > 100
    endings = {name.rpartition(".")[2] if "." in name else "" for name in resolved}
    assert endings <= {"", "md", "txt", "pdf", "json", "yml", "yaml"}
    assert {name for name in resolved if name.endswith("json")} == {"adapter_config.json"}
    assert {request.method for request in hub.requests} == {"GET"}
    assert not any("x-hf-download-counter" in request.headers for request in hub.requests)


@pytest.mark.parametrize(
    ("repo_id", "cold", "warm"),
    [
        ("mistralai/Mistral-7B-v0.1", 2, 1),
        ("microsoft/phi-2", 4, 1),
        ("HuggingFaceH4/zephyr-7b-beta", 8, 4),
        ("auditor-fixtures/cycle-a", 6, 2),
    ],
)
def test_requests_cold_and_warm(hub: HubReplica, source_of: Make, repo_id: str, cold: int, warm: int) -> None:
    ref = ModelRef(id=repo_id)
    first = _all(source_of(hub, now=NOW), [ref])
    assert len(_asked(hub)) == cold
    second = _all(source_of(hub, now=NOW), [ref])
    asked = _asked(hub)
    assert len(asked) == len(set(asked)) == warm
    assert all(path.startswith("/api/") for path in asked)
    assert second == first


def test_warm_is_one_request_a_repository_also_where_the_card_is_missing(
    source_of: Make, record: Callable[..., Path]
) -> None:
    record("o/set", {}, dataset=True)
    record("o/empty", {})
    with HubReplica(record("o/model", {"README.md": "---\ndatasets: o/set\nbase_model: o/empty\n---\n"})) as hub:
        first = _all(source_of(hub, now=NOW), [ModelRef(id="o/model")])
        assert len(_asked(hub)) == 5
        assert _all(source_of(hub, now=NOW), [ModelRef(id="o/model")]) == first
        assert len(_asked(hub)) == 3
    assert first[0].issues == ()


def test_a_card_that_the_hub_has_read_and_does_not_give_is_trouble(
    source_of: Make, record: Callable[..., Path]
) -> None:
    record("o/set", {}, dataset=True, cardData={"license": "mit"})
    with HubReplica(record("o/model", {"README.md": "---\ndatasets: o/set\n---\n"})) as hub:
        [found] = _all(source_of(hub, now=NOW), [ModelRef(id="o/model")])
    assert [(issue.kind, issue.file) for issue in found.issues] == [(IssueKind.FILE_MISSING, "README.md")]


@pytest.mark.parametrize("repo_id", ["HuggingFaceH4/zephyr-7b-beta", "gpt2", "auditor-fixtures/cycle-a"])
def test_offline_after_online_asks_nothing_and_finds_the_same(hub: HubReplica, source_of: Make, repo_id: str) -> None:
    refs = [ModelRef(id=repo_id)]
    online = _all(source_of(hub), refs)
    assert online[0].subject is not None
    hub.reset()
    assert _all(source_of(hub, offline=True), refs) == online
    assert hub.requests == []


def test_a_pinned_or_renamed_model_is_known_offline_by_every_name_it_was_met_by(
    hub: HubReplica, source_of: Make
) -> None:
    online = source_of(hub).fetch(ModelRef(id="gpt2"))
    hub.reset()
    offline = source_of(hub, offline=True)
    for ref in (
        ModelRef(id="gpt2"),
        ModelRef(id="openai-community/gpt2"),
        ModelRef(id="openai-community/gpt2", revision=online.sha),
    ):
        found = offline.fetch(ref)
        assert (found.sha, found.files, found.metadata) == (online.sha, online.files, online.metadata)
    assert hub.requests == []


def test_offline_without_a_cache_is_an_issue_of_its_own(hub: HubReplica, source_of: Make) -> None:
    with pytest.raises(Unobtainable) as trouble:
        source_of(hub, offline=True).fetch(MISTRAL)
    assert trouble.value.kind is IssueKind.OFFLINE
    assert hub.requests == []


def test_offline_a_file_that_was_refused_stays_trouble(hub: HubReplica, source_of: Make) -> None:
    source_of(hub).fetch(LLAMA)
    hub.reset()
    issues = source_of(hub, offline=True).fetch(LLAMA).issues
    assert {issue.kind for issue in issues} == {IssueKind.OFFLINE}
    assert {issue.file for issue in issues} == {"README.md", "LICENSE.txt", "USE_POLICY.md"}
    assert hub.requests == []


def test_files_come_over_the_resolve_cache_too(fixtures_hub: Path, source_of: Make) -> None:
    with HubReplica(fixtures_hub, resolve_cache=True) as hub:
        snapshot = source_of(hub).fetch(MISTRAL)
        assert snapshot.file("README.md") is not None
        assert [request.status for request in hub.requests] == [200, 307, 200]


def test_a_new_commit_is_fetched_and_an_old_one_kept(source_of: Make, record: Callable[..., Path]) -> None:
    world = record("o/m", {"LICENSE": "old"}, sha="a" * 40)
    with HubReplica(world) as hub:
        old = source_of(hub.endpoint).fetch(ModelRef(id="o/m"))
    (world / "o--m@aaaaaaaa" / "metadata.json").unlink()
    with HubReplica(record("o/m", {"LICENSE": "new"}, sha="b" * 40), port=int(hub.endpoint.rpartition(":")[2])) as hub:
        new = source_of(hub.endpoint).fetch(ModelRef(id="o/m"))
    assert [old.files[0].content, new.files[0].content] == [b"old", b"new"]


def test_credentials_in_the_endpoint_are_used_and_not_shown(hub: HubReplica, source_of: Make, tmp_path: Path) -> None:
    endpoint = hub.endpoint.replace("http://", "http://user:geheim@")
    with pytest.raises(Unobtainable) as trouble:  # the replica takes them for a bad token
        source_of(endpoint).fetch(MISTRAL)
    assert "geheim" not in f"{trouble.value!r}{trouble.value.__cause__!r}"
    assert hub.requests[0].headers["authorization"].startswith("Basic ")
    assert not any("geheim" in str(path) for path in tmp_path.rglob("*"))


def test_the_cache_lies_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_CACHE", "/somewhere")
    assert default_cache() == Path("/somewhere")
    monkeypatch.delenv("AUDITOR_CACHE")
    assert default_cache().name == "auditor"
    assert default_cache().parent.name == "hf"
