"""Whether weights, architecture and usage are public (Article 53(2); guidelines, 90 to 92), by the criteria on them."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.evaluate.probe import limited
from auditor.schema.rubric import OpenException, PublicThing
from auditor.schema.verdict import LimbOutcome, LimbPart, Verdict

# The gravest first.
_SAYS = {
    LimbOutcome.DISQUALIFIED: "not public",
    LimbOutcome.CONTESTED: "public in part",
    LimbOutcome.UNDETERMINED: "not shown to be public",
}


def publication(verdicts: Mapping[str, Verdict], rule: OpenException) -> LimbPart:
    """The gravest answer: what is refused, what is contested, what was not found."""
    for outcome, says in _SAYS.items():
        for thing in rule.public:
            verdict = verdicts[thing.criterion]
            if _comes_to(thing, verdict) is outcome:
                reason = f"{thing.what}, {says}: {verdict.reason}"
                return LimbPart(outcome=outcome, reason=reason, citations=verdict.citations)
    shown = [verdicts[thing.criterion] for thing in rule.public]
    cited = limited(citation for verdict in shown for citation in verdict.citations)
    what = ", ".join(thing.what for thing in rule.public)
    return LimbPart(outcome=LimbOutcome.OK, reason=f"{what}: public", citations=cited)


def _comes_to(thing: PublicThing, verdict: Verdict) -> LimbOutcome:
    if verdict.answer in thing.refused:
        return LimbOutcome.DISQUALIFIED
    if verdict.answer in thing.contested:
        return LimbOutcome.CONTESTED
    return LimbOutcome.OK if verdict.answer in thing.shown else LimbOutcome.UNDETERMINED
