"""A text read once: its sentences, headings and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, groupby

from auditor.prose.blocks import Block, Heading, blocks, lines_of
from auditor.prose.plain import plain
from auditor.prose.sentences import Sentence, split
from auditor.prose.vocabulary import NO_WORDS, Vocabulary

_FENCE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[^\n]*", re.MULTILINE)


@dataclass(frozen=True)
class Text:
    """What stands in a text, in order. Headings, heads of tables and comments stand apart.

    What several readers ask for is made once, and so is what each sentence of it remembers.
    """

    sentences: tuple[Sentence, ...] = ()
    headings: tuple[Heading, ...] = ()
    heads: tuple[Sentence, ...] = ()
    comments: tuple[Sentence, ...] = ()
    unclosed: tuple[Sentence, ...] = ()  # what stands behind a fence that nobody closed, read as text
    vocabulary: Vocabulary = field(default=NO_WORDS, repr=False, compare=False)

    @cached_property
    def titles(self) -> tuple[Sentence, ...]:
        """The headings as sentences, whole, for readers that ask what a title claims."""
        each = (split([(head.line, head.raw)], "heading", vocabulary=self.vocabulary) for head in self.headings)
        return tuple(chain.from_iterable(each))

    @cached_property
    def shown(self) -> tuple[Sentence, ...]:
        """All that a reader is shown, by lines: the sentences, the headings and the heads of tables."""
        return tuple(sorted((*self.titles, *self.heads, *self.sentences), key=lambda item: item.line))

    @cached_property
    def spoken(self) -> tuple[Sentence, ...]:
        """What is said in words, by lines: the sentences without code, and the headings."""
        said = (item for item in self.sentences if item.kind != "code")
        return tuple(sorted((*said, *self.titles), key=lambda item: item.line))


def read_text(body: str, first_line: int = 1, vocabulary: Vocabulary = NO_WORDS) -> Text:
    """Read a Markdown or plain text, which begins on line `first_line` of its file, with a vocabulary. Never raises."""
    found = blocks(body, first_line)
    said = (sentence for block in found.found for sentence in _sentences(block, vocabulary))
    unsaid = (sentence for block in found.comments for sentence in _sentences(block, vocabulary))
    heads = (_row(block, vocabulary) for block in found.heads)
    hidden = (sentence for line, text in found.unclosed for sentence in _behind(text, line, vocabulary))
    return Text(tuple(said), tuple(found.headings), tuple(heads), tuple(unsaid), tuple(hidden), vocabulary)


def read_plain(text: str, vocabulary: Vocabulary = NO_WORDS) -> tuple[Sentence, ...]:
    """The sentences of a text without Markdown's marks: paragraphs with blank lines between them. Never raises."""
    numbered = [(number, line) for number, line in enumerate(lines_of(text), 1)]
    paragraphs = (list(rows) for said, rows in groupby(numbered, lambda row: bool(row[1].strip())) if said)
    return tuple(chain.from_iterable(split(rows, "text", vocabulary=vocabulary) for rows in paragraphs))


def read_terms(body: str, vocabulary: Vocabulary = NO_WORDS) -> tuple[Sentence, ...]:
    """All that terms in Markdown say, by lines: what is indented or fenced there is no code. Never raises."""
    shown = read_text(body, vocabulary=vocabulary).shown
    code = {sentence.line for sentence in shown if sentence.kind == "code"}
    if not code:
        return shown
    plainly = (
        sentence
        for sentence in read_plain(body, vocabulary)
        if not code.isdisjoint(range(sentence.line, sentence.last_line + 1))
    )
    said = chain((sentence for sentence in shown if sentence.kind != "code"), plainly)
    return tuple(sorted(said, key=lambda item: item.line))


def _behind(text: str, line: int, vocabulary: Vocabulary) -> Iterator[Sentence]:
    """What stands in a fence that nobody closed, as if there were none: by the book it is code."""
    for sentence in read_text(_FENCE.sub("", text), line, vocabulary).shown:
        yield replace(sentence, kind="code", language="")


def _row(block: Block, vocabulary: Vocabulary) -> Sentence:
    """A row, or the heads of one: its cells between bars, in which no cell holds one."""
    cells = [(line, text.strip()) for line, text in block.pieces]
    raw, starts = "", list[tuple[int, int]]()
    for line, text in cells:
        raw += " | " if starts else ""
        starts.append((len(raw), line))
        raw += text
    words = " | ".join(plain(text) for _, text in cells)
    further = tuple(start for start in starts[1:] if start[1] != starts[0][1])
    return Sentence(words, raw, starts[0][1], block.kind, block.headings, block.columns, further, vocabulary)


def _sentences(block: Block, vocabulary: Vocabulary) -> Iterator[Sentence]:
    line, text = block.pieces[0]
    if block.kind == "code":
        for line, text in block.pieces:
            if text.strip():
                language = block.language or ""
                yield Sentence(
                    text.strip(), text, line, "code", block.headings, vocabulary=vocabulary, language=language
                )
    elif block.kind == "row":  # one sentence, whatever stands in its cells: they explain each other
        yield _row(block, vocabulary)
    else:
        yield from split(block.pieces, block.kind, block.headings, block.columns, vocabulary)
