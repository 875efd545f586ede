"""Findings about where the model comes from: terms dropped on the way, bases undeclared, unknown or circular."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.effective import models
from auditor.decide.findings.rule import Raised, only
from auditor.inheritance.ancestry import Way, cycles, direct, same_maker, ways
from auditor.inheritance.flow import bound_by, dropped_terms
from auditor.inheritance.stand_in import asks_little, open_families
from auditor.inheritance.written import open_writers
from auditor.names.families import family_of
from auditor.schema.citation import Citation
from auditor.schema.evidence import Base, ComponentKind, Dossier, LineageEvidence, Relation, Repository, StatementKind
from auditor.schema.license import CommercialUse, License
from auditor.schema.reference import RepoType
from auditor.schema.verdict import Openness

# What a card says that may bind whoever trains a model on the outputs of that one.
_OF_OUTPUTS = (
    *(StatementKind.NON_COMMERCIAL, StatementKind.RESEARCH_ONLY, StatementKind.ON_APPLICATION),
    *(StatementKind.NO_TRAINING_ON_OUTPUTS, StatementKind.NO_COMPETING, StatementKind.OWN_TERMS),
)


_SILENT = "whether that holds for what its outputs taught, its license does not say"


def upstream_terms_dropped(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """A base's terms must be handed on, and the model is offered without them."""
    return [
        Raised(
            dropped.message,
            dropped.citations,
            license=dropped.license,
            clause=dropped.clause,
            row=dropped.row,
            binds=dropped.base,
            names=dropped.kinds,
        )
        for dropped in dropped_terms(dossier)
    ]


