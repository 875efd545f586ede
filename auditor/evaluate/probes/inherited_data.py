"""Is the training data of the base models listed as well?

The same question as sources-listed, asked of each ancestor; the answer is that of the worst of them. Not applicable
without bases.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, limited, subject, unknown
from auditor.schema.evidence import Dossier
from auditor.schema.rubric import Answer

Args = NoArgs


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Look at what the roots of the lineage declare."""
    repository = subject(dossier)
    if not repository.bases:
        return Reply(answer=Answer.NOT_APPLICABLE, reason="no base model is declared")
    roots = [ancestor for ancestor in dossier.ancestors if not ancestor.bases]
    silent = [root for root in roots if not root.datasets]
    if not roots or silent:
        who = silent[0].id if silent else repository.bases[0].id
        cited = limited(base.citation for base in repository.bases)
        return unknown(f"{who} declares no training data that we could read", "its data sources", cited)
    cited = limited(dataset.citation for root in roots for dataset in root.datasets)
    reason = f"{', '.join(root.id for root in roots[:3])} declares datasets; whether all of them is not said"
    return Reply(answer=Answer.PARTIAL, reason=reason, would_change="a complete list", citations=cited)
