"""A base of which only the family is named: what stands for it, under the one license that may apply.

Which repository is meant is open, and nothing was fetched. Where all of the family is under one license, its terms bind
whichever it is. Where several may apply, nothing stands for it here; `open_families` says which these are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.licenses.catalog import COMMERCIAL_ORDER, UNDEMANDING
from auditor.names.prose import is_of_family
from auditor.schema.evidence import Access, Base, Conclusion, Confidence, Dossier, GateState, Repository
from auditor.schema.license import CommercialUse, License
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
    """Bases of which only the family is named, under licenses of which none is known to be that of what is meant."""
    models = (*([dossier.subject] if dossier.subject else []), *dossier.ancestors)
    facts = {item.id: item for item in dossier.licenses}
    for model in models:
        for base in model.bases:
            if base.family and len(base.licenses) != 1 and not _is_told(base, model, dossier, facts):
                yield model, base


def _is_told(base: Base, model: Repository, dossier: Dossier, facts: Mapping[str, License]) -> bool:
    """Whether the lineage tells which license it is: by an ancestor of the family's makers, or by the worst of them.

    What a model calls its own terms is no word on its base's: that it was tuned from a family and is under the kindest
    of the family's licenses may be the fault that is looked for.
    """
    for other in (model, *dossier.ancestors):
        held = set(other.conclusion.licenses) & set(base.licenses)
        of_makers = other is not model and is_of_family(other.id, base.family or "", base.licenses)
        if held and (of_makers or any(is_worst(name, base.licenses, facts) for name in held)):
            return True
    return False


def is_worst(name: str, of: tuple[str, ...], facts: Mapping[str, License]) -> bool:
    """Whether none of these licenses allows less than this one, and it asks for more than notices."""
    uses = {other: facts[other].commercial_use if other in facts else CommercialUse.NO for other in of}
    return not asks_little(facts.get(name)) and COMMERCIAL_ORDER.index(uses[name]) == min(
        map(COMMERCIAL_ORDER.index, uses.values())
    )


def asks_little(known: License | None) -> bool:
    """Whether a license asks for no more than notices, whoever uses the model for whatever."""
    return known is not None and known.family in UNDEMANDING and known.commercial_use is CommercialUse.YES
