"""The Model Openness Framework: the class that follows from the verdicts, and each component with its license."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.evaluate.frameworks import missing, stands
from auditor.schema.evidence import Dossier
from auditor.schema.rubric import Answer, Classes, ComponentRow
from auditor.schema.verdict import MofComponent, MofResult, Verdict


def mof(dossier: Dossier, verdicts: Mapping[str, Verdict], classes: Classes) -> MofResult:
    """The class reached, what keeps the model from the next one, and every component."""
    reached, rungs = None, list(classes.rungs)
    while rungs and stands(rungs[0], verdicts):
        reached = rungs.pop(0).name
    blocking = missing(rungs[0], verdicts) if rungs else ()
    components = tuple(_component(dossier, verdicts, part) for part in classes.components)
    return MofResult(reached=reached, blocking=blocking, components=components)


def _component(dossier: Dossier, verdicts: Mapping[str, Verdict], part: ComponentRow) -> MofComponent:
    verdict = verdicts.get(part.criterion or "")
    shown = verdict is not None and verdict.answer in (Answer.MET, Answer.PARTIAL)
    return MofComponent(
        name=part.name,
        describes=part.describes,
        shown=shown,
        license=_license(dossier, part) if shown else None,
        citation=verdict.citations[0] if verdict and shown and verdict.citations else None,
    )


def _license(dossier: Dossier, part: ComponentRow) -> str | None:
    """The license of a file named for this part, else the model's; none where no license speaks of such a part."""
    if dossier.subject is None or not part.of:
        return None
    claims = [claim for claim in dossier.subject.license_claims if claim.role == part.of]
    own = dict.fromkeys(name for claim in claims for name in claim.licenses)
    return " AND ".join(own) or dossier.subject.conclusion.expression
