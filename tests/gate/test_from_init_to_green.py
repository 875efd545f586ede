"""Everything that a repository uses, from init to green, as a new user lives through it; discovery is the real one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.builders import MIT
from tests.gate.conftest import Desk, ids
from tests.weights import gguf

SHA = "a" * 40
BEFORE = 1_767_600_000  # 2026-01-05, when no end of gpt-4o was near
CARD = "---\nlicense: mit\n---\n# A model\n"
ADAPTER = "---\nlicense: mit\nbase_model: heron-ai/chat\n---\n# An adapter\n"
APP = """import os

from anthropic import Anthropic
from llama_cpp import Llama
from openai import OpenAI
from sentence_transformers import SentenceTransformer

MODEL = "gpt-4o"


def answer(question):
    return OpenAI().chat.completions.create(model=MODEL, messages=[question])


def second(question):
    return Anthropic().messages.create(model="claude-2.1", max_tokens=99, messages=[question])


embedder = SentenceTransformer(os.environ["EMBEDDER"])
local = Llama(model_path="weights/kestrel.gguf")
"""
COMPOSE = """services:
  vllm:
    image: vllm/vllm-openai:v0.6.3
    command: >
      --model heron-ai/chat
      --enable-lora
      --lora-modules sql=heron-ai/chat-sql
"""


def test_from_init_to_green(desk: Desk) -> None:
    for name in ("heron-ai/chat", "heron-ai/small"):
        desk.put(name, SHA, {"README.md": CARD, "LICENSE": MIT})
    desk.put("heron-ai/chat-sql", SHA, {"README.md": ADAPTER, "LICENSE": MIT})
    desk.write("LICENSE", MIT)
    desk.write("compose.yaml", COMPOSE)
    desk.write("service/app.py", APP)
    weights = desk.write("weights/kestrel.gguf", "")
    weights.write_bytes(gguf({"general.name": "Kestrel", "general.license": "cc-by-nc-4.0"}))
    desk.on(BEFORE)

    assert desk.auditor("discover") == 0
    assert "2 model, 2 api_model, 1 dynamic, 1 local_or_url" in desk.out
    assert "(likely)" in desk.out
    assert desk.auditor("init") == 0
    assert "models.yaml: 4 entries." in desk.out
    assert "2 references name no model that can be audited" in desk.out
    manifest = Path("models.yaml")
    text = manifest.read_text()
    assert '- model: "anthropic:claude-2.1"' in text
    code, audit = desk.audit()
    assert (code, outcomes(audit)["anthropic:claude-2.1"]) == (11, "denied")
    assert {"reference-unaudited", "weights-unnamed"} <= set(ids(audit))
    assert "repository-license-conflict" not in ids(audit), "a provider's terms are no part of the repository"

    # What init wrote in comments is right once its marks are taken away; the variable is for a person to say.
    own = '  # - reference: weights/kestrel.gguf\n  #   stands_for: ["./weights/kestrel.gguf"]\n'
    variable = "  # - reference: \"os.environ['EMBEDDER']\"\n  #   stands_for: [org/name]\n"
    assert own in text
    assert variable in text
    for marked in (own, variable):
        text = text.replace(marked, marked.replace("  # - ", "  - ").replace("  #   ", "    "))
    manifest.write_text(text.replace("[org/name]", "[heron-ai/small]"))
    code, audit = desk.audit()
    assert (code, outcomes(audit)["kestrel.gguf"]) == (11, "denied")
    [found] = [item for item in audit["gate"] if item["id"] == "repository-license-conflict"]
    assert found["place"]["file"] == "weights/kestrel.gguf"
    assert found["message"].startswith(
        "MIT (LICENSE:1, paragraph 1) lets anyone use this repository commercially; kestrel.gguf does not (CC-BY-NC-4.0"
    )
    assert audit["summary"]["references"]["unsettled"] == 0
    assert "the header of the weights names it" in desk.out
    assert "claude-opus-4-8 is named to follow it" in desk.out

    # The advice is followed: the successor, in code and manifest, and weights under terms that go with MIT.
    for path in (manifest, desk.root / "service/app.py"):
        path.write_text(path.read_text().replace("claude-2.1", "claude-opus-4-8"))
    weights.write_bytes(gguf({"general.name": "Kestrel", "general.license": "mit"}))
    code, audit = desk.audit()
    assert (code, set(ids(audit))) == (10, {"revision-unpinned"})
    assert outcomes(audit) == {
        "anthropic:claude-opus-4-8": "conditional",
        "heron-ai/chat": "approved",
        "heron-ai/chat-sql": "approved",
        "heron-ai/small": "approved",
        "kestrel.gguf": "approved",
        "openai:gpt-4o": "conditional",
    }
    assert desk.auditor("check", "--accept-conditions") == 0
    assert "6 references in its files: 4 audited, 2 declared." in desk.out

    assert desk.auditor("lock") == 0
    assert desk.auditor("check", "--locked", "--accept-conditions") == 0
    weights.write_bytes(gguf({"general.name": "Kestrel", "general.license": "cc-by-nc-4.0"}))
    assert desk.auditor("check", "--locked", "--accept-conditions") == 11, "a file is judged as it is today"


def outcomes(audit: Any) -> dict[str, str]:
    """What became of each model."""
    return {model["id"] or model["reference"]: model["decision"]["outcome"] for model in audit["models"]}
