"""The cache: a damaged entry is as good as none, runs side by side do not disturb each other, nothing mixes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.fetch.cache import Cache, Known
from auditor.fetch.hub import HubSource
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import File
from tests.replica import HubReplica

Make = Callable[..., HubSource]
REF = ModelRef(id="mistralai/Mistral-7B-v0.1")
SHA = "a" * 40
NOW = datetime(2026, 2, 3, tzinfo=UTC)
KNOWN = Known(b'{"id": "o/m"}', SHA, NOW)
HUB = "https://hub.example.org"


def _blobs(root: Path) -> list[Path]:
    return sorted(path for path in root.glob("v2/blobs/*/*"))


def test_files_and_absences_are_kept(tmp_path: Path) -> None:
    kept: dict[str, File | None] = {"LICENSE": File.of("LICENSE", b"\xff"), "README.md": None}
    Cache(tmp_path, HUB).keep_files(REF, SHA, kept)
    assert Cache(tmp_path, HUB).files(REF, SHA) == kept
    assert Cache(tmp_path, HUB).files(REF, "b" * 40) == {}


def test_what_is_kept_is_the_user_s_own(tmp_path: Path) -> None:
    Cache(tmp_path, HUB).keep_files(REF, SHA, {"LICENSE": File.of("LICENSE", b"x")})
    [blob] = _blobs(tmp_path)
    assert blob.parent.stat().st_mode & 0o077 == 0


def test_metadata_is_kept_by_revision(tmp_path: Path) -> None:
    cache = Cache(tmp_path, HUB)
    cache.keep_metadata(REF, KNOWN)
    assert cache.metadata(REF) == KNOWN
    assert cache.metadata(REF.model_copy(update={"revision": "main"})) == KNOWN
    assert cache.metadata(REF.model_copy(update={"revision": "v1"})) is None


def test_endpoints_kinds_and_names_do_not_mix(tmp_path: Path) -> None:
    Cache(tmp_path, HUB).keep_metadata(REF, KNOWN)
    Cache(tmp_path, HUB).keep_files(REF, SHA, {"x": File.of("x", b"y")})
    for cache, ref in (
        (Cache(tmp_path, "https://other.example.org"), REF),
        (Cache(tmp_path, HUB), REF.model_copy(update={"repo_type": RepoType.DATASET})),
        (Cache(tmp_path, HUB), ModelRef(id="mistralai--Mistral-7B-v0.1")),
        (Cache(tmp_path, HUB), ModelRef(id="mistralai%2FMistral-7B-v0.1")),
    ):
        assert cache.metadata(ref) is None
        assert cache.files(ref, SHA) == {}


@pytest.mark.parametrize("revision", ["refs/pr/1", "../../../../x", "a%2Fb", "é", "v" * 199 + "/"])
def test_no_name_leads_out_of_the_cache(tmp_path: Path, revision: str) -> None:
    cache = Cache(tmp_path / "cache", HUB)
    cache.keep_metadata(REF.model_copy(update={"revision": revision}), KNOWN)
    cache.keep_files(REF, revision, {})
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]
    assert {path.name for path in (tmp_path / "cache").iterdir()} == {"v2"}


@pytest.mark.parametrize("damage", ["blobs", "commits", "revisions"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"README.md": 7, "body": []}', b"[" * 100_000, None])
def test_what_is_damaged_is_fetched_again_and_mended(
    hub: HubReplica, source_of: Make, tmp_path: Path, damage: str, content: bytes | None
) -> None:
    first = source_of(hub, now=NOW).fetch(REF)
    for path in (tmp_path / "cache").rglob(f"{damage}/**/*"):
        if path.is_file() and content is None:
            path.unlink()
        elif path.is_file():
            path.write_bytes(content or b"")
    hub.reset()
    assert source_of(hub, now=NOW).fetch(REF) == first
    assert len(hub.requests) == (1 if damage == "revisions" else 2)
    hub.reset()
    assert source_of(hub, offline=True).fetch(REF) == first
    assert hub.requests == []


def test_a_blob_that_was_tampered_with_is_not_believed(tmp_path: Path) -> None:
    cache = Cache(tmp_path, HUB)
    cache.keep_files(REF, SHA, {"LICENSE": File.of("LICENSE", b"non-commercial")})
    [blob] = _blobs(tmp_path)
    blob.write_bytes(b"MIT")
    assert cache.files(REF, SHA) == {}


@pytest.mark.parametrize("digest", ["../../../../etc/passwd", "é" * 64, "0" * 63, "", "0" * 32 + "/" + "0" * 31])
def test_a_digest_that_is_none_reads_nothing(tmp_path: Path, digest: str) -> None:
    cache = Cache(tmp_path, HUB)
    cache.keep_files(REF, SHA, {})
    [index] = (path for path in tmp_path.rglob("*") if path.name == f"{SHA}.json")
    index.write_text(json.dumps({"LICENSE": digest}), encoding="utf-8")
    assert cache.files(REF, SHA) == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.one_of(
        st.binary(),
        st.recursive(st.text() | st.none(), lambda inner: st.dictionaries(st.text(), inner)).map(
            lambda value: json.dumps(value).encode()
        ),
    )
)
def test_any_index_is_read_or_nothing(tmp_path: Path, content: bytes) -> None:
    cache = Cache(tmp_path, HUB)
    cache.keep_metadata(REF, KNOWN)
    cache.keep_files(REF, SHA, {})
    for path in tmp_path.rglob("*.json"):
        path.write_bytes(content)
    assert cache.metadata(REF) is None
    assert all(file is None for file in cache.files(REF, SHA).values())


def test_writers_side_by_side_leave_a_whole_cache(hub: HubReplica, source_of: Make) -> None:
    refs = [ModelRef(id="deepseek-ai/DeepSeek-V3"), REF, ModelRef(id="gpt2")] * 8
    with ThreadPoolExecutor(8) as pool:
        online = list(pool.map(lambda ref: source_of(hub, now=NOW).fetch(ref), refs))
    hub.reset()
    assert [source_of(hub, offline=True).fetch(ref) for ref in refs] == online
    assert hub.requests == []


@pytest.mark.parametrize("kind", ["a file", "read-only", "missing device"])
def test_a_folder_that_cannot_be_written_costs_only_the_cache(
    hub: HubReplica, source_of: Make, tmp_path: Path, kind: str
) -> None:
    place = tmp_path / "place"
    if kind == "a file":
        place.write_text("")
    elif kind == "read-only":
        place.mkdir(mode=0o500)
    else:
        place = Path(os.devnull) / "place"
    snapshot = source_of(hub, cache=place).fetch(REF)
    assert snapshot.file("README.md") is not None
    assert snapshot.issues == ()


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    Cache(tmp_path, HUB).keep_metadata(REF, KNOWN)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_others_on_the_machine_may_not_look_in(tmp_path: Path) -> None:
    Cache(tmp_path / "cache", HUB).keep_metadata(REF, KNOWN)
    for path in (tmp_path / "cache" / "v2").rglob("*"):
        assert path.stat().st_mode & (0o077 if path.is_file() else 0) == 0
