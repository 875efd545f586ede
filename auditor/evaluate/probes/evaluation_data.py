"""Is the data that it was evaluated on given, or named so that it can be had?

Met by a statement on evaluation that names sources of which each can be had, or that links them; partial where sets are
named only, or results stand in `model-index`, which names one for each. Numbers alone are no data.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, limited, subject, unknown
from auditor.schema.evidence import Dossier
from auditor.schema.reading import DataAspect, Stage
from auditor.schema.rubric import Answer

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Look through what is said of data for evaluation, then for results that name it."""
    repository = subject(dossier)
    said = [item for item in repository.reading.data if item.stage is Stage.EVALUATION and item.is_named]
    said = [item for item in said if item.aspect is DataAspect.SOURCES]
    given = [item for item in said if (item.placed or (item.links and not item.names)) and not item.gone]
    names = ", ".join(dict.fromkeys(name[:80] for item in given or said for name in item.names[:4]))
    if given:
        cited = limited(item.citation for item in given)
        return Reply(answer=Answer.MET, reason=f"named, and can be had: {names or 'what is linked'}", citations=cited)
    if said:
        cited = limited(item.citation for item in said)
        return Reply(answer=Answer.PARTIAL, reason=f"named: {names}", would_change="where to have it", citations=cited)
    if repository.evaluations:
        cited = limited(repository.evaluations)
        reason = "`model-index` names a set for each result"
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change="where to have it", citations=cited)
    return unknown("no data for evaluation is named", "the sets, and where to have them")
