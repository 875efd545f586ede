"""How the repository uses each model: under which license of its own, in what way, and under which terms. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from auditor.decide.effective import effective_terms, meant
from auditor.gate.own_license import OwnFiles
from auditor.gate.promises import ModelTerm
from auditor.gate.shipping import had_at, scripts_run
from auditor.gate.stated import ByFolder, StatedLicense, own_license
from auditor.licenses.catalog import Catalog
from auditor.schema.audit import ModelAudit
from auditor.schema.evidence import Repository
from auditor.schema.facts import Restriction, RestrictionKind
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.place import Place
from auditor.schema.promises import Had, RepositoryLicense
from auditor.schema.reference import RefKind

_FROM_WORST: tuple[Had, ...] = ("in-tree", "in-image", "fetched")
_WORDS = License(
    id="words-of-the-card",
    title="the words of its card",
    family=Family.NON_COMMERCIAL,
    commercial_use=CommercialUse.NO,
    restrictions=(Restriction(restriction=RestrictionKind.NON_COMMERCIAL),),
)


@dataclass(frozen=True)
class ModelUse:
    """A model under one license of the repository: in what way it is had, worst first, and where that is so."""

    model: ModelAudit
    own: StatedLicense
    had: Had
    places: tuple[Place, ...]
    terms: tuple[ModelTerm, ...]

    @property
    def name(self) -> str:
        """What the model is called."""
        return name_of(self.model)


def uses(
    models: Iterable[ModelAudit],
    files: OwnFiles,
    stated: ByFolder,
    of_weights: Mapping[str, str],
    catalog: Catalog,
    table: RepositoryLicense,
    manifest: str,
) -> Iterator[ModelUse]:
    """Every model under every license of the repository that holds where it is used.

    `manifest` is the file that declares models: it counts as a use of those alone that no other file uses.
    """
    run = scripts_run(files)
    for model in models:
        subject, terms = model.evidence.subject, model_terms(model)
        if subject is None or model.evidence.ref.kind is RefKind.SYSTEM or not terms:
            continue  # a provider's terms bind whoever calls it; no part of the model comes with the repository
        places = [place for place in model.named_at if place.file != manifest] or list(model.named_at)
        had = [(had_at(place, files, table.downloads, run), place) for place in places]
        had += [("in-tree", Place(file=file)) for file, name in of_weights.items() if name == name_of(model)]
        grouped: dict[StatedLicense, list[tuple[Had, Place]]] = {}
        for way, place in had:
            grouped.setdefault(own_license(place.file, files, stated, catalog, table), []).append((way, place))
        for own, ways in grouped.items():
            worst = min((way for way, _ in ways), key=_FROM_WORST.index)
            yield ModelUse(model, own, worst, tuple(place for way, place in ways if way == worst), terms)


def model_terms(model: ModelAudit) -> tuple[ModelTerm, ...]:
    """The licenses that bind a model, its own first, and words of its card that forbid commercial use."""
    found = []
    for term in effective_terms(model.evidence):
        members = meant(term, model.evidence)
        known = tuple(one for one in members if one is not None)
        claims = (claim for claim in term.origin.license_claims if term.license_id in claim.licenses)
        cited = next((claim.citation for claim in claims), next(iter(term.citations), None))
        title = term.known.title if term.known and not term.known.spdx else term.license_id
        held = known if len(known) == len(members) else ()
        found.append(ModelTerm(term.license_id, title, held, term.origin.id, term.inherited, cited))
    subject = model.evidence.subject
    return (*found, *(_of_words(subject) if subject else ()))


def _of_words(subject: Repository) -> Iterator[ModelTerm]:
    for citation in subject.conclusion.forbidding[:1]:
        yield ModelTerm("", _WORDS.title, (_WORDS,), subject.id, citation=citation)


def name_of(model: ModelAudit) -> str:
    """What a model is called: its id, or what was named where it could not be had."""
    return model.id or model.evidence.ref.id


def folders_of(models: Iterable[ModelAudit]) -> dict[str, str]:
    """Local folders that were audited as models, as the manifest writes them, each with its model."""
    refs = ((model.evidence.ref, model) for model in models)
    return {ref.id.removeprefix("./"): name_of(model) for ref, model in refs if ref.kind is RefKind.FOLDER}
