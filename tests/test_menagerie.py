"""Every fixture gets what expected.yaml says, and every citation of every audit stands where it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from auditor.fetch.archive import open_archive
from auditor.pipeline import audit, judge_again
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.citation import Citation
from auditor.schema.rubric import Answer
from tests.builders import FIXTURES, standards

ROWS: dict[str, dict[str, Any]] = yaml.safe_load((FIXTURES / "expected.yaml").read_text(encoding="utf-8"))
FOLDERS = sorted(path for path in (FIXTURES / "hub").iterdir() if path.is_dir())
AIMS = [(name, field) for name, row in ROWS.items() for field in row.get("aim", {})]
FIELDS = ("decision", "commercial_use", "concluded", "osaid", "tier", "findings")
# Models that today's auditor approves and a perfect one would not. Each is a gap that its row explains.
KNOWN_GAPS: set[str] = set()


@pytest.fixture(scope="session")
def menagerie() -> Audit:
    archive = open_archive(FIXTURES / "hub")
    return audit(archive.references(), archive, standards())


@pytest.fixture(scope="session")
def answers(menagerie: Audit) -> dict[str, dict[str, Any]]:
    return {str(model.id): _answer(model) for model in menagerie.models}


def _answer(model: ModelAudit) -> dict[str, Any]:
    return {
        "decision": model.decision.outcome.value,
        "commercial_use": model.license.commercial_use.value,
        "concluded": model.license.concluded,
        "osaid": model.openness.osaid.outcome.value,
        "tier": model.openness.tier,
        "findings": sorted(finding.id for finding in model.findings),
    }


@pytest.mark.parametrize("name", ROWS)
def test_a_fixture_gets_what_its_row_says(name: str, answers: dict[str, dict[str, Any]]) -> None:
    assert answers[name] == {field: ROWS[name][field] for field in FIELDS}


def test_every_fixture_has_a_row_and_every_row_a_fixture() -> None:
    models = [json.loads((path / "metadata.json").read_bytes())["id"] for path in FOLDERS if not _is_dataset(path.name)]
    assert sorted(models) == sorted(ROWS)
    assert len(models) >= 30


def _is_dataset(name: str) -> bool:
    return name.startswith("datasets--")


@pytest.mark.parametrize("name", ROWS)
def test_a_row_has_all_fields_and_says_why(name: str) -> None:
    row = ROWS[name]
    assert set(FIELDS) | {"why"} <= set(row) <= {*FIELDS, "why", "aim"}
    assert row["why"].strip()
    assert set(row.get("aim", {"decision": 0})) <= set(FIELDS)
    assert row["findings"] == sorted(row["findings"])


@pytest.mark.parametrize(("name", "field"), AIMS)
def test_an_aim_that_is_reached_has_been_moved_up(name: str, field: str, answers: dict[str, dict[str, Any]]) -> None:
    aim = ROWS[name]["aim"][field]
    assert answers[name][field] != (sorted(aim) if field == "findings" else aim), "move this aim up into the row"


def test_nothing_is_approved_that_a_perfect_auditor_would_not_approve_but_for_known_gaps() -> None:
    wrongly = {
        name
        for name, row in ROWS.items()
        if row["decision"] == "approved" and row.get("aim", {}).get("decision", "approved") != "approved"
    }
    assert wrongly == KNOWN_GAPS
    assert all("gap" in ROWS[name]["why"] for name in wrongly)


def test_only_a_known_yes_is_approved(menagerie: Audit) -> None:
    approved = [model for model in menagerie.models if model.decision.outcome.value == "approved"]
    assert {model.license.commercial_use.value for model in approved} == {"yes"}
    assert not any(issue.weight.value != "incidental" for model in approved for issue in model.issues)


def test_judging_the_saved_evidence_again_gives_the_same_audit(menagerie: Audit) -> None:
    again = judge_again(menagerie, standards())
    assert again.models == menagerie.models


def test_a_verdict_that_decides_cites_where_it_was_read(menagerie: Audit) -> None:
    bare = [
        f"{model.id} {verdict.criterion} {verdict.answer.value}"
        for model in menagerie.models
        for verdict in model.openness.criteria.values()
        if verdict.answer not in (Answer.UNKNOWN, Answer.NOT_APPLICABLE) and not verdict.citations
    ]
    assert bare == []


def test_every_citation_stands_where_it_says(menagerie: Audit) -> None:
    texts = _texts()
    wrong = {
        f"{citation.source} {citation.file}:{citation.line or citation.pointer}: {fault} {citation.quote!r}"
        for model in menagerie.models
        for citation in _citations(model)
        for fault in _faults(citation, texts)
    }
    assert wrong == set()


def _texts() -> dict[tuple[str, str], str]:
    """(id at sha, file and its sha256) → text, of every file of the menagerie."""
    found = {}
    for folder in FOLDERS:
        name, _, sha = folder.name.partition("@")
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                inner = path.relative_to(folder).as_posix().removeprefix("files/")
                found[f"{name.replace('--', '/')}@{sha}", inner] = path
    return {key: path.read_bytes() for key, path in found.items()}  # type: ignore[misc]


def _faults(citation: Citation, texts: Any) -> Iterator[str]:
    import hashlib

    where, _, sha = citation.source.removeprefix("pkg:huggingface/").partition("@")
    content = next((texts[key] for key in texts if key == (f"{where}@{sha[:8]}", citation.file)), None)
    if content is None:
        yield "no such file"
        return
    if hashlib.sha256(content).hexdigest() != citation.sha256:
        yield "other bytes"
    text = content.decode("utf-8-sig", errors="replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if citation.pointer is not None:
        if not _holds(_at(json.loads(content), citation.pointer), citation.quote):
            yield "not at this pointer"
    elif citation.line is not None:
        if not 1 <= citation.line <= (citation.end_line or citation.line) <= len(lines):
            yield "no such line"
        elif not _begins(" ".join(lines[citation.line - 1].split()), citation.quote):
            yield "not on this line"
    elif citation.quote:
        yield "a quote without a place"


def _at(value: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        value = value[int(part)] if isinstance(value, list) else value[part.replace("~1", "/").replace("~0", "~")]
    return value


def _holds(value: Any, quote: str) -> bool:
    return _begins(" ".join((value if isinstance(value, str) else json.dumps(value)).split()), quote)


def _begins(text: str, quote: str) -> bool:
    return quote[:-1] in text if quote.endswith("…") else quote in text


def _citations(model: ModelAudit) -> Iterator[Citation]:
    """Every citation in an audit, but that of a card's fault, whose quote is the fault."""
    pending: list[tuple[str, Any]] = [("", model)]
    while pending:
        name, value = pending.pop()
        if isinstance(value, Citation):
            if name != "card_fault":
                yield value
        elif isinstance(value, dict):
            pending += [(str(key), item) for key, item in value.items()]
        elif isinstance(value, (tuple, list)):
            pending += [(name, item) for item in value]
        elif hasattr(type(value), "model_fields"):
            pending += [(key, getattr(value, key)) for key in type(value).model_fields]
