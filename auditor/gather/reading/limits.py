"""Sentences of a card that limit the model's use: "not for commercial use", "for research purposes only".

What is said of data, of other versions and in comparison is passed over, and in doubt it is said of this model. A
sentence may say several limits; each is a statement, the strictest first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import TypeVar

from auditor.gather.papers import MAX_QUOTE, Papers
from auditor.gather.reading.freely import gives_freely
from auditor.gather.reading.leads import led
from auditor.gather.reading.places import place_of
from auditor.gather.reading.rows import is_measured, with_cells
from auditor.gather.reading.subject import compared_rows, is_elsewhere, is_of_others
from auditor.prose.sentences import LONGEST, Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.citation import Citation
from auditor.schema.evidence import Statement, StatementKind

MAX_STATEMENTS = 200  # of one card
MAX_WORDS = 400

_TABLE = "limits"
_TABLES = (_TABLE, "restrictions")
_OTHERS = "subjects/said-of-others"
_NEAR = 40  # characters between what need not be done, and what it is said of
_STOP = re.compile(r"[.;:|。；]")
_QUESTION = re.compile(r"[^.!?;:|]{0,80}[?\u061f]")
# What need not be done or paid is no condition.
_NEEDED = (StatementKind.ON_APPLICATION, StatementKind.REGISTRATION, StatementKind.PAYMENT)

Place = TypeVar("Place")


@dataclass(frozen=True)
class Limit:
    """A limit as words say it: its kind, the words, the row that read them, where they stand, and which they are."""

    kind: StatementKind
    words: str
    row: str
    start: int
    hit: str = ""

    def at(self, citation: Citation) -> Statement:
        """The statement that it is, cited."""
        return Statement(kind=self.kind, words=self.words, citation=citation, row=self.row)


def limits(papers: Papers) -> tuple[Statement, ...]:
    """What the card says that limits the model's use, by lines, each with the row that read it."""
    if papers.readme is None:
        return ()
    found, model = papers.text.shown, papers.snapshot.id
    labels = {item.line: item.label for item in reversed(found) if item.label}  # of the first sentence of its line
    compared = lines_of_others(papers)
    told = with_cells(led(found, *_TABLES), model)
    each = ((item, labels.get(item.line, "")) for item in told if item.line not in compared)
    said = ((limit, item) for item, label in each for limit in limits_of(item, model, label))
    return tuple(limit.at(_cited(papers, item, limit)) for limit, item in limited(said))


@lru_cache(maxsize=32)
def lines_of_others(papers: Papers) -> frozenset[int]:
    """The lines of the card's lists and tables that speak of other models."""
    return frozenset(compared_rows(papers.text.shown, papers.snapshot.id))


def _cited(papers: Papers, item: Sentence, limit: Limit) -> Citation:
    """The line with the words; of a line that is too long to be shown, the part of it around them."""
    line = item.line_at(limit.start)
    whole = papers.card_lines[line - 1] if line <= len(papers.card_lines) else ""
    return papers.in_card(line) if len(whole) <= MAX_QUOTE else place_of(papers, item, limit.hit, limit.hit[:24])


def limited(said: Iterable[tuple[Limit, Place]]) -> list[tuple[Limit, Place]]:
    """No more limits than a reader looks through, and the first of each kind among them, however late it comes."""
    kept, kinds = list[tuple[Limit, Place]](), set[StatementKind]()
    for limit, place in said:
        if len(kept) < MAX_STATEMENTS or limit.kind not in kinds:
            kept.append((limit, place))
            kinds.add(limit.kind)
    return kept


