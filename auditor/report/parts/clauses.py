"""What an unknown license text says, as reports show it: a line for each place, with all that it says."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.schema.audit import ModelAudit
from auditor.schema.citation import Citation
from auditor.schema.clauses import ClauseSays, ReadClause
from auditor.schema.decision import Outcome

TITLE = "its license text says (read by machine)"
NOTE = "No person has checked this, and it decides nothing: read the text."
SAYS = {ClauseSays.MAY: "may", ClauseSays.MAY_NOT: "limit", ClauseSays.MUST: "must", ClauseSays.IF: "if"}


@dataclass(frozen=True)
class SaidLine:
    """One place of the text: what it does, what it is about, the clause's number, its words, and where it stands."""

    says: str
    about: str
    clause: str
    words: str
    citation: Citation


def said_by_text(model: ModelAudit) -> tuple[SaidLine, ...]:
    """What is shown of a model that is not approved, by places of its texts; of an approved one nothing."""
    subject = model.evidence.subject
    if subject is None or model.decision.outcome is Outcome.APPROVED:
        return ()
    grouped: dict[tuple[ClauseSays, Citation], list[ReadClause]] = {}
    for clause in subject.clauses:
        grouped.setdefault((clause.kind, clause.citation), []).append(clause)
    return tuple(
        SaidLine(
            SAYS[says], ", ".join(item.about.replace("_", " ") for item in items), items[0].clause, items[0].words, at
        )
        for (says, at), items in grouped.items()
    )


def left_out(model: ModelAudit) -> int:
    """How many more places of its texts say such things."""
    return model.evidence.subject.clauses_left_out if model.evidence.subject else 0
