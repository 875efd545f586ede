"""Whether something that was read speaks of an unread passage: a license that holds, or what a link leads to."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.effective import bound_models, models
from auditor.parse.code import github_id, is_detected_license
from auditor.parse.files import README
from auditor.parse.license_links import hub_page
from auditor.schema.claim import ClaimSource
from auditor.schema.evidence import ComponentKind, Dossier, Repository
from auditor.schema.linked import LinkedCode
from auditor.schema.unread import Unread, UnreadKind

_OF_A_LICENSE = (UnreadKind.LINK, UnreadKind.NAME)


def is_settled(item: Unread, model: Repository, dossier: Dossier, *, regional: bool) -> bool:
    """Whether no person has to read it.

    A region is settled where the license excludes one too. Where no license is known at all, license-unresolved speaks
    of what names one. A link is settled where that very place was read, and is under licenses that hold.
    """
    if item.kind is UnreadKind.REGION:
        return regional
    if item.kind in _OF_A_LICENSE and not model.conclusion.licenses:
        return True
    return _is_of_lineage(item, dossier) or _is_of_code(item, model, dossier)


def code_at(item: Unread, dossier: Dossier) -> LinkedCode | None:
    """The code that was read where the link leads."""
    name = (github_id(item.address or "") or "").lower()
    return next((code for code in dossier.code if name and code.id.lower() == name), None)


def _is_of_code(item: Unread, model: Repository, dossier: Dossier) -> bool:
    """Whether it leads to what GitHub's detection speaks of, which is the license that holds here."""
    code = code_at(item, dossier)
    return code is not None and is_detected_license(item.address or "") and code.license in model.conclusion.licenses


def _is_of_lineage(item: Unread, dossier: Dossier) -> bool:
    """Whether it leads to a repository of the lineage, its card, or a license file that was read there."""
    page = hub_page(item.address or "")
    if page is None:
        return False
    binding = {name for one in bound_models(dossier) for name in one.conclusion.licenses}
    stated = {name for one in _called(page[0], dossier) for name in _stated_at(page[1], one)}
    return bool(stated) and stated <= binding


def _called(name: str, dossier: Dossier) -> Iterator[Repository]:
    """The models of the lineage that a link means, by the names that they have today or are named by."""
    found = {base.resolved for one in models(dossier) for base in one.bases if base.id.lower() == name.lower()}
    return (one for one in models(dossier) if one.id.lower() == name.lower() or one.purl in found)


def _stated_at(path: str, model: Repository) -> tuple[str, ...]:
    """The licenses that a place in a repository states: all of it, its card, or one of its files.

    A license file that is listed and of which nothing is known was not had: that is trouble, and said as such.
    """
    texts = [claim for claim in model.license_claims if claim.source is ClaimSource.FILE]
    here = [claim for claim in texts if claim.citation.file == path]
    listed = any(item.kind is ComponentKind.LICENSE and path in item.paths for item in model.components)
    if path in ("", README) or (listed and not here):
        return model.conclusion.licenses
    return tuple(name for claim in here for name in claim.licenses)
