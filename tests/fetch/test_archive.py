"""Bundles and folders of snapshots: the same bytes for the same evidence, and nothing believed that was changed."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.errors import SourceError
from auditor.fetch import archive as module
from auditor.fetch.archive import MANIFEST, open_archive, write_bundle, write_folder
from auditor.fetch.hub import HubSource
from auditor.fetch.source import Unobtainable
from auditor.pipeline import fetch_all
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import Snapshots
from tests.replica import HubReplica

Make = Callable[..., HubSource]
NOW = datetime(2026, 2, 3, tzinfo=UTC)
NAMES = ["gpt2", "HuggingFaceH4/zephyr-7b-beta", "tloen/alpaca-lora-7b", "auditor-fixtures/gemma-finetune-apache"]
REFS = [ModelRef(id=name) for name in NAMES]
CARD = "openai-community--gpt2@607a30d7/files/README.md"


def _collect(hub: HubReplica, make: Make, refs: list[ModelRef] = REFS) -> list[Snapshots]:
    return fetch_all(refs, make(hub, now=NOW))


@pytest.fixture(scope="module")
def _evidence(fixtures_hub: Path) -> bytes:
    return write_bundle(fetch_all(REFS, open_archive(fixtures_hub)))


@pytest.fixture
def bundle(_evidence: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "evidence.zip"
    path.write_bytes(_evidence)
    return path


def _rewrite(path: Path, change: Callable[[dict[str, bytes]], Any]) -> None:
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in entries.items():
            new.writestr(name, content)


def _manifest(**change: Any) -> Callable[[dict[str, bytes]], None]:
    def apply(entries: dict[str, bytes]) -> None:
        entries[MANIFEST] = json.dumps(json.loads(entries[MANIFEST]) | change).encode()

    return apply


def test_a_bundle_is_the_same_bytes_for_the_same_evidence(hub: HubReplica, source_of: Make, tmp_path: Path) -> None:
    first = write_bundle(_collect(hub, source_of))
    assert write_bundle(_collect(hub, source_of)) == first
    assert write_bundle(fetch_all(REFS, source_of(hub, now=NOW, cache=tmp_path / "other"), jobs=1)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as read:
        assert read.testzip() is None
        infos = read.infolist()
    assert [info.filename for info in infos[1:]] == sorted(info.filename for info in infos[1:])
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}


@pytest.mark.parametrize("form", ["bundle", "folder", "folder of a bundle"])
def test_what_was_collected_comes_back_whole(hub: HubReplica, source_of: Make, tmp_path: Path, form: str) -> None:
    collected = _collect(hub, source_of)
    place = tmp_path / ("evidence.zip" if form == "bundle" else "evidence")
    if form == "bundle":
        place.write_bytes(write_bundle(collected))
    else:
        write_folder(collected, place)
    if form == "folder of a bundle":
        again = tmp_path / "again.zip"
        again.write_bytes(write_bundle(fetch_all(REFS, open_archive(place))))
        place = again
    hub.reset()
    source = open_archive(place)
    assert fetch_all(REFS, source) == collected
    assert hub.requests == []
    if form != "folder":
        assert source.references() == REFS


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda entries: entries.update({CARD: b"---\nlicense: mit\n---\n"}), f"{CARD} is not what the manifest says"),
        (lambda entries: entries.pop(CARD), f"{CARD} is listed in the manifest, but missing"),
        (lambda entries: entries.update({"x/LICENSE": b"MIT"}), "x/LICENSE is in the bundle, but not listed"),
        (lambda entries: entries.pop("absent.json"), "absent.json is listed"),
        (lambda entries: entries.pop(MANIFEST), f"holds no {MANIFEST}"),
        (lambda entries: entries.update({MANIFEST: b"{"}), f"{MANIFEST} is not JSON"),
        (lambda entries: entries.update({MANIFEST: b"[" * 100_000}), f"{MANIFEST} is not JSON"),
        (lambda entries: entries.update({MANIFEST: b"[]"}), f"holds no {MANIFEST}"),
        (_manifest(format="auditor/evidence/2"), "has format 'auditor/evidence/2'; this version reads"),
        (_manifest(files=[]), f"holds no {MANIFEST} with a list of files"),
        (_manifest(references=[{"id": 7}]), "references that are none"),
        (_manifest(references=7), "references that are none"),
    ],
    ids=range(12),
)
def test_a_bundle_that_was_changed_is_refused_by_name(
    bundle: Path, change: Callable[[dict[str, bytes]], Any], named: str
) -> None:
    _rewrite(bundle, change)
    with pytest.raises(SourceError) as refused:
        open_archive(bundle)
    assert named in str(refused.value)
    assert str(bundle) in str(refused.value)


def test_a_bundle_packed_anew_is_as_good(bundle: Path) -> None:
    before = fetch_all(REFS, open_archive(bundle))
    _rewrite(bundle, lambda entries: None)
    assert fetch_all(REFS, open_archive(bundle)) == before


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip" * 100, b"PK\x05\x06" + b"\x00" * 18])
def test_what_is_no_bundle_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "evidence.zip"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="evidence bundle"):
        open_archive(path)


def test_a_place_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder") as refused:
        open_archive(tmp_path / "absent.zip")
    assert "auditor fetch" in (refused.value.hint or "")


@pytest.mark.parametrize("count", [1, 30])
def test_a_zip_bomb_is_not_unpacked(bundle: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """One file of 150 MB, and thirty of 5 MB in a bundle of less than a hundredth of that."""
    bomb = {f"x/files/{number}": b"\0" * (150_000_000 // count) for number in range(count)}
    _rewrite(bundle, lambda entries: (entries.clear(), entries.update(bomb)))
    assert bundle.stat().st_size < 500_000
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *args: pytest.fail("it was unpacked"))
    with pytest.raises(SourceError, match=r"unpacks to more than [0-9,]+ bytes"):
        open_archive(bundle)


def test_a_bundle_of_too_many_files_is_refused(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ENTRIES", 5)
    with pytest.raises(SourceError, match="holds more than 5 files"):
        open_archive(bundle)


def test_a_bundle_that_is_too_large_is_not_read(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 1_000)
    monkeypatch.setattr(Path, "read_bytes", lambda *args: pytest.fail("it was read"))
    with pytest.raises(SourceError, match="larger than 1,000 bytes"):
        open_archive(bundle)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_bundle_that_holds_a_name_twice_is_refused(bundle: Path) -> None:
    with zipfile.ZipFile(bundle, "a") as more:
        more.writestr(CARD, b"---\nlicense: mit\n---\n")
    with pytest.raises(SourceError, match=f"holds {CARD} twice"):
        open_archive(bundle)


def test_a_manifest_that_names_a_file_twice_is_refused(bundle: Path) -> None:
    def twice(entries: dict[str, bytes]) -> None:
        entries[MANIFEST] = entries[MANIFEST].replace(b'"files": {', b'"files": {"absent.json": "0",', 1)

    _rewrite(bundle, twice)
    with pytest.raises(SourceError, match="a key stands twice"):
        open_archive(bundle)


def test_of_a_folder_of_snapshots_an_unreadable_model_is_unverified_alone(
    fixtures_hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mistralai--Mistral-7B-v0.1@27d67f1b", "openai-community--gpt2@607a30d7"):
        shutil.copytree(fixtures_hub / name, tmp_path / name)
    read = Path.read_bytes

    def refused(self: Path) -> bytes:
        if "gpt2" in str(self) and tmp_path in self.parents:
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refused)
    source = open_archive(tmp_path)
    mistral, gpt2 = fetch_all(source.references(), source)
    assert gpt2.subject is None
    assert [issue.kind for issue in gpt2.issues] == [IssueKind.UNREADABLE]
    assert mistral.issues == ()


def test_a_zip_that_lies_about_its_sizes_is_refused(bundle: Path) -> None:
    _rewrite(bundle, lambda entries: entries.update({"x/files/LICENSE": b"\0" * 5_000_000}))
    content = bytearray(bundle.read_bytes())
    size = (5_000_000).to_bytes(4, "little")
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = (10).to_bytes(4, "little")
    bundle.write_bytes(content)
    with pytest.raises(SourceError, match="evidence bundle"):
        open_archive(bundle)


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_packing_that_has_no_bound_is_refused(bundle: Path, packing: int) -> None:
    with zipfile.ZipFile(bundle, "a", packing) as more:
        more.writestr("x/files/LICENSE", b"\0" * 100)
    with pytest.raises(SourceError, match="cannot be bounded"):
        open_archive(bundle)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 255)), min_size=1, max_size=4), st.booleans())
def test_a_damaged_bundle_is_refused_or_unharmed(
    small: tuple[Path, bytes], flips: list[tuple[int, int]], tail: bool
) -> None:
    path, whole = small
    content = bytearray(whole)
    for at, value in flips:  # half of them strike the directory, where a zip is most brittle
        content[-(at % min(len(content), 600)) - 1 if tail else at % len(content)] = value
    path.write_bytes(content)
    try:
        source = open_archive(path)
    except SourceError:
        return
    for ref in source.references():
        source.fetch(ref)


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, bytes]:
    place = tmp_path / "world" / "o--m@aaaaaaaa"
    (place / "files").mkdir(parents=True)
    (place / "metadata.json").write_text(json.dumps({"id": "o/m", "sha": "a" * 40, "siblings": []}))
    return tmp_path / "b.zip", write_bundle(fetch_all([ModelRef(id="o/m")], open_archive(place.parent)))


def test_an_encrypted_bundle_is_refused(small: tuple[Path, bytes]) -> None:
    path, content = small
    marked = bytearray(content)
    marked[6] |= 1
    marked[marked.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(marked)
    with pytest.raises(SourceError, match="encrypted"):
        open_archive(path)


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        (ModelRef(id="o/absent"), "is not in hub"),
        (ModelRef(id="openai-community/gpt2", revision="v9"), "is not at revision v9 in hub"),
        (ModelRef(id="openai-community/gpt2", repo_type=RepoType.DATASET), "is not in hub"),
    ],
)
def test_what_a_folder_does_not_hold(fixtures_hub: Path, ref: ModelRef, message: str) -> None:
    with pytest.raises(Unobtainable) as trouble:
        open_archive(fixtures_hub).fetch(ref)
    assert (trouble.value.kind, trouble.value.message) == (IssueKind.NOT_IN_SOURCE, message)


@pytest.mark.parametrize(
    "revision", [None, "main", "607a30d", "607a30d783dfa663caf39e06633721c8d4cfcd7e", "607A30D783"]
)
@pytest.mark.parametrize("name", ["openai-community/gpt2", "gpt2", "OpenAI-Community/GPT2"])
def test_a_folder_finds_names_old_and_new_at_their_commit(fixtures_hub: Path, name: str, revision: str | None) -> None:
    snapshot = open_archive(fixtures_hub).fetch(ModelRef(id=name, revision=revision))
    assert snapshot.id == "openai-community/gpt2"


def test_a_folder_lists_its_models(fixtures_hub: Path) -> None:
    refs = open_archive(fixtures_hub).references()
    assert (
        len(refs) == len({ref.id for ref in refs}) == sum("datasets--" not in p.name for p in fixtures_hub.glob("*@*"))
    )
    assert all(ref.revision and ref.repo_type is RepoType.MODEL for ref in refs)


@pytest.mark.parametrize(("name", "followed"), [("org--tiny", False), ("code--org--tiny", True)])
def test_links_were_followed_where_code_is_held(name: str, followed: bool) -> None:
    held = {f"{name}@{'a' * 8}/metadata.json": b'{"id": "org/tiny"}'}
    assert (module.ArchiveSource("held", held).code is not None) is followed


@pytest.mark.parametrize(("before", "behind"), [(b"x", b""), (b"", b"x")])
def test_a_bundle_with_bytes_that_are_no_part_of_it_is_refused(bundle: Path, before: bytes, behind: bytes) -> None:
    bundle.write_bytes(before + bundle.read_bytes() + behind)
    with pytest.raises(SourceError, match="no part of the bundle"):
        open_archive(bundle)
