"""References to Ollama's registry and to ModelScope, and those that are no source yet."""

from __future__ import annotations

import pytest

from auditor.errors import ReferenceFormatError
from auditor.parse.references import parse_reference
from auditor.schema.exit_codes import ExitCode
from auditor.schema.reference import ModelRef, RefKind, RepoType, registry_of

DIGEST = "ab" * 32


@pytest.mark.parametrize(
    ("text", "repo_id", "revision"),
    [
        ("ollama:wren:8b", "ollama:wren:8b", None),
        ("ollama:wren", "ollama:wren:latest", None),
        ("ollama://wren:8b", "ollama:wren:8b", None),
        ("ollama:library/wren:8b", "ollama:wren:8b", None),
        ("ollama:heron-ai/chat:q4_K_M", "ollama:heron-ai/chat:q4_K_M", None),
        ("ollama:registry.ollama.ai/library/wren3.1", "ollama:wren3.1:latest", None),
        ("https://ollama.com/library/wren:8b", "ollama:wren:8b", None),
        ("https://ollama.com/heron-ai/chat", "ollama:heron-ai/chat:latest", None),
        ("https://ollama.com/library/wren/tags", "ollama:wren:latest", None),
        (f"ollama:wren:8b@sha256:{DIGEST}", "ollama:wren:8b", DIGEST),
        (f"ollama:wren:8b@{DIGEST.upper()}", "ollama:wren:8b", DIGEST),
    ],
)
def test_a_model_of_ollama(text: str, repo_id: str, revision: str | None) -> None:
    ref = parse_reference(text)
    assert ref == ModelRef(kind=RefKind.OLLAMA, id=repo_id, revision=revision)
    assert parse_reference(str(ref)) == ref
    assert registry_of(ref.id) is RefKind.OLLAMA


@pytest.mark.parametrize(
    ("text", "repo_type", "revision"),
    [
        ("modelscope:heron-ai/chat", RepoType.MODEL, None),
        ("modelscope:heron-ai/chat@v1.0", RepoType.MODEL, "v1.0"),
        ("ms://heron-ai/chat", RepoType.MODEL, None),
        ("https://modelscope.cn/models/heron-ai/chat", RepoType.MODEL, None),
        ("https://www.modelscope.cn/models/heron-ai/chat/summary?x=1", RepoType.MODEL, None),
        ("https://modelscope.cn/models/heron-ai/chat/resolve/v2/README.md", RepoType.MODEL, "v2"),
        ("modelscope:datasets/heron-ai/chat", RepoType.DATASET, None),
        ("ms://datasets/heron-ai/chat@master", RepoType.DATASET, "master"),
        ("https://modelscope.cn/datasets/heron-ai/chat/files", RepoType.DATASET, None),
        ("ollama:modelscope.cn/heron-ai/chat:Q4_K_M", RepoType.MODEL, None),
    ],
)
def test_a_repository_of_modelscope(text: str, repo_type: RepoType, revision: str | None) -> None:
    ref = parse_reference(text)
    made = ModelRef(kind=RefKind.MODELSCOPE, repo_type=repo_type, id="modelscope:heron-ai/chat", revision=revision)
    assert ref == made
    assert parse_reference(str(ref)) == ref


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ollama:", "no model of Ollama"),
        ("ollama:a/b/c/d", "no model of Ollama"),
        ("ollama:wren:a:b", "no model of Ollama"),
        ("ollama:../wren", "no model of Ollama"),
        ("ollama:my.host:5000/a/b:c", "`my.host:5000` is not Ollama's registry"),
        ("ollama:wren@sha256:abc", "no model of Ollama"),
        ("modelscope:wren", "no repository of ModelScope"),
        ("modelscope:a/b/c/d", "no repository of ModelScope"),
        ("modelscope:a/b@..", "no branch, tag or commit"),
        ("https://modelscope.cn/studios/a/b", "a page of ModelScope"),
    ],
)
def test_anything_else_of_theirs_is_refused(text: str, why: str) -> None:
    with pytest.raises(ReferenceFormatError, match=why):
        parse_reference(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kaggle:google/gemma/pyTorch/2b", "Kaggle"),
        ("https://www.kaggle.com/models/google/gemma", "Kaggle"),
        ("ngc:nvidia/nemo/wren", "NVIDIA NGC"),
        ("nvcr.io/nim/heron/chat:1.0", "NVIDIA NGC"),
        ("https://catalog.ngc.nvidia.com/orgs/nvidia/models/wren", "NVIDIA NGC"),
        ("https://github.com/heron-ai/chat/releases/download/v1/wren.gguf", "GitHub"),
        ("https://civitai.com/models/1", "Civitai"),
        ("s3://bucket/wren.gguf", "Object storage"),
        ("pvc+hf://claim/path", "Object storage"),
        ("oci://ghcr.io/heron-ai/chat", "OCI artifacts"),
    ],
)
def test_what_is_no_source_yet_is_said_with_the_way_round(text: str, name: str) -> None:
    with pytest.raises(ReferenceFormatError, match=f"{name} is not a source yet") as refused:
        parse_reference(text)
    assert refused.value.hint == "download the files and audit the folder: auditor audit ./folder"
    assert refused.value.exit_code is ExitCode.USAGE


def test_ids_of_the_hub_and_closed_systems_are_of_no_registry() -> None:
    assert [registry_of(name) for name in ("org/name", "openai:gpt-4o", "ollama", "ollamas:x")] == [None] * 4
