"""Which files are read of a listing, and what is passed over aloud."""

from __future__ import annotations

from auditor.fetch.selection import MAX_FILES, select
from auditor.parse.metadata import Metadata
from auditor.schema.issue import IssueKind, Weight


def _select(names: list[str] | None) -> tuple[list[str], list[tuple[IssueKind, str | None]]]:
    listing = {} if names is None else {"siblings": [{"rfilename": name} for name in names]}
    picked, issues = select(Metadata(listing), "a/b")
    assert all(issue.subject == "a/b" and issue.weight is Weight.DECISIVE for issue in issues)
    return picked, [(issue.kind, issue.file) for issue in issues]


def test_without_a_listing_the_card_is_asked_for() -> None:
    assert _select(None) == (["README.md"], [])


def test_an_empty_repository_has_nothing_to_read() -> None:
    assert _select([]) == ([], [])


def test_the_card_comes_first_and_weights_never() -> None:
    names = ["LICENSE", "README.md", "config.json", "model.safetensors", "license-plates.safetensors"]
    assert _select(names) == (["README.md", "LICENSE"], [])


def test_an_unsafe_name_is_said_only_where_it_may_be_a_license() -> None:
    picked, issues = _select(["../../LICENSE", "a\\LICENSE", "LICENSE\u202e", "x\x1b[31m", "../x.bin", "\x00"])
    assert picked == []
    assert issues == [
        (IssueKind.UNSAFE_NAME, "'../../LICENSE'"),
        (IssueKind.UNSAFE_NAME, "'a\\\\LICENSE'"),
        (IssueKind.UNSAFE_NAME, "'LICENSE\\u202e'"),
    ]


def test_too_many_licenses_are_cut_aloud() -> None:
    picked, issues = _select(["README.md", *(f"LICENSE-{i}" for i in range(5000))])
    assert len(picked) == MAX_FILES
    assert picked[0] == "README.md"
    assert issues == [(IssueKind.TOO_MANY, None)]


def test_a_thousand_hostile_names_make_few_issues() -> None:
    _, issues = _select([f"../{i}/LICENSE" for i in range(1000)])
    assert len(issues) == 20


def test_the_file_that_the_card_names_as_its_license_is_read_whatever_it_is_called() -> None:
    listed = [{"rfilename": name} for name in ("README.md", "docs/robin.cfg", "docs/other.cfg")]
    for link in ("docs/robin.cfg", "https://huggingface.co/a/b/blob/main/docs/robin.cfg"):
        picked, issues = select(Metadata({"siblings": listed, "cardData": {"license_link": link}}), "a/b")
        assert (picked, issues) == (["README.md", "docs/robin.cfg"], [])
    for link in ("../secret", "https://huggingface.co/a/c/blob/main/docs/robin.cfg", "docs/none.cfg"):
        picked, _ = select(Metadata({"siblings": listed, "cardData": {"license_link": link}}), "a/b")
        assert picked == ["README.md"]


def test_files_in_folders_of_others_are_not_asked_for() -> None:
    assert _select(["README.md", "third_party/zlib/LICENSE", "a/b/c/LICENSE"]) == (["README.md", "a/b/c/LICENSE"], [])
