"""A lock is read as it was written, and refused with a line where it is damaged."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.errors import ManifestError
from auditor.files.lockfile import parse_lock, places, read_lock, written
from auditor.schema.decision import Outcome
from auditor.schema.evidence import GateState
from auditor.schema.lock import Lock, LockedModel, LockedRepository, LockedText
from auditor.schema.reference import RepoType

SHA = "d" * 40
LOCK = Lock(
    generated_at=datetime(2026, 9, 1, tzinfo=UTC),
    version="1",
    knowledge_sha256="0" * 64,
    policy="commercial",
    policy_sha256="1" * 64,
    models=(
        LockedModel(
            reference="org-a/name",
            repository="org-a/name",
            repo_type=RepoType.MODEL,
            commit=SHA,
            decision=Outcome.APPROVED,
        ),
    ),
    repositories=(
        LockedRepository(
            repository="org-a/name",
            repo_type=RepoType.MODEL,
            commit=SHA,
            license="MIT",
            texts=(LockedText(path="LICENSE", sha256="2" * 64),),
            gate=GateState.OPEN,
        ),
    ),
)


def test_a_lock_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "models.lock"
    path.write_text(written(LOCK))
    assert read_lock(path) == LOCK
    assert written(read_lock(path)) == written(LOCK)


def test_nothing_in_a_lock_hides_from_whoever_reviews_it() -> None:
    (entry,) = LOCK.repositories
    told = entry.model_copy(update={"declared": ("mit\u202egpl\u200b", "##[group]x")})
    lock = LOCK.model_copy(update={"repositories": (told,)})
    assert written(lock).isascii()
    assert "##[" not in written(lock)
    assert parse_lock(written(lock).encode(), "models.lock") == lock


def test_every_entry_has_a_line() -> None:
    at = places(written(LOCK), "models.lock")
    assert written(LOCK).splitlines()[at["org-a/name"].line - 1].strip() == '"reference": "org-a/name",'


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda text: text[:-20], r"models\.lock:\d+: is not JSON"),
        (lambda text: text.replace(SHA, "main", 1), "models.0.commit"),
        (lambda text: text.replace("lock/1", "lock/2"), "format"),
        (lambda text: text.replace('"policy"', '"polcy"', 1), "polcy"),
        (lambda text: "[" * 100_000, "nested|not JSON"),
        (lambda text: "<<<<<<< HEAD\n" + text, "models.lock:1: is not JSON"),
        (lambda text: json.dumps([]), "models.lock"),
    ],
)
def test_a_damaged_lock_is_refused(damage: object, said: str) -> None:
    assert callable(damage)
    with pytest.raises(ManifestError, match=said):
        parse_lock(damage(written(LOCK)).encode(), "models.lock")


def test_bytes_that_are_no_text_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="UTF-8"):
        parse_lock(b'{"a": "\xff"}', "models.lock")
    with pytest.raises(ManifestError, match="cannot be read"):
        read_lock(tmp_path / "models.lock")


def test_a_number_of_very_many_digits_is_no_lock():
    with pytest.raises(ManifestError, match=r"models\.lock: cannot be read \(Exceeds the limit"):
        parse_lock(b"7" * 5000, "models.lock")


@pytest.mark.parametrize("line", ['"reference": {', '"reference": "a", "b": 1', '"reference": ', '"reference": [1]'])
def test_a_lock_that_is_laid_out_anew_has_places_as_far_as_they_are_found(line):
    assert list(places(f'{line}\n"repository": "o/m",\n', "models.lock")) == ["o/m"]
