"""How snapshots lie in folders and bundles, read back from honest and from odd places."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.errors import SourceError
from auditor.fetch.archive import open_archive, write_folder
from auditor.fetch.layout import (
    ABSENT,
    RECORD,
    REDIRECTS,
    as_json,
    folder_name,
    read_absences,
    read_redirects,
    read_snapshot,
    write_all,
    write_snapshot,
)
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot, Snapshots

SHA = "ab12" * 10
BODY = {"id": "o/m", "sha": SHA, "siblings": [{"rfilename": "README.md"}, {"rfilename": "LICENSE"}]}


def _snapshot(repo_id: str = "o/m", **change: Any) -> Snapshot:
    body = json.dumps(BODY | {"id": repo_id}).encode()
    facts: dict[str, Any] = {
        "repo_type": RepoType.MODEL,
        "id": repo_id,
        "sha": SHA,
        "revisions": ("main",),
        "endpoint": "https://hub.example.org",
        "retrieved_at": datetime(2026, 1, 2, tzinfo=UTC),
        "metadata": File.of(METADATA, body),
        "files": (File.of("LICENSE", b"\xff\x00"), File.of("README.md", b"a"), File.of("sub/NOTICE", b"n")),
    }
    return Snapshot(**facts | change)


def _issue(subject: str, **change: Any) -> Issue:
    facts: dict[str, Any] = {"kind": IssueKind.MISSING, "weight": Weight.DECISIVE, "message": "is gone"}
    return Issue(subject=subject, **facts | change)


def _inside(snapshot: Snapshot) -> dict[str, bytes]:
    root = folder_name(snapshot)
    return {name.removeprefix(f"{root}/"): content for name, content in write_snapshot(snapshot).items()}


@pytest.mark.parametrize(
    ("snapshot", "name"),
    [
        (_snapshot(), "o--m@ab12ab12"),
        (_snapshot("gpt2"), "gpt2@ab12ab12"),
        (_snapshot(repo_type=RepoType.DATASET), "datasets--o--m@ab12ab12"),
        (_snapshot("my model", sha=None), f"my model@{_snapshot('my model', sha=None).metadata.sha256[:8]}"),
        (_snapshot("ollama:o/m:8b"), "ollama=o--m=8b@ab12ab12"),
    ],
)
def test_names_of_folders(snapshot: Snapshot, name: str) -> None:
    assert folder_name(snapshot) == name


@pytest.mark.parametrize(
    "snapshot",
    [
        _snapshot(),
        _snapshot("gpt2", repo_type=RepoType.DATASET),
        _snapshot(
            files=(File.of("README.md", b"a"),),
            issues=(_issue("o/m", file="LICENSE", kind=IssueKind.GATED, status=401, hint="ask"),),
        ),
        _snapshot(revisions=("main", "v1"), endpoint=None, retrieved_at=None),
    ],
)
def test_a_snapshot_is_read_back_as_it_was(snapshot: Snapshot) -> None:
    assert read_snapshot(folder_name(snapshot), _inside(snapshot)) == snapshot


def test_of_a_snapshot_made_by_hand_the_missing_files_are_said() -> None:
    found = read_snapshot("o--m@ab12ab12", {METADATA: json.dumps(BODY).encode(), "files/README.md": b"x"})
    assert (found.revisions, found.endpoint, found.retrieved_at) == (("main",), None, None)
    assert [(issue.kind, issue.file, issue.weight) for issue in found.issues] == [
        (IssueKind.NOT_IN_SOURCE, "LICENSE", Weight.DECISIVE)
    ]
    dataset = {"id": "o/m", "sha": SHA}
    assert read_snapshot("datasets--o--m@ab12ab12", {METADATA: json.dumps(dataset).encode()}).issues == ()


@pytest.mark.parametrize(
    ("entries", "named"),
    [
        ({}, f"x@y: holds no {METADATA}"),
        ({METADATA: b"{"}, f"x@y/{METADATA}: is not the metadata"),
        ({METADATA: b"[]"}, f"x@y/{METADATA}: is not the metadata"),
        ({METADATA: b"{}"}, f"x@y/{METADATA}: is not the metadata"),
        ({METADATA: b'{"id": "../../x"}'}, f"x@y/{METADATA}: is not the metadata"),
        ({METADATA: b'{"id": "a\\u0000b"}'}, f"x@y/{METADATA}: is not the metadata"),
        ({METADATA: b'{"id": "o/m"}', RECORD: b"{"}, f"x@y/{RECORD}: Invalid JSON"),
        ({METADATA: b'{"id": "o/m"}', RECORD: b'{"revisions": 7}'}, f"x@y/{RECORD}: "),
        ({METADATA: b'{"id": "o/m"}', RECORD: b'{"unheard_of": 7}'}, f"x@y/{RECORD}: Extra inputs"),
    ],
    ids=range(9),
)
def test_a_snapshot_at_fault_is_named(entries: dict[str, bytes], named: str) -> None:
    with pytest.raises(SourceError) as fault:
        read_snapshot("x@y", entries)
    assert named in str(fault.value)


@pytest.mark.parametrize("sha", ["main", "/../../x", 7])
def test_a_commit_that_is_none_makes_no_path(tmp_path: Path, sha: object) -> None:
    found = read_snapshot("o--m@x", {METADATA: json.dumps(BODY | {"sha": sha}).encode()})
    assert found.sha is None
    write_folder([Snapshots(ref=ModelRef(id="o/m"), subject=found)], tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_hostile_names_of_files_are_not_read_back() -> None:
    entries = {
        METADATA: b'{"id": "o/m"}',
        RECORD: b"{}",
        "files/../../x": b"1",
        "files/a\\b": b"2",
        "files/LICENSE": b"3",
    }
    assert [file.path for file in read_snapshot("o--m@x", entries).files] == ["LICENSE"]


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b"7", b'{"models": 7}', b'{"models": ["ab", "cd"]}', b'{"models": "x"}', b"[" * 100_000],
    ids=range(7),
)
def test_redirects_at_fault_are_named(content: bytes) -> None:
    with pytest.raises(SourceError, match=r"x/redirects\.json: is not"):
        read_redirects(content, f"x/{REDIRECTS}")


def test_redirects() -> None:
    content = b'{"models": {"a": "b/c"}, "datasets": {"d": "e/f"}, "spaces": {"g": "h/i"}}'
    assert read_redirects(content, "x") == {(RepoType.MODEL, "a"): "b/c", (RepoType.DATASET, "d"): "e/f"}
    assert read_redirects(None, "x") == {}


@pytest.mark.parametrize("content", [b"{", b"7", b"[7]", b'[{"id": "a"}]', b'{"a": 1}', b"[" * 100_000], ids=range(6))
def test_absences_at_fault_are_named(content: bytes) -> None:
    with pytest.raises(SourceError, match=r"x/absent\.json: is not"):
        read_absences(content, f"x/{ABSENT}")


def test_what_could_not_be_had_is_kept_with_its_kind_and_revision() -> None:
    collected = [
        Snapshots(ref=ModelRef(id="o/gone", revision="v1"), subject=None, issues=(_issue("o/gone@v1"),)),
        Snapshots(
            ref=ModelRef(id="o/m"),
            subject=_snapshot(),
            issues=(
                _issue("o/m", file="LICENSE", kind=IssueKind.GATED),
                _issue("o/base"),
                _issue("datasets/o/m", weight=Weight.INCIDENTAL),
                _issue("o/far", kind=IssueKind.DEPTH_LIMIT),
                _issue("o/m", kind=IssueKind.TOO_MANY),
            ),
        ),
    ]
    found = read_absences(write_all(collected)[ABSENT], "x")
    assert [(item.repo_type.value, item.id, item.revision) for item in found] == [
        ("dataset", "o/m", None),  # of the same name as the model that was had
        ("model", "o/base", None),
        ("model", "o/gone", "v1"),
    ]


def test_a_snapshot_that_several_share_is_written_once_with_all_its_names() -> None:
    other = _snapshot(revisions=("v1",))
    base = _snapshot("o/base")
    collected = [
        Snapshots(ref=ModelRef(id="o/m"), subject=_snapshot(), related=(base,), renamed={"model:old": "o/base"}),
        Snapshots(ref=ModelRef(id="o/m", revision="v1"), subject=other, related=(base,), renamed={"dataset:x": "y/z"}),
    ]
    entries = write_all(collected)
    assert json.loads(entries[f"o--m@ab12ab12/{RECORD}"])["revisions"] == ["main", "v1"]
    assert json.loads(entries[REDIRECTS]) == {"models": {"old": "o/base"}, "datasets": {"x": "y/z"}}
    assert sum(name.endswith(METADATA) for name in entries) == 2
    assert write_all(reversed(collected)) == entries


def test_json_is_written_one_way() -> None:
    assert as_json({"b": "é", "a": []}) == '{\n "b": "é",\n "a": []\n}\n'.encode()


def test_a_folder_with_links_to_the_outside_does_not_show_it(tmp_path: Path) -> None:
    place = tmp_path / "world" / "o--m@ab12ab12" / "files"
    place.mkdir(parents=True)
    (place.parent / METADATA).write_text(json.dumps(BODY))
    (tmp_path / "secret").write_text("s3cret")
    (place / "LICENSE").symlink_to(tmp_path / "secret")
    found = open_archive(tmp_path / "world").fetch(ModelRef(id="o/m"))
    assert found.files == ()
    assert {issue.file for issue in found.issues} == {"README.md", "LICENSE"}


def test_a_listed_file_that_was_taken_out_of_a_recorded_snapshot_is_missing() -> None:
    entries = _inside(_snapshot(issues=(_issue("o/m", file="elsewhere"),)))
    found = read_snapshot(
        "o--m@ab12ab12", {name: content for name, content in entries.items() if "LICENSE" not in name}
    )
    assert [(issue.kind, issue.file) for issue in found.issues] == [
        (IssueKind.MISSING, "elsewhere"),
        (IssueKind.NOT_IN_SOURCE, "LICENSE"),
    ]


def test_what_is_recorded_as_missing_is_said_once() -> None:
    entries = _inside(_snapshot(issues=(_issue("o/m", file="LICENSE"),)))
    found = read_snapshot(
        "o--m@ab12ab12", {name: content for name, content in entries.items() if "LICENSE" not in name}
    )
    assert [issue.kind for issue in found.issues] == [IssueKind.MISSING]
