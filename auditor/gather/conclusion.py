"""From all that is written about the license to the one we hold to apply, and why.

Where sources disagree, all of them are held to apply together: the more restrictive reading stands until someone who
has read the texts says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.licenses.catalog import FAMILY_ORDER, Catalog
from auditor.licenses.expression import conjunction
from auditor.schema.evidence import (
    Basis,
    Citation,
    ClaimSource,
    Conclusion,
    Confidence,
    LicenseClaim,
    Statement,
    StatementKind,
)
from auditor.schema.license import CommercialUse

# From best to worst for the user; what is not known is worse than a condition that is.
_ORDER = (CommercialUse.YES, CommercialUse.CONDITIONAL, CommercialUse.UNKNOWN, CommercialUse.NO)
_CLEAR = ("exact", "exact-with-extra", "pointer")
_NOT_A_LICENSE = ("other", "unknown")


def conclude(claims: tuple[LicenseClaim, ...], catalog: Catalog, statements: tuple[Statement, ...] = ()) -> Conclusion:
    """The license that applies to the model's weights, as far as the claims and the card's own words reach."""
    declared, texts, prose = _declared(claims), _texts(claims), _prose(claims)
    clear = [claim for claim in texts if claim.licenses and claim.answer in _CLEAR]
    doubtful = [claim for claim in texts if claim not in clear]
    if not _ids([*declared, *clear]):  # nothing else names a license, so what the text says is what is declared
        declared = [*declared, *prose]
    alternatives = next((claim.alternatives for claim in declared if claim.alternatives), ())
    chosen = _chosen(alternatives, catalog)
    # What one need not choose does not bind.
    left = {license_id for one in alternatives for license_id in one} - set(chosen)
    named = [item for item in _ids(declared) if item not in left]
    found = [item for item in _read_as(clear, _ids(declared)) if item not in left]
    if not named and not found:
        return _unresolved(claims, declared, doubtful, statements)
    against = _against(prose, {*_ids(declared), *found}, catalog)
    licenses = tuple(dict.fromkeys([*_together(named, found, _ids(prose), catalog), *_ids(against)]))
    unresolved = [claim for claim in declared if not claim.licenses]
    confidence, reason = _firmness(named, found, licenses, bool(doubtful), bool(unresolved))
    if against and confidence is not Confidence.LOW:
        confidence, reason = (
            Confidence.LOW,
            "the card's text names another license than its metadata; both are held to apply",
        )
    if confidence is Confidence.MEDIUM and all(claim.source is ClaimSource.PROSE for claim in declared):
        confidence, reason = Confidence.LOW, "only the card's text names it; neither metadata nor a license file does"
    said = _limits(statements)
    worst = [_use(catalog, license_id) for license_id in licenses]
    # What could not be read may take away what the rest gives; so may a sentence of the card.
    worst += [CommercialUse.UNKNOWN] * bool(unresolved or doubtful)
    if said is CommercialUse.NO and CommercialUse.NO not in worst:
        confidence, reason = Confidence.LOW, "the card forbids commercial use in its own words"
    return Conclusion(
        licenses=licenses,
        expression=conjunction(licenses, catalog),
        commercial_use=max((*worst, said), key=_ORDER.index),
        confidence=confidence,
        reason=reason,
        doubtful=_citations([*doubtful, *unresolved]),
        alternatives=alternatives,
        forbidding=_forbidding(statements),
        contradicting=_citations(against),
        citations=_citations([*declared, *clear, *against, *doubtful]),
    )


def _prose(claims: tuple[LicenseClaim, ...]) -> list[LicenseClaim]:
    """What the card's text says of the model; what it says of the project as a whole, where it says no more."""
    said = [claim for claim in claims if claim.source is ClaimSource.PROSE and claim.is_of_model]
    said = [claim for claim in said if claim.role != "project"] or said
    # a name that we do not know adds nothing to one that we do; a license that the text changes does
    return [claim for claim in said if claim.licenses or claim.answer] if _ids(said) else said


def _against(prose: list[LicenseClaim], held: set[str], catalog: Catalog) -> list[LicenseClaim]:
    """Words that name another license than the rest, where none agrees; a family and its members agree."""
    said = [claim for claim in prose if claim.licenses]
    agreed = held | {member for item in held if (known := catalog.get(item)) for member in known.members}
    families = {known.id for known in catalog.licenses if set(known.members) & held}
    agree = any(set(claim.licenses) & (agreed | families) for claim in said)
    return [] if agree else [claim for claim in said if claim.role != "project"]


def _forbidding(statements: tuple[Statement, ...]) -> tuple[Citation, ...]:
    return tuple(item.citation for item in statements if item.kind is StatementKind.NON_COMMERCIAL)


def _limits(statements: tuple[Statement, ...]) -> CommercialUse:
    """What the card's sentences leave of commercial use, taken by themselves."""
    kinds = {item.kind for item in statements}
    if StatementKind.NON_COMMERCIAL in kinds:
        return CommercialUse.NO
    return CommercialUse.CONDITIONAL if StatementKind.ON_APPLICATION in kinds else CommercialUse.YES


def _chosen(alternatives: tuple[tuple[str, ...], ...], catalog: Catalog) -> tuple[str, ...]:
    """Under A OR B, the alternative that allows the most; the first of those that allow as much."""

    def rank(one: tuple[str, ...]) -> tuple[int, int]:
        strictest = catalog.most_restrictive(one)
        family = FAMILY_ORDER.index(strictest.family) if strictest and strictest.family in FAMILY_ORDER else 0
        return _ORDER.index(worst_use(one, catalog)), -family

    return min(alternatives, key=rank, default=())


