"""Models on this disk: a downloaded folder, a Hub cache folder, and what hostile ones may try."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from pathlib import Path

import pytest

from auditor.closure import collect
from auditor.fetch import folder as module
from auditor.fetch import local
from auditor.fetch.archive import open_archive
from auditor.fetch.folder import WithFolders, digest, read_folder, read_local
from auditor.fetch.source import Unobtainable
from auditor.fetch.weights import WeightsReader
from auditor.parse.headers import FIRST_LOOK, MAX_HEAD
from auditor.parse.metadata import read_metadata
from auditor.pipeline import audit
from auditor.schema.decision import Outcome
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import Snapshot
from auditor.standards import load_standards
from tests.weights import gguf, safetensors

SHA = "ab12" * 10
WREN = safetensors({}).decode()


def _ref(path: Path | str) -> ModelRef:
    return ModelRef(kind=RefKind.FOLDER, id=str(path))


def _write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def _cache(root: Path, name: str = "models--org--name", main: str | None = SHA) -> Path:
    """A folder as huggingface-hub's cache has it: snapshots of links to blobs."""
    repository = root / name
    _write(repository / "blobs", card="---\nlicense: mit\n---\n", license="MIT")
    snapshot = repository / "snapshots" / SHA
    snapshot.mkdir(parents=True)
    (snapshot / "README.md").symlink_to("../../blobs/card")
    (snapshot / "LICENSE").symlink_to("../../blobs/license")
    if main is not None:
        _write(repository / "refs", main=main)
    return repository


def _listed(snapshot: Snapshot) -> list[str] | None:
    metadata = read_metadata(snapshot.metadata.content)
    assert metadata is not None
    assert (metadata.id, metadata.sha) == (snapshot.id, snapshot.sha)
    assert ("sha" in metadata.raw) == (snapshot.sha is not None), "what is not known is not written as nothing"
    return metadata.siblings


def test_a_downloaded_folder(tmp_path: Path) -> None:
    root = _write(tmp_path / "my-model", LICENSE="MIT", sub__LICENSE="x", a__b__LICENSE="y")
    _write(root, **{"README.md": "card", "config.json": "{}", "model.safetensors": WREN, ".git__HEAD": "x"})
    snapshot = read_folder(_ref(root))
    assert (snapshot.id, snapshot.sha, snapshot.endpoint, snapshot.retrieved_at) == ("my-model", None, None, None)
    assert [file.path for file in snapshot.files] == ["LICENSE", "README.md", "a/b/LICENSE", "sub/LICENSE"]
    assert _listed(snapshot) == [
        "LICENSE",
        "README.md",
        "a/b/LICENSE",
        "config.json",
        "model.safetensors",
        "sub/LICENSE",
    ]
    assert snapshot.issues == ()
    assert str(tmp_path) not in str(snapshot.plain())


@pytest.mark.parametrize("inside", ["", f"snapshots/{SHA}"])
def test_a_hub_cache_folder_tells_id_and_commit(tmp_path: Path, inside: str) -> None:
    snapshot = read_folder(_ref(_cache(tmp_path) / inside))
    assert (snapshot.repo_type, snapshot.id, snapshot.sha) == (RepoType.MODEL, "org/name", SHA)
    assert [file.content for file in snapshot.files] == [b"MIT", b"---\nlicense: mit\n---\n"]
    assert _listed(snapshot) == ["LICENSE", "README.md"]
    assert snapshot.issues == ()


@pytest.mark.parametrize(
    ("name", "repo_type", "repo_id"),
    [("models--gpt2", RepoType.MODEL, "gpt2"), ("datasets--org--set", RepoType.DATASET, "org/set")],
)
def test_other_names_of_cache_folders(tmp_path: Path, name: str, repo_type: RepoType, repo_id: str) -> None:
    snapshot = read_folder(_ref(_cache(tmp_path, name)))
    assert (snapshot.repo_type, snapshot.id) == (repo_type, repo_id)


@pytest.mark.parametrize("main", [None, "", "main", "../../../..", "..", f"../snapshots/{SHA}", "f" * 40])
def test_a_ref_that_is_no_commit_here_is_not_followed(tmp_path: Path, main: str | None) -> None:
    _write(tmp_path, LICENSE="outside")
    root = _cache(tmp_path, main=main)
    if main == "f" * 40:
        with pytest.raises(Unobtainable, match="neither a folder nor a file"):
            read_folder(_ref(root))
    else:
        assert read_folder(_ref(root)).sha == SHA


