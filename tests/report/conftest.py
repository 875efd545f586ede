"""Audits to render: the whole menagerie, a few of it, the hostile card, and one whose every word is hostile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.fetch.archive import open_archive
from auditor.fetch.folder import WithFolders
from auditor.fetch.modelscope import ModelScopeSource
from auditor.fetch.ollama import OllamaSource
from auditor.fetch.registries import WithRegistries
from auditor.parse.references import parse_reference
from auditor.pipeline import audit as make_audit
from auditor.report.json import render
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.decision import Level, Outcome
from auditor.schema.gate import GateFinding
from auditor.schema.pin import Pin
from auditor.schema.place import Place
from auditor.schema.reference import RefKind
from auditor.schema.waiver import Waiver, WaiverReason
from auditor.standards import load_standards
from tests.conftest import QUICK
from tests.registry_replicas import ModelScopeReplica, OllamaReplica
from tests.report.renderings import HOSTILE, RENDERINGS, digest
from tests.weights import gguf

HUB = Path(__file__).parents[2] / "fixtures" / "hub"
# Fields that hold words from the Hub. Purls, hashes, ids of models and words from our own tables are checked elsewhere.
WORDS = {"message", "quote", "written", "title", "words", "text", "reason", "how_to_fix", "do", "ask", "clause", "hint"}
NAMES = {"declared", "would_change", "gate_prompt", "comment", "approver", "before", "after", "reference", "owner"} | {
    *("names", "binds", "row", "by", "note"),
}


def _few(*names: str) -> Audit:
    references = [parse_reference(name) for name in names]
    return make_audit(references, open_archive(HUB), load_standards())


@pytest.fixture(scope="session")
def menagerie() -> Audit:
    """Every model of the menagerie."""
    source = open_archive(HUB)
    return make_audit(list(source.references()), source, load_standards())


@pytest.fixture(scope="session")
def registries(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """What is not of the Hub: a file, models of other registries, one of each that cannot be had."""
    root = tmp_path_factory.mktemp("elsewhere")
    (root / "wren.gguf").write_bytes(gguf({"general.license": "mit", "general.base_model.0.name": "Wren Base"}))
    with OllamaReplica() as ollama, ModelScopeReplica() as scope:
        ollama.add("heron-ai/chat:8b", [("model", gguf({"general.license": "mit"})), ("license", b"For everybody.")])
        scope.add("models/heron-ai/chat", {"README.md": "---\nlicense: mit\n---\n", "model.safetensors": "w"})
        scope.add("datasets/heron-ai/talks", {"README.md": "---\nlicense: mit\n---\n"})
        others = {
            RefKind.OLLAMA: OllamaSource(endpoint=ollama.endpoint, limits=QUICK),
            RefKind.MODELSCOPE: ModelScopeSource(endpoint=scope.endpoint, limits=QUICK),
        }
        names = ["wren.gguf", "absent.onnx"]
        named = [parse_reference(str(root / name)) for name in names]
        named += [parse_reference(f"ollama:{name}") for name in ("heron-ai/chat:8b", "heron-ai/gone:8b")]
        named += [parse_reference(f"modelscope:{name}") for name in ("heron-ai/chat", "heron-ai/gone")]
        named.append(parse_reference("modelscope:datasets/heron-ai/talks"))
        source = WithFolders(WithRegistries(open_archive(root), others))
        return make_audit(named, source, load_standards())


@pytest.fixture(scope="session")
def few() -> Audit:
    """One of each: tuned, quantized, denied, merged, with a base that is gone, circular, and gone itself."""
    return _few(
        "HuggingFaceH4/zephyr-7b-beta",
        "TheBloke/Llama-2-7B-GGUF",
        "stabilityai/stable-zero123",
        "00000-X/Dolphin-2.6-FC_Hermes-2-DPO",
        "tloen/alpaca-lora-7b",
        "auditor-fixtures/cycle-a",
        "nobody/nothing@0123456789abcdef0123456789abcdef01234567",
    )


def _pinned(model: ModelAudit) -> ModelAudit:
    """The model as if counsel had pinned all that speaks, is asked and is owed."""
    pin = Pin.model_validate(
        {"license": "MIT", "row": "obligations/other", "add": {"clause": "9", "note": "so"}, "by": "a.lawyer"}
        | {"on": "2026-01-31", "reason": "Counsel looked [here](http://evil.example)."}
    )
    said = model.decision
    blocks = {
        "reasons": said.reasons,
        "questions": said.questions,
        "duties": said.duties,
        "conditions": said.conditions,
    }
    pinned = {
        name: tuple(item.model_copy(update={"pinned": pin.pinned}) for item in items) for name, items in blocks.items()
    }
    return model.model_copy(update={"readings": (pin,), "decision": said.model_copy(update=pinned)})


@pytest.fixture(scope="session")
def gated(few: Audit) -> Audit:
    """The few as the gate sees them: named in a repository, one waived, one in the baseline, and drift in the lock."""
    waiver = Waiver(
        finding="any",
        model="org/*",
        reason=WaiverReason.LEGAL_ADVICE,
        comment="Counsel looked [here](http://evil.example).",
        approver="a.lawyer",
        expires=date(2027, 3, 31),
    )
    models = [model.model_copy(update={"named_at": (Place(file="src/a,b:c.py", line=4),)}) for model in few.models]
    waived = tuple(finding.model_copy(update={"waived": waiver}) for finding in models[0].findings)
    models[0] = models[0].model_copy(update={"findings": waived})
    models[1] = models[1].model_copy(update={"known": True, "named_at": ()})
    models[3] = _pinned(models[3])
    drift = GateFinding(
        id="some-drift",
        level=Level.ERROR,
        outcome=Outcome.DENIED,
        message="the text changed",
        how_to_fix="Read it again.",
        place=Place(file="models.lock", line=9),
        reference="org/model",
        before="one",
        after="another",
    )
    gate = (drift, drift.model_copy(update={"waived": waiver, "reference": None}))
    return few.model_copy(update={"models": tuple(models), "gate": gate})


@pytest.fixture(scope="session")
def hostile() -> Audit:
    """The card that tries what a card can try."""
    return _few("auditor-fixtures/hostile-card")


@pytest.fixture(scope="session")
def clean() -> Audit:
    """A model that nothing stands against."""
    return _few("Qwen/Qwen2.5-7B")


def _poison(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _poison(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_poison(item, key) for item in value]
    if isinstance(value, str) and value not in set(WaiverReason) and (key in WORDS or (key in NAMES and value)):
        return HOSTILE.replace("\ud800", "\ufffd")
    return value


@pytest.fixture(scope="session")
def poisoned(gated: Audit) -> Audit:
    """A few models in whose audit every word that could come from the Hub is hostile, as in a forged saved audit."""
    plain = _poison(json.loads(gated.model_dump_json()))
    for model in plain["models"]:
        for base in (model["evidence"]["subject"] or {"bases": []})["bases"]:
            base |= {"id": HOSTILE.replace("\ud800", "\ufffd"), "resolved": None}
    return Audit.model_validate(plain)


@pytest.fixture(scope="session")
def elsewhere(few: Audit, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The digest of every rendering of `few`, made by another process with another hash seed."""
    saved = tmp_path_factory.mktemp("saved") / "audit.json"
    saved.write_text(render(few), encoding="utf-8")
    command = [sys.executable, "-m", "tests.report.renderings", str(saved)]
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    made = subprocess.run(command, capture_output=True, env=environment, cwd=HUB.parents[1], check=True, text=True)
    found: dict[str, str] = json.loads(made.stdout)
    return found


@pytest.fixture(params=sorted(RENDERINGS))
def same_elsewhere(request: pytest.FixtureRequest, few: Audit, elsewhere: dict[str, str]) -> tuple[str, str]:
    """For each rendering, its digest here and elsewhere."""
    return digest(RENDERINGS[request.param](few)), elsewhere[request.param]


@pytest.fixture(scope="session")
def schemas() -> Path:
    """The official schemas, in the corpus that AUDITOR_CORPUS names."""
    corpus = os.environ.get("AUDITOR_CORPUS")
    if not corpus:
        pytest.skip("AUDITOR_CORPUS is not set, so the official schemas are not at hand")
    return Path(corpus) / "schemas"
