"""Commits named by their first digits: completed where the source can, and said where it cannot."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from auditor.fetch.abbreviated import MOST_PAGES, in_full
from auditor.fetch.hub import HubSource
from auditor.fetch.source import Unobtainable
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef
from tests.replica import HubReplica

Make = Callable[..., HubSource]
ID, SHA = "mistralai/Mistral-7B-v0.1", "27d67f1b5f57dc0953326b2601d68371d40ea8da"
ONE, TWO = "0123456789" * 4, "0123456abc" * 4
FIRST = "https://hub.example/api/models/heron-ai/chat/commits/main"


def test_the_hub_completes_it_from_its_list_of_commits(hub: HubReplica, source_of: Make) -> None:
    source = source_of(hub)
    snapshot = source.fetch(ModelRef(id=ID, revision=SHA[:8]))
    assert (snapshot.sha, snapshot.revisions) == (SHA, (SHA[:8],))
    assert [request.path for request in hub.requests[:3]] == [
        f"/api/models/{ID}/revision/{SHA[:8]}",
        f"/api/models/{ID}/commits/main",
        f"/api/models/{ID}/revision/{SHA}",
    ]
    assert source_of(hub, offline=True).fetch(ModelRef(id=ID, revision=SHA[:8])).sha == SHA


def test_one_that_no_commit_begins_with_is_said_to_be_abbreviated(hub: HubReplica, source_of: Make) -> None:
    with pytest.raises(Unobtainable, match="abbreviated commit, and none of the 1 commits looked at begins") as trouble:
        source_of(hub).fetch(ModelRef(id=ID, revision="abcdef12"))
    assert (trouble.value.kind, trouble.value.status) == (IssueKind.REVISION_MISSING, 404)


def test_a_word_is_not_looked_for_among_commits(hub: HubReplica, source_of: Make) -> None:
    with pytest.raises(Unobtainable):
        source_of(hub).fetch(ModelRef(id=ID, revision="release"))
    assert len(hub.requests) == 1


def pages(*contents: Any, link: str = FIRST) -> tuple[list[str], Callable[[str], Any]]:
    asked: list[str] = []

    def get(url: str) -> Any:
        content = contents[min(len(asked), len(contents) - 1)]
        asked.append(url)
        return SimpleNamespace(content=json.dumps(content).encode(), headers={"link": f'<{link}?p=1>; rel="next"'})

    return asked, get


def test_every_page_is_looked_at_up_to_a_bound() -> None:
    asked, get = pages([{"id": TWO}], [{"id": ONE}], [])
    assert in_full(ONE[:8], FIRST, get) == ONE
    assert len(asked) == MOST_PAGES


def test_two_that_begin_so_are_refused() -> None:
    _, get = pages([{"id": TWO}], [{"id": ONE}])
    with pytest.raises(Unobtainable, match="more than one commit begins"):
        in_full(ONE[:7], FIRST, get)


@pytest.mark.parametrize("link", ["https://evil.example/api/x", "https://hub.example.evil/api/", "/api/x"])
def test_a_next_page_elsewhere_is_not_asked_for(link: str) -> None:
    asked, get = pages([{"id": ONE}], link=link)
    assert in_full(ONE[:8], FIRST, get) == ONE
    assert asked == [FIRST]


@pytest.mark.parametrize("content", [None, {}, [1, {"id": 2}, {"id": "x"}, {"id": ONE[:39]}]])
def test_an_answer_that_is_no_list_of_commits_gives_none(content: Any) -> None:
    _, get = pages(content)
    with pytest.raises(Unobtainable, match="none of the 0 commits"):
        in_full(ONE[:8], FIRST, get)
