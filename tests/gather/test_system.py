"""A closed system's description becomes evidence, each fact cited where the description has it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from auditor.fetch.systems import WithSystems
from auditor.files.systems import load_systems
from auditor.gather.papers import open_papers
from auditor.gather.system import read_system, system_repository
from auditor.parse.references import parse_reference
from auditor.schema.evidence import Repository
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import Snapshot
from tests.builders import standards

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
    return json.loads(snapshot.metadata.content), system_repository(papers, system, standards().knowledge.catalog)[0]


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
    _, evidence = read("openai:tts-1-hd")
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


def test_a_model_at_a_host_is_under_the_host_s_terms_and_its_maker_s_where_those_bind_too() -> None:
    document, evidence = read("bedrock:anthropic.claude-opus-4-6-v1")
    assert evidence.conclusion.licenses == ("bedrock-terms", "anthropic-terms")
    assert [claim.written for claim in evidence.license_claims] == [
        at(document, claim.citation.pointer or "") for claim in evidence.license_claims
    ]
    assert read("azure:gpt-4o")[1].conclusion.licenses == ("azure-openai-terms",)


def test_an_open_model_at_a_host_is_under_the_license_of_its_family_and_claims_no_openness() -> None:
    evidence = read("bedrock:meta.llama3-70b-instruct-v1:0")[1]
    assert evidence.conclusion.licenses == ("bedrock-terms", "llama3")
    assert evidence.hosted is None
    assert evidence.offer is not None
    assert evidence.offer.open_model == "meta-llama/Meta-Llama-3-70B-Instruct"


def test_how_what_is_sent_is_handled_is_cited_where_it_stands() -> None:
    document, evidence = read("openai:gpt-4o")
    assert evidence.offer is not None
    assert len(evidence.offer.handling) > 3
    for fact in evidence.offer.handling:
        assert at(document, fact.citation.pointer or "")["says"] == fact.told
        assert fact.told in fact.citation.quote


def test_a_day_that_may_be_the_earliest_is_cited_as_one() -> None:
    told = read("azure:gpt-4o")[1].lifecycle_told[0].quote
    assert told.startswith("retires: 2027-04-14 or later (")
