"""Is the compute of the training described?

Met by two of hardware, duration, energy and hyper-parameters, with numbers; partial by one of them or by
`co2_eq_emissions`. A template's empty fields are no evidence, nor is what inference needs.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, limited, subject, unknown
from auditor.schema.evidence import Dossier
from auditor.schema.rubric import Answer

Args = NoArgs

_ENOUGH = 2


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Count what is said of the run."""
    repository = subject(dossier)
    said = list(dict.fromkeys(item.aspect.value for item in repository.reading.compute))
    cited = limited(item.citation for item in repository.reading.compute)
    if len(said) >= _ENOUGH:
        return Reply(answer=Answer.MET, reason=f"the card gives {', '.join(said)}", citations=cited)
    if said or repository.emissions:
        reason = f"the card gives {said[0]}" if said else "emissions are declared"
        places = cited or limited([repository.emissions] if repository.emissions else [])
        return Reply(
            answer=Answer.PARTIAL, reason=reason, would_change="hardware, duration, settings", citations=places
        )
    return unknown("nothing is said of the compute", "hardware, duration, energy or settings of the training")
