"""Are evaluation results given?

Met by `model-index`, which machines read, or by numbers in a table or under a heading on results; partial by a section
on evaluation without numbers that we could read.
"""

from __future__ import annotations

from auditor.evaluate.probe import Reply, limited, sections, subject, unknown
from auditor.schema.base import Value
from auditor.schema.evidence import Dossier
from auditor.schema.rubric import Answer
from auditor.schema.section import SectionKind


class Args(Value):
    """Kinds of sections that are partial evidence."""

    sections: tuple[SectionKind, ...]


def answer(dossier: Dossier, args: Args) -> Reply:
    """Look for results, then for a section."""
    repository = subject(dossier)
    shown = (*repository.evaluations, *repository.reading.results)
    if shown:
        reason = "results stand in model-index" if repository.evaluations else "the card gives results"
        return Reply(answer=Answer.MET, reason=reason, citations=limited(shown))
    full = [section for section in sections(repository, args.sections) if not section.empty]
    if full:
        reason = f"the card has “{full[0].title[:80]}”"
        cited = limited(section.citation for section in full)
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change="results in numbers", citations=cited)
    return unknown("no results were found", "a table of results, or `model-index` in the card")
