"""The lineage of a dossier walked: from the subject to every ancestor, by which way, and how the terms travel on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.inheritance.once import once
from auditor.inheritance.stand_in import stand_in
from auditor.inheritance.written import written_by
from auditor.names.families import have_same_maker
from auditor.names.prose import is_of_family
from auditor.names.table import table
from auditor.schema.evidence import Base, Dossier, LineageEvidence, Relation, Repository
from auditor.schema.license import CommercialUse, Family, License

# A copy of the same weights: it has no terms of its own.
COPIES = (Relation.QUANTIZED, Relation.MIRROR)
# Only what the model wrote went over, no weights of it.
BY_OUTPUTS = (Relation.DISTILLED, Relation.GENERATED)
# Licenses that one maker wrote for models of its own.
_OF_ONE_MAKER = (
    *(Family.VENDOR_COMMUNITY, Family.VENDOR_TERMS, Family.THRESHOLD, Family.REGISTRATION),
    Family.FIELD_RESTRICTED,
)


@dataclass(frozen=True)
class Step:
    """One edge that was followed: from which model, by which base that it names, to which model."""

    child: Repository
    base: Base
    parent: Repository


@dataclass(frozen=True)
class Way:
    """How the subject comes from one ancestor: the shortest chain of steps."""

    steps: tuple[Step, ...]

    @property
    def ancestor(self) -> Repository:
        """Where the way ends."""
        return self.steps[-1].parent

    @property
    def ids(self) -> tuple[str, ...]:
        """The models on the way, the subject first."""
        return (self.steps[0].child.id, *(step.parent.id for step in self.steps))

    @property
    def by_outputs(self) -> bool:
        """Whether weights were replaced by outputs somewhere on the way."""
        return any(step.base.relation in BY_OUTPUTS for step in self.steps)

    @property
    def is_copy(self) -> bool:
        """Whether the subject holds the same weights in another form."""
        return all(step.base.relation in COPIES for step in self.steps)

    @property
    def is_inferred(self) -> bool:
        """Whether some step of the way is no declaration."""
        return any(step.base.evidence is LineageEvidence.INFERRED for step in self.steps)


@dataclass
class _Walk:
    found: dict[str, Way] = field(default_factory=dict)
    cycles: dict[frozenset[str], tuple[str, ...]] = field(default_factory=dict)


def ways(dossier: Dossier) -> tuple[Way, ...]:
    """The way to each ancestor that was obtained, or that stands for a family under one license, nearest first."""
    return tuple(_walk(dossier).found.values())


def cycles(dossier: Dossier) -> tuple[tuple[str, ...], ...]:
    """Every circle that the walk came upon, as ids, its first model repeated at the end."""
    return tuple(_walk(dossier).cycles.values())


def same_account(one: Repository, other: Repository) -> bool:
    """Whether the same account of the Hub offers both: it may put its own work under other terms."""
    account = one.id.rpartition("/")[0].lower()
    return bool(account) and account == other.id.rpartition("/")[0].lower()


def same_maker(one: Repository, other: Repository) -> bool:
    """Whether one maker offers both, under whichever of its accounts."""
    accounts = [item.id.rpartition("/")[0] for item in (one, other)]
    return same_account(one, other) or have_same_maker(*accounts)


def binding(dossier: Dossier) -> tuple[Way, ...]:
    """The ways by which an ancestor's license as a whole binds: over weights, and not relicensed by its owner."""
    return tuple(way for way in ways(dossier) if not way.by_outputs and not relicensed(way, dossier))


def relicensed(way: Way, dossier: Dossier) -> bool:
    """Whether the ancestor's own account offers what comes next on the way under terms that it states there.

    Only of a base whose terms are known, allow commercial use, and are no other maker's: what is withheld, was never
    said, or is not the account's to give, is not taken for given without a word. Nor is what is only copied, or still
    needed beside an adapter; and where both state one license, what the base says beside it holds on. Of what it wrote
    itself, its own terms do not bind a maker, whatever they are.
    """
    last = way.steps[-1]
    held, account = last.parent.conclusion, last.parent.id.rpartition("/")[0]
    if last.base.relation is Relation.GENERATED:
        return same_maker(last.child, last.parent) and not _holds_of_another(held.licenses, account, dossier)
    if last.base.relation in (*COPIES, Relation.ADAPTER) or not same_account(last.child, last.parent):
        return False
    known = held.commercial_use in (CommercialUse.YES, CommercialUse.CONDITIONAL)
    own = last.child.conclusion.licenses
    stated = known and bool(own) and set(own) != set(held.licenses)
    return stated and not _holds_of_another(held.licenses, account, dossier)


