"""What nobody has read of a repository, but for what its lineage, its license or its linked code settle."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.effective import models
from auditor.decide.findings.reserved import region_excluded
from auditor.decide.findings.rule import Raised
from auditor.parse.code import github_id
from auditor.parse.license_links import hub_repository
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.linked import LinkedCode
from auditor.schema.unread import Unread, UnreadKind
from auditor.schema.verdict import Openness

_OF_A_LICENSE = (UnreadKind.LINK, UnreadKind.NAME)


def passages(dossier: Dossier, model: Repository, openness: Openness, base: str) -> Iterator[Raised]:
    """The passages of one model of the lineage; `base` is its id where it is not the subject."""
    if model.conclusion.clarified is not None:
        return
    regional = bool(region_excluded(dossier, model, openness))
    lineage = {name.lower() for one in models(dossier) for name in (one.id, *(named.id for named in one.bases))}
    for item in model.unread:
        code = _code(dossier, item)
        if not _is_settled(item, model, lineage, code, regional=regional):
            there = f"; GitHub finds {code.license} there" if code and code.license else ""
            of = f" (of its base {base})" if base else ""
            names = (item.kind.value, item.citation.file, item.key)
            message = f"{item.citation.place}: “{item.words[:160]}” {item.why}{there}{of}"
            yield Raised(message, (item.citation,), binds=base or None, names=names)


def _is_settled(item: Unread, model: Repository, lineage: set[str], code: LinkedCode | None, *, regional: bool) -> bool:
    """Whether something else speaks of it.

    A license that excludes a region says what the gate does; a link into a repository of the lineage leads to terms
    that bind by themselves; linked code that was read is under the license that holds; and where no license is known,
    license-unresolved speaks of what names one.
    """
    if item.kind is UnreadKind.REGION:
        return regional
    if item.kind in _OF_A_LICENSE and not model.conclusion.licenses:
        return True
    if (hub_repository(item.address or "") or "").lower() in lineage:
        return True
    return code is not None and code.license in model.conclusion.licenses


def _code(dossier: Dossier, item: Unread) -> LinkedCode | None:
    """The code that was read where the link leads."""
    name = (github_id(item.address or "") or "").lower()
    return next((code for code in dossier.code if name and code.id.lower() == name), None)
