"""What a repository asks of those who want its files: the gate's prompt, heading, description, button and fields.

Whoever passes the gate agrees to it, so its words limit the use as the card's do. A prompt that holds a license text is
read as that (gather/texts.py), and not by sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.gather.papers import Papers
from auditor.gather.reading.limits import limits_of
from auditor.prose.text import read_text
from auditor.schema.citation import Citation
from auditor.schema.evidence import Statement

PROMPT = "extra_gated_prompt"
_TEXTS = (PROMPT, "extra_gated_heading", "extra_gated_description", "extra_gated_button_content")
_FIELDS = "extra_gated_fields"
MAX_FIELDS = 60
MAX_STATEMENTS = 20


def gate_limits(papers: Papers, *, prompt_is_license: bool = False) -> tuple[Statement, ...]:
    """The gate's words that limit the model's use, each cited where it stands."""
    found: dict[tuple[str, str | None], Statement] = {}
    for text, citation in _texts(papers, prompt_is_license):
        read = read_text(text, vocabulary=papers.vocabulary)
        for sentence in (*read.sentences, *read.titles):
            for said in limits_of(sentence, papers.snapshot.id):
                found.setdefault((said.kind.value, said.row), said.at(citation))
    return tuple(found.values())[:MAX_STATEMENTS]


def _texts(papers: Papers, prompt_is_license: bool) -> Iterator[tuple[str, Citation]]:
    for key in _TEXTS:
        for text, citation in _written(papers, key):
            if not (prompt_is_license and key == PROMPT):
                yield text, citation
    for fields, citation in _written(papers, _FIELDS, kind=dict):
        for name, answer in list(fields.items())[:MAX_FIELDS]:
            options = answer.get("options") if isinstance(answer, dict) else None
            words = [name, *(str(item) for item in options or () if isinstance(item, str))]
            yield "\n\n".join(words), citation


def _written(papers: Papers, key: str, kind: type = str) -> Iterator[tuple[Any, Citation]]:
    """The key's value in the card and in the API's copy of it, which need not agree."""
    own, copied = papers.card.front.get(key), papers.metadata.card.get(key)
    if isinstance(own, kind):
        yield own, papers.in_card(papers.card.line(key))
    if isinstance(copied, kind) and copied != own:
        yield copied, papers.at_pointer(f"/cardData/{key}", copied)
