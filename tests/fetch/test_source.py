"""Unobtainable and Remembered: trouble that is carried, and a source that is asked once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from auditor.fetch.source import Remembered, Unobtainable
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import File, Snapshot


class Slow:
    """A source that answers when it is let, and counts."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.open = threading.Event()

    def fetch(self, ref: ModelRef) -> Snapshot:
        self.asked.append(str(ref))
        assert self.open.wait(5)
        if ref.id == "gone":
            raise Unobtainable(IssueKind.MISSING, "is gone", hint="look elsewhere", status=404)
        metadata = File.of("metadata.json", b"{}")
        return Snapshot(
            repo_type=ref.repo_type, id=ref.id, sha=None, endpoint=None, retrieved_at=None, metadata=metadata
        )


def test_many_threads_ask_once_and_get_the_same() -> None:
    slow = Slow()
    source = Remembered(slow)
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(source.fetch, ModelRef(id="a/b")) for _ in range(16)]
        slow.open.set()
        found = {id(future.result(5)) for future in waiting}
    assert len(found) == 1
    assert slow.asked == ["a/b"]


def test_trouble_is_remembered_too() -> None:
    slow = Slow()
    slow.open.set()
    source = Remembered(slow)
    for _ in range(3):
        with pytest.raises(Unobtainable, match="is gone"):
            source.fetch(ModelRef(id="gone"))
    assert slow.asked == ["gone"]


def test_revisions_and_kinds_are_different_questions() -> None:
    slow = Slow()
    slow.open.set()
    source = Remembered(slow)
    refs = [ModelRef(id="a"), ModelRef(id="a", revision="v1"), ModelRef(id="a", repo_type=RepoType.DATASET)]
    for ref in [*refs, *refs]:
        source.fetch(ref)
    assert slow.asked == ["a", "a@v1", "datasets/a"]


def test_trouble_becomes_an_issue_with_all_it_knows() -> None:
    trouble = Unobtainable(IssueKind.GATED, "is gated", hint="ask", status=403)
    assert trouble.issue("a/b", Weight.CONTRIBUTORY, "LICENSE") == Issue(
        kind=IssueKind.GATED,
        weight=Weight.CONTRIBUTORY,
        subject="a/b",
        file="LICENSE",
        message="is gated",
        hint="ask",
        status=403,
    )
