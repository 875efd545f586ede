"""Findings about license texts: changed, linked elsewhere, without the copyright line that they call for."""

from __future__ import annotations

import re

from auditor.decide.effective import models
from auditor.decide.findings.rule import Raised, only
from auditor.decide.findings.unread import languages, passages, sentences
from auditor.inheritance.written import only_wrote
from auditor.schema.citation import Citation
from auditor.schema.claim import ClaimSource, LicenseClaim, TextChange
from auditor.schema.evidence import AttributionKind, Dossier, Repository
from auditor.schema.verdict import Openness

_OUTPUTS = "alarm/compete"  # words on what may be trained on outputs
_QUOTED, _PASSAGES = 160, 5  # characters of a passage, and passages, that a message quotes
_OTHER_PARTS = ("code", "data")  # whose terms are not the model's
_CHANGED = {"modified": "is a known license, changed", "similar": "is only like a known license"}
# Licenses whose text begins with a copyright line that is to be filled in.
_FILLED_IN = ("MIT", "BSD-2-Clause", "BSD-3-Clause", "BSD-3-Clause-Clear", "ISC", "NCSA", "Zlib")
_HUB_PAGE = re.compile(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?!datasets/|spaces/)([^/\s]+/[^/\s]+?)(?:/(?:blob|resolve|raw|tree)/|/?$)"
)


def changed_texts(subject: Repository) -> list[LicenseClaim]:
    """License files whose text is a known license with changes, or only like one."""
    return [
        claim
        for claim in subject.license_claims
        if claim.source is ClaimSource.FILE and claim.role != "policy" and claim.answer in _CHANGED and claim.licenses
    ]


def license_modified(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """A license file is a known license with words added, taken away or changed."""
    return [
        Raised(
            _how_changed(claim),
            (*(change.citation for change in claim.changes), claim.citation, *claim.extra),
            license=only(claim.licenses),
            names=(claim.written, *claim.licenses),
        )
        for claim in changed_texts(subject)
    ]


def terms_unread(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """Words that may be terms: beside a license or where one applies, in a card, at a gate; nobody understood them."""
    return [
        raised
        for model in models(dossier)
        for raised in (
            *_beyond(model, "" if model is subject else model.id),
            *passages(dossier, model, openness, "" if model is subject else model.id),
            *sentences(dossier, model, "" if model is subject else model.id),
        )
    ] + [raised for writer in only_wrote(dossier) for raised in sentences(dossier, _of_outputs(writer), writer.id)]


def _of_outputs(writer: Repository) -> Repository:
    """A model that only wrote data, with those of its unread sentences that may say what its outputs may not do."""
    unread = tuple(item for item in writer.unread if _OUTPUTS in item.topics)
    return writer.model_copy(update={"unread": unread})


def card_language_unread(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """A card or a gate has a section in a language in which no phrases are read."""
    return [raised for model in models(dossier) for raised in languages(model, "" if model is subject else model.id)]


def _beyond(model: Repository, base: str) -> list[Raised]:
    of = f" (of its base {base})" if base else ""
    said = {
        claim.citation.file: claim
        for claim in model.license_claims
        if claim.source is ClaimSource.FILE
        and claim.answer in ("exact-with-extra", "pointer")
        and claim.role not in _OTHER_PARTS
    }
    return [
        Raised(
            f"{path[:120]} says more than {', '.join(claim.licenses)}: {_quoted(claim.extra)}{of}",
            claim.extra,
            license=only(claim.licenses),
            binds=base or None,
            names=(path, *claim.licenses, *(place.quote for place in claim.extra)),
        )
        for path, claim in said.items()
        if claim.extra
    ]


def _quoted(passages: tuple[Citation, ...]) -> str:
    """Every passage, since each is a term by itself; of very many the first."""
    quotes = [f"“{place.quote[:_QUOTED]}”" for place in passages[:_PASSAGES]]
    more = len(passages) - _PASSAGES
    return "; ".join([*quotes, f"and {more} more passages"] if more > 0 else quotes)


def _how_changed(claim: LicenseClaim) -> str:
    share = f"{int(100 * (claim.coverage or 0))}% of its text"
    named = f"{claim.written[:120]} {_CHANGED[claim.answer or '']}: {', '.join(claim.licenses)} ({share})"
    return f"{named}; {_changed(claim.changes)}" if claim.changes else named


def _changed(changes: tuple[TextChange, ...]) -> str:
    first = changes[0]
    theirs = f"the license has “{first.license_words}”" if first.license_words else "the license has nothing"
    more = f", and in {len(changes) - 1} more places" if len(changes) > 1 else ""
    return f"in line {first.citation.line} “{first.citation.quote[:120]}” where {theirs}{more}"


def license_link_elsewhere(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """`license_link` leads into the repository of another model, which is not one that this model was made from."""
    bases = (*(base.id for base in subject.bases), *(ancestor.id for ancestor in dossier.ancestors))
    own = {subject.id.lower(), *map(str.lower, bases)}
    found: list[Raised] = []
    for claim in subject.license_claims:
        page = _HUB_PAGE.match(claim.written) if claim.source is ClaimSource.LICENSE_LINK else None
        if page and page.group(1).lower() not in own:
            message = f"`license_link` leads to {page.group(1)[:120]}, not to this model's own license file"
            found.append(Raised(message, (claim.citation,), names=(page.group(1),)))
    return found


def copyright_line_missing(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The license's text names no copyright holder where it has a place for one."""
    named = {item.citation.file for item in subject.attributions if item.kind is AttributionKind.COPYRIGHT}
    return [
        Raised(
            f"{claim.citation.file[:120]} is {claim.licenses[0]} and names no copyright holder",
            (claim.citation,),
            license=claim.licenses[0],
            names=(claim.citation.file,),
        )
        for claim in subject.license_claims
        if claim.source is ClaimSource.FILE
        and claim.answer in ("exact", "exact-with-extra")
        and set(claim.licenses) & set(_FILLED_IN)
        and claim.citation.file not in named
    ]
