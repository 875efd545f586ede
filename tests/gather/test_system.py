"""A closed system's description becomes evidence, each fact cited where the description has it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from auditor.fetch.systems import WithSystems
from auditor.files.policies import load_systems
from auditor.gather.papers import open_papers
from auditor.gather.system import read_system, system_repository
from auditor.parse.references import parse_reference
from auditor.schema.evidence import Repository
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import Snapshot

SYSTEMS = load_systems()


class Nothing:
    """A source that must not be asked."""

    def fetch(self, ref: ModelRef) -> Snapshot:
        raise AssertionError(ref)


def read(name: str) -> tuple[Any, Repository]:
    """The description as it is kept, and the evidence made of it."""
    snapshot = WithSystems(Nothing(), SYSTEMS).fetch(parse_reference(name))
    papers = open_papers(snapshot)
    system = read_system(papers)
    assert system is not None
    return json.loads(snapshot.metadata.content), system_repository(papers, system)


def at(document: Any, pointer: str) -> Any:
    for key in pointer.split("/")[1:]:
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


@pytest.mark.parametrize("name", ["openai:gpt-4o", "google:gemini-1.0-pro", "anthropic:claude-opus-4-6"])
def test_each_fact_of_a_life_is_cited_where_it_stands(name: str) -> None:
    document, evidence = read(name)
    assert evidence.lifecycle is not None
    assert len(evidence.lifecycle_told) == len(evidence.lifecycle.facts)
    for citation in evidence.lifecycle_told:
        said = at(document, citation.pointer or "")
        value = said.get("on") or said.get("status") or said.get("id")
        title = document["lifecycle"]["sources"][said["source"][0]]["title"]
        assert value in citation.quote
        assert title in citation.quote


def test_its_end_is_cited_first() -> None:
    _, evidence = read("openai:gpt-4o")
    assert evidence.lifecycle_told[0].pointer == "/lifecycle/retires"
    assert "retires: 2027-01-14 (" in evidence.lifecycle_told[0].quote


def test_of_a_life_that_is_not_known_nothing_is_cited() -> None:
    _, evidence = read("openai:tts-1")
    assert (evidence.lifecycle, evidence.lifecycle_told) == (None, ())


def test_a_dated_name_has_a_life_of_its_own() -> None:
    plain, dated = read("openai:gpt-4o")[1], read("openai:gpt-4o-2024-05-13")[1]
    assert (plain.id, dated.id) == ("openai:gpt-4o", "openai:gpt-4o")
    assert plain.lifecycle is not None
    assert dated.lifecycle is not None
    assert dated.lifecycle.of == "openai:gpt-4o-2024-05-13"
    assert plain.lifecycle.retires != dated.lifecycle.retires


def test_a_name_whose_own_life_is_not_known_does_not_take_that_of_another() -> None:
    assert read("inflection:pi")[1].lifecycle is not None
    assert read("inflection:inflection-1")[1].lifecycle is None
