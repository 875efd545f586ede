"""From all that is written about the license to the one we hold to apply, and why.

Where sources disagree, all of them are held to apply together: the more restrictive reading stands until someone who
has read the texts says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.licenses.catalog import Catalog
from auditor.licenses.expression import conjunction
from auditor.schema.evidence import Basis, Citation, ClaimSource, Conclusion, Confidence, LicenseClaim
from auditor.schema.license import CommercialUse

# From best to worst for the user; what is not known is worse than a condition that is.
_ORDER = (CommercialUse.YES, CommercialUse.CONDITIONAL, CommercialUse.UNKNOWN, CommercialUse.NO)
_CLEAR = ("exact", "exact-with-extra", "pointer")
_NOT_A_LICENSE = ("other", "unknown")


def conclude(claims: tuple[LicenseClaim, ...], catalog: Catalog) -> Conclusion:
    """The license that applies to the model's weights, as far as the claims reach."""
    declared = _declared(claims)
    texts = _texts(claims)
    clear = [claim for claim in texts if claim.licenses and claim.answer in _CLEAR]
    doubtful = [claim for claim in texts if claim not in clear]
    named, found = _ids(declared), _ids(clear)
    if not named and not found:
        return _unresolved(claims, declared, doubtful)
    licenses = _together(named, found, catalog)
    unresolved = [claim for claim in declared if not claim.licenses]
    confidence, reason = _firmness(named, found, licenses, bool(doubtful), bool(unresolved))
    worst = [_use(catalog, license_id) for license_id in licenses] + [CommercialUse.UNKNOWN] * bool(unresolved)
    return Conclusion(
        licenses=licenses,
        expression=conjunction(licenses, catalog),
        commercial_use=max(worst, key=_ORDER.index),
        confidence=confidence,
        reason=reason,
        doubtful=_citations([*doubtful, *unresolved]),
        citations=_citations([*declared, *clear, *doubtful]),
    )


def _texts(claims: tuple[LicenseClaim, ...]) -> list[LicenseClaim]:
    """Texts that speak of the weights: files named for them where there are any (LICENSE-MODEL), else the rest."""
    found = [claim for claim in claims if claim.basis is Basis.DETECTED and claim.role in ("", "weights")]
    return [claim for claim in found if claim.role == "weights"] or found


def _declared(claims: tuple[LicenseClaim, ...]) -> list[LicenseClaim]:
    """The card's license; its tag where the card has none; the name or link where it is `other`."""
    for source in (ClaimSource.CARD, ClaimSource.TAG):
        stated = [claim for claim in claims if claim.source is source]
        if stated:
            break
    else:
        return [claim for claim in claims if claim.source is ClaimSource.LICENSE_NAME]
    plain = [claim for claim in stated if claim.written.strip().lower() not in _NOT_A_LICENSE]
    if len(plain) == len(stated):
        return plain
    for source in (ClaimSource.LICENSE_NAME, ClaimSource.LICENSE_LINK):
        further = [claim for claim in claims if claim.source is source and claim.licenses]
        if further:
            return plain + further
    return plain + [claim for claim in claims if claim.source is ClaimSource.LICENSE_NAME]


def _together(named: list[str], found: list[str], catalog: Catalog) -> tuple[str, ...]:
    """Declared and detected ids joined; an umbrella gives way to the member that a text shows it to be."""
    replaced = {
        umbrella
        for umbrella in named
        if (known := catalog.get(umbrella)) is not None and set(known.members) & set(found)
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
        return Confidence.LOW, "the card lists several licenses without saying how they relate; all are held to apply"
    return Confidence.MEDIUM, "the card names it; there is no license file that was recognised"


def _unresolved(
    claims: tuple[LicenseClaim, ...], declared: list[LicenseClaim], doubtful: list[LicenseClaim]
) -> Conclusion:
    if not claims:
        reason = "no license is stated anywhere"
    elif doubtful:
        reason = "the license file is no text that we know"
    elif declared:
        reason = f"`{declared[0].written[:80]}` is no license that we know"
    else:
        reason = "the card says `other` and does not say which"
    return Conclusion(
        commercial_use=CommercialUse.UNKNOWN,
        confidence=Confidence.LOW,
        reason=reason,
        citations=_citations([*(declared or claims), *doubtful]),
    )


def _use(catalog: Catalog, license_id: str) -> CommercialUse:
    known = catalog.get(license_id)
    return known.commercial_use if known else CommercialUse.UNKNOWN


def _ids(claims: Iterable[LicenseClaim]) -> list[str]:
    return list(dict.fromkeys(license_id for claim in claims for license_id in claim.licenses))


def _citations(claims: Iterable[LicenseClaim]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(claim.citation for claim in claims))
