"""Documentation duties as tables: which elements the criteria show, and which only a person can tell."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.schema.rubric import Answer, Element, Table
from auditor.schema.verdict import Coverage, CoverageTable, Verdict

_BY_ANSWER = {Answer.MET: Coverage.FOUND, Answer.PARTIAL: Coverage.DECLARED, Answer.NOT_APPLICABLE: Coverage.FOUND}
_ORDER = (Coverage.FOUND, Coverage.DECLARED, Coverage.MISSING)


def coverage(verdicts: Mapping[str, Verdict], tables: tuple[Table, ...]) -> tuple[CoverageTable, ...]:
    """Each element by the weakest of the criteria that show it."""
    return tuple(
        CoverageTable(
            id=table.id, title=table.title, elements={item.id: _of(item, verdicts) for item in table.elements}
        )
        for table in tables
    )


def _of(element: Element, verdicts: Mapping[str, Verdict]) -> Coverage:
    if element.human or not element.criteria:
        return Coverage.HUMAN
    shown = [_BY_ANSWER.get(verdicts[name].answer, Coverage.MISSING) for name in element.criteria]
    return max(shown, key=_ORDER.index)
