"""Is it free of charge?

Not met where the card, the gate or a file asks for payment; met where anyone gets the files; unknown where a person
decides who gets them, or nothing says so.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, limited, subject, unknown
from auditor.schema.evidence import Dossier, GateState, StatementKind
from auditor.schema.rubric import Answer

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Read what is asked for, then the gate."""
    repository = subject(dossier)
    paid = [item for item in repository.statements if item.kind is StatementKind.PAYMENT]
    if paid:
        reason = f"{paid[0].citation.place} asks for payment, in its own words"
        cited = limited(item.citation for item in paid)
        return Reply(answer=Answer.NOT_MET, reason=reason, would_change="no price", citations=cited)
    access = repository.access
    if access.gate in (GateState.OPEN, GateState.AUTO) and not (access.disabled or access.private):
        reason = "nobody is asked for a price before the files are given"
        return Reply(answer=Answer.MET, reason=reason, citations=access.citations[:1])
    return unknown("nothing says on which terms its files are given", "files that anyone gets", access.citations)
