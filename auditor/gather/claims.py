"""What is written about the license, wherever it is written: card, tags, license files, gate prompt."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.gather.papers import Papers
from auditor.licenses.aliases import resolve
from auditor.licenses.identify import Pointer, identify
from auditor.licenses.knowledge import Knowledge
from auditor.parse.files import role
from auditor.schema.evidence import Basis, Citation, ClaimSource, LicenseClaim
from auditor.schema.snapshot import File

# Which fields of a card speak of the license, and what kind of claim each is.
_FIELDS: tuple[tuple[str, ClaimSource], ...] = (
    ("license", ClaimSource.CARD),
    ("license_name", ClaimSource.LICENSE_NAME),
    ("license_link", ClaimSource.LICENSE_LINK),
)
_READ_PARTS = (("code", "code"), ("model", "weights"), ("weight", "weights"), ("data", "data"))


def license_claims(papers: Papers, knowledge: Knowledge) -> tuple[LicenseClaim, ...]:
    """Every claim, declared ones first, in the order in which a reader meets them."""
    return (*_declared(papers, knowledge), *_tags(papers, knowledge), *_detected(papers, knowledge))


def _declared(papers: Papers, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    for field, source in _FIELDS:
        for written, citation in _values(papers, field):
            named = resolve(written, knowledge.catalog)
            yield LicenseClaim(
                basis=Basis.DECLARED, source=source, written=written, licenses=named.licenses, citation=citation
            )


def _values(papers: Papers, field: str) -> Iterator[tuple[str, Citation]]:
    """The card's own words where the card was read, else the metadata's copy of them."""
    if papers.card.front:
        for text, line in papers.card.values(field):
            yield text, papers.in_card(line, f"{field}: {text}")
        return
    value = papers.metadata.card.get(field)
    for index, text in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(text, str):
            pointer = f"/cardData/{field}" + (f"/{index}" if isinstance(value, list) else "")
            yield text, papers.at_pointer(pointer, text)


def _tags(papers: Papers, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    for index, tag in enumerate(papers.metadata.tags):
        if tag.startswith("license:"):
            named = resolve(tag.removeprefix("license:"), knowledge.catalog)
            yield LicenseClaim(
                basis=Basis.DECLARED,
                source=ClaimSource.TAG,
                written=tag.removeprefix("license:"),
                licenses=named.licenses,
                citation=papers.at_pointer(f"/tags/{index}", tag),
            )


def _detected(papers: Papers, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    for file in papers.snapshot.files:
        kind = role(file.path)
        if kind in ("license", "use-policy"):
            yield from _identified(papers, file, kind, knowledge)


def _identified(papers: Papers, file: File, kind: str, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    found = identify(file.text, knowledge.index)
    part = "policy" if kind == "use-policy" else _part(file.path)
    if not found.licenses:
        quote = next((line.strip() for line in file.text.splitlines() if line.strip()), "")
        named = _pointed_at(found.pointer, quote, knowledge) if found.pointer else ()
        yield _claim(quote[:200], named, found.answer, None, part, papers.at_line(file, 1, quote))
    for match in found.licenses:
        lines = file.text.splitlines()[match.first_line - 1 : match.last_line]
        quote = next((line.strip() for line in lines if line.strip()), "")
        citation = papers.at_line(file, match.first_line, quote, match.last_line)
        role_of_match = "policy" if match.kind == "policy" else part
        yield _claim(file.path, (match.id,), found.answer, match.coverage, role_of_match, citation)


def _pointed_at(pointer: Pointer, first_line: str, knowledge: Knowledge) -> tuple[str, ...]:
    """What a text that is no license names as one: by its link, its words, or the heading above them."""
    for words in (pointer.url, pointer.name, first_line):
        named = resolve(words, knowledge.catalog).licenses if words else ()
        if named:
            return named
    return ()


def _claim(
    written: str, licenses: tuple[str, ...], answer: str, coverage: float | None, part: str, citation: Citation
) -> LicenseClaim:
    return LicenseClaim(
        basis=Basis.DETECTED,
        source=ClaimSource.FILE,
        written=written,
        licenses=licenses,
        answer=answer,
        coverage=None if coverage is None else round(coverage, 3),
        role=part,
        citation=citation,
    )


def _part(path: str) -> str:
    """What a license file is for, by its name: `LICENSE-CODE` is the code's."""
    base = path.rpartition("/")[2].lower()
    return next((part for word, part in _READ_PARTS if word in base), "")
