"""No green by emptiness: what is taken away from being audited never makes a run pass; a story from init to green."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.decide.summary import summarize
from auditor.files.manifest import Declared
from auditor.gate.plan import plan
from auditor.schema.discovery import Certainty, Discovery, Found, FoundType, RepositoryPart
from auditor.schema.policy import DiscoveryRules
from tests.builders import MIT, standards
from tests.gate.conftest import Desk, ids

SHA = "a" * 40
FREE = "---\nlicense: mit\n---\n# A model\n"
APP = """import os
from openai import OpenAI
from transformers import AutoModel
OpenAI().chat.completions.create(model="gpt-4o", messages=[])
AutoModel.from_pretrained(os.environ["EMBEDDER"])
"""
SERVE = "vllm serve heron-ai/chat --enable-lora --lora-modules sql=heron-ai/chat-sql\n"
BEFORE = 1_767_600_000  # 2026-01-05, when no end of the closed model was near
DYNAMIC = 'import os\nfrom transformers import AutoModel\nAutoModel.from_pretrained(os.environ["M"])\n'


def found(reference: str, kind: FoundType, file: str, line: int, **more: Any) -> Found:
    return Found(file=file, line=line, kind="py_pipeline", type=kind, reference=reference, **more)


@pytest.fixture
def discovered(monkeypatch: pytest.MonkeyPatch) -> list[Found]:
    """What discovery finds, given by the test."""
    listed: list[Found] = []
    monkeypatch.setattr("auditor.gate.uses.discover_tree", lambda *_: Discovery(found=tuple(listed), files=1))
    return listed


@pytest.mark.parametrize("manifest", [None, "models: []\n"])
def test_a_folder_whose_only_reference_is_dynamic_does_not_pass(desk: Desk, manifest: str | None) -> None:
    desk.write("app.py", DYNAMIC)
    if manifest:
        desk.write("models.yaml", manifest)
    code, audit = desk.audit()
    assert (code, ids(audit)) == (10, ["reference-unaudited"])
    assert audit["summary"]["references"]["unsettled"] == 1
    assert desk.auditor("check") == 10
    assert "1 reference in its files: 0 audited, 1 neither audited nor declared." in desk.out


def test_what_stands_in_documents_alone_is_nothing_to_audit_and_is_said(desk: Desk) -> None:
    desk.write("README.md", f"# Ours\n\n```python\n{DYNAMIC}```\n")
    assert desk.auditor("check") == 3
    assert "In documentation alone, and so not counted under this policy: `os.environ['M']`" in desk.err
    desk.write("models.yaml", "models: []\n")
    code, audit = desk.audit()
    assert (code, ids(audit)) == (0, ["reference-uncounted"])
    assert desk.auditor("check") == 0
    assert "1 not counted under this policy" in desk.out


def test_a_company_s_policy_lets_documents_and_tests_count(desk: Desk) -> None:
    rules = "discovery: {counts: [ships, tests, examples, docs]}"
    desk.write("own.yaml", f"policy: own\ntitle: Ours\nextends: commercial\n{rules}\n")
    desk.write("tests/test_app.py", DYNAMIC)
    desk.write("models.yaml", "models: []\n")
    assert desk.audit()[0] == 0
    assert desk.audit("--policy", "own.yaml")[0] == 10


LESS: list[dict[str, Any]] = [{"type": kind} for kind in FoundType if kind is not FoundType.MODEL_PAGE]
LESS.append({"certainty": Certainty.POSSIBLE})


@pytest.mark.parametrize("part", RepositoryPart)
@pytest.mark.parametrize("counts", [(RepositoryPart.SHIPS,), tuple(RepositoryPart)])
@pytest.mark.parametrize("declared", [None, Declared(Path("models.yaml"), "models.yaml", ())])
def test_what_is_taken_away_from_being_audited_never_makes_a_run_pass(
    part: RepositoryPart, counts: tuple[RepositoryPart, ...], declared: Declared | None
) -> None:
    """What is no longer audited is a finding by itself, where its part counts; outcomes of models only add to it."""
    held = standards()
    held = replace(held, policy=held.policy.model_copy(update={"discovery": DiscoveryRules(counts=counts)}))
    whole = [
        found("heron-ai/chat", FoundType.MODEL, "a.py", 1, part=part),
        found("openai/gpt-4o", FoundType.API_MODEL, "a.py", 2, part=part),
        found("heron-ai/texts", FoundType.DATASET, "a.py", 3, part=part),
    ]

    def left(items: list[Found]) -> tuple[int, int]:
        made = plan(declared, Discovery(found=tuple(items)), held)
        return len(made.targets), summarize((), False, made.findings).exit_code

    targets, _ = left(whole)
    for number, item in enumerate(whole):
        for change in LESS:
            less = item.model_copy(update=change)
            now, code = left([*whole[:number], less, *whole[number + 1 :]])
            assert now == targets or code != 0 or part not in counts, less


def test_from_init_to_green(desk: Desk, discovered: list[Found]) -> None:
    for name in ("heron-ai/chat", "heron-ai/chat-sql", "heron-ai/small"):
        desk.put(name, SHA, {"README.md": FREE, "LICENSE": MIT})
    desk.write("app.py", APP)
    desk.write("serve.sh", SERVE)
    discovered += [
        found("openai/gpt-4o", FoundType.API_MODEL, "app.py", 4),
        found("os.environ['EMBEDDER']", FoundType.DYNAMIC, "app.py", 5),
        found("heronai/gpt-9", FoundType.API_MODEL, "app.py", 6),
        found("heron-ai/chat", FoundType.MODEL, "serve.sh", 1),
        found("heron-ai/chat-sql", FoundType.MODEL, "serve.sh", 1),
    ]
    desk.on(BEFORE)
    assert desk.auditor("check", "--accept-conditions") == 10, "what cannot be seen is never approved"

    assert desk.auditor("init") == 0
    assert "models.yaml: 3 entries." in desk.out
    assert "2 references name no model that can be audited" in desk.out
    text = Path("models.yaml").read_text()
    assert '- model: "openai:gpt-4o"' in text
    code, audit = desk.audit("--accept-conditions")
    assert (code, sorted(set(ids(audit)))) == (10, ["model-undescribed", "reference-unaudited", "revision-unpinned"])

    for written, meant in {
        "os.environ['EMBEDDER']": "    stands_for: [heron-ai/small]",
        "heronai:gpt-9": "    reason: a preview that only our tests of load call\n    approver: jane@example.com",
    }.items():
        marked = f"  # - reference: {json.dumps(written)}\n  #   stands_for: [org/name]\n"
        assert marked in text
        text = text.replace(marked, f"  - reference: {json.dumps(written)}\n{meant}\n")
    Path("models.yaml").write_text(text)
    code, audit = desk.audit("--accept-conditions")
    assert (code, set(ids(audit))) == (0, {"revision-unpinned"})
    assert [model["reference"] for model in audit["models"]] == [
        "heron-ai/chat",
        "heron-ai/chat-sql",
        "openai:gpt-4o",
        "heron-ai/small",
    ]
    tally = audit["summary"]["references"]
    assert (tally["audited"], tally["declared"], tally["unsettled"]) == (3, 2, 0)

    assert desk.auditor("lock") == 0
    assert "1 closed model has no commit and is not locked" in desk.out
    assert desk.auditor("check", "--locked", "--accept-conditions") == 0
    desk.write("audit.json", json.dumps(audit))
    discovered.append(found("os.environ['EMBEDDER']", FoundType.DYNAMIC, "other.py", 5))
    assert desk.auditor("check", "--accept-conditions") == 0, "it is declared for every file"
    discovered.append(found("os.environ['OTHER']", FoundType.DYNAMIC, "other.py", 6))
    assert desk.auditor("check", "--accept-conditions", "--baseline", "audit.json") == 10
