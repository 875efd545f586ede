"""Is there a permission step before one gets the model?

Met by an open repository, partial behind an automatic gate, not met where a person decides.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, subject, unknown
from auditor.schema.evidence import Dossier, GateState
from auditor.schema.rubric import Answer

Args = NoArgs

_BY_GATE = {
    GateState.OPEN: (Answer.MET, "anyone gets its files"),
    GateState.AUTO: (Answer.PARTIAL, "its files are given once terms are accepted; no person decides"),
    GateState.MANUAL: (Answer.NOT_MET, "a person decides who gets its files"),
}


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Read the gate."""
    access = subject(dossier).access
    if access.gate not in _BY_GATE:
        return unknown("the metadata does not say whether it is gated", "the Hub's metadata")
    given, reason = _BY_GATE[access.gate]
    return Reply(answer=given, reason=reason, citations=access.citations[:1])
