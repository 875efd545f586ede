"""Are the sources of the training data listed?

The card's `datasets:` gives at most partial: it says neither for which stage a dataset was used nor whether the list is
complete. Copied onto a quantized or merged model it says nothing. Without it the answer is unknown.
"""

from __future__ import annotations

from typing import Literal

from auditor.evaluate.probe import Reply, limited, subject, unknown
from auditor.schema.base import Value
from auditor.schema.evidence import Dossier, Relation
from auditor.schema.rubric import Answer


class Args(Value):
    """The stage of training that is asked about."""

    stage: Literal["pre-training", "tuning"]


def answer(dossier: Dossier, args: Args) -> Reply:
    """Read the declared datasets in the light of how the model came about."""
    repository = subject(dossier)
    relations = {base.relation for base in repository.bases}
    if args.stage == "tuning" and not repository.bases:
        return Reply(answer=Answer.NOT_APPLICABLE, reason="no base model is declared, so nothing was tuned")
    if not repository.datasets:
        return unknown("the card declares no datasets", "a list of every source, and where it can be had")
    cited = limited(dataset.citation for dataset in repository.datasets)
    if relations & {Relation.QUANTIZED, Relation.MERGE}:
        return unknown("datasets stand on a quantized or merged model, which was not trained on them", "", cited)
    if args.stage == "pre-training" and repository.bases:
        return unknown("the datasets declared are those of the tuning; see D7 for the bases", "", cited)
    known = sum(dataset.resolved is not None for dataset in repository.datasets)
    reason = f"{len(repository.datasets)} datasets are declared, {known} of them found on the Hub"
    change = "a statement that the list is complete, and where each source can be had"
    return Reply(answer=Answer.PARTIAL, reason=reason, would_change=change, citations=cited)