def _holds_of_another(licenses: tuple[str, ...], account: str, dossier: Dossier) -> bool:
    """Whether one of these licenses, or of the members of an umbrella, is another maker's for its own models."""
    facts = {item.id: item for item in dossier.licenses}
    held = [facts[name] for name in licenses if name in facts]
    meant = [*held, *(facts[name] for item in held for name in item.members if name in facts)]
    return any(_is_of_another(item, account) for item in meant)


def _is_of_another(license_: License, account: str) -> bool:
    """Whether a license is one maker's, for models of its own, and this account is not that maker's."""
    if license_.family not in _OF_ONE_MAKER:
        return False
    steward, makers = license_.steward.lower(), (table().titles[maker].lower() for maker in table().makers_of(account))
    return not any(maker in steward or steward in maker for maker in makers) and account.lower() not in steward.split()


def direct(child: Repository, dossier: Dossier) -> tuple[Base, ...]:
    """The bases that it comes from in one step: without those inferred that stand above one that it declares or copies.

    The card of a copy is often its original's, whose bases it names as its own. Those who wrote its data are not among
    them (`inheritance.written`).
    """
    declared = [base for base in child.bases if base.evidence is LineageEvidence.DECLARED]
    above = _above(declared, dossier)
    kept = [base for base in child.bases if base in declared or _is_copy_beside(base, above)]
    above = _above(kept, dossier)
    named = _above([base for base in child.bases if not base.family], dossier).values()
    return tuple(base for base in child.bases if base in kept or not (base.resolved in above or _is_of(base, named)))


def _is_copy_beside(base: Base, above: dict[str, Repository]) -> bool:
    """Whether it is what this one is a copy of, and stands above nothing that is declared."""
    return base.relation in COPIES and base.resolved is not None and base.resolved not in above


def _is_of(base: Base, held: Iterable[Repository]) -> bool:
    """Whether only a family is named, and one of these models is its makers' that may be meant."""
    return bool(base.family) and any(is_of_family(one.id, base.family or "", base.licenses) for one in held)


def _above(bases: list[Base], dossier: Dossier) -> dict[str, Repository]:
    """All that what was obtained of these bases comes from, and these themselves, by purl."""
    held = {item.purl: item for item in dossier.ancestors}
    found: dict[str, Repository] = {}
    queue = list(bases)
    while queue:
        repository = held.get(queue.pop().resolved or "")
        if repository and repository.purl not in found:
            found[repository.purl] = repository
            queue += repository.bases
    return found


@once
def _walk(dossier: Dossier) -> _Walk:
    """Breadth first. Of several ways to one model the shortest counts, one over weights before one over outputs."""
    walk = _Walk()
    if dossier.subject is None:
        return walk
    held = {item.purl: item for item in (dossier.subject, *dossier.ancestors)}
    queue: list[tuple[Repository, tuple[Step, ...]]] = [(dossier.subject, ())]
    while queue:
        child, steps = queue.pop(0)
        for base in (*direct(child, dossier), *written_by(child, dossier)):
            parent = held.get(base.resolved or "") or stand_in(base, dossier)
            if parent is None:
                continue
            way = Way((*steps, Step(child, base, parent)))
            if parent.purl in {step.child.purl for step in way.steps}:
                if not any(step.base.relation is Relation.GENERATED for step in way.steps):
                    _close(walk, way)  # who writes for its own base is older and newer than it
                continue
            known = walk.found.get(parent.purl)
            if known is None or (known.by_outputs and not way.by_outputs):
                walk.found[parent.purl] = way
                queue.append((parent, way.steps))
    return walk


def _close(walk: _Walk, way: Way) -> None:
    ids = way.ids
    circle = ids[ids.index(way.ancestor.id) :]
    walk.cycles.setdefault(frozenset(circle), circle)
