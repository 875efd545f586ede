"""Where a right that is not given can be had: what a license says of it, and what a card or a file offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from auditor.decide.effective import Term, bound_models, meant
from auditor.decide.use_policies import taken_in
from auditor.schema.decision import ConditionCheck, Fit, Outcome, WayOut
from auditor.schema.evidence import Dossier, StatementKind
from auditor.schema.facts import Metric

_MOST = 8
_ASKED_FOR = (Metric.REGISTRATION, Metric.AUTHORIZATION)


def ways_out(
    outcome: Outcome, terms: tuple[Term, ...], dossier: Dossier, checks: Iterable[ConditionCheck] = ()
) -> tuple[WayOut, ...]:
    """The ways that the licenses name, then what the papers offer in words, each once; at most a handful.

    The way past a condition is shown where that condition stands in the way: violated, or open where a person looks.
    A conditional answer needs what is to be registered or permitted, and what the papers offer beside, and no more.
    """
    if outcome is Outcome.APPROVED:
        return ()
    stands = {check.row for check in checks if check.row and _stands(check, check.row, outcome)}
    found: dict[WayOut, WayOut] = {}
    for way in (*_of_licenses(terms, dossier, outcome, stands), *_of_papers(dossier)):
        found.setdefault(way.model_copy(update={"license": "", "clause": ""}), way)  # as versions name it alike
    return tuple(found.values())[:_MOST]


def _stands(check: ConditionCheck, row: str, outcome: Outcome) -> bool:
    """Whether a condition stands in the way: what is open no longer matters where something else denies."""
    if check.fit is not Fit.OPEN:
        return check.fit is Fit.VIOLATED
    asked = row.endswith(tuple(f"/{metric.value}" for metric in _ASKED_FOR))
    return asked if outcome is Outcome.CONDITIONAL else outcome is not Outcome.DENIED


def _of_licenses(
    terms: tuple[Term, ...], dossier: Dossier, outcome: Outcome, stands: AbstractSet[str]
) -> Iterator[WayOut]:
    for term in terms:
        for known in meant(term, dossier):
            for one in (known, *taken_in(known, dossier)) if known else ():
                for route in one.routes:
                    past = one.past(route)
                    if stands & set(past) if past else outcome is not Outcome.CONDITIONAL:
                        yield WayOut(
                            says=route.says,
                            url=route.url,
                            license=one.id,
                            clause=route.clause,
                            origin=term.origin.purl,
                            binds=term.origin.id,
                        )


def _of_papers(dossier: Dossier) -> Iterator[WayOut]:
    for repository in bound_models(dossier):
        for item in repository.statements:
            if item.kind is StatementKind.ON_APPLICATION and not repository.conclusion.settles(item.citation):
                yield WayOut(
                    says=f"{item.citation.place}: “{item.citation.quote}”",
                    license="",
                    clause="",
                    origin=repository.purl,
                    binds=repository.id,
                    citations=(item.citation,),
                )
