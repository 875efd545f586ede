"""What a model is for, by the Hub's word."""

from __future__ import annotations

from auditor.gather.papers import Papers
from auditor.schema.evidence import StatedTask

_KEY = "pipeline_tag"
_LONGEST = 80


def stated_task(papers: Papers) -> StatedTask | None:
    """The task that the metadata names, or the card's front matter."""
    name = papers.metadata.word(_KEY)
    if name:
        return StatedTask(name=name[:_LONGEST], citation=papers.at_pointer(f"/{_KEY}", name))
    written = papers.card.values(_KEY) if papers.readme else []
    return next((StatedTask(name=text[:_LONGEST], citation=papers.in_card(line)) for text, line in written), None)
