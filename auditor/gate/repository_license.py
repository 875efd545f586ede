"""The license of the user's own repository, held against the terms of its models → findings.

One finding for all models that clash alike: both clauses, where the license is stated, and how the models are had.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.decide.effective import effective_terms, meant
from auditor.decide.outcomes import outcome_of
from auditor.files.promises import load_promises
from auditor.gate.carried import carried_for
from auditor.gate.findings import finding
from auditor.gate.license_words import conflict_words, named, unclear_words
from auditor.gate.own_license import OwnFiles, read_own
from auditor.gate.promises import Carried, Clash, ModelTerm, OwnTerm, Unmet, clashes, gravest, plain, unmet
from auditor.gate.shipping import had_at, tied
from auditor.gate.stated import Identify, OwnLicense, disagreement, identifier, own_license, terms_of
from auditor.gate.survey import Survey
from auditor.schema.audit import ModelAudit
from auditor.schema.evidence import Repository
from auditor.schema.facts import Restriction, RestrictionKind
from auditor.schema.gate import BrokenPromise, GateFinding
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.place import Place
from auditor.schema.promises import Had, RepositoryLicense
from auditor.schema.reference import RefKind
from auditor.standards import Standards

_CONFLICT, _UNCLEAR, _UNNAMED = "repository-license-conflict", "repository-license-unclear", "weights-unnamed"
_FROM_WORST: tuple[Had, ...] = ("in-tree", "in-image", "fetched")
_YARDSTICK = "MIT"  # a license that promises all: what is nothing against it matters to no other
_WORDS = License(
    id="words-of-the-card",
    title="the words of its card",
    family=Family.NON_COMMERCIAL,
    commercial_use=CommercialUse.NO,
    restrictions=(Restriction(restriction=RestrictionKind.NON_COMMERCIAL),),
)


@dataclass(frozen=True)
class _Use:
    """A model under one license of the repository: how it is had, and where."""

    model: ModelAudit
    own: OwnLicense
    had: Had
    places: tuple[Place, ...]
    terms: tuple[ModelTerm, ...]


@dataclass(frozen=True)
class _Judged:
    """What does not go together in one use."""

    use: _Use
    clashes: tuple[Clash, ...]
    unmet: tuple[Unmet, ...]

    @property
    def alike(self) -> tuple[object, ...]:
        """What uses that are told in one finding share."""
        rows = tuple((one.row.id, one.own, one.term.license_id, one.clause, _base(one.term)) for one in self.clashes)
        duties = tuple((one.row.id, one.term.license_id, one.duty.text) for one in self.unmet)
        return self.use.own, self.use.had, rows, duties


def repository_license(looked: Survey, models: Sequence[ModelAudit]) -> tuple[GateFinding, ...]:
    """What is to be said of the repository's own license. Raises PolicyError where the table is wrong."""
    table, standards = load_promises(), looked.standards
    places = {place.file for model in models for place in model.named_at}
    exclude = looked.declared.manifest.exclude if looked.declared else ()
    files = read_own(looked.root, places, exclude, table.weights)
    known = identifier(standards.knowledge)
    manifest = looked.declared.shown if looked.declared else ""
    of_weights = tied(files, [_name(model) for model in models], _folders(models))
    judged: list[_Judged] = []
    unclear: dict[OwnLicense, list[_Use]] = {}
    for use in _uses(models, files, of_weights, manifest, standards, table, known):
        own = terms_of(use.own, standards.knowledge.catalog)
        if (not own or disagreement(use.own, standards.knowledge.catalog)) and _matters(use, table, standards):
            unclear.setdefault(use.own, []).append(use)
        carried = carried_for(_name(use.model), use.terms, use.places, files, known)
        judged.append(_held(use, own, carried, table))
    found = [*_conflicts(judged, standards), *_unclear(unclear, standards)]
    return (*found, *(_unnamed(of_weights, models, standards) if looked.whole else ()))


def model_terms(model: ModelAudit) -> tuple[ModelTerm, ...]:
    """The licenses that bind a model, its own first, and words of its card that forbid commercial use."""
    found = []
    for term in effective_terms(model.evidence):
        members = meant(term, model.evidence)
        known = tuple(one for one in members if one is not None)
        claims = (claim for claim in term.origin.license_claims if term.license_id in claim.licenses)
        cited = next((claim.citation for claim in claims), next(iter(term.citations), None))
        title = term.known.title if term.known and not term.known.spdx else term.license_id
        origin, held = term.origin.id, known if len(known) == len(members) else ()
        found.append(ModelTerm(term.license_id, title, held, origin, term.inherited, cited))
    subject = model.evidence.subject
    return (*found, *(_of_words(subject) if subject else ()))


def _of_words(subject: Repository) -> Iterator[ModelTerm]:
    for citation in subject.conclusion.forbidding[:1]:
        yield ModelTerm("", _WORDS.title, (_WORDS,), subject.id, citation=citation)


def _name(model: ModelAudit) -> str:
    return model.id or model.evidence.ref.id


def _folders(models: Iterable[ModelAudit]) -> dict[str, str]:
    """Local folders that were audited as models, as the manifest writes them, each with its model."""
    refs = ((model.evidence.ref, model) for model in models)
    return {ref.id.removeprefix("./"): _name(model) for ref, model in refs if ref.kind is RefKind.FOLDER}


