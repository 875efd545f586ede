"""Sentences of a card that limit the model's use: "not for commercial use", "for research purposes only".

What is said of data, of other versions and in comparison is passed over, and in doubt it is said of this model. A
sentence may say several limits; each is a statement, the strictest first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from auditor.gather.papers import Papers
from auditor.gather.reading.leads import led
from auditor.gather.reading.subject import is_of_others
from auditor.prose.sentences import LONGEST, Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.citation import Citation
from auditor.schema.evidence import Statement, StatementKind

MAX_STATEMENTS = 20
MAX_WORDS = 400

_TABLE = "limits"

Place = TypeVar("Place")


@dataclass(frozen=True)
class Limit:
    """A limit as words say it: of which kind, the words, the row that read them, and where in the sentence."""

    kind: StatementKind
    words: str
    row: str
    start: int

    def at(self, citation: Citation) -> Statement:
        """The statement that it is, cited."""
        return Statement(kind=self.kind, words=self.words, citation=citation, row=self.row)


def limits(papers: Papers) -> tuple[Statement, ...]:
    """What the card says that limits the model's use, by lines, each with the row that read it."""
    if papers.readme is None:
        return ()
    found, model = papers.text.shown, papers.snapshot.id
    labels = {item.line: item.label for item in reversed(found) if item.label}  # of the first sentence of its line
    each = ((item, labels.get(item.line, "")) for item in led(found, _TABLE))
    said = ((limit, item) for item, label in each for limit in limits_of(item, model, label))
    return tuple(limit.at(papers.in_card(item.line_at(limit.start))) for limit, item in limited(said))


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
    if sentence.kind == "code" or not sentence.fits(_TABLE) or _is_of_sibling(sentence, label, model_id):
        return
    kinds: set[StatementKind] = set()
    freed = cache(lambda: [*sentence.vocabulary.places(f"{_TABLE}/no-need", sentence)])
    for hit in sentence.vocabulary.places(_TABLE, sentence):
        kind = StatementKind(hit.says or "")
        if kind not in kinds and _holds(hit, sentence, freed):
            kinds.add(kind)
            yield Limit(kind, _around(sentence, hit), hit.row, hit.start)


def _holds(hit: Hit, sentence: Sentence, freed: Callable[[], list[Hit]]) -> bool:
    """Whether it is this model's limit, and none that is taken back: what need not be asked for is allowed."""
    before = sentence.words[max(0, hit.start - LONGEST) : hit.start]
    if is_of_others(before, hit.words, sentence.vocabulary):
        return False
    if hit.says != StatementKind.ON_APPLICATION:
        return True
    needless = freed()
    after = bisect_left(needless, hit.end, key=lambda free: free.start)  # of places that begin before it ends, the last
    return not (after and needless[after - 1].end > hit.start)


def _around(sentence: Sentence, hit: Hit) -> str:
    """The sentence, or as much of a long one as stands around the words that limit."""
    words, start = sentence.words, max(0, hit.end - MAX_WORDS)
    return words[:MAX_WORDS] if hit.end <= MAX_WORDS else words[start : start + MAX_WORDS]


def _is_of_sibling(sentence: Sentence, label: str, model_id: str) -> bool:
    """Whether it is an item of a list that begins with the name of another member of the family."""
    name, own = (re.sub(r"[\W_]+", "", words.lower()) for words in (label, model_id.rpartition("/")[2]))
    named = sentence.kind == "item" and any(char.isdigit() for char in name) and name[:4] == own[:4]
    return named and not (own.startswith(name) or name.startswith(own))
