"""Is the training data of the base models listed as well?

The same question as sources-listed, asked of the roots of the lineage; the answer is that of the worst of them. Not
applicable without bases; unknown where the card speaks of tuning data alone and declares no base that was tuned.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, limited, subject, unknown
from auditor.evaluate.sources import sources
from auditor.inheritance.written import made_from
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.reading import DataAspect, Part, Stage
from auditor.schema.rubric import Answer

Args = NoArgs

_ORDER = (Answer.MET, Answer.PARTIAL, Answer.UNKNOWN, Answer.NOT_MET)


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Look at what the roots of the lineage declare."""
    repository = subject(dossier)
    if not repository.bases:
        return _undeclared(repository) or Reply(answer=Answer.NOT_APPLICABLE, reason="no base model is declared")
    said = [item.citation for item in repository.reading.refusals if item.of is Part.BASE_DATA]
    if said:
        return unknown("the card says that the data of its base is not known", "the base's data sources", said)
    roots = [ancestor for ancestor in made_from(dossier) if not ancestor.bases]
    if not roots:
        cited = limited(base.citation for base in repository.bases)
        first = repository.bases[0].id
        return unknown(f"{first} declares no training data that we could read", "its data sources", cited)
    replies = [(root, sources(root, Stage.PRE_TRAINING)) for root in roots]
    root, worst = max(replies, key=lambda pair: _ORDER.index(pair[1].answer))
    cited = worst.citations or limited(base.citation for base in repository.bases)
    return worst.model_copy(update={"reason": f"{root.id}: {worst.reason}", "citations": cited})


def _undeclared(repository: Repository) -> Reply | None:
    """Where all data that is named is for tuning, there was something to tune."""
    said = [item for item in repository.reading.data if item.aspect is DataAspect.SOURCES]
    tuning = [item.citation for item in said if item.stage is Stage.TUNING]
    if not tuning or any(item.stage in (Stage.PRE_TRAINING, Stage.UNSTATED) for item in said):
        return None
    return unknown("it was tuned, and declares no model that it was tuned from", "the base model", tuning)
