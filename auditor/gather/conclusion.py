"""From all that is written about the license to the one we hold to apply, and why.

Where sources disagree, all of them are held to apply together: the more restrictive reading stands until someone who
has read the texts says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.gather.prose import NON_COMMERCIAL
from auditor.licenses.catalog import FAMILY_ORDER, Catalog
from auditor.licenses.expression import conjunction
from auditor.schema.evidence import Basis, Citation, ClaimSource, Conclusion, Confidence, LicenseClaim, Statement
from auditor.schema.license import CommercialUse

# From best to worst for the user; what is not known is worse than a condition that is.
_ORDER = (CommercialUse.YES, CommercialUse.CONDITIONAL, CommercialUse.UNKNOWN, CommercialUse.NO)
_CLEAR = ("exact", "exact-with-extra", "pointer")
_NOT_A_LICENSE = ("other", "unknown")


def conclude(claims: tuple[LicenseClaim, ...], catalog: Catalog, statements: tuple[Statement, ...] = ()) -> Conclusion:
    """The license that applies to the model's weights, as far as the claims and the card's own words reach."""
    declared = _declared(claims)
    texts = _texts(claims)
    clear = [claim for claim in texts if claim.licenses and claim.answer in _CLEAR]
    doubtful = [claim for claim in texts if claim not in clear]
    forbidding = tuple(item.citation for item in statements if item.kind == NON_COMMERCIAL)
    alternatives = next((claim.alternatives for claim in declared if claim.alternatives), ())
    chosen = _chosen(alternatives, catalog)
    named, found = _ids(declared), _read_as(clear, _ids(declared))
    # What one need not choose does not bind.
    left = {license_id for one in alternatives for license_id in one} - set(chosen)
    named, found = [item for item in named if item not in left], [item for item in found if item not in left]
    if not named and not found:
        return _unresolved(claims, declared, doubtful, forbidding)
    licenses = _together(named, found, catalog)
    unresolved = [claim for claim in declared if not claim.licenses]
    confidence, reason = _firmness(named, found, licenses, bool(doubtful), bool(unresolved))
    worst = [_use(catalog, license_id) for license_id in licenses]
    # What could not be read may take away what the rest gives; so may a sentence of the card.
    worst += [CommercialUse.UNKNOWN] * bool(unresolved or doubtful) + [CommercialUse.NO] * bool(forbidding)
    if forbidding and CommercialUse.NO not in worst[:-1]:
        confidence, reason = Confidence.LOW, "the card forbids commercial use in its own words"
    return Conclusion(
        licenses=licenses,
        expression=conjunction(licenses, catalog),
        commercial_use=max(worst, key=_ORDER.index),
        confidence=confidence,
        reason=reason,
        doubtful=_citations([*doubtful, *unresolved]),
        alternatives=alternatives,
        forbidding=forbidding,
        citations=_citations([*declared, *clear, *doubtful]),
    )


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
    found = [claim for claim in claims if claim.basis is Basis.DETECTED and claim.role in ("", "weights")]
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


def _together(named: list[str], found: list[str], catalog: Catalog) -> tuple[str, ...]:
    """Declared and detected ids joined; an umbrella gives way to the member that is named too."""
    replaced = {
        umbrella
        for umbrella in named
        if (known := catalog.get(umbrella)) is not None and set(known.members) & {*named, *found}
    }
    return tuple(dict.fromkeys([*(item for item in named if item not in replaced), *found]))


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
    forbidding: tuple[Citation, ...],
) -> Conclusion:
    if forbidding:
        reason = "no license is known, and the card forbids commercial use in its own words"
    elif not claims:
        reason = "no license is stated anywhere"
    elif doubtful:
        reason = "the license file is no text that we know"
    elif declared:
        reason = f"`{declared[0].written[:80]}` is no license that we know"
    else:
        reason = "the card says `other` and does not say which"
    return Conclusion(
        commercial_use=CommercialUse.NO if forbidding else CommercialUse.UNKNOWN,
        confidence=Confidence.LOW,
        reason=reason,
        forbidding=forbidding,
        citations=_citations([*(declared or claims), *doubtful]),
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
