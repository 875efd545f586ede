"""Whether the sources of one stage of training are listed and can be had: the question of D1, D5 and D7.

No evidence is unknown. Not met needs words: data that was not released, that is proprietary, or that is described as
public without a name. A list is partial until the card says that it is all of the data and where it can be had.
"""

from __future__ import annotations

from auditor.evaluate.probe import Reply, limited, unknown
from auditor.schema.evidence import Relation, Repository
from auditor.schema.reading import DataAspect, DataStatement, Manner, Part, Refusal, Stage
from auditor.schema.rubric import Answer

_CHANGE = "a statement that the list is complete, and where each source can be had"


def sources(repository: Repository, stage: Stage) -> Reply:
    """Judge what a repository says of the data of this stage."""
    relations = {base.relation for base in repository.bases}
    if relations & {Relation.QUANTIZED, Relation.MERGE}:
        copied = [dataset.citation for dataset in repository.datasets]
        return unknown("datasets on a quantized or merged model say nothing: it was not trained on them", "", copied)
    stages = _stages(repository, stage)
    named = [item for item in repository.reading.data if item.aspect is DataAspect.SOURCES and item.stage in stages]
    withheld = _withheld(repository, stages, named)
    if withheld:
        return withheld
    own = Stage.UNSTATED in stages
    declared = repository.datasets if own else ()
    if not named and not declared:
        return _silent(repository, own)
    cited = limited((*(item.citation for item in declared), *(item.citation for item in named)))
    if _is_whole(repository, named):
        return Reply(
            answer=Answer.MET, reason="the card lists all of the data, and where it can be had", citations=cited
        )
    if not declared and not any(item.links for item in named):
        if any(item.vague for item in named):
            return unknown("it names some of its sources, and not where they can be had", _CHANGE, cited)
        return Reply(answer=Answer.PARTIAL, reason=_names(named), would_change=_CHANGE, citations=cited)
    known = sum(dataset.resolved is not None for dataset in declared)
    reason = f"{len(declared)} datasets are declared, {known} of them found on the Hub" if declared else _names(named)
    return Reply(answer=Answer.PARTIAL, reason=reason, would_change=_CHANGE, citations=cited)


def is_tuned(repository: Repository) -> bool:
    """Whether it was tuned: it has a base, or its card speaks of data for tuning."""
    tuned = any(
        item.stage is Stage.TUNING and item.aspect in (DataAspect.SOURCES, DataAspect.SIZE, DataAspect.PREFERENCE)
        for item in repository.reading.data
    )
    return bool(repository.bases) or tuned


def _stages(repository: Repository, stage: Stage) -> frozenset[Stage]:
    """The stages whose words count: what is not said to be of a stage is of the model's own."""
    own = (stage is Stage.TUNING) == bool(repository.bases)
    return frozenset({stage, Stage.UNSTATED} if own else {stage})


def _withheld(repository: Repository, stages: frozenset[Stage], named: list[DataStatement]) -> Reply | None:
    said = [item for item in repository.reading.refusals if item.of is Part.DATA and _is_of(item, stages)]
    if named or repository.datasets:  # what is named is listed, whatever else is said of a part of it
        said = [item for item in said if item.manner is not Manner.NOT_NAMED and not item.partly]
    if not said:
        return None
    reason = {
        Manner.NOT_RELEASED: "the card says that data was not released",
        Manner.PROPRIETARY: "the card says that it was trained on proprietary data",
        Manner.NOT_NAMED: "the card calls its data publicly available and names no source",
        Manner.NOT_KNOWN: "the card says that the data is not known",
    }[said[0].manner]
    cited = limited(item.citation for item in said)
    return Reply(
        answer=Answer.NOT_MET, reason=reason, would_change="the sources, and where to have them", citations=cited
    )


def _is_of(refusal: Refusal, stages: frozenset[Stage]) -> bool:
    return refusal.stage in stages


def _silent(repository: Repository, own: bool) -> Reply:
    if not own and repository.datasets:
        cited = [dataset.citation for dataset in repository.datasets]
        return unknown("the datasets declared are those of the tuning; see D7 for the bases", "", cited)
    promised = [item.citation for item in repository.reading.promises if item.of is Part.DATA]
    if promised:
        return unknown("the data is only promised", "the data", promised)
    if repository.reading.placeholders:
        return unknown("its section on data holds only a placeholder", "content", repository.reading.placeholders)
    return unknown("the card names no source of its data", "a list of every source, and where it can be had")


def _is_whole(repository: Repository, named: list[DataStatement]) -> bool:
    """All of the data is said to be named, each with a place, and nothing speaks of more."""
    whole = [item for item in named if item.whole and not item.vague and (item.links or repository.datasets)]
    refused = any(item.of is Part.DATA for item in repository.reading.refusals)
    return bool(whole) and not refused and all(item.links or not item.vague for item in named)


def _names(named: list[DataStatement]) -> str:
    names = [name for item in named for name in item.names] or [link for item in named for link in item.links]
    return f"it names {', '.join(dict.fromkeys(names[:4]))}; whether that is all is not said"
