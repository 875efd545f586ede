"""What a repository asks of those who want its files: the gate's prompt, heading, description, button and fields.

Whoever passes the gate agrees to it, so its words limit the use as the card's do. A prompt that is a license text from
end to end is read as that (gather/texts.py), and not by sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.gather.bounds import is_beyond, readable
from auditor.gather.papers import Papers
from auditor.gather.reading.limits import Limit, limited, limits_of
from auditor.prose.text import read_terms
from auditor.schema.citation import Citation
from auditor.schema.evidence import Statement

PROMPT = "extra_gated_prompt"
_KEYS = (PROMPT, "extra_gated_heading", "extra_gated_description", "extra_gated_button_content", "extra_gated_fields")
_DEEPEST = 8  # levels of lists and mappings: fields have options, and options labels


def gate_limits(papers: Papers, *, prompt_is_license: bool = False) -> tuple[Statement, ...]:
    """The gate's words that limit the model's use, each cited where it stands."""
    found: dict[tuple[str, str], tuple[Limit, Citation]] = {}
    for key in _KEYS:
        if key == PROMPT and prompt_is_license:
            continue
        for value, citation in _written(papers, key):
            read = read_terms(readable(_text(value)), papers.vocabulary)
            for limit in (limit for sentence in read for limit in limits_of(sentence, papers.snapshot.id)):
                found.setdefault((limit.kind, limit.row), (limit, citation))
    return tuple(limit.at(citation) for limit, citation in limited(found.values()))


def unread_gate(papers: Papers) -> bool:
    """Whether the gate says more than is read."""
    return any(is_beyond(_text(value)) for key in _KEYS for value, _ in _written(papers, key))


def _text(value: Any) -> str:
    return "\n\n".join(_words(value))


def _words(value: Any, depth: int = 0) -> Iterator[str]:
    """The strings in a value, wherever they stand: names of fields, their options, and what these are called."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list) and depth < _DEEPEST:
        items = (part for pair in value.items() for part in pair) if isinstance(value, dict) else value
        for item in items:
            yield from _words(item, depth + 1)


def _written(papers: Papers, key: str) -> Iterator[tuple[Any, Citation]]:
    """The key's value in the card and in the API's copy of it, which need not agree."""
    own, copied = papers.card.front.get(key), papers.metadata.card.get(key)
    if own is not None:
        yield own, papers.in_card(papers.card.line(key))
    if copied is not None and copied != own:
        yield copied, papers.at_pointer(f"/cardData/{key}", copied)