def limits_of(sentence: Sentence, model_id: str, label: str = "") -> Iterator[Limit]:
    """The limits that a sentence says of this model, each kind once. `label`: what names its line."""
    if sentence.kind == "code" or not any(map(sentence.fits, _TABLES)) or _is_of_sibling(sentence, label, model_id):
        return
    if is_elsewhere(sentence, model_id) or is_measured(sentence):
        return
    kinds: set[StatementKind] = set()
    freed = cache(lambda: _places(f"{_TABLE}/no-need", sentence))
    free = cache(lambda: gives_freely(sentence))
    taken_back = cache(lambda: _places(f"{_TABLE}/not-forbidden", sentence))
    others = cache(lambda: _places(_OTHERS, sentence))
    read: list[Hit] = []
    for hit in chain.from_iterable(sentence.vocabulary.places(table, sentence) for table in _TABLES):
        kind = StatementKind(hit.says or "")
        if not hit.row.startswith(_TABLE) and any(hit.start < it.end and it.start < hit.end for it in read):
            continue  # the table of limits has read these words: what they say of anything else is said by that
        if kind in kinds or _within(hit, taken_back()) or _begins_in(hit, others()):
            continue
        if kind in _NEEDED and free():
            continue
        if _holds(hit, sentence, freed):
            kinds.add(kind)
            read += [hit] if hit.row.startswith(_TABLE) else []
            yield Limit(kind, _around(sentence, hit), hit.row, hit.start, hit.words)


def _holds(hit: Hit, sentence: Sentence, freed: Callable[[], list[Hit]]) -> bool:
    """Whether it is this model's limit, and none that is taken back: what need not be asked for is allowed."""
    before = sentence.words[max(0, hit.start - LONGEST) : hit.start]
    if is_of_others(before, hit.words, sentence.vocabulary) or _is_asked(sentence.words, hit):
        return False
    return hit.says not in _NEEDED or not (_within(hit, freed()) or _follows(sentence, hit, freed()))


def _follows(sentence: Sentence, hit: Hit, needless: list[Hit]) -> bool:
    """Whether it ends a clause that begins with what need not be done: "no need to ask for …"."""
    before = bisect_left(needless, hit.start, key=lambda free: free.start)
    end = needless[before - 1].end if before else hit.start + 1
    between = sentence.words[end : hit.start]
    return 0 <= hit.start - end <= _NEAR and not (
        _STOP.search(between) or sentence.vocabulary.fits("subjects/new-clause", between)
    )


def _is_asked(words: str, hit: Hit) -> bool:
    """Whether the words are the end of a question: what is asked is not said."""
    return "?" not in hit.words and bool(_QUESTION.match(words, hit.end))


def _begins_in(hit: Hit, others: list[Hit]) -> bool:
    """Whether it begins within one of these places."""
    after = bisect_right(others, hit.start, key=lambda other: other.start)
    return bool(after) and others[after - 1].end > hit.start


def _places(row: str, sentence: Sentence) -> list[Hit]:
    """Where a row reads the sentence, in order."""
    return sorted(sentence.vocabulary.places(row, sentence), key=lambda hit: hit.start)


def _within(hit: Hit, others: list[Hit]) -> bool:
    """Whether one of these places, which do not overlap and stand in order, overlaps it."""
    after = bisect_left(others, hit.end, key=lambda other: other.start)  # of those that begin before it ends, the last
    return bool(after) and others[after - 1].end > hit.start


def _around(sentence: Sentence, hit: Hit) -> str:
    """The sentence, or as much of a long one as stands around the words that limit."""
    words, start = sentence.words, max(0, hit.end - MAX_WORDS)
    return words[:MAX_WORDS] if hit.end <= MAX_WORDS else words[start : start + MAX_WORDS]


def _is_of_sibling(sentence: Sentence, label: str, model_id: str) -> bool:
    """Whether it is an item of a list that begins with the name of another member of the family."""
    name, own = (re.sub(r"[\W_]+", "", words.lower()) for words in (label, model_id.rpartition("/")[2]))
    named = sentence.kind == "item" and any(char.isdigit() for char in name) and name[:4] == own[:4]
    return named and not (own.startswith(name) or name.startswith(own))
