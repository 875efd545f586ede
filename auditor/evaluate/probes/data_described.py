"""Is the data described, and how fully?

Counts what the card says of its training data, aspect by aspect (sources, size, mixture, languages, cut-off, content,
collection, filtering, de-duplication, decontamination, synthetic data, labeling, preferences). Met by as many aspects
as the row asks for; where it asks for exact words, only sentences with parameters or tools count towards met. Partial
by one, by code for it that the card names, or by a section on it. Words on evaluation do not count, and a placeholder
is no evidence.
"""

from __future__ import annotations

from auditor.evaluate.probe import Reply, limited, sections, subject, unknown
from auditor.schema.base import Value
from auditor.schema.evidence import Dossier, Relation, Repository
from auditor.schema.reading import CodeRole, DataAspect, DataStatement, Stage
from auditor.schema.rubric import Answer
from auditor.schema.section import Section, SectionKind


class Args(Value):
    """Which aspects count, how many make it met (0: never), and sections that are partial evidence."""

    aspects: tuple[DataAspect, ...]
    enough: int = 0
    exact: bool = False
    sections: tuple[SectionKind, ...] = ()
    code: tuple[CodeRole, ...] = ()
    only_for_tuned: bool = False


def answer(dossier: Dossier, args: Args) -> Reply:
    """Count the aspects that are spoken of."""
    repository = subject(dossier)
    said = [item for item in repository.reading.data if _describes(item, args)]
    if args.only_for_tuned and not said and _is_plain(repository):
        return Reply(answer=Answer.NOT_APPLICABLE, reason="no tuning is declared: nothing was labeled for it")
    counted = [item for item in said if item.exact] if args.exact else said
    aspects = list(dict.fromkeys(item.aspect.value for item in counted))
    if args.enough and len(aspects) >= args.enough:
        cited = limited(item.citation for item in counted)
        return Reply(answer=Answer.MET, reason=f"the card describes {_listed(aspects)}", citations=cited)
    return _partial(repository, said, args)


def _describes(item: DataStatement, args: Args) -> bool:
    """Of training, and of one of these aspects; sources without a name describe none."""
    described = item.aspect in args.aspects and item.stage is not Stage.EVALUATION
    return described and (item.is_named or item.aspect is not DataAspect.SOURCES)


def _partial(repository: Repository, said: list[DataStatement], args: Args) -> Reply:
    if said:
        aspects = list(dict.fromkeys(item.aspect.value for item in said))
        change = "parameters and tools" if args.exact else "more of it: " + _listed(_missing(args, aspects))
        cited = limited(item.citation for item in said)
        reason = f"the card speaks of {_listed(aspects)}"
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change=change, citations=cited)
    code = [item.citation for item in repository.reading.code if item.role in args.code]
    told = [item for item in sections(repository, args.sections) if _holds_more(item, repository)]
    if code or told:
        reason = "the card names code for it" if code else f"the card has “{told[0].title[:80]}”"
        cited = limited([*code, *(item.citation for item in told)])
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change="a description", citations=cited)
    places = repository.reading.placeholders
    reason = "its section on data holds only a placeholder" if places else "the card does not speak of it"
    return unknown(reason, "a section, or a link to where it is described", places)


def _holds_more(section: Section, repository: Repository) -> bool:
    """Whether more stands below the heading than a placeholder or a promise."""
    promised = (item.citation.line or 0 for item in repository.reading.promises)
    return not section.empty and not any(section.line <= line <= section.end_line for line in promised)


def _is_plain(repository: Repository) -> bool:
    relations = {base.relation for base in repository.bases}
    return not relations or relations == {Relation.QUANTIZED}


def _missing(args: Args, aspects: list[str]) -> list[str]:
    return [aspect.value for aspect in args.aspects if aspect.value not in aspects][:4]


def _listed(words: list[str]) -> str:
    return ", ".join(words)
