"""A base of which only the family is named: what stands for it, under the one license that may apply.

Which repository is meant is open, and nothing was fetched. Where all of the family is under one license, its terms bind
whichever it is. Where several may apply, nothing stands for it here; `open_families` says which these are.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.schema.evidence import Access, Base, Conclusion, Confidence, Dossier, GateState, Repository
from auditor.schema.license import CommercialUse
from auditor.schema.reference import RepoType


def stand_in(base: Base, dossier: Dossier) -> Repository | None:
    """The family as if it were a repository; None where the base is one, or where it is open which license applies."""
    if base.family is None or len(base.licenses) != 1:
        return None
    [license_id] = base.licenses
    known = next((item for item in dossier.licenses if item.id == license_id), None)
    return Repository(
        purl=f"pkg:generic/{base.family}",
        repo_type=RepoType.MODEL,
        id=base.id,
        sha=None,
        conclusion=Conclusion(
            licenses=base.licenses,
            expression=license_id,
            commercial_use=known.commercial_use if known else CommercialUse.UNKNOWN,
            confidence=Confidence.MEDIUM,
            reason="the family that the card names comes under this license",
            citations=(base.citation,),
        ),
        access=Access(gate=GateState.UNKNOWN),
        files_listed=True,  # the catalog says what the family is under; there are no files that could say otherwise
        metadata=base.citation,
    )


def open_families(dossier: Dossier) -> Iterator[tuple[Repository, Base]]:
    """Bases of which only the family is named and several licenses may apply, none of which the lineage holds."""
    models = (*([dossier.subject] if dossier.subject else []), *dossier.ancestors)
    held = {license_id for model in models for license_id in model.conclusion.licenses}
    for model in models:
        for base in model.bases:
            if base.family and len(base.licenses) != 1 and not held & set(base.licenses):
                yield model, base
