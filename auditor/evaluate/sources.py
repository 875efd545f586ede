"""Whether the sources of one stage of training are listed and can be had: the question of D1, D5 and D7.

No evidence is unknown. Not met needs words: data that was not released, that is proprietary, or that is described as
public without a name. Met needs a definite statement of what the model was trained on, each part of it named and to be
had, and nothing that speaks of more. All else that is named is partial: a list that may be incomplete, one that leaves
a part without a name, or one of corpora that are no longer given out.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.evaluate.probe import Reply, limited, unknown
from auditor.schema.evidence import DatasetUse, LineageEvidence, Relation, Repository
from auditor.schema.reading import DataAspect, DataStatement, Manner, Part, Stage
from auditor.schema.rubric import Answer

_CHANGE = "a statement that the list is complete, and where each source can be had"


def sources(repository: Repository, stage: Stage) -> Reply:
    """Judge what a repository says of the data of this stage."""
    relations = {base.relation for base in repository.bases}
    if relations & {Relation.QUANTIZED, Relation.MERGE}:
        copied = [dataset.citation for dataset in declared_data(repository)]
        return unknown("datasets on a quantized or merged model say nothing: it was not trained on them", "", copied)
    named = tuple(item for item in _said(repository, stage) if item.is_named)
    withheld = _withheld(repository, stage, named)
    if withheld:
        return withheld
    own = Stage.UNSTATED in _stages(repository, stage)
    declared = declared_data(repository) if own else ()
    if not named and not declared:
        return _silent(repository, own)
    decisive = [item for item in named if item.whole or item.vague or item.gone]
    begun = repository.reading.beginnings if stage is Stage.PRE_TRAINING else ()
    told = [item.citation for item in decisive] + [item.citation for item in declared]
    cited = limited((*told, *(item.citation for item in named), *begun))
    if _is_complete(repository, stage):
        reason = f"the card says what it was trained on, and each source can be had: {_names(decisive)}"
        return Reply(answer=Answer.MET, reason=reason, citations=cited)
    if _leaves_unnamed(named) and not declared and not any(item.links for item in named):
        return unknown(_gap(repository, stage, named), _CHANGE, cited)
    return Reply(answer=Answer.PARTIAL, reason=_gap(repository, stage, named), would_change=_CHANGE, citations=cited)


def declared_data(repository: Repository) -> tuple[DatasetUse, ...]:
    """The data sets that fields declare: a list meant to be one. What words name is read from the statements."""
    return tuple(item for item in repository.datasets if item.evidence is LineageEvidence.DECLARED)


def is_tuned(repository: Repository) -> bool:
    """Whether it was tuned: it has a base, or its card speaks of data for tuning."""
    tuned = any(
        item.stage is Stage.TUNING and item.aspect in (DataAspect.SOURCES, DataAspect.SIZE, DataAspect.PREFERENCE)
        for item in repository.reading.data
    )
    return bool(repository.bases) or tuned


def _said(repository: Repository, stage: Stage) -> tuple[DataStatement, ...]:
    stages = _stages(repository, stage)
    return tuple(item for item in repository.reading.data if item.aspect is DataAspect.SOURCES and item.stage in stages)


def _stages(repository: Repository, stage: Stage) -> frozenset[Stage]:
    """The stages whose words count: what is not said to be of a stage is of the model's own."""
    own = (stage is Stage.TUNING) == bool(repository.bases)
    return frozenset({stage, Stage.UNSTATED} if own else {stage})


def _is_complete(repository: Repository, stage: Stage) -> bool:
    """What it was trained on is said, each part is named and can be had, and nothing speaks of more.

    Never of the pre-training of a model that was made from another: the base's own card is asked for that.
    """
    reading = repository.reading
    if stage is Stage.PRE_TRAINING and (repository.bases or reading.beginnings):
        return False
    said = _said(repository, stage)
    told = [item for item in said if item.whole]
    found = {item.id.lower() for item in declared_data(repository) if item.resolved is not None}
    lost = {item.id.lower() for item in declared_data(repository) if "/" in item.id} - found
    missing = any(name.lower() in lost for item in told for name in item.names)
    # what nobody gives out is missing, of whichever stage a sentence may speak
    missing |= any(item.gone and not item.placed for item in reading.data if item.stage is not Stage.EVALUATION)
    refused = any(item.of is Part.DATA for item in reading.refusals)
    placed = all(item.placed or (item.names and found.issuperset(map(str.lower, item.names))) for item in told)
    return bool(told) and placed and not (missing or refused or _leaves_unnamed(said))


def _withheld(repository: Repository, stage: Stage, named: tuple[DataStatement, ...]) -> Reply | None:
    stages = _stages(repository, stage)
    said = [item for item in repository.reading.refusals if item.of is Part.DATA and item.stage in stages]
    if named or declared_data(repository):  # what is named is listed, whatever else is said of a part of it
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


def _silent(repository: Repository, own: bool) -> Reply:
    if not own and declared_data(repository):
        cited = [dataset.citation for dataset in declared_data(repository)]
        return unknown("the datasets declared are those of the tuning; see D7 for the bases", "", cited)
    promised = [item.citation for item in repository.reading.promises if item.of is Part.DATA]
    if promised:
        return unknown("the data is only promised", "the data", promised)
    if repository.reading.placeholders:
        return unknown("its section on data holds only a placeholder", "content", repository.reading.placeholders)
    return unknown("the card names no source of its data", "a list of every source, and where it can be had")


def _leaves_unnamed(said: tuple[DataStatement, ...]) -> tuple[DataStatement, ...]:
    """Statements that name some sources, and say that there were others."""
    return tuple(item for item in said if item.vague)


def _gap(repository: Repository, stage: Stage, named: tuple[DataStatement, ...]) -> str:
    """What is missing for the list to be complete."""
    if stage is Stage.PRE_TRAINING and repository.reading.beginnings and not repository.bases:
        return f"it names {_names(named) or 'data'}, and was made from another model, which it does not declare"
    vague = _leaves_unnamed(named)
    if vague:
        return f"it names {_names(vague)}, and leaves a part of its data without a name"
    gone = dict.fromkeys(name for item in named for name in item.gone)
    if gone:
        return f"it names {', '.join(gone)}, which those who made it no longer give out, or never did"
    if declared_data(repository) and Stage.UNSTATED in _stages(repository, stage):
        known = sum(dataset.resolved is not None for dataset in declared_data(repository))
        return f"{len(declared_data(repository))} datasets are declared, {known} of them found on the Hub"
    return f"it names {_names(named)}; whether that is all is not said"


def _names(named: Iterable[DataStatement]) -> str:
    items = tuple(named)
    names = [name for item in items for name in item.names] or [link for item in items for link in item.links]
    return ", ".join(dict.fromkeys(names[:4]))
