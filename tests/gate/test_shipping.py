"""How a repository has a model: fetched by its users, tracked, or in an image."""

from __future__ import annotations

import pytest

from auditor.files.promises import load_promises
from auditor.gate.own_license import OwnFiles
from auditor.gate.shipping import had_at, scripts_run, tied
from auditor.schema.place import Place

DOWNLOADS = load_promises().downloads
DOCKERFILE = """FROM python:3.12
ENV MODEL=heron-ai/env
RUN pip install huggingface_hub && \\
    # a remark
    hf download heron-ai/chat
ADD https://huggingface.co/heron-ai/chat/resolve/main/model.gguf /m/
RUN python scripts/fetch.py --all
CMD ["vllm", "serve", "heron-ai/chat"]
RUN <<EOF
hf download heron-ai/here
EOF
ENTRYPOINT ["serve", \\
  "heron-ai/late"]
"""
WORKFLOW = "jobs:\n  a:\n    steps:\n      - run: hf download heron-ai/chat\n      - uses: {}\n"
COMPOSE = """services:
  a:
    build:
      dockerfile_inline: |
        FROM python
        RUN hf download heron-ai/chat
    command: serve heron-ai/chat
"""


def had(file: str, line: int, text: str) -> str:
    return had_at(Place(file=file, line=line), OwnFiles(builds={file: text}), DOWNLOADS, frozenset())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (2, "fetched"),
        (3, "in-image"),
        (5, "in-image"),
        (6, "in-image"),
        (8, "fetched"),
        (10, "in-image"),
        (13, "fetched"),
    ],
)
def test_what_a_dockerfile_does_while_it_builds_is_in_the_image(line: int, expected: str) -> None:
    assert had("docker/Dockerfile.gpu", line, DOCKERFILE) == expected


def test_a_workflow_that_publishes_what_it_downloads_does_so_too() -> None:
    assert had(".github/workflows/a.yml", 4, WORKFLOW.format("docker/build-push-action@v6")) == "in-image"
    assert had(".github/workflows/a.yml", 4, WORKFLOW.format("actions/setup-python@v5")) == "fetched"
    assert had(".github/workflows/a.yml", 5, WORKFLOW.format("docker/build-push-action@v6")) == "fetched"
    assert had("compose.yaml", 6, COMPOSE) == "in-image"
    assert had("compose.yaml", 7, COMPOSE) == "fetched"
    assert had("app.py", 900, "") == "fetched"


def test_a_script_that_a_dockerfile_runs_is_run_into_the_image() -> None:
    files = OwnFiles(builds={"Dockerfile": DOCKERFILE})
    assert had_at(Place(file="scripts/fetch.py", line=4), files, DOWNLOADS, scripts_run(files)) == "in-image"
    assert had_at(Place(file="app.py", line=4), files, DOWNLOADS, scripts_run(files)) == "fetched"


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("weights/heron-ai/chat-nc/model.safetensors", "heron-ai/chat-nc"),
        ("models--heron-ai--chat-nc/snapshots/abc/model.safetensors", "heron-ai/chat-nc"),
        ("weights/Heron-AI_chat-nc/model.bin", "heron-ai/chat-nc"),
        ("weights/chat-nc/model.safetensors", "heron-ai/chat-nc"),
        ("weights/chat-nc.Q4_K_M.gguf", "heron-ai/chat-nc"),
        ("tuned/adapter_model.safetensors", "heron-ai/base"),
        ("other/model.safetensors", "egret/unknown"),
        ("weights/chat-ncx/model.safetensors", ""),
        ("weights/twice/model.onnx", ""),
        ("model.onnx", ""),
    ],
)
def test_weights_are_tied_to_a_model_by_path_configuration_or_name(file: str, expected: str) -> None:
    named = {"tuned": "Heron-AI/Base", "other": "egret/unknown"}
    models = ["heron-ai/chat-nc", "heron-ai/base", "heron-ai/twice", "egret/twice"]
    assert tied(OwnFiles(weights=(file,), named=named), models, {}) == {file: expected}


def test_a_folder_that_was_audited_holds_its_model() -> None:
    files = OwnFiles(weights=("models/own/model.gguf", "models/owner/model.gguf"))
    assert tied(files, [], {"models/own": "own"}) == {"models/own/model.gguf": "own", "models/owner/model.gguf": ""}
