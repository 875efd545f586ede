"""Where the card says that training began with another model: its data is then a part of this one's."""

from __future__ import annotations

from auditor.gather.papers import Papers
from auditor.prose.sentences import Sentence
from auditor.schema.citation import Citation

MAX_STATEMENTS = 6

_TABLE = "beginnings"


def beginnings(papers: Papers, found: list[Sentence]) -> tuple[Citation, ...]:
    """The places that say that the model was made from another."""
    lines = dict.fromkeys(line for item in found if (line := _begins(item)))
    return tuple(papers.in_card(line) for line in list(lines)[:MAX_STATEMENTS])


def _begins(sentence: Sentence) -> int | None:
    """The line where the sentence says so."""
    hit = sentence.first(_TABLE) if sentence.kind not in ("code", "quote") else None
    return sentence.line_at(hit.start) if hit and not sentence.fits(f"{_TABLE}/not-so") else None
