"""What a card, a gate or a file says in words that limits the use, held against the declared use.

Words are read by machine, so they are conditions to be looked at, each with its sentence: denied only where the
declared use is the very act that they forbid, and to review where they say that other terms hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.decide.effective import bound_models
from auditor.schema.decision import Outcome, Reason
from auditor.schema.evidence import Dossier, Repository, Statement, StatementKind
from auditor.schema.license import Family
from auditor.schema.use import Distribution, Use

MOST_CITED = 24  # sentences of one kind


def _always(_: Use) -> Outcome:
    return Outcome.CONDITIONAL


def _commercial(use: Use) -> Outcome:
    return Outcome.CONDITIONAL if use.commercial else Outcome.APPROVED


def _research(use: Use) -> Outcome:
    """Commercial use that is not declared as research is no condition that somebody could meet."""
    if use.research:
        return Outcome.CONDITIONAL if use.commercial else Outcome.APPROVED
    if use.commercial or use.research is False:
        return Outcome.REVIEW
    return Outcome.CONDITIONAL


def _where(does: Callable[[Use], bool | None]) -> Callable[[Use], Outcome]:
    """Denied where the declared use does it; else a condition to keep to."""
    return lambda use: Outcome.DENIED if does(use) else Outcome.CONDITIONAL


@dataclass(frozen=True)
class _Words:
    """What words of one kind say, and what comes of it for a use."""

    rule: str
    says: str
    outcome: Callable[[Use], Outcome] = _always

    @staticmethod
    def passes_on(use: Use) -> bool:
        return use.distribution is Distribution.REDISTRIBUTED


_APPLICATION = _Words("card/commercial-on-application", "gives commercial use on application only", _commercial)
_KINDS: dict[StatementKind, _Words] = {
    StatementKind.RESEARCH_ONLY: _Words("card/research-only", "gives the model for research or trial only", _research),
    StatementKind.REGISTRATION: _Words(
        "card/registration", "asks users to register, to sign, to notify or to be permitted"
    ),
    StatementKind.PAYMENT: _Words("card/payment", "asks for payment"),
    StatementKind.SIZE_LIMIT: _Words("card/size-limit", "lets the rights depend on how large the user or the use is"),
    StatementKind.PLACE_LIMIT: _Words("card/place-limit", "limits where, or by whose residents, the model may be used"),
    StatementKind.TIME_LIMIT: _Words("card/time-limit", "gives the rights for a time only"),
    StatementKind.FIELD_LIMIT: _Words("card/field-limit", "forbids uses of some kinds, or by some users"),
    StatementKind.NO_REDISTRIBUTION: _Words(
        "card/no-redistribution", "forbids passing the model on", _where(_Words.passes_on)
    ),
    StatementKind.NO_DERIVATIVES: _Words(
        "card/no-derivatives", "forbids changed versions", _where(lambda use: use.modifies and _Words.passes_on(use))
    ),
    StatementKind.NO_TRAINING_ON_OUTPUTS: _Words(
        "card/no-training-on-outputs",
        "forbids training other models with it",
        _where(lambda use: use.trains_other_models),
    ),
    StatementKind.NO_COMPETING: _Words("card/no-competing", "forbids competing with its makers"),
    StatementKind.NO_HOSTING: _Words(
        "card/no-hosting",
        "forbids offering it as a service",
        _where(lambda use: use.distribution is Distribution.HOSTED),
    ),
    StatementKind.REVOCABLE: _Words("card/revocable", "lets the licensor take the rights back"),
    StatementKind.OWN_TERMS: _Words("card/own-terms", "says that other terms hold", lambda _: Outcome.REVIEW),
}


# Licenses beside which another is commonly sold: there such words offer a choice, and take nothing away.
_SOLD_BESIDE = (Family.COPYLEFT, Family.NETWORK_COPYLEFT, Family.WEAK_COPYLEFT, Family.SHARE_ALIKE)


def on_application(dossier: Dossier, use: Use) -> Iterator[tuple[Repository, Reason]]:
    """Models whose words give commercial use on application, each with the reason.

    That the licensor gave it is declared nowhere, so a person has to look; beside copyleft it is a choice.
    """
    facts = {item.id: item for item in dossier.licenses}
    for repository, reason in _spoken(dossier, use, StatementKind.ON_APPLICATION, _APPLICATION):
        families = {facts[name].family for name in repository.conclusion.licenses if name in facts}
        is_choice = bool(families) and families <= set(_SOLD_BESIDE)
        yield repository, reason if is_choice else reason.model_copy(update={"outcome": Outcome.REVIEW})


def limited_by_words(dossier: Dossier, use: Use) -> Iterator[Reason]:
    """A reason for each model and each further kind of limit that its words say."""
    for kind, words in _KINDS.items():
        for _, reason in _spoken(dossier, use, kind, words):
            yield reason


def _spoken(dossier: Dossier, use: Use, kind: StatementKind, words: _Words) -> Iterator[tuple[Repository, Reason]]:
    """Models whose card, gate or files say so; not what somebody clarified, nor where commercial use is forbidden."""
    outcome = words.outcome(use)
    for repository in bound_models(dossier) if outcome is not Outcome.APPROVED else ():
        held = repository.conclusion
        said = [item for item in repository.statements if item.kind is kind and not held.settles(item.citation)]
        if said and not (held.forbidding and use.commercial):
            yield repository, _reason(repository, said, outcome, words)


def _reason(repository: Repository, said: list[Statement], outcome: Outcome, words: _Words) -> Reason:
    place, quote = said[0].citation.place, said[0].citation.quote
    more = f" (and {len(said) - MOST_CITED} sentences more)" if len(said) > MOST_CITED else ""
    return Reason(
        outcome=outcome,
        rule=words.rule,
        message=f"{repository.id}: {place} {words.says}: “{quote}”{more}",
        citations=tuple(item.citation for item in said[:MOST_CITED]),
        row=said[0].row,
        binds=repository.id,
    )
