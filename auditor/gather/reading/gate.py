"""What a repository asks of those who want its files: the gate's prompt, heading, description, button and fields.

Whoever passes the gate agrees to it, so its words limit the use as the card's do. A prompt that is a license text from
end to end is read as that (gather/texts.py), and not by sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

from auditor.gather.papers import Papers
from auditor.gather.reading.alarm import Heard, unread
from auditor.gather.reading.limits import Limit, limited, limits_of
from auditor.prose.sentences import Sentence
from auditor.prose.text import read_terms
from auditor.prose.vocabulary import Hit, Vocabulary
from auditor.schema.citation import Citation
from auditor.schema.evidence import Statement, Unread

PROMPT = "extra_gated_prompt"
_KEYS = (PROMPT, "extra_gated_heading", "extra_gated_description", "extra_gated_button_content", "extra_gated_fields")
_DEEPEST = 8  # levels of lists and mappings: fields have options, and options labels


def gate_limits(papers: Papers, *, prompt_is_license: bool = False) -> tuple[Statement, ...]:
    """The gate's words that limit the model's use, each cited where it stands."""
    found: dict[tuple[str, str], tuple[Limit, Citation]] = {}
    for sentence, citation in _sentences(papers, prompt_is_license=prompt_is_license):
        for limit in limits_of(sentence, papers.snapshot.id):
            found.setdefault((limit.kind, limit.row), (limit, citation))
    return tuple(limit.at(citation) for limit, citation in limited(found.values()))


def gate_unread(papers: Papers, *, prompt_is_license: bool = False) -> tuple[Unread, ...]:
    """The gate's sentences that hold words of terms and are unread; all of it is terms, so weak words count too."""
    asked = (
        Heard(sentence, partial(_as_it_stands, citation), terms=True, gate=True)
        for sentence, citation in _sentences(papers, prompt_is_license=prompt_is_license)
    )
    return unread(asked, papers.snapshot.id)


def _as_it_stands(at: Citation, _: Hit) -> Citation:
    """The gate's words are cited by their key: they may stand on any line below it."""
    return at


@lru_cache(maxsize=64)
def _read(body: str, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    return read_terms(body, vocabulary)


def _sentences(papers: Papers, *, prompt_is_license: bool) -> Iterator[tuple[Sentence, Citation]]:
    """The gate's sentences, each with where its key stands."""
    for key in _KEYS:
        if key == PROMPT and prompt_is_license:
            continue
        for value, citation in _written(papers, key):
            for sentence in _read("\n\n".join(_words(value)), papers.vocabulary):
                yield sentence, citation


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
