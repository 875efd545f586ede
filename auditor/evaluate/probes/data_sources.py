"""Are the sources of the training data listed, and can they be had?

Read from the card's `datasets:`, its sections, tables and sentences on data, by stage. Met where the card says what the
model was trained on, and each part of that is a public corpus, a declared data set or a link; partial for a list that
may be incomplete, that leaves a part without a name, or of corpora that are no longer given out, and for a model that
was made from another which it does not declare; not met where the card says that data was not released, is proprietary,
or is "publicly available" without a name. Datasets on a quantized or merged model say nothing, and sets for evaluation
or tuning are no data of pre-training. A promise or a placeholder is no evidence.
"""

from __future__ import annotations

from auditor.evaluate.probe import Reply, subject
from auditor.evaluate.sources import is_tuned, sources
from auditor.schema.base import Value
from auditor.schema.evidence import Dossier
from auditor.schema.reading import Stage
from auditor.schema.rubric import Answer


class Args(Value):
    """The stage of training that is asked about."""

    stage: Stage


def answer(dossier: Dossier, args: Args) -> Reply:
    """Judge the subject's own words; its bases are asked by inherited-data."""
    repository = subject(dossier)
    if args.stage is Stage.TUNING and not is_tuned(repository):
        return Reply(answer=Answer.NOT_APPLICABLE, reason="no base model is declared, so nothing was tuned")
    return sources(repository, args.stage)
