"""Findings about the training data, shown apart from the model's own terms."""

from __future__ import annotations

from auditor.decide.findings.rule import Found
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.license import CommercialUse
from auditor.schema.verdict import Openness


def data_non_commercial(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """A declared dataset is under terms without commercial use."""
    declared = {item.resolved: item.citation for item in subject.datasets}
    found: Found = []
    for dataset in dossier.datasets:
        if dataset.conclusion.commercial_use is CommercialUse.NO:
            names = " AND ".join(dataset.conclusion.licenses)
            at = (declared[dataset.purl],) if dataset.purl in declared else ()
            message = f"the dataset {dataset.id} is under {names}, which allows no commercial use"
            found.append((message, (*at, *dataset.conclusion.citations)))
    return found
