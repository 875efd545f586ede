"""What license files, notices and use policies say in words that no known license holds: limits on the use.

A text that is a known license is understood as that, clause by clause (policies/licenses); what stands before, between
and behind it, and a text that we do not know, is read by sentences as the card is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from auditor.gather.bounds import readable
from auditor.gather.papers import Papers
from auditor.gather.reading.limits import limited, limits_of
from auditor.gather.texts import LegalText
from auditor.prose.sentences import Sentence
from auditor.prose.text import read_plain, read_terms
from auditor.prose.vocabulary import Vocabulary
from auditor.schema.evidence import Statement
from auditor.schema.snapshot import File

_MARKDOWN = (".md", ".markdown")
_OF_OTHERS = ("code", "data")  # parts whose terms are not the model's, but for what they say of the weights
_WEIGHTS = "subjects/weights"


def text_limits(papers: Papers, texts: tuple[LegalText, ...]) -> tuple[Statement, ...]:
    """The sentences that limit the model's use, each cited where it stands."""
    said = (
        (limit, place(papers, text, sentence.line_at(limit.start), limit.words))
        for text in texts
        for sentence in beyond(text, papers.vocabulary)
        for limit in limits_of(sentence, papers.snapshot.id)
    )
    return tuple(limit.at(papers.at_line(*place)) for limit, place in limited(said))


def place(papers: Papers, text: LegalText, line: int, words: str) -> tuple[File, int, str | None]:
    """Where it stands, quoted in its own words where they stand on that line, and else by the line."""
    lines = papers.lines(text.file)
    held = " ".join(lines[line - 1].split()) if line <= len(lines) else ""
    return text.file, line, words if words in held else None


def beyond(text: LegalText, vocabulary: Vocabulary) -> Iterator[Sentence]:
    """The sentences of which no known license explains every word; of code's or data's terms, those on the weights."""
    beyond = iter(text.found.beyond)
    first, last = next(beyond, (0, 0))
    for sentence in sentences_of(text, vocabulary):
        while last and last < sentence.line:
            first, last = next(beyond, (0, 0))
        if last and first <= sentence.last_line and (text.of not in _OF_OTHERS or sentence.fits(_WEIGHTS)):
            yield sentence


def sentences_of(text: LegalText, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """All its sentences; none where a known license explains every word."""
    if not text.found.beyond:
        return ()
    return _read(readable(text.words), text.file.path.lower().endswith(_MARKDOWN), vocabulary)


@lru_cache(maxsize=32)
def _read(text: str, markdown: bool, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """Read once: for the limits that it says, and for what nobody reads.

    What Markdown does not show, comments and the like, stands in the file all the same, and is read line by line.
    """
    plainly = read_plain(text, vocabulary)
    if not markdown:
        return plainly
    shown = read_terms(text, vocabulary)
    seen = {line for one in shown for line in range(one.line, one.last_line + 1)}
    unseen = (one for one in plainly if seen.isdisjoint(range(one.line, one.last_line + 1)))
    return tuple(sorted((*shown, *unseen), key=lambda one: one.line))
