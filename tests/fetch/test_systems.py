"""Closed systems as a source: what is described is had without any network, and all else is left to another one."""

from __future__ import annotations

import json

import pytest

from auditor.fetch.source import Unobtainable
from auditor.fetch.systems import WithSystems
from auditor.files.systems import load_systems
from auditor.parse.references import parse_reference
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import Snapshot
from auditor.schema.system import System
from tests.builders import snapshot


class Hub:
    """A source that has one model, and no other."""

    def __init__(self, kind: IssueKind = IssueKind.MISSING_OR_PRIVATE) -> None:
        self.kind = kind

    def fetch(self, ref: ModelRef) -> Snapshot:
        if ref.id == "heron-ai/chat":
            return snapshot()
        raise Unobtainable(self.kind, "cannot be had", hint="mind the spelling", status=401)


SOURCE = WithSystems(Hub(), load_systems())


def test_the_snapshot_is_the_description() -> None:
    found = SOURCE.fetch(parse_reference("azure:gpt-4o"))
    system = System.model_validate(json.loads(found.metadata.content))
    assert (found.id, found.sha, found.endpoint) == ("azure:gpt-4o", None, None)
    assert (system.provider, system.maker, system.terms.id) == ("Microsoft Azure", "OpenAI", "azure-openai-terms")


def test_what_is_no_system_is_left_to_the_other_source() -> None:
    assert SOURCE.fetch(parse_reference("heron-ai/chat")).id == snapshot().id


def refused(name: str, source: WithSystems = SOURCE) -> Unobtainable:
    with pytest.raises(Unobtainable) as caught:
        source.fetch(parse_reference(name))
    return caught.value


def test_a_provider_that_nobody_describes_is_told_with_those_that_somebody_does() -> None:
    trouble = refused("nobody:gpt-4")
    assert trouble.kind is IssueKind.NOT_IN_SOURCE
    assert "`nobody`" in trouble.message
    assert (trouble.hint or "").startswith("did you mean openai:gpt-4? Described are ai21, ")


def test_a_closed_name_alone_leads_to_its_system() -> None:
    assert refused("gpt-4").hint == "did you mean the closed model openai:gpt-4?"
    assert (refused("gpt-4").kind, refused("gpt-4").status) == (IssueKind.MISSING_OR_PRIVATE, 401)
    assert refused("heron-ai/other").hint == "mind the spelling"
    assert refused("datasets/heron-ai/gpt-4").hint == "mind the spelling"


def test_offline_both_ways_are_told() -> None:
    offline = WithSystems(Hub(IssueKind.OFFLINE), load_systems())
    assert refused("gpt-4", offline).hint == "did you mean the closed model openai:gpt-4? Else mind the spelling"
