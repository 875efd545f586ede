"""A card's text read once, and everything that it says."""

from __future__ import annotations

from auditor.gather.papers import Papers
from auditor.gather.reading.beginnings import beginnings
from auditor.gather.reading.checkpoints import checkpoints
from auditor.gather.reading.code import code_links
from auditor.gather.reading.compute import compute_statements, results
from auditor.gather.reading.data import data_statements
from auditor.gather.reading.openness import openness_claims
from auditor.gather.reading.promises import promises
from auditor.gather.reading.refusals import refusals
from auditor.prose.blocks import Heading
from auditor.prose.sentences import Sentence
from auditor.schema.citation import Citation
from auditor.schema.reading import Reading
from auditor.schema.reference import RepoType

_DATA, _PLACEHOLDER = "sections/training-data", "sections/placeholder"


def reading(papers: Papers) -> Reading:
    """Everything that the card's text says. A dataset's card is not asked."""
    if papers.readme is None or papers.snapshot.repo_type is RepoType.DATASET or not papers.card.body.strip():
        return Reading()
    found, heads = list(papers.text.sentences), list(papers.text.headings)
    return Reading(
        data=data_statements(papers, found),
        refusals=refusals(papers, found),
        promises=promises(papers, found),
        code=code_links(papers, found),
        beginnings=beginnings(papers, found),
        checkpoints=checkpoints(papers, found),
        claims=openness_claims(papers, found, heads),
        compute=compute_statements(papers, found),
        results=results(papers, found),
        placeholders=_placeholders(papers, found, heads),
        loads_itself=_loads_itself(papers, found),
    )


def _placeholders(papers: Papers, found: list[Sentence], heads: list[Heading]) -> tuple[Citation, ...]:
    """Headings on training data below which only a placeholder stands, and no other one has words."""
    below = [item for item in found if item.under(_DATA)]
    if not all(item.fits(_PLACEHOLDER) for item in below):
        return ()
    titles = {title for item in below for title in item.headings if papers.vocabulary.fits_heading(_DATA, title)}
    return tuple(papers.in_card(head.line) for head in heads if head.title in titles)


def _loads_itself(papers: Papers, found: list[Sentence]) -> Citation | None:
    own = papers.snapshot.id
    if "/" not in own:
        return None
    quoted = (f'"{own}"', f"'{own}'", f" {own} ", f"{own}/resolve")
    line = next(
        (item for item in found if item.kind == "code" and any(word in f"{item.raw} " for word in quoted)), None
    )
    return papers.in_card(line.line) if line else None