def test_several_snapshots_without_main_must_be_chosen_from(tmp_path: Path) -> None:
    root = _cache(tmp_path, main=None)
    (root / "snapshots" / ("f" * 40)).mkdir()
    with pytest.raises(Unobtainable, match="holds 2 snapshots and no refs/main") as trouble:
        read_folder(_ref(root))
    assert trouble.value.kind is IssueKind.MISSING
    assert read_folder(_ref(root / "snapshots" / SHA)).sha == SHA


@pytest.mark.parametrize("name", ["absent", "file/model", "absent/models--a--b", "absent.gguf"])
def test_a_folder_that_is_missing_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Unobtainable, match="is neither a folder nor a file") as trouble:
        read_local(_ref(tmp_path / name))
    assert trouble.value.kind is IssueKind.MISSING


def _outside(path: Path) -> None:
    _write(path.parent.parent, secret="s3cret")
    path.symlink_to("../secret")


def _directory(path: Path) -> None:
    path.symlink_to("/")


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(local.MAX_FILE + 1)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (_outside, IssueKind.UNREADABLE),
        (_loop, IssueKind.UNREADABLE),
        (_dangling, IssueKind.UNREADABLE),
        (_pipe, IssueKind.UNREADABLE),
        (_huge, IssueKind.TOO_LARGE),
    ],
)
def test_a_hostile_license_file_is_refused_and_the_rest_read(tmp_path: Path, make: object, kind: IssueKind) -> None:
    root = _write(tmp_path / "model", **{"README.md": "card"})
    assert callable(make)
    make(root / "LICENSE")
    snapshot = read_folder(_ref(root))
    assert [file.path for file in snapshot.files] == ["README.md"]
    assert [(issue.kind, issue.file, issue.subject) for issue in snapshot.issues] == [(kind, "LICENSE", "model")]
    assert "s3cret" not in str(snapshot.plain())


def test_links_to_folders_are_not_walked(tmp_path: Path) -> None:
    root = _write(tmp_path / "model", LICENSE="MIT")
    _directory(root / "sub")
    (root / "self").symlink_to(".")
    assert _listed(read_folder(_ref(root))) == ["LICENSE"]


def test_hostile_names_are_said_where_they_look_like_a_license(tmp_path: Path) -> None:
    root = _write(tmp_path / "model", **{"LICENSE\u202etxt": "x", "\x1b[31m": "y"})
    (root / os.fsdecode(b"LICENSE\xff")).write_text("z")
    snapshot = read_folder(_ref(root))
    assert snapshot.files == ()
    assert {issue.kind for issue in snapshot.issues} == {IssueKind.UNSAFE_NAME}
    assert json.loads(snapshot.metadata.content)


def test_a_folder_with_more_files_than_are_listed_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_LISTED", 3)
    snapshot = read_folder(_ref(_write(tmp_path / "model", **{f"f{i}": "" for i in range(5)})))
    assert [issue.kind for issue in snapshot.issues] == [IssueKind.TOO_MANY]
    assert len(_listed(snapshot) or []) == 3


@pytest.mark.parametrize("closed", ["", "legal"])
def test_a_folder_that_may_not_be_read_is_unverified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    root = _write(
        tmp_path / "model", **{"README.md": "---\nlicense: mit\n---\n", "LICENSE": "MIT", "legal__LICENSE": "x"}
    )
    scan = os.scandir

    def refused(path: str) -> object:
        if Path(path) == root / closed:
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    made = audit([_ref(root)], WithFolders(open_archive(tmp_path)), load_standards())
    (model,) = made.models
    assert model.decision.outcome is Outcome.UNVERIFIED
    assert made.summary.exit_code == 12
    assert [issue.kind for issue in model.issues] == [IssueKind.UNREADABLE]
    assert model.issues[0].file == (closed or None)
    assert model.issues[0].message == "cannot be read: Permission denied"


def test_the_folder_above_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Path, **_: object) -> object:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "stat", refused)
    with pytest.raises(Unobtainable, match="cannot be read") as trouble:
        read_folder(_ref(tmp_path / "model"))
    assert trouble.value.kind is IssueKind.UNREADABLE


def test_a_name_that_is_no_text_stands_for_the_folder(tmp_path: Path) -> None:
    root = _write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/m\xff")), LICENSE="MIT")
    assert read_folder(_ref(root)).id == "m?"


def test_the_digest_follows_the_contents(tmp_path: Path) -> None:
    first = read_folder(_ref(_write(tmp_path / "a" / "model", LICENSE="MIT")))
    same = read_folder(_ref(_write(tmp_path / "b" / "model", LICENSE="MIT")))
    other = read_folder(_ref(_write(tmp_path / "c" / "model", LICENSE="Apache")))
    assert digest(first) == digest(same) != digest(other)
    assert len(digest(first)) == 64


