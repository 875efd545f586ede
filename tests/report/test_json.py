"""JSON v1: it comes back as it went, keeps to its schema, and is refused where it is none."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from auditor.errors import ReportError
from auditor.fetch.archive import open_archive
from auditor.pipeline import assemble, audit
from auditor.report.json import parse, read, render, schema
from auditor.schema.audit import Audit
from tests.builders import audited, snapshot, standards


@pytest.fixture(scope="module")
def menagerie(fixtures_hub: Path) -> Audit:
    archive = open_archive(fixtures_hub)
    return audit(archive.references(), archive, standards())


def test_what_is_read_again_is_the_same(menagerie: Audit) -> None:
    text = render(menagerie)
    again = parse(text.encode(), "saved")
    assert again == menagerie
    assert render(again) == text
    assert text.endswith("}\n")


def test_it_keeps_to_its_own_schema(menagerie: Audit) -> None:
    validator = jsonschema_rs.validator_for(json.loads(schema()))
    assert [error.message for error in validator.iter_errors(json.loads(render(menagerie)))][:3] == []


def test_the_schema_refuses_what_is_none() -> None:
    validator = jsonschema_rs.validator_for(json.loads(schema()))
    document = json.loads(render(assemble((audited(),), standards())))
    assert validator.is_valid(document)
    for broken in ({}, document | {"models": 3}, document | {"format": "auditor/audit/2"}, document | {"extra": 1}):
        assert not validator.is_valid(broken)


def test_the_fields_that_others_read_stand_where_they_are_promised() -> None:
    model = json.loads(render(assemble((audited(snapshot(listed=())),), standards())))["models"][0]
    assert model["purl"].startswith("pkg:huggingface/org/model@")
    assert model["reference"] == "org/model"
    assert model["decision"]["outcome"] == "review"
    assert (model["license"]["declared"], model["license"]["concluded"]) == ("mit", "MIT")
    assert model["license"]["commercial_use"] == "yes"
    assert model["openness"]["osaid"]["outcome"] == "fail"
    assert isinstance(model["openness"]["tier"], str)
    assert {"id", "level", "message", "citations", "how_to_fix"} <= set(model["findings"][0])
    assert model["issues"] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", r"json:1: is no saved audit, for it is no JSON \(the file ends in a value\)"),
        (b'{\n"a": 1,\nx}', r"json:3: is no saved audit, for it is no JSON \(key must be a string\)"),
        (b"\xff\xfe", "json:1: is no saved audit, for it is no JSON"),
        (b"[]", r"json: is no saved audit \(it should be an object\)"),
        (b"{}", r"json: is no saved audit \(`tool` is missing\)"),
        (b'{"format": "auditor/audit/2"}', "is no saved audit"),
        (b"[" * 100_000, "is no saved audit"),
    ],
)
def test_what_is_no_audit_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "saved.json"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=said) as raised:
        read(path)
    assert str(raised.value).startswith(f"{path}:")
    assert "auditor audit REF --format json" in (raised.value.hint or "")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be read"):
        read(tmp_path / "gone.json")
    with pytest.raises(ReportError, match="cannot be read"):
        read(tmp_path)
