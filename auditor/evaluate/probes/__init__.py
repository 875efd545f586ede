"""One file a kind of question. The table is written by hand; a test compares it with the folder."""

from __future__ import annotations

from types import ModuleType

from auditor.evaluate.probes import (
    approved_license,
    card_section,
    checkpoints,
    code_for,
    code_terms,
    component_terms,
    compute_described,
    data_described,
    data_sources,
    dataset_terms,
    evaluation_results,
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
    "checkpoints": checkpoints,
    "code-for": code_for,
    "code-terms": code_terms,
    "component-terms": component_terms,
    "compute-described": compute_described,
    "data-described": data_described,
    "data-sources": data_sources,
    "dataset-terms": dataset_terms,
    "evaluation-results": evaluation_results,
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
