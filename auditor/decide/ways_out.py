"""Where a right that is not given can be had: what a license says of it, and what a card or a file offers."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.effective import Term, bound_models, meant
from auditor.decide.use_policies import taken_in
from auditor.schema.decision import Outcome, WayOut
from auditor.schema.evidence import Dossier, StatementKind

_MOST = 8


def ways_out(outcome: Outcome, terms: tuple[Term, ...], dossier: Dossier) -> tuple[WayOut, ...]:
    """The ways that the licenses name, then what the papers offer in words, each once; at most a handful.

    Where the use is allowed under conditions, what the papers offer beside is all that matters.
    """
    if outcome is Outcome.APPROVED:
        return ()
    named = () if outcome is Outcome.CONDITIONAL else _of_licenses(terms, dossier)
    return tuple(dict.fromkeys((*named, *_of_papers(dossier))))[:_MOST]


def _of_licenses(terms: tuple[Term, ...], dossier: Dossier) -> Iterator[WayOut]:
    for term in terms:
        for known in meant(term, dossier):
            for one in (known, *taken_in(known, dossier)) if known else ():
                for route in one.routes:
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
