"""What the name of a license that is not known says of it: `wren-non-commercial` allows no commercial use.

Such a name is read as a limit, never as a permission, and still names no license: a person has to look it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.parse.places import folded
from auditor.prose.vocabulary import Hit, Vocabulary
from auditor.schema.claim import ClaimSource, LicenseClaim
from auditor.schema.evidence import Statement, StatementKind

_TABLE = "license-names"
# Fields hold names alone; what a card says in words is read by its sentences.
_FIELDS = (ClaimSource.CARD, ClaimSource.CARD_DATA, ClaimSource.TAG, ClaimSource.HEADER, ClaimSource.LICENSE_NAME)


def named_limits(claims: Iterable[LicenseClaim], vocabulary: Vocabulary) -> Iterator[Statement]:
    """The limits in the names of licenses that no license of the catalog has, each once."""
    unique: dict[str, Statement] = {}
    for claim in claims:
        if claim.source in _FIELDS and not claim.licenses and (said := limit_of(claim.written, vocabulary)):
            kind, hit = said
            words, row = claim.written[:400], hit.row
            unique.setdefault(words, Statement(kind=kind, words=words, citation=claim.citation, row=row))
    yield from unique.values()


def limit_of(name: str, vocabulary: Vocabulary) -> tuple[StatementKind, Hit] | None:
    """What a name limits the use to, and the words that say so."""
    words = folded(name)
    if hit := vocabulary.first(f"{_TABLE}/bars-commerce", words):
        return StatementKind.NON_COMMERCIAL, hit
    hit = vocabulary.first(f"{_TABLE}/for-research-alone", words)
    alone = hit is not None and not vocabulary.fits(f"{_TABLE}/commerce-too", words)
    return (StatementKind.RESEARCH_ONLY, hit) if hit and alone else None
