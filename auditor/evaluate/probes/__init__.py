"""One file a kind of question. The table is written by hand; a test compares it with the folder."""

from __future__ import annotations

from types import ModuleType

from auditor.evaluate.probes import (
    approved_license,
    card_section,
    code_terms,
    component_terms,
    dataset_terms,
    declared_datasets,
    files,
    inference_code,
    inherited_data,
    license_identity,
    license_text,
    links_alive,
    model_card,
    paper,
    permission,
    restrictions,
    upstream_terms,
    weights,
)

PROBES: dict[str, ModuleType] = {
    "approved-license": approved_license,
    "card-section": card_section,
    "code-terms": code_terms,
    "component-terms": component_terms,
    "dataset-terms": dataset_terms,
    "declared-datasets": declared_datasets,
    "files": files,
    "inference-code": inference_code,
    "inherited-data": inherited_data,
    "license-identity": license_identity,
    "license-text": license_text,
    "links-alive": links_alive,
    "model-card": model_card,
    "paper": paper,
    "permission": permission,
    "restrictions": restrictions,
    "upstream-terms": upstream_terms,
    "weights": weights,
}
