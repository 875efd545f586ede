"""What the license of a repository promises, held against the terms of a model. Pure: values in, values out.

The table is policies/repository-license.yaml; the facts are those of the catalog.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.schema.citation import Citation
from auditor.schema.decision import Level
from auditor.schema.facts import Fact, Force, Obligation
from auditor.schema.license import License
from auditor.schema.place import Place
from auditor.schema.promises import CarriedDuty, Conflict, Had, OwnPromise, RepositoryLicense

_GRAVEST = (Level.ERROR, Level.WARNING, Level.NOTE)
# A license whose later versions may be chosen is each of these too.
_LATER = {"GPL-1.0": ("GPL-2.0", "GPL-3.0"), "GPL-2.0": ("GPL-3.0",), "LGPL-2.0": ("LGPL-2.1", "LGPL-3.0")}
_LATER |= {"LGPL-2.1": ("LGPL-3.0",)}


@dataclass(frozen=True)
class OwnTerm:
    """One license that a repository states. `members` are the licenses that its name may mean, itself where it is one.

    `later`: whether later versions of it may be chosen; None where that is not said.
    """

    license_id: str
    members: tuple[License, ...]
    place: Place
    later: bool | None = None


@dataclass(frozen=True)
class ModelTerm:
    """One license that binds a model, or words of its card that do.

    `origin` is the repository that states it: the model itself, or a base. `license_id` is "" for words.
    """

    license_id: str
    title: str
    members: tuple[License, ...]
    origin: str
    inherited: bool = False
    citation: Citation | None = None


@dataclass(frozen=True)
class Clash:
    """A promise of the repository, and the term of a model that does not allow it.

    `fact` is the row of policies/ that holds the term; None where it is the license as a whole. `is_unsure`: it depends
    on whether later versions of the repository's license may be chosen.
    """

    row: Conflict
    promise: OwnPromise
    own: OwnTerm
    own_clause: str
    term: ModelTerm
    clause: str
    fact: str | None
    level: Level
    is_unsure: bool = False


@dataclass(frozen=True)
class Unmet:
    """A duty towards those who get a model's files that no file of the repository meets."""

    row: CarriedDuty
    term: ModelTerm
    clause: str
    duty: Obligation


@dataclass(frozen=True)
class Carried:
    """What files of the repository say of a model: whether its terms stand beside the license, and all words there."""

    terms: bool = False
    held: str = ""


def clashes(
    own: Sequence[OwnTerm],
    terms: Sequence[ModelTerm],
    table: RepositoryLicense,
    had: Had,
    *,
    carried: bool = False,
) -> tuple[Clash, ...]:
    """What does not go together, in the order of the table: of each group of rows the first that fits.

    `carried`: the model's terms stand beside the repository's license.
    """
    found: dict[str, Clash] = {}
    for row in table.conflicts:
        level = row.level if had != "fetched" else row.fetched
        if level is None or row.group in found or (carried and row.kept_by_notice):
            continue
        for made in _made(row, own, terms, table):
            found[row.group] = _at(made, level)
            break
    return tuple(found.values())


def unmet(
    own: Sequence[OwnTerm],
    terms: Sequence[ModelTerm],
    table: RepositoryLicense,
    had: Had,
    carried: Carried,
) -> tuple[Unmet, ...]:
    """Duties that files of the repository do not meet, each once. A repository under the same license meets them."""
    found: dict[tuple[str, str], Unmet] = {}
    for term in terms:
        if any(_is_same(one, term) for one in own):
            continue
        for row in table.duties:
            if had == "fetched" and not row.fetched:
                continue
            for duty in _duties(row, term):
                if not _is_met(row, duty, carried):
                    found.setdefault((row.id, duty.text), Unmet(row, term, duty.clause, duty))
                    break
    return tuple(found.values())


def promised(row: OwnPromise, own: OwnTerm) -> Fact | bool | None:
    """The grant by which a license makes a promise; True where it makes it as a whole, False where it does not.

    A name for several licenses promises what each of them does.
    """
    facts = [_promise_of(row, one) for one in own.members]
    return facts[0] if facts and all(fact is not False for fact in facts) else False


def gravest(levels: Iterable[Level]) -> Level:
    """The gravest of these levels; none of them is a note."""
    return min(levels, key=_GRAVEST.index, default=Level.NOTE)


def _promise_of(row: OwnPromise, one: License) -> Fact | bool | None:
    forbids, asks = {item.restriction for item in one.restrictions}, {item.obligation for item in one.obligations}
    if not forbids.isdisjoint(row.unless_restrictions) or not asks.isdisjoint(row.unless_obligations):
        return False
    if not forbids.issuperset(row.restrictions):
        return False
    if row.grant is None:
        return True
    return next((item for item in one.grants if item.grant is row.grant and item.given in row.given), False)


