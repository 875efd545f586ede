"""Where in the card words stand: the line that holds them, and as much of it as a citation can show."""

from __future__ import annotations

from auditor.gather.papers import MAX_QUOTE, Papers
from auditor.prose.sentences import Sentence
from auditor.schema.citation import Citation

MAX_LINES = 40  # of one paragraph that are looked through
MAX_VALUE = 2_000  # of a front matter's value


def place_of(papers: Papers, sentence: Sentence, *wanted: str) -> Citation:
    """Cite the first of these words that a line holds: its line, which may come after the sentence's first.

    Where no line holds them as they are, since marks stand between them, the sentence's first line is cited.
    """
    lines = papers.card_lines[sentence.line - 1 : sentence.line - 1 + MAX_LINES]
    for words in wanted:
        for number, line in enumerate(lines, sentence.line):
            at = line.find(words)
            if at >= 0:
                return papers.in_card(number, _around(line, at, len(words)))
    return papers.in_card(sentence.line)


def place_below(papers: Papers, key: Citation, *wanted: str) -> Citation:
    """Cite the first of these words that a line of a key's value holds; the key's own place where no line does."""
    if key.line is None or papers.readme is None or key.file != papers.readme.path:
        return key
    lines = papers.card_lines[key.line - 1 : min(papers.card.body_line, key.line - 1 + MAX_VALUE)]
    for words in wanted:
        for number, line in enumerate(lines, key.line):
            at = line.find(words) if words else -1
            if at >= 0:
                return papers.in_card(number, _around(line, at, len(words)))
    return key


def _around(line: str, at: int, length: int) -> str:
    """The whole line where it is short, else whole words of it before and after what is quoted."""
    if len(line) <= MAX_QUOTE:
        return line
    room = max(0, MAX_QUOTE - length) // 2
    start = max(0, min(at - room, len(line) - MAX_QUOTE))
    start = line.find(" ", start, at) + 1 or start if start else 0
    end = min(len(line), start + MAX_QUOTE)
    stop = line.rfind(" ", at + length, end) if end < len(line) else end
    return line[start : stop if stop > 0 else end]