def _read_as(claims: list[LicenseClaim], named: list[str]) -> list[str]:
    """Ids of the texts; a text that cannot be told from a sibling is read as the sibling that the card names."""
    found = [
        next((sibling for sibling in claim.siblings if sibling in named), license_id)
        for claim in claims
        for license_id in claim.licenses
    ]
    return list(dict.fromkeys(found))


def _texts(claims: tuple[LicenseClaim, ...]) -> list[LicenseClaim]:
    """Texts that speak of the weights: files named for them where there are any (LICENSE-MODEL), else the rest."""
    found = [claim for claim in claims if claim.basis is Basis.DETECTED and claim.is_of_model]
    return [claim for claim in found if claim.role == "weights"] or found


def _declared(claims: tuple[LicenseClaim, ...]) -> list[LicenseClaim]:
    """What the card, its tags, the license's name and its link state, each license once.

    A link counts where it leads to a license that we know. `other` says nothing by itself, and is explained by a name
    or a link; without either, beside another license, it is a part of the terms that is not known.
    """
    stated = [claim for claim in claims if claim.source in (ClaimSource.CARD, ClaimSource.TAG)]
    further = [claim for claim in claims if claim.source is ClaimSource.LICENSE_NAME]
    links = [claim for claim in claims if claim.source is ClaimSource.LICENSE_LINK]
    further += [claim for claim in links if claim.licenses]
    plain = [claim for claim in stated if not _is_marker(claim)]
    markers = [claim for claim in stated if _is_marker(claim) and plain and not further]
    unique: dict[object, LicenseClaim] = {}
    for claim in (*plain, *further, *markers):
        unique.setdefault(claim.licenses or claim.written.strip().lower(), claim)
    return list(unique.values())


def _is_marker(claim: LicenseClaim) -> bool:
    return claim.written.strip().lower() in _NOT_A_LICENSE


def _together(named: list[str], found: list[str], said: list[str], catalog: Catalog) -> tuple[str, ...]:
    """Declared and detected ids joined; an umbrella gives way to the member that is named too, if only in the text."""
    members = {umbrella: set(known.members) for umbrella in named if (known := catalog.get(umbrella)) is not None}
    kept: list[str] = []
    for item in named:
        nearer = [name for name in [*named, *found] if name in members.get(item, ())]
        nearer = nearer or [name for name in said if name in members.get(item, ())]
        kept += nearer or [item]
    return tuple(dict.fromkeys([*kept, *found]))


def _firmness(
    named: list[str], found: list[str], licenses: tuple[str, ...], doubtful: bool, unresolved: bool
) -> tuple[Confidence, str]:
    if unresolved:
        return Confidence.LOW, "part of what the card declares names no license that we know"
    if named and found and set(licenses) != set(found):
        return Confidence.LOW, "the card and the license file name different licenses; both are held to apply"
    if doubtful:
        return Confidence.LOW, "a license file differs from every text that we know"
    if named and found:
        return Confidence.HIGH, "the card and the license file name the same license"
    if found:
        return Confidence.HIGH, "the card names no license; the license file is recognised"
    if len(licenses) > 1:
        return Confidence.LOW, "the card names several licenses without saying how they relate; all are held to apply"
    return Confidence.MEDIUM, "the card names it; there is no license file that was recognised"


def _unresolved(
    claims: tuple[LicenseClaim, ...],
    declared: list[LicenseClaim],
    doubtful: list[LicenseClaim],
    statements: tuple[Statement, ...],
) -> Conclusion:
    kinds, use = {item.kind for item in statements}, _limits(statements)
    reason = next(why for holds, why in (
        (use is CommercialUse.NO, "no license is known, and the card forbids commercial use in its own words"),
        (use is CommercialUse.CONDITIONAL, "no license is known; the card gives commercial use on application"),
        (StatementKind.RESEARCH_ONLY in kinds and not doubtful, "no license is known; the card gives it for research"),
        (not claims and StatementKind.LICENSE_ELSEWHERE in kinds, "the card names a license of something else only"),
        (not claims, "no license is stated anywhere"),
        (doubtful, "the license file is no text that we know"),
        (declared, f"`{declared[0].written[:80]}` is no license that we know" if declared else ""),
        (all(not claim.is_of_model for claim in claims), "a license is stated for other parts than the weights only"),
        (True, "the card says `other` and does not say which"),
    ) if holds)  # fmt: skip
    limited = tuple(item.citation for item in statements if item.kind is not StatementKind.LICENSE_ELSEWHERE)
    return Conclusion(
        commercial_use=CommercialUse.UNKNOWN if use is CommercialUse.YES else use,
        confidence=Confidence.LOW,
        reason=reason,
        forbidding=_forbidding(statements),
        citations=tuple(dict.fromkeys([*_citations([*(declared or claims), *doubtful]), *limited])),
    )


def worst_use(licenses: Iterable[str], catalog: Catalog) -> CommercialUse:
    """What these licenses together allow; nothing is known of none."""
    return max((_use(catalog, item) for item in licenses), key=_ORDER.index, default=CommercialUse.UNKNOWN)


def _use(catalog: Catalog, license_id: str) -> CommercialUse:
    known = catalog.get(license_id)
    return known.commercial_use if known else CommercialUse.UNKNOWN


def _ids(claims: Iterable[LicenseClaim]) -> list[str]:
    return list(dict.fromkeys(license_id for claim in claims for license_id in claim.licenses))


def _citations(claims: Iterable[LicenseClaim]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(claim.citation for claim in claims))