def _made(
    row: Conflict, own: Sequence[OwnTerm], terms: Sequence[ModelTerm], table: RepositoryLicense
) -> Iterator[Clash]:
    """The clashes that a row finds, those of the first promise first."""
    promises = {promise.id: promise for promise in table.promises}
    for term in terms:
        against = _against(row, term)
        if against is False:
            continue
        for promise in (promises[name] for name in row.promises):
            for mine in own:
                fact = promised(promise, mine)
                if fact is False or not _is_pair(row, mine, term):
                    continue
                sure = not row.unless_compatible or _goes_into(term, mine, table)
                if sure is True and row.unless_compatible:
                    continue
                level = Level.NOTE if sure is None else row.level
                clause = fact.clause if isinstance(fact, Fact) else ""
                where = (against.clause, _row_of(term, against)) if isinstance(against, Fact) else ("", None)
                yield Clash(row, promise, mine, clause, term, *where, level, sure is None)


def _at(made: Clash, level: Level) -> Clash:
    """The clash as it stands where the model is had in this way: never graver than the row."""
    milder = max((made.level, level), key=_GRAVEST.index)
    return replace(made, level=milder)


def _against(row: Conflict, term: ModelTerm) -> Fact | bool:
    """The fact of a model's license that a row is about; True where it is the license as a whole, False where none is.

    Of a name for several licenses each must have such a fact; it is cited where all have it in the same clause.
    """
    facts = [_fact(row, one) for one in term.members]
    if not facts or any(fact is False for fact in facts):
        return False
    first = facts[0]
    alike = all(isinstance(fact, Fact) and isinstance(first, Fact) and fact.clause == first.clause for fact in facts)
    return first if alike else True


def _fact(row: Conflict, one: License) -> Fact | bool:
    if row.commercial_use and one.commercial_use not in row.commercial_use:
        return False
    if (row.families and one.family not in row.families) or one.family in row.unless_families:
        return False
    if row.pairs:
        return any(pair.model == one.id for pair in row.pairs)
    facts: list[Fact] = [item for item in one.obligations if _binds(item) and item.obligation in row.obligations]
    facts += [item for item in one.restrictions if item.restriction in row.restrictions]
    facts += [item for item in one.conditions if not set(item.affects).isdisjoint(row.limited)]
    facts += [item for item in one.grants if item.grant in row.withheld and item.given.value == "no"]
    return next(iter(facts), False)


def _binds(item: Obligation) -> bool:
    return item.force is Force.BINDS


def _is_pair(row: Conflict, own: OwnTerm, term: ModelTerm) -> bool:
    """Whether a row of pairs has this one, for every license that either name may mean."""
    pairs = {(pair.own, pair.model) for pair in row.pairs}
    return not pairs or all((mine.id, one.id) in pairs for mine in own.members for one in term.members)


def _goes_into(term: ModelTerm, own: OwnTerm, table: RepositoryLicense) -> bool | None:
    """Whether works under a model's license may go into one under the repository's; None where a version decides."""
    if _is_same(own, term) or _is_compatible(term, (own.license_id,), table):
        return True
    later = (own.license_id, *_LATER.get(own.license_id, ()))
    if own.later is False or later == (own.license_id,) or not _may_take(term, later, table):
        return False
    return True if own.later else None


def _may_take(term: ModelTerm, into: Sequence[str], table: RepositoryLicense) -> bool:
    """Whether one of these takes the model's license in: as itself, by the table, or since no pair is against it."""
    if term.license_id in into or _is_compatible(term, into, table):
        return True
    paired = [pair.own for row in table.conflicts for pair in row.pairs if pair.model == term.license_id]
    return bool(paired) and any(one not in paired for one in into)


def _is_compatible(term: ModelTerm, into: Sequence[str], table: RepositoryLicense) -> bool:
    taken = {one for row in table.compatible if row.into in into for one in row.of}
    return bool(term.members) and all(one.id in taken for one in term.members)


def _is_same(own: OwnTerm, term: ModelTerm) -> bool:
    """Whether both are one license, or one is a name that may mean the other."""
    mine, theirs = {one.id for one in own.members}, {one.id for one in term.members}
    return own.license_id == term.license_id or (bool(mine) and (mine <= theirs or (theirs <= mine and bool(theirs))))


def _duties(row: CarriedDuty, term: ModelTerm) -> Iterator[Obligation]:
    """The duties of a row that every license which a term may be has."""
    held = [[item for item in one.obligations if _binds(item) and _fits(row, item)] for one in term.members]
    if held and all(held):
        yield from held[0]


def _fits(row: CarriedDuty, item: Obligation) -> bool:
    return item.obligation in row.obligations and (bool(item.text) or not row.with_text)


def _is_met(row: CarriedDuty, duty: Obligation, carried: Carried) -> bool:
    if row.met_by == "words":
        return bool(duty.text) and plain(duty.text) in carried.held
    return row.met_by == "notice" and carried.terms


def plain(text: str) -> str:
    """Words as they are compared: in lower case, with one space between them."""
    return " ".join(text.casefold().split())


def _row_of(term: ModelTerm, fact: Fact) -> str | None:
    """The row of policies/ that holds a fact; None of words."""
    one = next((item for item in term.members if fact in (*item.restrictions, *item.obligations)), None)
    one = one or next((item for item in term.members if fact in (*item.conditions, *item.grants)), None)
    return one.row(fact.row) if one and term.license_id else None
