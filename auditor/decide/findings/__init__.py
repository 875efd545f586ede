"""What is wrong with a model's papers. The table is written by hand; a test holds it against policies/findings.yaml."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from auditor.decide.findings import (
    access,
    data,
    derivation,
    licenses,
    lifetime,
    lineage,
    offered,
    promised,
    reserved,
    texts,
)
from auditor.decide.findings import openness as claims
from auditor.decide.findings.pinned import READING_STALE, reading_stale
from auditor.decide.findings.rule import Raised, Rule
from auditor.schema.decision import Finding, FindingKind
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.lifecycle import Availability
from auditor.schema.pin import Pin
from auditor.schema.verdict import Openness

MAX_CITATIONS = 8
MAX_NAME = 300

RULES: dict[str, Rule] = {
    "license-missing": licenses.license_missing,
    "license-unresolved": licenses.license_unresolved,
    "license-list-ambiguous": licenses.license_list_ambiguous,
    "license-tag-mismatch": licenses.license_tag_mismatch,
    "restricted-under-permissive-tag": licenses.restricted_under_permissive_tag,
    "license-text-missing": licenses.license_text_missing,
    "license-modified": texts.license_modified,
    "terms-unread": texts.terms_unread,
    "card-language-unread": texts.card_language_unread,
    "license-link-elsewhere": texts.license_link_elsewhere,
    "copyright-line-missing": texts.copyright_line_missing,
    "upstream-terms-dropped": lineage.upstream_terms_dropped,
    "upstream-incompatible": derivation.upstream_incompatible,
    "quantized-relicensed": derivation.quantized_relicensed,
    "merge-conflict": derivation.merge_conflict,
    "name-prefix-missing": derivation.name_prefix_missing,
    "notice-missing": derivation.notice_missing,
    "lineage-undeclared": lineage.lineage_undeclared,
    "lineage-unresolved": lineage.lineage_unresolved,
    "lineage-cycle": lineage.lineage_cycle,
    "data-non-commercial": data.data_non_commercial,
    "data-share-alike": data.data_share_alike,
    "data-license-unknown": data.data_license_unknown,
    "data-unavailable": data.data_unavailable,
    "data-model-generated": data.data_model_generated,
    "open-source-claim": claims.open_source_claim,
    "gated-but-open": claims.gated_but_open,
    "region-excluded": reserved.region_excluded,
    "mutable-terms": reserved.mutable_terms,
    "training-code-hollow": claims.training_code_hollow,
    "data-section-placeholder": promised.data_section_placeholder,
    "promise-overdue": promised.promise_overdue,
    "weights-missing": access.weights_missing,
    "gated-model": access.gated_model,
    "repository-disabled": access.repository_disabled,
    "front-matter-invalid": access.front_matter_invalid,
    "system-undescribed": offered.system_undescribed,
    "open-model-hosted": offered.open_model_hosted,
    "inputs-train-models": offered.inputs_train_models,
}

OF_LIFE: dict[str, Callable[[Repository, Availability], list[Raised]]] = {
    "model-retired": lifetime.model_retired,
    "model-retiring": lifetime.model_retiring,
}
"""Asked of closed models alone, as they stand on the day of the audit."""


def find(
    dossier: Dossier,
    openness: Openness,
    kinds: Mapping[str, FindingKind],
    availability: Availability | None,
    stale: Sequence[Pin] = (),
) -> tuple[Finding, ...]:
    """Every finding on the subject, in the order of the tables. Without a subject there is none to make.

    `availability` is how a closed model stands on the day of the audit; None for any other. `stale` are readings that
    the policy pins, of facts that the catalog reads otherwise by now.
    """
    subject = dossier.subject
    if subject is None:
        return ()
    return tuple(
        Finding(
            id=name,
            level=kinds[name].level,
            message=raised.message,
            citations=tuple(dict.fromkeys(raised.citations))[:MAX_CITATIONS],
            how_to_fix=kinds[name].how_to_fix,
            license=raised.license,
            clause=raised.clause,
            row=raised.row,
            binds=raised.binds or subject.id,
            names=tuple(name[:MAX_NAME] for name in raised.names),
            pinned=raised.pinned,
        )
        for name, raised in (*_raised(dossier, subject, openness, availability), *_stale(dossier, stale))
    )


def _raised(
    dossier: Dossier, subject: Repository, openness: Openness, availability: Availability | None
) -> Iterator[tuple[str, Raised]]:
    for name, rule in RULES.items():
        yield from ((name, raised) for raised in rule(dossier, subject, openness))
    if availability is not None:
        for name, of_life in OF_LIFE.items():
            yield from ((name, raised) for raised in of_life(subject, availability))


def _stale(dossier: Dossier, stale: Sequence[Pin]) -> Iterator[tuple[str, Raised]]:
    yield from ((READING_STALE, raised) for raised in reading_stale(dossier, stale))
