"""Does the card say how the model is used, and what it is not for?

Met by sections with content on both; partial by one of them, or by code that loads the model by its id. That they are
there says not that they are complete.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, limited, sections, subject, unknown
from auditor.schema.evidence import Dossier
from auditor.schema.rubric import Answer
from auditor.schema.section import SectionKind

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Look for sections on use and on limits, then for code."""
    repository = subject(dossier)
    use, limits = (
        [section for section in sections(repository, [kind]) if not section.empty]
        for kind in (SectionKind.USAGE, SectionKind.LIMITATIONS)
    )
    loads = repository.reading.loads_itself
    cited = limited([*(section.citation for section in (*use, *limits)), *([loads] if loads else [])])
    if (use or loads) and limits:
        return Reply(answer=Answer.MET, reason="the card says how it is used, and what it is not for", citations=cited)
    if use or loads:
        reason = f"the card has “{use[0].title[:80]}”" if use else "the card shows code that loads it"
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change="what it is not for", citations=cited)
    if limits:
        reason = f"the card has “{limits[0].title[:80]}”"
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change="how it is used", citations=cited)
    return unknown("the card says nothing of its use", "a section on use, and one on limits")
