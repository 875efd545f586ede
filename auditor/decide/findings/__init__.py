"""What is wrong with a model's papers. The table is written by hand; a test holds it against policies/findings.yaml."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.decide.findings import access, data, licenses, lineage
from auditor.decide.findings.rule import Rule
from auditor.schema.decision import Finding, FindingKind
from auditor.schema.evidence import Dossier
from auditor.schema.verdict import Openness

MAX_CITATIONS = 8

RULES: dict[str, Rule] = {
    "license-missing": licenses.license_missing,
    "license-unresolved": licenses.license_unresolved,
    "license-list-ambiguous": licenses.license_list_ambiguous,
    "license-tag-mismatch": licenses.license_tag_mismatch,
    "restricted-under-permissive-tag": licenses.restricted_under_permissive_tag,
    "license-text-missing": licenses.license_text_missing,
    "upstream-terms-dropped": lineage.upstream_terms_dropped,
    "lineage-unresolved": lineage.lineage_unresolved,
    "data-non-commercial": data.data_non_commercial,
    "weights-missing": access.weights_missing,
    "gated-model": access.gated_model,
    "repository-disabled": access.repository_disabled,
    "front-matter-invalid": access.front_matter_invalid,
}


def find(dossier: Dossier, openness: Openness, kinds: Mapping[str, FindingKind]) -> tuple[Finding, ...]:
    """Every finding on the subject, in the order of the table. Without a subject there is none to make."""
    if dossier.subject is None:
        return ()
    return tuple(
        Finding(
            id=name,
            level=kinds[name].level,
            message=message,
            citations=tuple(dict.fromkeys(citations))[:MAX_CITATIONS],
            how_to_fix=kinds[name].how_to_fix,
        )
        for name, rule in RULES.items()
        for message, citations in rule(dossier, dossier.subject, openness)
    )
