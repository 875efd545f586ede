"""Can the training data itself be downloaded on open terms?

Judged from the datasets' own repositories: not met when one of them is closed, gated by a person or under terms that
are not open; met when all are open and the card says that they are all of the data; partial when the list may be
incomplete; unknown without datasets.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, limited, subject, unknown
from auditor.evaluate.sources import declared_data, sources
from auditor.schema.evidence import Dossier, GateState, Repository
from auditor.schema.license import CommercialUse
from auditor.schema.reading import Stage
from auditor.schema.rubric import Answer

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Look at each dataset's gate and license."""
    declared = declared_data(subject(dossier))
    if not declared:
        return unknown("the card declares no datasets", "datasets that can be downloaded on open terms")
    closed = [item for item in dossier.datasets if _is_closed(item)]
    cited = limited(citation for item in closed for citation in (item.metadata, *item.conclusion.citations))
    if closed:
        names = ", ".join(item.id for item in closed[:3])
        reason = f"not on open terms: {names}"
        return Reply(answer=Answer.NOT_MET, reason=reason, would_change="open terms for each", citations=cited)
    clear = {item.purl for item in dossier.datasets if item.conclusion.commercial_use is CommercialUse.YES}
    unclear = sum(item.resolved not in clear for item in declared)
    cited = limited(item.citation for item in declared)
    if unclear:
        return unknown(f"the terms of {unclear} of {len(declared)} datasets are not known", "their licenses", cited)
    stage = Stage.TUNING if subject(dossier).bases else Stage.PRE_TRAINING
    if sources(subject(dossier), stage).answer is Answer.MET:
        reason = f"all {len(declared)} declared datasets are on open terms, and the card says that they are all"
        return Reply(answer=Answer.MET, reason=reason, citations=cited)
    reason = f"all {len(declared)} declared datasets are on open terms; the list may be incomplete"
    return Reply(answer=Answer.PARTIAL, reason=reason, would_change="a complete list", citations=cited)


def _is_closed(dataset: Repository) -> bool:
    restricted = dataset.conclusion.commercial_use in (CommercialUse.NO, CommercialUse.CONDITIONAL)
    return bool(dataset.access.disabled or dataset.access.gate is GateState.MANUAL or restricted)
