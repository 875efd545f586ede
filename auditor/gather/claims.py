"""What is written about the license, wherever it is written: card, tags, license files, gate prompt."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.gather.fields import LICENSE_TAG, api_fields, card_fields, tags
from auditor.gather.headers import header_fields, header_texts
from auditor.gather.papers import Papers, other_cards
from auditor.gather.stated import stated_claims
from auditor.gather.texts import LegalText, detected
from auditor.licenses.aliases import Combination, resolve
from auditor.licenses.catalog import Catalog
from auditor.licenses.expression import choices
from auditor.licenses.knowledge import Knowledge
from auditor.parse.places import field_says, folded, tag_says
from auditor.schema.citation import Citation
from auditor.schema.claim import Basis, ClaimSource, LicenseClaim

# What a field of a card, by policies/terms.yaml, is a claim of; in this order.
_FIELDS = {
    "license": ClaimSource.CARD,
    "license-name": ClaimSource.LICENSE_NAME,
    "license-link": ClaimSource.LICENSE_LINK,
}
_NAME, _NO_NAME = "license-name", "license-names/no-name"
_COPIED = {ClaimSource.CARD: ClaimSource.CARD_DATA}  # where the API's copy says otherwise than the card


def license_claims(papers: Papers, knowledge: Knowledge, texts: tuple[LegalText, ...]) -> tuple[LicenseClaim, ...]:
    """Every claim, those of these texts among them; declared ones first, in the order in which a reader meets them."""
    return (
        *_declared(papers, knowledge),
        *_tags(papers, knowledge.catalog),
        *_headers(papers, knowledge),
        *detected(papers, knowledge, texts),
        *stated_claims(papers, knowledge),
        *(claim for other in other_cards(papers) for claim in _of_other_card(other, knowledge)),
    )


def _of_other_card(card: Papers, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    """What another card of the repository names: README_zh.md, docs/README.md."""
    for field in card_fields(card):
        if (says := field_says(field.key)) in _FIELDS and field.text.strip():
            yield _claim(_FIELDS[str(says)], field.text, knowledge.catalog, field.cite())
    yield from stated_claims(card, knowledge)


def _declared(papers: Papers, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    """What the card's fields name, and what the API's copy of them names otherwise.

    A `license_name` that is no name, such as `license`, is no claim.
    """
    own = [(field_says(field.key), field) for field in card_fields(papers)] if papers.readme else []
    copied = [(field_says(field.key), field) for field in api_fields(papers)]
    for says, source in _FIELDS.items():
        written: set[str] = set()
        for where, each in ((source, own), (_COPIED.get(source, source), copied)):
            place = where if written else source
            for field in (field for said, field in each if said == says):
                name = field.text.strip().lower()
                if name not in written and not name.isdecimal() and not (says == _NAME and _is_none(name, knowledge)):
                    written.add(name)
                    yield _claim(place, field.text, knowledge.catalog, field.cite())


def _is_none(name: str, knowledge: Knowledge) -> bool:
    return knowledge.vocabulary.fits(_NO_NAME, folded(name))


def _tags(papers: Papers, catalog: Catalog) -> Iterator[LicenseClaim]:
    listed = papers.metadata.tags
    for index, tag in enumerate(listed):
        if tag.startswith(LICENSE_TAG):
            citation = papers.at_pointer(papers.nth_word("/tags", index), tag)
            yield _claim(ClaimSource.TAG, tag.removeprefix(LICENSE_TAG), catalog, citation)
    for tag, line in papers.card.values("tags"):
        if tag.startswith(LICENSE_TAG) and tag not in listed:
            yield _claim(ClaimSource.TAG, tag.removeprefix(LICENSE_TAG), catalog, papers.in_card(line))
    for field in tags(papers):
        if tag_says(field.text) == "license":
            yield _claim(ClaimSource.TAG, field.text, catalog, field.cite())


def _headers(papers: Papers, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    """What the headers of weights name: a license, its name where `general.license` is `other`, and its tags."""
    catalog = knowledge.catalog
    for says, field in header_fields(papers):
        source = ClaimSource.HEADER if says == "license" else _FIELDS[says]
        claim = _claim(source, field.text, catalog, field.cite())
        is_name = says == _NAME and not _is_none(field.text.strip().lower(), knowledge)
        if says == "license" or claim.licenses or is_name:
            yield claim
    for text in header_texts(papers):
        tag = text.field.text
        if text.is_tag and (tag.startswith(LICENSE_TAG) or tag_says(tag) == "license"):
            yield _claim(ClaimSource.TAG, tag.removeprefix(LICENSE_TAG), catalog, text.field.cite())


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
