"""The audit from a bundle and from a folder is the audit that was made online, byte for byte, trouble included."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.fetch.archive import open_archive, write_bundle, write_folder
from auditor.fetch.hub import HubSource
from auditor.fetch.source import Source
from auditor.parse.references import parse_reference
from auditor.pipeline import audit, fetch_all
from auditor.report.json import render
from auditor.schema.reference import ModelRef
from auditor.standards import Standards, load_standards, now
from tests.replica import HubReplica

Make = Callable[..., HubSource]
SPAN = ("HuggingFaceH4/zephyr-7b-beta", "deepseek-ai/DeepSeek-R1-Distill-Llama-8B", "allenai/OLMo-7B")
TROUBLED = {
    "a gated model": "meta-llama/Llama-2-7b-hf",
    "a gated base": "auditor-fixtures/gemma-finetune-apache",
    "a missing base": "tloen/alpaca-lora-7b",
    "a missing dataset": "jameslahm/yolov10n",
    "a gated dataset": "bigcode/starcoder2-15b",
    "a renamed base": "lllyasviel/control_v11p_sd15_canny",
    "an old name": "gpt2",
    "another case": "thebloke/llama-2-7b-gguf",
    "a disabled model": "ykilcher/gpt-4chan",
    "a missing model": "o/absent",
    "a missing revision": "gpt2@v9",
    "a revision": "mistralai/Mistral-7B-v0.1@main",
    "a commit": "mistralai/Mistral-7B-v0.1@27d67f1b5f57dc0953326b2601d68371d40ea8da",
    "a circle": "auditor-fixtures/cycle-a",
    "a hostile card": "auditor-fixtures/hostile-card",
    "a card that is no YAML": "auditor-fixtures/not-yaml",
}


@pytest.fixture(scope="module")
def standards() -> Standards:
    return load_standards()


@pytest.fixture(autouse=True)
def _epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")


def _json(refs: list[ModelRef], source: Source, standards: Standards) -> str:
    return render(audit(refs, source, standards))


def _three_ways(refs: list[ModelRef], hub: HubReplica, make: Make, place: Path, standards: Standards) -> list[str]:
    online = make(hub, now=now())
    collected = fetch_all(refs, make(hub, now=now()))
    bundle, folder = place / "evidence.zip", place / "evidence"
    bundle.write_bytes(write_bundle(collected))
    write_folder(collected, folder)
    first = _json(refs, online, standards)
    hub.reset()
    made = [first, *(_json(refs, open_archive(path), standards) for path in (bundle, folder))]
    assert hub.requests == []
    return made


@pytest.mark.parametrize("name", [*SPAN, *TROUBLED.values()], ids=[*SPAN, *TROUBLED])
def test_one_model(hub: HubReplica, source_of: Make, tmp_path: Path, standards: Standards, name: str) -> None:
    online, bundle, folder = _three_ways([parse_reference(name)], hub, source_of, tmp_path, standards)
    assert bundle == online
    assert folder == online
    assert json.loads(online)["models"][0]["reference"] == name
    assert "internal-error" not in online
    assert str(tmp_path) not in online


def test_all_of_them_at_once(hub: HubReplica, source_of: Make, tmp_path: Path, standards: Standards) -> None:
    refs = [parse_reference(name) for name in (*SPAN, *TROUBLED.values())]
    online, bundle, folder = _three_ways(refs, hub, source_of, tmp_path, standards)
    assert bundle == online
    assert folder == online


def test_trouble_of_one_model_is_not_trouble_of_another(
    source_of: Make, record: Callable[..., Path], tmp_path: Path, standards: Standards
) -> None:
    """A base too far away for one model and near for another; a model and a missing dataset of one name."""
    for i in range(20):
        front = (
            f"---\nlicense: mit\nbase_model: o/m{i + 1}\ndatasets: o/m{i}\n---\n"
            if i < 19
            else "---\nlicense: mit\n---\n"
        )
        world = record(f"o/m{i}", {"README.md": front})
    with HubReplica(world) as hub:
        refs = [ModelRef(id="o/m0"), ModelRef(id="o/m10")]
        online, bundle, folder = _three_ways(refs, hub, source_of, tmp_path, standards)
    assert bundle == online
    assert folder == online
    assert "depth-limit" in online


def test_offline_from_the_cache_is_the_same_too(hub: HubReplica, source_of: Make, standards: Standards) -> None:
    refs = [parse_reference(name) for name in (SPAN[0], "gpt2", "auditor-fixtures/cycle-a")]
    online = _json(refs, source_of(hub, now=now()), standards)
    hub.reset()
    assert _json(refs, source_of(hub, offline=True), standards) == online
    assert hub.requests == []


def test_half_a_surrogate_pair_in_the_metadata_does_not_crash_the_audit(
    source_of: Make, record: Callable[..., Path], standards: Standards
) -> None:
    with HubReplica(record("o/m", {"README.md": "x"}, tags=["license:mit", "\ud83d", "base_model:\ud83d/x"])) as hub:
        made = _json([ModelRef(id="o/m")], source_of(hub), standards)
    assert "internal-error" not in made
