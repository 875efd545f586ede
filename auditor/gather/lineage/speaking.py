"""What of a card speaks of its lineage: sentences, those of headings too, and rows of tables; no code, no comments."""

from __future__ import annotations

from auditor.gather.papers import Papers
from auditor.prose.sentences import Sentence, split


def speaking(papers: Papers) -> list[Sentence]:
    """All that the card's text says in words, in the order of its lines."""
    said = [item for item in papers.text.sentences if item.kind != "code"]
    for head in papers.text.headings:
        said += split([(head.line, head.raw)], "heading", vocabulary=papers.vocabulary)
    return sorted(said, key=lambda item: item.line)
