"""Repositories of ModelScope, from a replica on the loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.fetch.archive import open_archive, write_bundle
from auditor.fetch.modelscope import PAGE, ModelScopeSource
from auditor.fetch.registries import WithRegistries
from auditor.fetch.source import Source, Unobtainable
from auditor.parse.references import parse_reference
from auditor.pipeline import audit, fetch_all
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Outcome
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef, RefKind
from tests.builders import APACHE, standards
from tests.conftest import QUICK
from tests.registry_replicas import ModelScopeReplica

NAME = "models/heron-ai/chat"
REF = parse_reference("modelscope:heron-ai/chat")
CARD = "---\nlicense: Apache License 2.0\n---\n# Chat\n"
FILES = {"README.md": CARD, "LICENSE": APACHE, "model.safetensors": "w", "sub/config.json": "{}"}
ROOT = "/api/v1/models/heron-ai/chat"


@pytest.fixture
def scope() -> Iterator[ModelScopeReplica]:
    with ModelScopeReplica() as replica:
        yield replica


def _source(scope: ModelScopeReplica) -> ModelScopeSource:
    return ModelScopeSource(endpoint=scope.endpoint, limits=QUICK)


def _with_hub(scope: ModelScopeReplica, world: Path) -> Source:
    return WithRegistries(open_archive(world), {RefKind.MODELSCOPE: _source(scope)})


def _audited(source: Source, ref: ModelRef = REF) -> ModelAudit:
    (model,) = audit([ref], source, standards()).models
    return model


def test_a_repository_with_its_small_files(scope: ModelScopeReplica) -> None:
    scope.add(NAME, FILES, License="Apache License 2.0", BaseModel=["heron-ai/base"])
    found = _source(scope).fetch(REF)
    assert (found.id, found.sha, found.endpoint) == ("modelscope:heron-ai/chat", None, scope.endpoint)
    assert [file.path for file in found.files] == ["LICENSE", "README.md"]
    listing = json.loads(found.metadata.content)
    assert listing["cardData"] == {"license": "Apache License 2.0", "base_model": ["heron-ai/base"]}
    assert [item["rfilename"] for item in listing["siblings"]] == sorted(FILES)
    assert "Downloads" not in listing["modelscope"], "what moves while nothing changes is left out"
    assert found.issues == ()
    assert _source(scope).fetch(REF).metadata == found.metadata
    assert {query.partition("?")[2] for query, _ in scope.asked} >= {"Revision=master"}


def test_a_commit_is_kept_as_such(scope: ModelScopeReplica) -> None:
    scope.add(NAME, FILES)
    found = _source(scope).fetch(REF.model_copy(update={"revision": "AB" * 20}))
    assert found.sha == "ab" * 20


@pytest.mark.parametrize(
    ("files", "facts", "outcome"),
    [
        (FILES, {"License": "Apache License 2.0"}, Outcome.APPROVED),
        (FILES, {"License": "cc-by-nc-4.0"}, Outcome.DENIED),
        (FILES | {"README.md": "---\nlicense: cc-by-nc-4.0\n---\n"}, {"License": "Apache License 2.0"}, Outcome.DENIED),
        ({"README.md": "# Chat\n", "model.safetensors": "w"}, {}, Outcome.REVIEW),
        (FILES, {"License": "Apache License 2.0", "BaseModel": ["heron-ai/base"]}, Outcome.UNVERIFIED),
        (FILES, {"Description": "For non-commercial use only."}, Outcome.DENIED),
        (FILES, {"Tags": ["license:cc-by-nc-4.0", 7]}, Outcome.DENIED),
    ],
    ids=["permissive", "facts", "card", "none", "a base that nobody has", "description", "tags"],
)
def test_what_is_said_decides(
    scope: ModelScopeReplica, tmp_path: Path, files: dict[str, str], facts: dict[str, object], outcome: Outcome
) -> None:
    scope.add(NAME, files, **facts)
    model = _audited(_with_hub(scope, tmp_path))
    assert model.decision.outcome is outcome, model.decision.reasons


@pytest.mark.parametrize(
    ("path", "answer", "kind"),
    [
        (ROOT, (401, b"{}"), IssueKind.BAD_TOKEN),
        (ROOT, (403, b"{}"), IssueKind.FORBIDDEN),
        (ROOT, (404, b"{}"), IssueKind.MISSING),
        (ROOT, (500, b"{}"), IssueKind.SERVER_ERROR),
        (ROOT, (200, b"<html>"), IssueKind.NOT_JSON),
        (ROOT, (200, b'{"Code": 403, "Data": null, "Success": false}'), IssueKind.FORBIDDEN),
        (ROOT, (200, b'{"Code": 10010205001, "Data": null, "Success": false}'), IssueKind.MISSING),
        (ROOT, (200, b'{"Code": 200, "Data": {"Name": "another"}, "Success": true}'), IssueKind.NOT_JSON),
        (ROOT, (200, b'{"Code": 200, "Data": {}, "Success": "false"}'), IssueKind.MISSING),
        (f"{ROOT}/repo/files", (404, b"{}"), IssueKind.MISSING),
        (f"{ROOT}/repo/files", (200, b'{"Data": {"Files": [], "TotalCount": 7}}'), IssueKind.TOO_MANY),
        (f"{ROOT}/repo/files", (200, b'{"Code": 200, "Data": {}, "Success": true}'), IssueKind.NOT_JSON),
    ],
)
def test_refusals(scope: ModelScopeReplica, path: str, answer: tuple[int, bytes], kind: IssueKind) -> None:
    scope.add(NAME, FILES)
    scope.faults[path] = (answer[0], {}, answer[1])
    with pytest.raises(Unobtainable) as trouble:
        _source(scope).fetch(REF)
    assert trouble.value.kind is kind


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((403, b"{}"), IssueKind.FORBIDDEN),
        ((200, b"another text"), IssueKind.DAMAGED),
        ((200, b"x" * 2_100_000), IssueKind.TOO_LARGE),
    ],
)
def test_a_file_that_cannot_be_had_keeps_from_approving(
    scope: ModelScopeReplica, answer: tuple[int, bytes], kind: IssueKind
) -> None:
    scope.add(NAME, FILES, License="Apache License 2.0")
    scope.faults[f"{ROOT}/repo"] = (answer[0], {}, answer[1])
    model = _audited(_source(scope))
    assert {issue.kind for issue in model.issues} == {kind}
    assert model.decision.outcome is Outcome.UNVERIFIED


def test_a_data_set_is_listed_page_by_page(scope: ModelScopeReplica) -> None:
    files = {f"data/{number:04}.csv": "x" for number in range(PAGE + 5)} | {"README.md": "---\nlicense: mit\n---\n"}
    scope.add("datasets/heron-ai/talks", files, License="mit")
    found = _source(scope).fetch(parse_reference("modelscope:datasets/heron-ai/talks"))
    assert len(json.loads(found.metadata.content)["siblings"]) == len(files)
    assert [file.path for file in found.files] == ["README.md"]


def test_a_page_that_holds_folders_is_not_the_last(scope: ModelScopeReplica) -> None:
    scope.add("datasets/heron-ai/talks", {"README.md": "---\nlicense: mit\n---\n"}, License="mit")
    folders = [{"Path": f"d{number}", "Type": "tree"} for number in range(PAGE)]
    tree = "/api/v1/datasets/heron-ai/talks/repo/tree"
    scope.faults[tree] = (200, {}, json.dumps({"Code": 200, "Data": {"Files": folders}, "Success": True}).encode())
    with pytest.raises(Unobtainable) as trouble:
        _source(scope).fetch(parse_reference("modelscope:datasets/heron-ai/talks"))
    assert trouble.value.kind is IssueKind.TOO_MANY, "the end of the list was never seen"
    assert len([path for path, _ in scope.asked if path.startswith(tree)]) > 1


def test_a_private_one_is_said_to_be(scope: ModelScopeReplica) -> None:
    scope.add(NAME, FILES, Visibility=1)
    assert json.loads(_source(scope).fetch(REF).metadata.content)["private"] is True


def test_a_token_goes_to_modelscope_alone(scope: ModelScopeReplica, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELSCOPE_API_TOKEN", "ms-secret")
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    scope.add(NAME, FILES)
    found = _source(scope).fetch(REF)
    assert {headers.get("cookie") for _, headers in scope.asked} == {"m_session_id=ms-secret"}
    assert not any("hf_secret" in str(headers) for _, headers in scope.asked)
    assert "ms-secret" not in str(found.plain())


def test_offline_it_is_said() -> None:
    with pytest.raises(Unobtainable) as trouble:
        ModelScopeSource(offline=True).fetch(REF)
    assert trouble.value.kind is IssueKind.OFFLINE


def test_a_bundle_replays_a_repository(scope: ModelScopeReplica, tmp_path: Path) -> None:
    scope.add(NAME, FILES, License="Apache License 2.0")
    collected = fetch_all([REF], _with_hub(scope, tmp_path))
    bundle = tmp_path / "evidence.zip"
    bundle.write_bytes(write_bundle(collected))
    held = open_archive(bundle)
    assert held.references() == [REF]
    model = _audited(held)
    assert model.decision.outcome is Outcome.APPROVED
    assert model.evidence.subject is not None
    assert model.evidence.subject.purl.startswith("pkg:generic/modelscope:heron-ai/chat@")
