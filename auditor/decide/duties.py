"""What has to be done, and kept to, under the licenses and the declared use."""

from __future__ import annotations

from auditor.decide.effective import Term, meant
from auditor.decide.restrictions import prohibitions
from auditor.schema.decision import Duty
from auditor.schema.evidence import Dossier
from auditor.schema.license import License, Obligation, ObligationKind, Trigger
from auditor.schema.use import Distribution, Use

_DO: dict[ObligationKind, str] = {
    ObligationKind.LICENSE_COPY: "give a copy of the license with the model",
    ObligationKind.COPYRIGHT_NOTICE: "keep the copyright notices",
    ObligationKind.NOTICE_TEXT: "put this notice into a NOTICE file",
    ObligationKind.ATTRIBUTION: "name the author, the license and where it came from",
    ObligationKind.DISPLAY_TEXT: "display this text where users see it",
    ObligationKind.NAME_PREFIX: "let the name of a model made from it begin with this",
    ObligationKind.STATE_CHANGES: "say what you changed",
    ObligationKind.PASS_THROUGH: "bind those who get it to the same use restrictions",
    ObligationKind.SHARE_ALIKE: "offer what you make from it under the same license",
    ObligationKind.SOURCE: "offer the source to those who get it",
    ObligationKind.NETWORK_SOURCE: "offer the source to those who use it over a network",
    ObligationKind.USE_POLICY: "keep to the acceptable-use policy",
    ObligationKind.UPDATE: "use the latest version that the licensor gives, as far as you can",
    ObligationKind.REPORT: "report to the licensor",
    ObligationKind.OTHER: "keep to this clause",
}


def duties(terms: tuple[Term, ...], dossier: Dossier, use: Use) -> tuple[Duty, ...]:
    """What must be done under this use, in the order of the licenses; the same duty of two clauses stands twice.

    Of an umbrella, what any of its members asks for, once.
    """
    found: list[Duty] = []
    for term in terms:
        members = meant(term, dossier)
        seen: set[tuple[str, str]] = set()
        for known in members:
            own = [*_obliged(term, known, use), *_prohibitions(term, known)] if known else []
            found += [duty for duty in own if len(members) == 1 or (duty.do, duty.text) not in seen]
            seen |= {(duty.do, duty.text) for duty in own}
    return tuple(dict.fromkeys(found))


def _prohibitions(term: Term, known: License) -> list[Duty]:
    return [
        Duty(
            obligation=item.restriction.value,
            do=do,
            note=item.note,
            license=term.license_id,
            clause=item.clause,
            origin=term.origin.purl,
            row=known.row(item.row),
            binds=term.origin.id,
        )
        for do, item in prohibitions(known)
    ]


def _obliged(term: Term, known: License, use: Use) -> list[Duty]:
    return [
        Duty(
            obligation=item.obligation.value,
            do=when + _DO[item.obligation],
            text=item.text,
            note=item.note,
            license=term.license_id,
            clause=item.clause,
            origin=term.origin.purl,
            row=known.row(item.row),
            binds=term.origin.id,
        )
        for item in known.obligations
        if (when := _applies(item, use)) is not None
    ]


def _applies(obligation: Obligation, use: Use) -> str | None:
    """An empty text where the use brings the duty about, a condition before it where it may, None where it does not."""
    answers = [_triggered(trigger, use) for trigger in obligation.when]
    if "" in answers:
        return ""
    return next((answer for answer in answers if answer is not None), None)


def _triggered(trigger: Trigger, use: Use) -> str | None:
    certain: dict[Trigger, bool] = {
        Trigger.ALWAYS: True,
        Trigger.COMMERCIAL: use.commercial,
        Trigger.REDISTRIBUTE: use.distribution is Distribution.REDISTRIBUTED,
        Trigger.HOST: use.distribution is not Distribution.INTERNAL,
    }
    if trigger in certain:
        return "" if certain[trigger] else None
    stated, condition = {
        Trigger.MODIFY: (use.modifies, "if you change it: "),
        Trigger.TRAIN_ON_OUTPUTS: (use.trains_other_models, "if you train other models with its outputs: "),
    }[trigger]
    return condition if stated is None else "" if stated else None
