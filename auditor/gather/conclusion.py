"""From all that is written about the license to the one we hold to apply, and why.

Where sources disagree, all of them are held to apply together: the more restrictive reading stands until someone who
has read the texts says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.licenses.catalog import Catalog
from auditor.licenses.expression import either
from auditor.schema.citation import Citation
from auditor.schema.claim import Basis, ClaimSource, LicenseClaim
from auditor.schema.evidence import Conclusion, Confidence, Statement, StatementKind
from auditor.schema.license import NOT_JUDGED

_CLEAR = ("exact", "exact-with-extra", "pointer")
_NOT_A_LICENSE = ("other", "unknown")
_OF_OTHERS = (StatementKind.LICENSE_ELSEWHERE, StatementKind.DATA_NON_COMMERCIAL)
_STATING = (ClaimSource.CARD, ClaimSource.CARD_DATA, ClaimSource.TAG, ClaimSource.HEADER)


def conclude(claims: tuple[LicenseClaim, ...], catalog: Catalog, statements: tuple[Statement, ...] = ()) -> Conclusion:
    """The licenses named for the model's weights, as far as the claims and the card's own words reach.

    Under A OR B those of both: which is taken, and whether commercial use is allowed, is not judged here.
    """
    declared, texts, prose = _declared(claims), _texts(claims, catalog), _prose(claims)
    clear = [claim for claim in texts if claim.licenses and claim.answer in _CLEAR]
    doubtful = [claim for claim in texts if claim not in clear]
    if not _ids([*declared, *clear]):  # nothing else names a license, so what the text says is what is declared
        declared = [*declared, *prose]
    alternatives = next((claim.alternatives for claim in declared if claim.alternatives), ())
    named, found = _ids(declared), _read_as(clear, _ids(declared))
    if not named and not found:
        return _unresolved(claims, declared, doubtful, statements)
    against = _against(prose, {*named, *found}, catalog)
    licenses = tuple(dict.fromkeys([*_together(named, found, _ids(prose), catalog), *_ids(against)]))
    unresolved = [claim for claim in declared if not claim.licenses]
    left = _not_spoken_of(alternatives, found)
    confidence, reason = _firmness(
        *([name for name in ids if name not in left] for ids in (named, found, licenses)),
        by="the header of the weights" if {claim.source for claim in declared} == {ClaimSource.HEADER} else "the card",
        doubtful=bool(doubtful),
        unresolved=bool(unresolved),
    )
    if against and confidence is not Confidence.LOW:
        confidence, reason = (
            Confidence.LOW,
            "the card's text names another license than its metadata; both are held to apply",
        )
    if confidence is Confidence.MEDIUM and all(claim.source is ClaimSource.PROSE for claim in declared):
        confidence, reason = Confidence.LOW, "only the card's text names it; neither metadata nor a license file does"
    return Conclusion(
        licenses=licenses,
        expression=_expression(licenses, alternatives, catalog),
        commercial_use=NOT_JUDGED,
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
    if not said:
        return []
    agreed = held | {member for item in held if (known := catalog.get(item)) for member in known.members}
    families = {known.id for known in catalog.licenses if known.members and not held.isdisjoint(known.members)}
    agree = any(set(claim.licenses) & (agreed | families) for claim in said)
    return [] if agree else [claim for claim in said if claim.role != "project"]


def _forbidding(statements: tuple[Statement, ...]) -> tuple[Citation, ...]:
    return tuple(item.citation for item in statements if item.kind is StatementKind.NON_COMMERCIAL)


def _expression(licenses: tuple[str, ...], alternatives: tuple[tuple[str, ...], ...], catalog: Catalog) -> str:
    """All that apply together; under A OR B as it is offered."""
    offered = {name for one in alternatives for name in one}
    ways = [tuple(name for name in licenses if name in one or name not in offered) for one in alternatives]
    return either(ways or [licenses], catalog)


def _not_spoken_of(alternatives: tuple[tuple[str, ...], ...], found: list[str]) -> set[str]:
    """Under A OR B, the licenses of the alternatives that no text is of; of all but the first where none has a text."""
    near = next((one for one in alternatives if set(one) & set(found)), alternatives[0] if alternatives else ())
    return {name for one in alternatives for name in one} - set(near)


def _read_as(claims: list[LicenseClaim], named: list[str]) -> list[str]:
    """Ids of the texts; a text that cannot be told from a sibling is read as the sibling that the card names."""
    found = [
        next((sibling for sibling in claim.siblings if sibling in named), license_id)
        for claim in claims
        for license_id in claim.licenses
    ]
    return list(dict.fromkeys(found))


def _texts(claims: tuple[LicenseClaim, ...], catalog: Catalog) -> list[LicenseClaim]:
    """Texts that speak of the weights: files named for them where there are any (LICENSE-MODEL), else the rest.

    Beside a file that is named for them, the license of the whole is the code's, where it is one that asks little. One
    that nobody knows, or that asks more, may be the weights' as well.
    """
    found = [claim for claim in claims if claim.basis is Basis.DETECTED and claim.is_of_model]
    named = [claim for claim in found if claim.role == "weights"]
    return [claim for claim in found if not named or claim in named or not _asks_little(claim, catalog)]


def _asks_little(claim: LicenseClaim, catalog: Catalog) -> bool:
    return bool(claim.licenses) and claim.answer in _CLEAR and not claim.extra and catalog.ask_little(claim.licenses)


def _declared(claims: tuple[LicenseClaim, ...]) -> list[LicenseClaim]:
    """What the card, its tags, the license's name and its link state, each license once.

    A link counts where it leads to a license that we know. `other` says nothing by itself, and is explained by a name
    or a link; without either, beside another license, it is a part of the terms that is not known.
    """
    stated = [claim for claim in claims if claim.source in _STATING]
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
        nearer = [name for name in [*named, *found] if name in members.get(item, ()) or _is_within(name, item, members)]
        nearer = nearer or [name for name in said if name in members.get(item, ())]
        kept += nearer or [item]
    return tuple(dict.fromkeys([*kept, *found]))


def _is_within(name: str, item: str, members: dict[str, set[str]]) -> bool:
    """Whether one umbrella stands for some of those alone that another one stands for."""
    own = members.get(name, set())
    return bool(own) and own < members.get(item, set())


def _firmness(
    named: list[str], found: list[str], licenses: list[str], *, by: str, doubtful: bool, unresolved: bool
) -> tuple[Confidence, str]:
    if unresolved:
        return Confidence.LOW, f"part of what {by} declares names no license that we know"
    if named and found and set(licenses) != set(found):
        return Confidence.LOW, f"{by} and the license file name different licenses; both are held to apply"
    if doubtful:
        return Confidence.LOW, "a license file differs from every text that we know"
    if named and found:
        return Confidence.HIGH, f"{by} and the license file name the same license"
    if found:
        return Confidence.HIGH, "the card names no license; the license file is recognised"
    if len(licenses) > 1:
        return Confidence.LOW, f"{by} names several licenses without saying how they relate; all are held to apply"
    return Confidence.MEDIUM, f"{by} names it; no license file that was read holds a known text"


def _unresolved(
    claims: tuple[LicenseClaim, ...],
    declared: list[LicenseClaim],
    doubtful: list[LicenseClaim],
    statements: tuple[Statement, ...],
) -> Conclusion:
    kinds = {item.kind for item in statements}
    forbids = StatementKind.NON_COMMERCIAL in kinds
    reason = next(why for holds, why in (
        (forbids, "no license is known, and commercial use is forbidden in the publisher's own words"),
        (StatementKind.ON_APPLICATION in kinds, "no license is known; the card gives commercial use on application"),
        (StatementKind.RESEARCH_ONLY in kinds and not doubtful, "no license is known; the card gives it for research"),
        (not claims and StatementKind.LICENSE_ELSEWHERE in kinds, "the card names a license of something else only"),
        (not claims, "no license is stated anywhere"),
        (doubtful, "the license file is no text that we know"),
        (declared, f"`{declared[0].written[:80]}` is no license that we know" if declared else ""),
        (all(not claim.is_of_model for claim in claims), "a license is stated for other parts than the weights only"),
        (True, f"the card says `{claims[0].written[:80]}` and does not say which" if claims else ""),
    ) if holds)  # fmt: skip
    limited = tuple(item.citation for item in statements if item.kind not in _OF_OTHERS)
    return Conclusion(
        commercial_use=NOT_JUDGED,
        confidence=Confidence.LOW,
        reason=reason,
        forbidding=_forbidding(statements),
        citations=tuple(dict.fromkeys([*_citations([*(declared or claims), *doubtful]), *limited])),
    )


def _ids(claims: Iterable[LicenseClaim]) -> list[str]:
    return list(dict.fromkeys(license_id for claim in claims for license_id in claim.licenses))


def _citations(claims: Iterable[LicenseClaim]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(claim.citation for claim in claims))
