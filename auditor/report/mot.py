"""The Model Openness Tool's YAML (https://mot.isitopen.ai): one document a model, its components with their licenses.

A component that was not shown is "Component not included"; one that is there without stated terms is "License not
specified". The tool reads one release a file; documents of several models are parted by `---`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import yaml

from auditor.report.plain import inert
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.reading import CodeLink
from auditor.schema.snapshot import METADATA
from auditor.schema.verdict import MofComponent

_UNFOLDED = 1_000_000
_ABSENT = "Component not included"
_UNSTATED = "License not specified"


def render(audit: Audit) -> str:
    """One YAML document a model."""
    documents = [_document(model, audit) for model in audit.models]
    return yaml.safe_dump_all(documents, sort_keys=False, allow_unicode=True, width=_UNFOLDED)


def _document(model: ModelAudit, audit: Audit) -> dict[str, Any]:
    producer, _, name = inert(model.id or model.reference).rpartition("/")
    seen = model.retrieved_at or audit.generated_at
    github = [item.where for item in _code(model) if "github.com" in item.where and not item.generic]
    parts = model.openness.mof.components if model.openness.mof else ()
    return {
        "framework": {"name": "Model Openness Framework", "version": "1.0", "date": "2024-12-15"},
        "release": {
            "name": name,
            "version": inert(model.sha or ""),
            "date": seen.date().isoformat(),
            "type": "",
            "architecture": "",
            "origin": name,
            "producer": producer,
            "contact": "",
            "github": inert(github[0]) if github else "",
            "huggingface": f"https://huggingface.co/{quote(model.id)}"
            if producer and model.id and (model.purl or "").startswith("pkg:huggingface/")
            else "",
            "components": [_component(part) for part in parts],
        },
    }


def _component(part: MofComponent) -> dict[str, str]:
    cited = part.citation
    return {
        "name": inert(part.name),
        "description": inert(part.describes),
        "location": inert(cited.file) if cited and cited.file != METADATA else "",
        "license_name": inert(part.license or _UNSTATED) if part.shown else _ABSENT,
        "license_path": "",
    }


def _code(model: ModelAudit) -> tuple[CodeLink, ...]:
    return model.evidence.subject.reading.code if model.evidence.subject else ()
