"""What is not of the Hub in reports: called by its own name, with no address of the Hub's and no path of a disk."""

from __future__ import annotations

import pytest

from auditor.report.formats import FORMATS, Look
from auditor.report.parts.bill import collect
from auditor.schema.audit import Audit


def test_each_is_called_as_it_is_audited(registries: Audit) -> None:
    names = {part.name for part in collect(registries).parts.values()}
    assert names >= {
        *("wren.gguf", "absent.onnx", "ollama:heron-ai/chat:8b", "ollama:heron-ai/gone:8b"),
        *("modelscope:heron-ai/chat", "modelscope:heron-ai/gone", "Wren Base"),
    }


def test_package_urls_name_registry_and_digest(registries: Audit) -> None:
    urls = [model.purl for model in registries.models if model.purl]
    assert [url.partition("@")[0] for url in urls] == [
        "pkg:generic/wren.gguf",
        "pkg:generic/ollama:heron-ai/chat:8b",
        "pkg:generic/modelscope:heron-ai/chat",
        "pkg:generic/modelscope:datasets/heron-ai/talks",
    ]
    assert all(len(url.partition("@")[2]) == 64 for url in urls)


@pytest.mark.parametrize("form", FORMATS)
def test_no_address_of_the_hub_is_made_up(form: str, registries: Audit) -> None:
    text = FORMATS[form](registries, Look())
    for name in ("ollama", "modelscope", "heron-ai", "wren", "absent"):
        assert f"huggingface.co/{name}" not in text
