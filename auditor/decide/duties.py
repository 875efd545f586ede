"""What has to be done, and kept to, under the licenses and the declared use."""

from __future__ import annotations

from auditor.decide.effective import Term, meant
from auditor.decide.occasions import all_of, any_of, occurs, under
from auditor.decide.restrictions import prohibitions
from auditor.decide.use_policies import taken_in
from auditor.schema.decision import Duty
from auditor.schema.evidence import Dossier
from auditor.schema.facts import Force, Obligation, ObligationKind, Scale
from auditor.schema.license import License
from auditor.schema.use import Use

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
    ObligationKind.INDEMNITY: "stand in for the licensor's losses from claims that your use brings about",
    ObligationKind.DELETE: "stop using it and delete all copies",
    ObligationKind.CERTIFY_DELETION: "destroy all copies and confirm it in writing",
    ObligationKind.EXPORT: "keep to export control and sanctions law",
    ObligationKind.AUDIT: "let the licensor inspect how you keep to the terms",
    ObligationKind.SAFEGUARDS: "put safeguards around it",
    ObligationKind.PERSONAL_DATA: "answer for the personal data that you process with it",
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
            every = (known, *taken_in(known, dossier)) if known else ()
            own = [duty for one in every for duty in (*_obliged(term, one, use), *_prohibitions(term, one, use))]
            found += [duty for duty in own if len(members) == 1 or (duty.do, duty.text) not in seen]
            seen |= {(duty.do, duty.text) for duty in own}
    return tuple(dict.fromkeys(found))


def _prohibitions(term: Term, known: License, use: Use) -> list[Duty]:
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
        for do, item in prohibitions(known, use)
    ]


def _obliged(term: Term, known: License, use: Use) -> list[Duty]:
    return [
        Duty(
            obligation=item.obligation.value,
            do=when + _DO[item.obligation],
            encouraged=item.force is Force.ENCOURAGES,
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


def _applies(duty: Obligation, use: Use) -> str | None:
    """An empty text where the use brings the duty about, a condition before it where it may, None where it does not."""
    told, above = occurs(duty.when, use), any_of(_reached(scale, use) for scale in duty.above) if duty.above else True
    if all_of((told, above)) is False:
        return None
    size = " or ".join(_more_than(scale) for scale in duty.above) if above is None else ""
    return (under(duty.when, use) if told is None else "") + (f"above {size}: " if size else "")


def _reached(scale: Scale, use: Use) -> bool | None:
    value: int | None = getattr(use, scale.metric.value, None)
    return None if value is None else value > scale.value


def _more_than(scale: Scale) -> str:
    metric = scale.metric.value.removesuffix("_usd").replace("_", " ")
    return f"{scale.value:,} {'US dollars of ' if scale.metric.value.endswith('_usd') else ''}{metric}"