def _uses(
    models: Iterable[ModelAudit],
    files: OwnFiles,
    of_weights: dict[str, str],
    manifest: str,
    standards: Standards,
    table: RepositoryLicense,
    known: Identify,
) -> Iterator[_Use]:
    """Every model under every license of the repository that holds where it is used."""
    for model in models:
        subject, terms = model.evidence.subject, model_terms(model)
        if subject is None or subject.hosted or not terms:
            continue  # a provider's terms bind whoever calls it, and nothing of the model goes along with the repository
        named_in = [place for place in model.named_at if place.file != manifest] or list(model.named_at)
        had = [(had_at(place, files, table.downloads), place) for place in named_in]
        had += [("in-tree", Place(file=name)) for name, of in of_weights.items() if of == _name(model)]
        grouped: dict[OwnLicense, list[tuple[Had, Place]]] = {}
        for way, place in had:
            own = own_license(place.file, files, standards.knowledge, table, known)
            grouped.setdefault(own, []).append((way, place))
        for own, ways in grouped.items():
            worst = min((way for way, _ in ways), key=_FROM_WORST.index)
            there = tuple(place for way, place in ways if way == worst)
            yield _Use(model, own, worst, there, terms)


def _held(use: _Use, own: tuple[OwnTerm, ...], carried: Carried, table: RepositoryLicense) -> _Judged:
    if not own:
        return _Judged(use, (), ())
    found = clashes(own, use.terms, table, use.had, carried=carried.terms)
    return _Judged(use, found, unmet(own, use.terms, table, use.had, carried))


def _matters(use: _Use, table: RepositoryLicense, standards: Standards) -> bool:
    """Whether the terms of a model could be against a promise at all."""
    if use.own.is_reserved:
        return False
    plainest = OwnTerm(_YARDSTICK, standards.knowledge.catalog.meant((_YARDSTICK,)), Place(file=""))
    return bool(_held(use, (plainest,), Carried(), table).clashes)


def _conflicts(judged: Iterable[_Judged], standards: Standards) -> Iterator[GateFinding]:
    """One finding for all uses that clash alike and that one waiver accepts, or none."""
    grouped: dict[tuple[object, ...], list[tuple[_Judged, GateFinding]]] = {}
    for one in judged:
        if one.clashes or one.unmet:
            ref = one.use.model.evidence.ref
            made = finding(_CONFLICT, "", one.use.places[0], standards, ref=ref)
            grouped.setdefault((*one.alike, made.waived), []).append((one, made))
    for group in grouped.values():
        first, made = group[0]
        uses = [item.use for item, _ in group]
        names = [_name(use.model) for use in uses]
        level = gravest(clash.level for clash in first.clashes)
        places = list(dict.fromkeys(place for use in uses for place in use.places))
        own = [clash.own.license_id for clash in first.clashes]
        licenses = [clash.term.license_id for clash in first.clashes] + [one.term.license_id for one in first.unmet]
        yield made.model_copy(
            update={
                "message": conflict_words(names, first.clashes, first.unmet, uses[0].had, places),
                "level": level,
                "outcome": outcome_of(_CONFLICT, level, standards.policy),
                "also": tuple(places[1:]),
                "names": tuple(dict.fromkeys([*names, *own, *filter(None, licenses)])),
                "reference": made.reference if len(uses) == 1 else None,
                "conflicts": tuple(_broken(clash, item.use) for item, _ in group for clash in item.clashes),
            }
        )


def _broken(clash: Clash, use: _Use) -> BrokenPromise:
    return BrokenPromise(
        row=f"repository-license/{clash.row.id}",
        promised_by=clash.own.license_id,
        promised_at=clash.own.place,
        promise_clause=clash.own_clause,
        license=clash.term.license_id,
        clause=clash.clause,
        term=clash.fact,
        binds=clash.term.origin or _name(use.model),
        citation=clash.term.citation,
    )


def _base(term: ModelTerm) -> str:
    return term.origin if term.inherited else ""


def _unclear(unclear: dict[OwnLicense, list[_Use]], standards: Standards) -> Iterator[GateFinding]:
    for own, uses in unclear.items():
        names = tuple(dict.fromkeys(_name(use.model) for use in uses))
        place = own.stated[0].place if own.stated else uses[0].places[0]
        message = unclear_words(own, disagreement(own, standards.knowledge.catalog), names)
        ref = uses[0].model.evidence.ref if len(names) == 1 else None
        yield finding(_UNCLEAR, message, place, standards, ref=ref, names=names)


def _unnamed(of_weights: dict[str, str], models: Iterable[ModelAudit], standards: Standards) -> Iterator[GateFinding]:
    """Weights of which nothing names a model that was audited: those of each unaudited model, and the rest."""
    audited = {plain(_name(model)) for model in models}
    grouped: dict[str, list[str]] = {}
    for name, model in of_weights.items():
        if plain(model) not in audited:
            grouped.setdefault(model, []).append(name)
    for model, names in grouped.items():
        lies, of_it = ("lies", "it is of") if len(names) == 1 else ("lie", "they are of")
        said = f"a configuration beside names `{model}`, which" if model else ""
        rest = f"{said} was not audited" if said else f"nothing names the model that {of_it}"
        message = f"{named(names)} {lies} in this repository, and {rest}."
        shown = (model,) if model else ()
        made = finding(_UNNAMED, message, Place(file=names[0]), standards, names=(*shown, *names[:20]))
        yield made.model_copy(update={"also": tuple(Place(file=name) for name in names[1:])})
