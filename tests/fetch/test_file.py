"""One file of weights as what is audited: its own words, its parts, and what lies beside it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from auditor.fetch.archive import open_archive, write_bundle
from auditor.fetch.folder import WithFolders, read_local
from auditor.fetch.weights import Weights, WeightsReader, first_parts_missing, parts_of
from auditor.pipeline import audit, fetch_all
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Outcome
from auditor.schema.evidence import LineageEvidence, Relation
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef, RefKind
from auditor.schema.snapshot import Snapshot
from tests.builders import standards
from tests.weights import gguf, onnx, safetensors

BASE = "general.base_model.0"


def _write(path: Path, content: bytes, **beside: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    for name, text in beside.items():
        (path.parent / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return path


def _read(path: Path) -> Snapshot:
    return read_local(ModelRef(kind=RefKind.FOLDER, id=str(path)))


def _audited(path: Path, world: Path) -> ModelAudit:
    (model,) = audit(
        [ModelRef(kind=RefKind.FOLDER, id=str(path))], WithFolders(open_archive(world)), standards()
    ).models
    return model


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("wren.gguf", gguf({"general.license": "cc-by-nc-4.0"})),
        ("wren.gguf", gguf({"general.license": "other", "general.license.name": "Wren Non-Commercial License"})),
        ("wren.gguf", gguf({"general.license": "mit", "general.description": "It is for non-commercial use only."})),
        ("wren.gguf", gguf({"general.license": "mit", "general.tags": ["chat", "non-commercial"]})),
        ("wren.safetensors", safetensors({"modelspec.license": "CC BY-NC 4.0"})),
        ("wren.onnx", onnx({"license": "cc-by-nc-4.0"})),
        ("wren.onnx", onnx({"license": "mit"}, doc="For non-commercial use only.")),
    ],
)
def test_what_a_header_says_against_commercial_use_denies(tmp_path: Path, name: str, content: bytes) -> None:
    model = _audited(_write(tmp_path / name, content), tmp_path)
    assert model.decision.outcome is Outcome.DENIED
    assert "license-missing" not in [item.id for item in model.findings]


def test_a_permissive_header_is_approved_and_its_claim_names_file_and_key(tmp_path: Path) -> None:
    content = gguf({"general.license": "mit", "general.author": "Heron AI", "general.version": "v1"})
    model = _audited(_write(tmp_path / "wren.gguf", content), tmp_path)
    assert model.decision.outcome is Outcome.APPROVED
    assert model.evidence.subject is not None
    (claim,) = model.evidence.subject.license_claims
    assert claim.citation.pointer == "/headers/wren.gguf/general.license"
    assert model.evidence.subject.purl == f"pkg:generic/wren.gguf@{hashlib.sha256(content).hexdigest()}"


def test_each_license_of_a_list_is_read(tmp_path: Path) -> None:
    content = gguf({"general.license": ["mit", "cc-by-nc-4.0"]})
    assert _audited(_write(tmp_path / "wren.gguf", content), tmp_path).decision.outcome is Outcome.DENIED


def test_a_file_without_a_license_states_none(tmp_path: Path) -> None:
    model = _audited(_write(tmp_path / "wren.gguf", gguf({"general.name": "Wren"})), tmp_path)
    assert model.decision.outcome is Outcome.REVIEW
    assert [item.id for item in model.findings] == ["license-missing"]


def test_a_header_against_the_card_beside_it_is_a_mismatch(tmp_path: Path) -> None:
    card = "---\nlicense: mit\n---\n"
    model = _audited(
        _write(tmp_path / "a" / "wren.gguf", gguf({"general.license": "gpl-3.0"}), README__md=card), tmp_path
    )
    assert "license-tag-mismatch" in [item.id for item in model.findings]


def test_a_card_beside_a_file_that_names_no_license_is_not_held_to_be_its_own(tmp_path: Path) -> None:
    path = _write(tmp_path / "a" / "wren.gguf", gguf({}), README__md="---\nlicense: mit\n---\n", LICENSE="MIT")
    model = _audited(path, tmp_path)
    assert model.decision.outcome is Outcome.UNVERIFIED
    (issue,) = model.issues
    assert issue.message == "names no license, and README.md and 1 more beside it may speak of another model"
    assert issue.hint == "audit the folder that holds its card and its license: auditor audit ./a"


@pytest.mark.parametrize("name", ["wren.pt", "wren.ckpt", "pytorch_model.bin", "wren.pkl"])
def test_a_pickle_is_never_opened(tmp_path: Path, name: str) -> None:
    (issue,) = _read(_write(tmp_path / name, b"cos\nsystem\n")).issues
    assert (issue.kind, issue.message) == (IssueKind.UNREADABLE, "is a pickle, which is never opened")


@pytest.mark.parametrize("name", ["wren.h5", "wren.tflite", "wren.mlmodel"])
def test_other_formats_are_said_to_be_unread(tmp_path: Path, name: str) -> None:
    assert _audited(_write(tmp_path / name, b"x"), tmp_path).decision.outcome is Outcome.UNVERIFIED


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (issue,) = _audited(_write(tmp_path / "wren.txt", b"x"), tmp_path).issues
    assert (issue.kind, issue.message) == (IssueKind.UNREADABLE, "is no file of weights by its name")


def test_what_tensors_of_safetensors_lack_is_said(tmp_path: Path) -> None:
    path = _write(tmp_path / "wren.safetensors", safetensors({"license": "mit"}, {"w": {"data_offsets": [0, 90]}}))
    (issue,) = _read(path).issues
    assert issue.kind is IssueKind.DAMAGED
    assert issue.message.startswith("is cut: it has ")


def test_parts_of_a_split_file_are_one_model(tmp_path: Path) -> None:
    _write(tmp_path / "wren-00001-of-00002.gguf", gguf({"general.license": "cc-by-nc-4.0"}))
    second = _write(tmp_path / "wren-00002-of-00002.gguf", gguf({"split.no": 1}))
    _write(tmp_path / "jay-00001-of-00002.gguf", gguf({"general.license": "mit"}))
    listing = json.loads(_read(second).metadata.content)
    assert [item["rfilename"] for item in listing["siblings"]] == [
        "wren-00001-of-00002.gguf",
        "wren-00002-of-00002.gguf",
    ]
    assert listing["headers"] == {"wren-00001-of-00002.gguf": {"general.license": "cc-by-nc-4.0"}}
    assert "sha256" not in listing


def test_a_first_part_that_is_not_here_is_said(tmp_path: Path) -> None:
    (issue,) = _read(_write(tmp_path / "wren-00002-of-00002.gguf", gguf({"split.no": 1}))).issues
    assert (issue.kind, issue.file) == (IssueKind.FILE_MISSING, "wren-00001-of-00002.gguf")
    assert first_parts_missing(["a-00002-of-00002.gguf", "a-00001-of-00002.gguf", "b.gguf"]) == []
    assert parts_of("b.gguf", ["a.gguf"]) == ["b.gguf"]


def test_digests_may_be_left_out_and_are_told_of(tmp_path: Path) -> None:
    path = _write(tmp_path / "wren.gguf", gguf({"general.license": "mit"}))
    told: list[tuple[str, int, int]] = []
    size = path.stat().st_size
    read = WeightsReader(told=lambda name, at, of: told.append((name, at, of))).read(
        tmp_path, None, [path.name], is_pinned=False
    )
    assert told == [("wren.gguf", size, size)]
    assert read.state_a_license
    assert WeightsReader(digests=False).read(tmp_path, None, [path.name], is_pinned=False).sha256 == {}
    assert not Weights({"a": {"general.name": "x"}}).state_a_license


@pytest.mark.parametrize(
    ("fields", "base", "relation"),
    [
        ({f"{BASE}.repo_url": "https://huggingface.co/heron-ai/chat"}, "heron-ai/chat", Relation.QUANTIZED),
        (
            {"general.type": "adapter", f"{BASE}.repo_url": "https://huggingface.co/heron-ai/chat"},
            "heron-ai/chat",
            Relation.ADAPTER,
        ),
        ({"general.source.repo_url": "https://huggingface.co/heron-ai/chat"}, "heron-ai/chat", Relation.QUANTIZED),
        ({"general.source.huggingface.repository": "heron-ai/chat"}, "heron-ai/chat", Relation.QUANTIZED),
        ({"general.repo_url": "https://huggingface.co/heron-ai/chat"}, "heron-ai/chat", Relation.MIRROR),
        ({f"{BASE}.name": "Llama 3.1 8B"}, "meta-llama/Llama-3.1-8B", Relation.QUANTIZED),
        ({f"{BASE}.name": "Wren Base"}, "Wren Base", Relation.QUANTIZED),
        ({f"{BASE}.repo_url": "https://git.example/wren"}, "https://git.example/wren", Relation.QUANTIZED),
        ({f"{BASE}.doi": "10.5281/zenodo.1"}, "doi: 10.5281/zenodo.1", Relation.QUANTIZED),
        ({f"{BASE}.organization": "Heron Works"}, "organization: Heron Works", Relation.QUANTIZED),
        ({f"{BASE}.name": "Wren Base", f"{BASE}.organization": "Heron"}, "Wren Base", Relation.QUANTIZED),
        ({"general.source.url": "https://git.example/wren"}, "https://git.example/wren", Relation.QUANTIZED),
    ],
)
def test_bases_in_gguf(tmp_path: Path, fields: dict[str, str], base: str, relation: Relation) -> None:
    model = _audited(_write(tmp_path / "wren.gguf", gguf({"general.license": "mit"} | fields)), tmp_path)
    assert model.evidence.subject is not None
    assert [(item.id, item.relation) for item in model.evidence.subject.bases] == [(base, relation)]
    assert model.decision.outcome is not Outcome.APPROVED, "nobody could look at the base"


@pytest.mark.parametrize(
    ("metadata", "base", "relation"),
    [
        ({"ss_sd_model_name": "heron-ai/paint"}, "heron-ai/paint", Relation.DERIVED),
        (
            {"ss_network_module": "networks.lora", "ss_sd_model_name": "heron-ai/paint"},
            "heron-ai/paint",
            Relation.ADAPTER,
        ),
        ({"base_model": "heron-ai/paint"}, "heron-ai/paint", Relation.DERIVED),
        ({"modelspec.merged_from": "heron-ai/paint"}, "heron-ai/paint", Relation.MERGE),
    ],
)
def test_bases_in_safetensors(tmp_path: Path, metadata: dict[str, str], base: str, relation: Relation) -> None:
    snapshot = _audited(_write(tmp_path / "wren.safetensors", safetensors({"license": "mit"} | metadata)), tmp_path)
    assert snapshot.evidence.subject is not None
    assert [(item.id, item.relation) for item in snapshot.evidence.subject.bases] == [(base, relation)]


def test_a_family_that_a_trainer_notes_is_seen(tmp_path: Path) -> None:
    metadata = {"modelspec.architecture": "flux-1-dev/lora", "modelspec.license": "apache-2.0"}
    model = _audited(_write(tmp_path / "wren.safetensors", safetensors(metadata)), tmp_path)
    assert model.evidence.subject is not None
    (base,) = model.evidence.subject.bases
    assert (base.family, base.relation, base.evidence) == ("flux", Relation.ADAPTER, LineageEvidence.INFERRED)
    assert model.decision.outcome is not Outcome.APPROVED


def test_data_in_gguf(tmp_path: Path) -> None:
    fields = {
        "general.license": "mit",
        "general.dataset.0.repo_url": "https://huggingface.co/datasets/heron-ai/talks",
        "general.dataset.0.name": "Talks",
        "general.dataset.1.name": "Heron Notes",
        "general.datasets": ["heron-ai/letters"],
    }
    model = _audited(_write(tmp_path / "wren.gguf", gguf(fields)), tmp_path)
    assert model.evidence.subject is not None
    found = {item.id for item in model.evidence.subject.datasets}
    assert found == {"heron-ai/talks", "Heron Notes", "heron-ai/letters"}


def test_a_bundle_replays_a_file_without_the_disk(tmp_path: Path) -> None:
    path = _write(tmp_path / "disk" / "wren.gguf", gguf({"general.license": "cc-by-nc-4.0"}))
    world = tmp_path / "world"
    world.mkdir()
    collected = fetch_all([ModelRef(kind=RefKind.FOLDER, id=str(path))], WithFolders(open_archive(world)))
    bundle = tmp_path / "evidence.zip"
    bundle.write_bytes(write_bundle(collected))
    assert str(tmp_path).encode() not in bundle.read_bytes(), "where it lies is nobody's business"
    path.unlink()
    held = open_archive(bundle)
    (ref,) = held.references()
    (model,) = audit([ref], WithFolders(held), standards()).models
    assert model.decision.outcome is Outcome.DENIED
    assert model.evidence.subject is not None
    assert model.evidence.subject.id == "wren.gguf"


def test_a_file_in_the_hubs_cache_is_of_its_repository(tmp_path: Path) -> None:
    sha = "ab12" * 10
    snapshots = tmp_path / "models--heron-ai--chat" / "snapshots" / sha
    path = _write(snapshots / "wren.gguf", gguf({}), README__md="---\nlicense: mit\n---\n")
    found = _read(path)
    assert (found.id, found.sha, found.issues) == ("heron-ai/chat", sha, ())
