"""What is written about the license, wherever it is written: card, tags, license files, gate prompt."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.gather.papers import Papers
from auditor.gather.stated import stated_claims
from auditor.gather.texts import LegalText, detected
from auditor.licenses.aliases import Combination, resolve
from auditor.licenses.catalog import Catalog
from auditor.licenses.expression import choices
from auditor.licenses.knowledge import Knowledge
from auditor.schema.evidence import Basis, Citation, ClaimSource, LicenseClaim

# Which fields of a card speak of the license, and what kind of claim each is.
_FIELDS: tuple[tuple[str, ClaimSource], ...] = (
    ("license", ClaimSource.CARD),
    ("license_name", ClaimSource.LICENSE_NAME),
    ("license_link", ClaimSource.LICENSE_LINK),
)
_TAG = "license:"


def license_claims(papers: Papers, knowledge: Knowledge, texts: tuple[LegalText, ...]) -> tuple[LicenseClaim, ...]:
    """Every claim, those of these texts among them; declared ones first, in the order in which a reader meets them."""
    return (
        *_declared(papers, knowledge.catalog),
        *_tags(papers, knowledge.catalog),
        *detected(papers, knowledge, texts),
        *stated_claims(papers, knowledge),
    )


def _declared(papers: Papers, catalog: Catalog) -> Iterator[LicenseClaim]:
    for field, source in _FIELDS:
        for written, citation in _values(papers, field):
            yield _claim(source, written, catalog, citation)


def _values(papers: Papers, field: str) -> Iterator[tuple[str, Citation]]:
    """The card's own words where the card was read, else the metadata's copy of them."""
    if papers.card.front:
        for text, line in papers.card.values(field):
            yield text, papers.in_card(line)
        return
    value = papers.metadata.card.get(field)
    for index, text in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(text, str):
            pointer = f"/cardData/{field}" + (f"/{index}" if isinstance(value, list) else "")
            yield text, papers.at_pointer(pointer, text)


def _tags(papers: Papers, catalog: Catalog) -> Iterator[LicenseClaim]:
    for index, tag in enumerate(papers.metadata.tags):
        if tag.startswith(_TAG):
            citation = papers.at_pointer(papers.nth_word("/tags", index), tag)
            yield _claim(ClaimSource.TAG, tag.removeprefix(_TAG), catalog, citation)


def _claim(source: ClaimSource, written: str, catalog: Catalog, citation: Citation) -> LicenseClaim:
    named = resolve(written, catalog)
    return LicenseClaim(
        basis=Basis.DECLARED,
        source=source,
        written=written,
        # A name of which only a part is known names nothing that could be relied on.
        licenses=() if named.unknown else named.licenses,
        alternatives=_alternatives(written, catalog) if named.relation in (Combination.OR, Combination.AND) else (),
        citation=citation,
    )


def _alternatives(written: str, catalog: Catalog) -> tuple[tuple[str, ...], ...]:
    """Under `A OR B`, the sets of licenses among which one may choose, by their ids; none where there is no choice."""
    found = choices(written)
    if len(found) < 2:
        return ()
    return tuple(
        tuple(dict.fromkeys(name for symbol in one for name in resolve(symbol, catalog).licenses)) for one in found
    )