def test_home_is_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    _write(tmp_path / "model", LICENSE="MIT")
    assert read_folder(_ref("~/model")).id == "model"


def test_folders_are_read_from_disk_and_their_bases_from_the_source_beside(tmp_path: Path) -> None:
    asked: list[str] = []

    class Hub:
        def fetch(self, ref: ModelRef) -> Snapshot:
            asked.append(str(ref))
            raise Unobtainable(IssueKind.OFFLINE, "is offline")

    root = _write(tmp_path / "model", **{"README.md": "---\nbase_model: org/base\n---\n"})
    found = collect(_ref(root), WithFolders(Hub()))
    assert found.subject is not None
    assert found.renamed == {}
    assert asked == ["org/base"]


def test_the_headers_of_weights_are_listed_by_file_each_once(tmp_path: Path) -> None:
    root = _write(tmp_path / "wren", LICENSE="MIT")
    for name in ("a.safetensors", "b.safetensors"):
        (root / name).write_bytes(safetensors({"license": "robin-terms"}))
    (root / "c.gguf").write_bytes(gguf({"general.license": "mit", "general.tags": ["a", "b"]}))
    found = read_folder(_ref(root))
    listing = json.loads(found.metadata.content)
    assert listing["headers"] == {
        "a.safetensors": {"license": "robin-terms"},
        "c.gguf": {"general.license": "mit", "general.tags": ["a", "b"]},
    }
    digests = {item["rfilename"]: item.get("sha256") for item in listing["siblings"]}
    assert digests == {"LICENSE": None} | {
        name: hashlib.sha256((root / name).read_bytes()).hexdigest()
        for name in ("a.safetensors", "b.safetensors", "c.gguf")
    }
    assert found.issues == ()


def test_a_commit_stands_for_the_digests_of_its_files(tmp_path: Path) -> None:
    root = _cache(tmp_path) / "snapshots" / SHA
    (root / "a.gguf").write_bytes(gguf({"general.license": "mit"}))
    listing = json.loads(read_folder(_ref(root)).metadata.content)
    assert {"rfilename": "a.gguf"} in listing["siblings"]
    assert listing["headers"] == {"a.gguf": {"general.license": "mit"}}


def test_a_header_longer_than_the_first_look_is_read_on(tmp_path: Path) -> None:
    root = _write(tmp_path / "wren", LICENSE="MIT")
    (root / "a.safetensors").write_bytes(safetensors({"license": "robin-terms"}, {"w": "x" * FIRST_LOOK}))
    found = read_folder(_ref(root))
    assert json.loads(found.metadata.content)["headers"] == {"a.safetensors": {"license": "robin-terms"}}
    assert found.issues == ()


def test_a_header_that_is_not_read_to_its_end_is_trouble(tmp_path: Path) -> None:
    root = _write(tmp_path / "wren", LICENSE="MIT")
    with (root / "a.safetensors").open("wb") as file:
        file.write(struct.pack("<Q", 2 * MAX_HEAD))
        file.truncate(2 * MAX_HEAD)  # most of it takes no place on the disk
    (issue,) = read_folder(_ref(root), WeightsReader(digests=False)).issues
    assert (issue.kind, issue.file) == (IssueKind.TOO_LARGE, "a.safetensors")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (gguf({"general.license": "cc-by-nc-4.0"})[:-4], "is cut: it ends within its header"),
        (b"no header", "is no GGUF file"),
        (b"", "is empty"),
        (b"version https://git-lfs.github.com/spec/v1\n", "is a pointer of Git LFS"),
    ],
)
def test_weights_that_are_damaged_keep_from_approving(tmp_path: Path, content: bytes, why: str) -> None:
    root = _write(tmp_path / "wren", **{"README.md": "---\nlicense: mit\n---\n", "LICENSE": "MIT"})
    (root / "a.gguf").write_bytes(content)
    (issue,) = read_folder(_ref(root)).issues
    assert (issue.kind, issue.file, issue.is_decisive) == (IssueKind.DAMAGED, "a.gguf", True)
    assert why in issue.message


def test_a_link_that_leads_nowhere_is_said_where_its_header_might_speak(tmp_path: Path) -> None:
    root = _write(tmp_path / "wren", LICENSE="MIT")
    (root / "d.safetensors").symlink_to(tmp_path / "elsewhere")
    (root / "d.bin").symlink_to(tmp_path / "elsewhere")
    assert [(issue.kind, issue.file) for issue in read_folder(_ref(root)).issues] == [
        (IssueKind.UNREADABLE, "d.safetensors")
    ]
