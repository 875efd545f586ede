"""The nouns of fetch: frozen, closed, equal by content, and the same after a trip through JSON."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import File, Snapshot, Snapshots

ISSUE = Issue(
    kind=IssueKind.GATED, weight=Weight.DECISIVE, subject="a/b", file="LICENSE", message="is gated", status=401
)
SNAPSHOT = Snapshot(
    repo_type=RepoType.MODEL,
    id="a/b",
    sha="0" * 40,
    revisions=("main",),
    endpoint="https://hub.example.org",
    retrieved_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    metadata=File.of("metadata.json", b'{"id": "a/b"}'),
    files=(File.of("LICENSE", b"\xff\x00\xfe"), File.of("README.md", b"text")),
    issues=(ISSUE,),
)


def test_a_file_knows_the_digest_of_its_bytes() -> None:
    content = b"a\r\nb\xff"
    assert File.of("x", content).sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbftext", "text"),
        ("é".encode(), "é"),
        (b"a\xffb", "a\ufffdb"),
        (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd"),
        (b"a\r\nb", "a\r\nb"),
    ],
)
def test_a_files_text_is_always_text(content: bytes, text: str) -> None:
    assert File.of("x", content).text == text


def test_a_file_is_found_by_its_exact_path() -> None:
    found = SNAPSHOT.file("LICENSE")
    assert found is not None
    assert found.content == b"\xff\x00\xfe"
    assert SNAPSHOT.file("license") is None


def test_values_are_frozen_and_closed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        SNAPSHOT.id = "c/d"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        ModelRef.model_validate({"id": "a/b", "unheard_of": 1})


def test_references_are_equal_by_content_and_can_be_keys() -> None:
    assert {ModelRef(id="a/b"): 1}[ModelRef(id="a/b", kind=RefKind.HUB)] == 1
    assert ModelRef(id="a/b") != ModelRef(id="A/b")
    assert ModelRef(id="a/b") != ModelRef(id="a/b", repo_type=RepoType.DATASET)


def test_all_of_it_survives_json_byte_for_byte() -> None:
    whole = Snapshots(ref=ModelRef(id="a/b"), subject=SNAPSHOT, related=(SNAPSHOT,), renamed={"model:x": "a/b"})
    text = json.dumps(whole.plain())
    again = Snapshots.model_validate_json(text)
    assert again == whole
    assert json.dumps(again.plain()) == text


def test_a_files_bytes_are_not_shown() -> None:
    assert "content" not in repr(SNAPSHOT.files[0])


@pytest.mark.parametrize("words", [IssueKind, Weight], ids=["kinds", "weights"])
def test_words_are_in_kebab_case_and_differ(words: type[IssueKind | Weight]) -> None:
    values = [word.value for word in words]
    assert len(values) == len(set(values))
    assert all(value == value.lower() and value.replace("-", "").isalpha() for value in values)