def lineage_undeclared(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """Its papers let one see what it comes from, and no field declares it."""
    return [
        Raised(_undeclared(base, subject), (base.citation,), row=base.row, names=(base.id, base.relation.value))
        for base in direct(subject, dossier)
        if base.evidence is LineageEvidence.INFERRED and (base.resolved or base.is_firm or base.family)
    ]


def lineage_unresolved(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """A base is named that is no Hub repository, or none where there must be one. One not fetched is an issue."""
    asked = {issue.subject.lower() for issue in dossier.issues if issue.file is None}
    unread = {issue.subject.lower() for issue in dossier.issues if issue.file}
    found: list[Raised] = []
    for model in models(dossier):
        of = "" if model is subject else f" of {model.id}"
        found += [
            Raised(
                f"the base `{base.id[:120]}`{of} is no repository on the Hub",
                (base.citation,),
                row=base.row,
                binds=model.id,
                names=(base.id,),
            )
            for base in model.bases
            if base.resolved is None and base.is_firm and base.id.lower() not in asked
        ]
        kinds = {item.kind: item for item in model.components}
        if any(base.resolved or base.is_firm for base in model.bases) or model.id.lower() in unread:
            continue
        if ComponentKind.ADAPTER in kinds and ComponentKind.WEIGHTS not in kinds:
            message = f"{model.id} is an adapter and names no base, whose terms bind as well"
            found.append(Raised(message, (kinds[ComponentKind.ADAPTER].citation,), binds=model.id))
    return found + _of_open_families(dossier) + _of_teachers(dossier) + _by_family(dossier, subject)


def lineage_cycle(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """Models name each other as their bases, so that none of them is the first."""
    places = {model.id: base.citation for model in models(dossier) for base in model.bases}
    return [
        Raised(
            f"the lineage is circular: {' → '.join(circle)}",
            tuple(places[name] for name in circle[:-1]),
            names=circle,
        )
        for circle in cycles(dossier)
    ]


def _of_open_families(dossier: Dossier) -> list[Raised]:
    """The card names a family, and it is open under which of several licenses what is meant comes."""
    facts = {item.id: item for item in dossier.licenses}
    found: list[Raised] = []
    for model, base in open_families(dossier):
        if base.licenses and all(asks_little(facts.get(name)) for name in base.licenses):
            continue
        terms = _titles(base, facts)
        message = f"{model.id} comes from {base.id}, of which no repository is named; its terms may be {terms}"
        found.append(Raised(message, (base.citation,), row=base.row, binds=model.id, names=(base.id,)))
    for model, base in open_writers(dossier):
        message = (
            f"{model.id} learned from data that {base.id} wrote, of which no repository is known; "
            f"its terms may be {_titles(base, facts)}"
        )
        found.append(Raised(message, (base.citation,), row=base.row, binds=model.id, names=(base.id,)))
    return found


def _titles(base: Base, facts: dict[str, License]) -> str:
    return " or ".join(facts[name].title if name in facts else name for name in base.licenses) or "unknown"


def _of_teachers(dossier: Dossier) -> list[Raised]:
    """Outputs of a model that limits their use taught this one, and its license does not speak of outputs."""
    told = {bound.license_id for bound in bound_by(dossier)}
    taught = (way for way in ways(dossier) if way.by_outputs and told.isdisjoint(way.ancestor.conclusion.licenses))
    return [
        Raised(
            f"{way.ids[-2]} {_how_taught(way)} {way.ancestor.id}, which {limit}",
            (way.steps[-1].base.citation, *cited),
            license=only(way.ancestor.conclusion.licenses),
            binds=way.ancestor.id,
            names=(way.ancestor.id,),
        )
        for way in taught
        if not _is_own_writer(way)
        for limit, cited in _limits_of(way.ancestor)
    ]


def _how_taught(way: Way) -> str:
    return "learned from data of" if way.steps[-1].base.relation is Relation.GENERATED else "was taught by"


def _is_own_writer(way: Way) -> bool:
    """Whether its own maker's model wrote the data."""
    last = way.steps[-1]
    return last.base.relation is Relation.GENERATED and same_maker(last.child, last.parent)


def _limits_of(teacher: Repository) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """What a teacher's license or words say that may hold for its outputs, each kind of words once."""
    held = teacher.conclusion
    if held.commercial_use is CommercialUse.NO:
        yield f"allows no commercial use; {_SILENT}", held.citations[:2]
        return
    if not held.licenses and held.commercial_use is CommercialUse.UNKNOWN:
        yield "states no license that is known, so that nothing says what holds for its outputs", held.citations[:2]
    said = [item for item in teacher.statements if item.kind in _OF_OUTPUTS and not held.settles(item.citation)]
    for item in {item.kind: item for item in reversed(said)}.values():
        yield f"says “{item.citation.quote}”; {_SILENT}", (item.citation,)


def _by_family(dossier: Dossier, subject: Repository) -> list[Raised]:
    """A name shows a family whose terms must be passed on; neither a base nor a license accounts for it."""
    every = (subject, *dossier.ancestors)  # who wrote data too
    held = {name for model in every for name in model.conclusion.licenses}
    found: list[Raised] = []
    for model in every:
        family = family_of(model.id) if model.repo_type is RepoType.MODEL else None
        if family is None or held & set(family.licenses) or any(base.resolved or base.is_firm for base in model.bases):
            continue
        if any(set(base.licenses) & set(family.licenses) for base in model.bases):
            continue  # the card names the family in words
        whose = f"the name {model.id}" if model is subject else f"the name of its base {model.id}"
        message = (
            f"{whose} says that it comes from {family.name}, whose terms must be passed on; "
            f"no base is declared there, and no license is {family.name}'s"
        )
        cited = (model.metadata, *model.conclusion.citations[:2])
        found.append(Raised(message, cited, binds=model.id, names=(family.name,)))
    return found


def _undeclared(base: Base, subject: Repository) -> str:
    how = f"{base.relation.value}; inferred, confidence {base.confidence.value}"
    return f"no field declares it, yet {_place(base)} {subject.id} comes from {base.id} ({how})"


def _place(base: Base) -> str:
    if base.citation.line is not None:
        return f"line {base.citation.line} of {base.citation.file} says that"
    return "its configuration says that" if "_name_or_path" in (base.citation.pointer or "") else "its name says that"
