"""Is the training data of the base models listed as well?

The same question as sources-listed, asked of the roots of the lineage; the answer is that of the worst of them. Not
applicable without bases.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, limited, subject, unknown
from auditor.evaluate.sources import sources
from auditor.schema.evidence import Dossier
from auditor.schema.reading import Part, Stage
from auditor.schema.rubric import Answer

Args = NoArgs

_ORDER = (Answer.MET, Answer.PARTIAL, Answer.UNKNOWN, Answer.NOT_MET)


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Look at what the roots of the lineage declare."""
    repository = subject(dossier)
    if not repository.bases:
        return Reply(answer=Answer.NOT_APPLICABLE, reason="no base model is declared")
    said = [item.citation for item in repository.reading.refusals if item.of is Part.BASE_DATA]
    if said:
        return unknown("the card says that the data of its base is not known", "the base's data sources", said)
    roots = [ancestor for ancestor in dossier.ancestors if not ancestor.bases]
    if not roots:
        cited = limited(base.citation for base in repository.bases)
        return unknown(f"{repository.bases[0].id} declares no training data that we could read", "its data sources", cited)
    replies = [(root, sources(root, Stage.PRE_TRAINING)) for root in roots]
    root, worst = max(replies, key=lambda pair: _ORDER.index(pair[1].answer))
    cited = worst.citations or limited(base.citation for base in repository.bases)
    return worst.model_copy(update={"reason": f"{root.id}: {worst.reason}", "citations": cited})
