"""Models of Ollama, from a registry on the loopback and from a store on the disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.fetch.archive import open_archive, write_bundle
from auditor.fetch.ollama import OllamaSource
from auditor.fetch.registries import registries
from auditor.fetch.source import Source, Unobtainable
from auditor.parse.references import parse_reference
from auditor.pipeline import audit, fetch_all
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Outcome
from auditor.schema.issue import IssueKind
from auditor.schema.snapshot import Snapshot
from tests.builders import APACHE, MIT, standards
from tests.conftest import QUICK
from tests.registry_replicas import OllamaReplica, digest_of
from tests.weights import gguf

NAME = "library/wren:8b"
REF = parse_reference("ollama:wren:8b")
SETTINGS = [("template", b"{{ .Prompt }}"), ("params", b"{}"), ("system", b"Be kind.")]
NC = gguf({"general.license": "cc-by-nc-4.0"})
PLAIN = gguf({"general.name": "Wren"})


@pytest.fixture
def registry() -> Iterator[OllamaReplica]:
    with OllamaReplica() as replica:
        yield replica


def _source(registry: OllamaReplica) -> OllamaSource:
    return OllamaSource(endpoint=registry.endpoint, limits=QUICK)


def _audited(source: Source, text: str = "ollama:wren:8b") -> ModelAudit:
    (model,) = audit([parse_reference(text)], source, standards()).models
    return model


def _kinds(snapshot: Snapshot) -> list[tuple[IssueKind, str | None]]:
    return [(issue.kind, issue.file) for issue in snapshot.issues if issue.keeps_from_approving]


def test_a_model_with_its_license_texts(registry: OllamaReplica) -> None:
    sha = registry.add(NAME, [("model", PLAIN), ("license", APACHE.encode()), ("license", b"More."), *SETTINGS])
    found = _source(registry).fetch(REF)
    assert (found.id, found.sha, found.endpoint) == ("ollama:wren:8b", sha, registry.endpoint)
    assert [file.path for file in found.files] == ["LICENSE-2.txt", "LICENSE.txt"]
    assert found.file("LICENSE.txt") is not None
    listing = json.loads(found.metadata.content)
    assert listing["headers"] == {"model.gguf": {"general.name": "Wren"}}
    assert listing["configuration"]["file_type"] == "Q4_K_M"
    assert _kinds(found) == []
    assert [issue.kind for issue in found.issues] == [IssueKind.LENGTH_ALONE]
    assert all("authorization" not in headers for _, headers in registry.asked)


def test_a_license_of_the_registry_is_identified_and_approved(registry: OllamaReplica) -> None:
    registry.add(NAME, [("model", PLAIN), ("license", APACHE.encode())])
    model = _audited(_source(registry))
    assert model.decision.outcome is Outcome.APPROVED, model.decision.reasons
    assert model.evidence.subject is not None
    assert model.evidence.subject.purl == f"pkg:generic/ollama:wren:8b@{model.sha}"
    assert parse_reference(model.evidence.subject.purl) == REF.model_copy(update={"revision": model.sha})


@pytest.mark.parametrize(
    ("layers", "outcome"),
    [
        ([("model", PLAIN)], Outcome.REVIEW),
        ([("model", NC), ("license", MIT.encode())], Outcome.DENIED),
        ([("model", PLAIN), ("license", MIT.encode()), ("license", b"For non-commercial use only.")], Outcome.DENIED),
        ([("model", PLAIN), ("adapter", NC), ("license", MIT.encode())], Outcome.DENIED),
        ([("model", PLAIN), ("license", MIT.encode()), ("application/x.wren", b"x")], Outcome.UNVERIFIED),
        ([("model", PLAIN), ("license", MIT.encode()), ("rules", b"x")], Outcome.UNVERIFIED),
        ([("model", b"no gguf"), ("license", MIT.encode())], Outcome.UNVERIFIED),
    ],
    ids=["no license", "header", "second license", "adapter", "foreign kind", "unknown kind", "no weights"],
)
def test_what_the_layers_say_decides(
    registry: OllamaReplica, layers: list[tuple[str, bytes]], outcome: Outcome
) -> None:
    registry.add(NAME, layers)
    assert _audited(_source(registry)).decision.outcome is outcome


@pytest.mark.parametrize(
    ("config", "outcome"),
    [
        ({"license": "cc-by-nc-4.0"}, Outcome.DENIED),
        ({"license": ["cc-by-nc-4.0"]}, Outcome.DENIED),
        ({"base_model": "heron-ai/chat"}, Outcome.UNVERIFIED),
        ({"remote_model": "heron-ai/chat"}, Outcome.UNVERIFIED),
        ({"license": ""}, Outcome.APPROVED),
    ],
)
def test_what_the_configuration_says_decides_too(
    registry: OllamaReplica, config: dict[str, object], outcome: Outcome
) -> None:
    registry.add(NAME, [("model", PLAIN), ("license", APACHE.encode())], **config)
    assert _audited(_source(registry)).decision.outcome is outcome


def test_an_annotation_of_the_manifest_is_read(registry: OllamaReplica) -> None:
    registry.add(NAME, [("model", PLAIN), ("license", APACHE.encode())])
    manifest = json.loads(registry.manifests[NAME])
    manifest["layers"][0]["annotations"] = {"org.opencontainers.image.licenses": "CC-BY-NC-4.0"}
    registry.manifests[NAME] = json.dumps(manifest).encode()
    assert _audited(_source(registry)).decision.outcome is Outcome.DENIED


def test_a_model_that_runs_elsewhere_is_none(registry: OllamaReplica) -> None:
    registry.add(NAME, [("license", MIT.encode())], remote_host="https://ollama.com:443", remote_model="wren")
    assert _kinds(_source(registry).fetch(REF)) == [(IssueKind.UNREADABLE, None)]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, IssueKind.MISSING_OR_PRIVATE),
        (403, IssueKind.FORBIDDEN),
        (404, IssueKind.MISSING),
        (412, IssueKind.SERVER_ERROR),
        (429, IssueKind.RATE_LIMITED),
        (500, IssueKind.SERVER_ERROR),
    ],
)
def test_refusals(registry: OllamaReplica, status: int, kind: IssueKind) -> None:
    registry.faults["/v2/library/wren/manifests/8b"] = (status, {}, b"{}")
    with pytest.raises(Unobtainable) as trouble:
        _source(registry).fetch(REF)
    assert trouble.value.kind is kind


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"config": 1, "layers": []}', b'{"layers": [], "layers": []}', b"<html>"],
)
def test_a_manifest_that_is_none(registry: OllamaReplica, content: bytes) -> None:
    registry.faults["/v2/library/wren/manifests/8b"] = (200, {}, content)
    with pytest.raises(Unobtainable) as trouble:
        _source(registry).fetch(REF)
    assert trouble.value.kind in (IssueKind.NOT_JSON, IssueKind.DAMAGED)


def test_a_manifest_of_another_digest(registry: OllamaReplica) -> None:
    sha = registry.add(NAME, [("model", PLAIN)])
    assert _source(registry).fetch(REF.model_copy(update={"revision": sha})).sha == sha
    with pytest.raises(Unobtainable, match="leads to the manifest sha256:") as trouble:
        _source(registry).fetch(REF.model_copy(update={"revision": "ab" * 32}))
    assert trouble.value.kind is IssueKind.REVISION_MISSING
    said = {"ollama-content-digest": f"sha256:{'ab' * 32}"}
    registry.faults["/v2/library/wren/manifests/8b"] = (200, said, registry.manifests[NAME])
    with pytest.raises(Unobtainable, match="its sha256 is another one"):
        _source(registry).fetch(REF)


@pytest.mark.parametrize("blob", [b"MIT, and something else", None])
def test_a_blob_that_is_not_what_the_manifest_names(registry: OllamaReplica, blob: bytes | None) -> None:
    registry.add(NAME, [("model", PLAIN), ("license", MIT.encode())])
    path = f"/v2/library/wren/blobs/{digest_of(MIT.encode())}"
    registry.faults[path] = (200, {}, blob) if blob else (404, {}, b"")
    kind = IssueKind.DAMAGED if blob else IssueKind.MISSING
    assert _kinds(_source(registry).fetch(REF)) == [(kind, "LICENSE.txt")]


def test_of_weights_no_more_is_asked_for_than_the_header_needs(registry: OllamaReplica) -> None:
    weights = NC + b"w" * 3_000_000
    registry.add("heron-ai/chat:latest", [("model", weights), ("license", MIT.encode())])
    found = _source(registry).fetch(parse_reference("ollama:heron-ai/chat"))
    assert json.loads(found.metadata.content)["headers"]["model.gguf"] == {"general.license": "cc-by-nc-4.0"}
    asked = [headers["range"] for path, headers in registry.asked if path.endswith(digest_of(weights))]
    assert asked == ["bytes=0-999999"]


def test_a_header_behind_a_long_list_is_asked_for_again(registry: OllamaReplica) -> None:
    weights = gguf({"tokens": ["x" * 1_000] * 1_500, "general.license": "cc-by-nc-4.0"})
    registry.add(NAME, [("model", weights)])
    found = _source(registry).fetch(REF)
    assert json.loads(found.metadata.content)["headers"]["model.gguf"] == {"general.license": "cc-by-nc-4.0"}


def test_a_registry_that_sends_all_where_a_part_was_asked_for(registry: OllamaReplica) -> None:
    weights = NC + b"w" * 3_000_000
    registry.add(NAME, [("model", weights)])
    registry.faults[f"/v2/library/wren/blobs/{digest_of(weights)}"] = (200, {}, weights)
    assert "model.gguf" in json.loads(_source(registry).fetch(REF).metadata.content)["headers"]


def test_another_part_than_was_asked_for_is_refused(registry: OllamaReplica) -> None:
    registry.add(NAME, [("model", NC)])
    said = {"content-range": f"bytes 4-{len(NC) - 1}/{len(NC)}"}
    registry.faults[f"/v2/library/wren/blobs/{digest_of(NC)}"] = (206, said, NC[4:])
    assert _kinds(_source(registry).fetch(REF)) == [(IssueKind.DAMAGED, "model.gguf")]


def test_offline_the_store_on_this_disk_is_read(
    registry: OllamaReplica, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha = registry.add(NAME, [("model", NC), ("license", MIT.encode())])
    monkeypatch.setenv("OLLAMA_MODELS", str(registry.store(tmp_path)))
    source = OllamaSource(offline=True)
    found = source.fetch(REF)
    assert (found.sha, found.endpoint, found.retrieved_at, found.issues) == (sha, None, None, ())
    assert _audited(source).decision.outcome is Outcome.DENIED
    assert registry.asked == []


def _changed(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"!")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("harm", [_changed, _cut, _gone])
@pytest.mark.parametrize("blob", [PLAIN, MIT.encode()], ids=["weights", "license"])
def test_a_store_that_was_changed(registry: OllamaReplica, tmp_path: Path, blob: bytes, harm: object) -> None:
    registry.add(NAME, [("model", PLAIN), ("license", MIT.encode())])
    store = registry.store(tmp_path)
    assert callable(harm)
    harm(store / "blobs" / digest_of(blob).replace(":", "-"))
    assert _audited(OllamaSource(offline=True, store=store)).decision.outcome is Outcome.UNVERIFIED


def test_what_no_store_holds(tmp_path: Path) -> None:
    with pytest.raises(Unobtainable, match="is not in Ollama's store here") as trouble:
        OllamaSource(offline=True, store=tmp_path).fetch(REF)
    assert trouble.value.kind is IssueKind.MISSING


def test_a_bundle_replays_a_model(registry: OllamaReplica, tmp_path: Path) -> None:
    registry.add(NAME, [("model", NC), ("license", MIT.encode())])
    hub = registries(open_archive(tmp_path), False, QUICK)
    collected = fetch_all([REF], type(hub)(hub.hub, {REF.kind: _source(registry)}))
    bundle = tmp_path / "evidence.zip"
    bundle.write_bytes(write_bundle(collected))
    held = open_archive(bundle)
    assert held.references() == [REF]
    assert held.fetch(REF).metadata == collected[0].subject.metadata if collected[0].subject else False
    assert _audited(held).decision.outcome is Outcome.DENIED


def test_a_registry_that_cannot_be_reached() -> None:
    with pytest.raises(Unobtainable) as trouble:
        OllamaSource(endpoint="http://127.0.0.1:9", limits=QUICK).fetch(REF)
    assert trouble.value.kind is IssueKind.NETWORK
