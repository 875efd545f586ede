"""Are the model's terms compatible with those of its base models?

Not met when a base forbids what the model's own license allows, or asks that its terms be passed on and they are not;
unknown when a base or its license is not known; not applicable without bases.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, limited, subject, unknown
from auditor.inheritance.flow import dropped_terms
from auditor.inheritance.written import made_from
from auditor.schema.evidence import Dossier
from auditor.schema.rubric import Answer

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Compare the subject's license with that of each ancestor."""
    repository = subject(dossier)
    if not repository.bases:
        return Reply(answer=Answer.NOT_APPLICABLE, reason="no base model is declared")
    dropped = dropped_terms(dossier)
    if dropped:
        cited = limited(citation for drop in dropped for citation in drop.citations)
        return Reply(answer=Answer.NOT_MET, reason=dropped[0].message, would_change="the base's terms", citations=cited)
    unclear = [item.id for item in made_from(dossier) if not item.conclusion.licenses]
    unclear += [base.id for base in repository.bases if base.resolved is None and len(base.licenses) != 1]
    cited = limited(base.citation for base in repository.bases)
    if unclear or not repository.conclusion.licenses:
        return unknown(f"the terms of {(unclear or [repository.id])[0]} are not known", "a stated license", cited)
    return Reply(answer=Answer.MET, reason="the bases ask for nothing that was dropped", citations=cited)
