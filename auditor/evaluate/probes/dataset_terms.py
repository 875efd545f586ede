"""Can the training data itself be downloaded on open terms, or, with `any_terms`, on whichever?

Judged from the datasets' own repositories: not met when one of them is closed, gated by a person or under terms that
are not open; met when all are open and the card says that they are all of the data; partial when the list may be
incomplete; unknown without datasets. With `any_terms` their licenses do not count, and neither need they be declared
where the card says what all of the data is, and each source can be had.
"""

from __future__ import annotations

from auditor.evaluate.probe import Reply, limited, subject, unknown
from auditor.evaluate.sources import declared_data, sources
from auditor.schema.base import Value
from auditor.schema.evidence import Dossier, GateState, Repository
from auditor.schema.license import CommercialUse
from auditor.schema.reading import Stage
from auditor.schema.rubric import Answer


class Args(Value):
    """Whether the data only has to be there."""

    any_terms: bool = False


def answer(dossier: Dossier, args: Args) -> Reply:
    """Look at each dataset's gate, and at its license where that counts."""
    return _is_there(dossier) if args.any_terms else _is_open(dossier)


def _is_there(dossier: Dossier) -> Reply:
    kept = [item for item in dossier.datasets if _is_kept(item)]
    if kept:
        reason = f"not to be had by anyone: {', '.join(item.id for item in kept[:3])}"
        cited = limited(item.metadata for item in kept)
        return Reply(answer=Answer.NOT_MET, reason=reason, would_change="data that anyone gets", citations=cited)
    listed = sources(subject(dossier), _stage(dossier))
    if listed.answer is Answer.NOT_MET:
        return listed
    if listed.answer is Answer.MET:
        return Reply(answer=Answer.MET, reason=listed.reason, citations=listed.citations)
    found = [item.citation for item in declared_data(subject(dossier)) if item.resolved is not None]
    if found:
        reason = f"{len(found)} declared datasets can be had; the list may be incomplete"
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change="a complete list", citations=limited(found))
    return unknown(listed.reason, "data that can be had, and that it is all", listed.citations)


def _is_open(dossier: Dossier) -> Reply:
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
    if sources(subject(dossier), _stage(dossier)).answer is Answer.MET:
        reason = f"all {len(declared)} declared datasets are on open terms, and the card says that they are all"
        return Reply(answer=Answer.MET, reason=reason, citations=cited)
    reason = f"all {len(declared)} declared datasets are on open terms; the list may be incomplete"
    return Reply(answer=Answer.PARTIAL, reason=reason, would_change="a complete list", citations=cited)


def _stage(dossier: Dossier) -> Stage:
    return Stage.TUNING if subject(dossier).bases else Stage.PRE_TRAINING


def _is_closed(dataset: Repository) -> bool:
    return _is_kept(dataset) or dataset.conclusion.commercial_use in (CommercialUse.NO, CommercialUse.CONDITIONAL)


def _is_kept(dataset: Repository) -> bool:
    return bool(dataset.access.disabled or dataset.access.gate is GateState.MANUAL)
