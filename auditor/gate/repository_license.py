"""The license of the user's own repository, held against the terms of its models → findings.

One finding for all models that clash alike: both clauses, where the license is stated, and how the models are had.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.decide.outcomes import outcome_of
from auditor.files.promises import load_promises
from auditor.gate.carried import carried_for
from auditor.gate.findings import finding
from auditor.gate.license_words import conflict_words, named, unclear_words
from auditor.gate.model_use import ModelUse, folders_of, name_of, uses
from auditor.gate.own_license import OwnFiles, read_own
from auditor.gate.promises import Carried, Clash, ModelTerm, OwnTerm, Unmet, clashes, gravest, plain, unmet
from auditor.gate.shipping import tied
from auditor.gate.stated import Identify, StatedLicense, disagreement, identifier, stated_in, terms_of
from auditor.gate.survey import Survey
from auditor.gate.uses import shown
from auditor.licenses.catalog import Catalog
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Level, Outcome
from auditor.schema.gate import BrokenPromise, GateFinding
from auditor.schema.place import Place
from auditor.schema.policy import Policy
from auditor.schema.promises import RepositoryLicense
from auditor.standards import Standards

_CONFLICT, _UNCLEAR, _UNNAMED = "repository-license-conflict", "repository-license-unclear", "weights-unnamed"
_YARDSTICK = "MIT"  # a license that promises all: what is nothing against it matters to no other


@dataclass(frozen=True)
class _Judged:
    """What does not go together in one use."""

    use: ModelUse
    clashes: tuple[Clash, ...] = ()
    unmet: tuple[Unmet, ...] = ()

    @property
    def alike(self) -> tuple[object, ...]:
        """What uses share that are told in one finding: the licenses, and not where these are stated."""
        rows = tuple(
            (one.row.id, one.own.license_id, one.is_unsure, one.term.license_id, one.clause, _base(one.term))
            for one in self.clashes
        )
        duties = tuple((one.row.id, one.term.license_id, one.duty.text) for one in self.unmet)
        return self.use.had, rows, duties


def repository_license(looked: Survey, models: Sequence[ModelAudit]) -> tuple[GateFinding, ...]:
    """What is to be said of the repository's own license. Raises PolicyError where the table is wrong."""
    table, standards, own = load_promises(), looked.standards, looked.declared
    catalog, known = standards.knowledge.catalog, identifier(standards.knowledge)
    places = {place.file for model in models for place in model.named_at}
    exclude = tuple(item.glob for item in own.manifest.exclude) if own else ()
    files = read_own(looked.root, places, exclude, table.weights)
    stated = stated_in(files, standards.knowledge, table, known)
    folders = {shown(Path(), str(Path(folder).resolve())): name for folder, name in folders_of(models).items()}
    of_weights = tied(files, [name_of(model) for model in models], folders)
    used = list(uses(models, files, stated, of_weights, catalog, table, own.shown if own else ""))
    judged = (_judged(use, files, catalog, table, known) for use in used)
    found = [*_conflicts(judged, standards), *_unclear(used, catalog, table, standards)]
    return (*found, *(_unnamed(of_weights, models, standards) if looked.whole else ()))


def _judged(use: ModelUse, files: OwnFiles, catalog: Catalog, table: RepositoryLicense, known: Identify) -> _Judged:
    """What does not go together; files that carry the model's terms are read where something does not."""
    own = terms_of(use.own, catalog)
    bare = _held(use, own, Carried(), table)
    if not (bare.clashes or bare.unmet):
        return bare
    return _held(use, own, carried_for(use.name, use.terms, use.places, files, known), table)


def _held(use: ModelUse, own: tuple[OwnTerm, ...], carried: Carried, table: RepositoryLicense) -> _Judged:
    if not own:
        return _Judged(use)
    found = clashes(own, use.terms, table, use.had, carried=carried.terms)
    return _Judged(use, found, unmet(own, use.terms, table, use.had, carried))


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
        alike = [item.use for item, _ in group]
        names = list(dict.fromkeys(use.name for use in alike))
        level = gravest(clash.level for clash in first.clashes)
        places = list(dict.fromkeys(place for use in alike for place in use.places))
        own = [clash.own.license_id for clash in first.clashes]
        licenses = [clash.term.license_id for clash in first.clashes] + [one.term.license_id for one in first.unmet]
        yield made.model_copy(
            update={
                "message": conflict_words(names, first.clashes, first.unmet, alike[0].had, places),
                "level": level,
                "outcome": _outcome(level, standards.policy),
                "also": tuple(places[1:]),
                "names": tuple(dict.fromkeys([*names, *own, *filter(None, licenses), alike[0].had])),
                "reference": made.reference if len(names) == 1 else None,
                "conflicts": tuple(_broken(clash) for item, _ in group for clash in item.clashes),
            }
        )


def _broken(clash: Clash) -> BrokenPromise:
    return BrokenPromise(
        row=f"repository-license/{clash.row.id}",
        promised_by=clash.own.license_id,
        promised_at=clash.own.place,
        promise_clause=clash.own_clause,
        license=clash.term.license_id,
        clause=clash.clause,
        term=clash.fact,
        binds=clash.term.origin,
        citation=clash.term.citation,
    )


def _base(term: ModelTerm) -> str:
    return term.origin if term.inherited else ""


def _unclear(
    used: Iterable[ModelUse], catalog: Catalog, table: RepositoryLicense, standards: Standards
) -> Iterator[GateFinding]:
    """Where it is not clear what the repository promises, and a model's terms could be against a promise at all."""
    plainest = (OwnTerm(_YARDSTICK, catalog.meant((_YARDSTICK,)), Place(file="")),)
    grouped: dict[StatedLicense, list[ModelUse]] = {}
    for use in used:
        doubt = use.own.doubts or disagreement(use.own, catalog) or not terms_of(use.own, catalog)
        if doubt and not use.own.is_reserved and _held(use, plainest, Carried(), table).clashes:
            grouped.setdefault(use.own, []).append(use)
    for own, alike in grouped.items():
        names = tuple(dict.fromkeys(use.name for use in alike))
        place = own.stated[0].place if own.stated else alike[0].places[0]
        message = unclear_words(own, disagreement(own, catalog), names)
        ref = alike[0].model.evidence.ref if len(names) == 1 else None
        yield finding(_UNCLEAR, message, place, standards, ref=ref, names=names)


def _unnamed(of_weights: dict[str, str], models: Iterable[ModelAudit], standards: Standards) -> Iterator[GateFinding]:
    """Weights of which nothing names a model that was audited: those of each unaudited model, and the rest."""
    audited = {plain(name_of(model)) for model in models}
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


def _outcome(level: Level, policy: Policy) -> Outcome:
    """What the policy makes of a conflict; one that is only a note counts where the policy denies it alone."""
    outcome = outcome_of(_CONFLICT, level, policy)
    return Outcome.APPROVED if level is Level.NOTE and outcome is Outcome.REVIEW else outcome
