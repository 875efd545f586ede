"""What has to be done, and kept to, under the licenses and the declared use."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.effective import Term, lacks_its_text, meant
from auditor.decide.occasions import all_of, any_of, occurs, under
from auditor.decide.restrictions import prohibitions
from auditor.decide.use_policies import taken_in
from auditor.schema.decision import Duty
from auditor.schema.evidence import Dossier
from auditor.schema.facts import Force, Obligation, ObligationKind, Restriction, Scale
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


_SOME = "Not every version of the license asks for it."
_NO_TEXT = "The repository holds no copy of the text: add it yourself."


def duties(terms: tuple[Term, ...], dossier: Dossier, use: Use) -> tuple[Duty, ...]:
    """What must be done under this use, in the order of the licenses; the same duty of two clauses stands twice.

    Of an umbrella, what any of its members asks for, once; what not all of them ask for stands under the member's name.
    """
    found: list[Duty] = []
    for term in terms:
        members = [known for known in meant(term, dossier) if known]
        asked = [list(_of(term, known, dossier, use)) for known in members]
        shared = set.intersection(*({_same(duty) for duty in own} for own in asked)) if asked else set()
        seen: set[tuple[str, ...]] = set()
        for known, own in zip(members, asked, strict=True):
            for duty in own:
                if len(members) == 1 or _same(duty) in shared or duty.license != term.license_id:
                    named = duty
                else:
                    named = duty.model_copy(update={"license": known.id, "note": f"{duty.note} {_SOME}".strip()})
                found += [named] if len(members) == 1 or _same(duty) not in seen else []
            seen |= {_same(duty) for duty in own}
    return tuple(dict.fromkeys(found))


def _same(duty: Duty) -> tuple[str, ...]:
    return duty.license, duty.do, duty.text, duty.note


def _of(term: Term, known: License, dossier: Dossier, use: Use) -> Iterator[Duty]:
    """What a license asks, then what the policies do that it takes in; where the policy itself can be read is said."""
    policies = taken_in(known, dossier)
    for one, name in ((known, term.license_id), *((policy, policy.id) for policy in policies)):
        for item in one.obligations:
            when = _applies(item, use)
            if when is not None:
                read_at = policies[0] if policies and item.obligation is ObligationKind.USE_POLICY else one
                base = _duty(term, one, name, item, item.obligation.value, when + _DO[item.obligation])
                said = {"text": item.text, "encouraged": item.force is Force.ENCOURAGES, "url": read_at.address}
                if item.obligation is ObligationKind.LICENSE_COPY and lacks_its_text(term.origin):
                    said["note"] = f"{item.note} {_NO_TEXT}".strip()
                yield base.model_copy(update=said)
        for do, limit in prohibitions(one, use):
            yield _duty(term, one, name, limit, limit.restriction.value, do)


def _duty(term: Term, one: License, name: str, fact: Obligation | Restriction, kind: str, do: str) -> Duty:
    return Duty(
        obligation=kind,
        do=do,
        note=fact.note,
        license=name,
        clause=fact.clause,
        url=one.address,
        origin=term.origin.purl,
        row=one.row(fact.row),
        binds=term.origin.id,
        pinned=fact.pinned,
    )


def _applies(duty: Obligation, use: Use) -> str | None:
    """An empty text where the use brings the duty about, a condition before it where it may, None where it does not."""
    told, above = occurs(duty.when, use), any_of(_reached(scale, use) for scale in duty.above) if duty.above else True
    if all_of((told, above)) is False:
        return None
    size = " or ".join(_more_than(scale) for scale in duty.above) if above is None else ""
    return under(duty.when, use) + (f"above {size}: " if size else "")


def _reached(scale: Scale, use: Use) -> bool | None:
    value: int | None = getattr(use, scale.metric.value, None)
    return None if value is None else value > scale.value


def _more_than(scale: Scale) -> str:
    metric = scale.metric.value.removesuffix("_usd").replace("_", " ")
    return f"{scale.value:,} {'US dollars of ' if scale.metric.value.endswith('_usd') else ''}{metric}"
