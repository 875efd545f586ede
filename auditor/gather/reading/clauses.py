"""What a license text that we do not know says, clause by clause, in the catalog's kinds; what is known is passed over.

It is read by machine for whoever has to read the text, and decides nothing: no permission that is read here clears
anything. Negation takes a permission back, and a sentence that says what a word means permits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from auditor.gather.papers import Papers
from auditor.gather.reading.legal import beyond, place, sentences_of
from auditor.gather.reading.limits import limits_of
from auditor.gather.texts import LegalText
from auditor.prose.blocks import lines_of
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.clauses import ClauseSays, ReadClause
from auditor.schema.evidence import StatementKind
from auditor.schema.facts import Metric, ObligationKind, RestrictionKind

MAX_CLAUSES = 60
MOST_READ = 60_000  # characters a repository; license texts have fewer
_BEFORE, _SHOWN = 60, 300  # characters shown: before the words that were read, and in all

_TABLE = "text-clauses"
_DEFINITION = f"{_TABLE}/definition"
_TAKES_BACK = {ClauseSays.MAY: f"{_TABLE}/withheld", ClauseSays.MUST: f"{_TABLE}/no-duty"}
_NOT_OURS = ("notice", "use-policy")  # a NOTICE grants nothing, and of a policy the limits are read
_OF_OTHERS = ("code", "data")  # parts whose terms are not the model's
_LIMITS: dict[StatementKind, tuple[ClauseSays, str]] = {
    StatementKind.NON_COMMERCIAL: (ClauseSays.MAY_NOT, RestrictionKind.NON_COMMERCIAL),
    StatementKind.RESEARCH_ONLY: (ClauseSays.MAY_NOT, RestrictionKind.RESEARCH_ONLY),
    StatementKind.ON_APPLICATION: (ClauseSays.IF, Metric.REGISTRATION),
    StatementKind.REGISTRATION: (ClauseSays.IF, Metric.REGISTRATION),
    StatementKind.PAYMENT: (ClauseSays.MUST, ObligationKind.OTHER),
    StatementKind.SIZE_LIMIT: (ClauseSays.IF, Metric.OTHER),
    StatementKind.PLACE_LIMIT: (ClauseSays.IF, Metric.TERRITORY),
    StatementKind.TIME_LIMIT: (ClauseSays.IF, Metric.DATE),
    StatementKind.FIELD_LIMIT: (ClauseSays.MAY_NOT, RestrictionKind.FIELD_OF_USE),
    StatementKind.NO_REDISTRIBUTION: (ClauseSays.MAY_NOT, RestrictionKind.NO_REDISTRIBUTION),
    StatementKind.NO_DERIVATIVES: (ClauseSays.MAY_NOT, RestrictionKind.NO_DERIVATIVES),
    StatementKind.NO_TRAINING_ON_OUTPUTS: (ClauseSays.MAY_NOT, RestrictionKind.NO_TRAINING_ON_OUTPUTS),
    StatementKind.NO_COMPETING: (ClauseSays.MAY_NOT, RestrictionKind.NO_COMPETING_MODEL),
    StatementKind.NO_HOSTING: (ClauseSays.MAY_NOT, RestrictionKind.NO_CLOUD_PROVIDER),
    StatementKind.REVOCABLE: (ClauseSays.MAY_NOT, RestrictionKind.REVOCABLE),
}
# Where a clause's number stands: at the beginning of a line, with what marks it as a number.
_MARK = re.compile(
    r"[\s>#*_-]{0,12}(?:(?:section|article|clause|artikel|artículo|artigo|articolo|статья|§|第|제)\s{0,3}"
    r"(?P<named>\d{1,3}(?:\.\d{1,3}){0,4}|[ivx]{1,5}|[一二三四五六七八九十]{1,3})(?![a-z0-9_])"
    r"|(?P<main>\d{1,3}(?:\.\d{1,3}){0,4})(?:[.)、．:：]|(?=\s+[A-Z]))(?!\d)"
    r"|\(?(?P<item>[a-z]|[ivx]{1,5}|\d{1,2})[.)](?!\w))",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"[.;:] {1,3}\(?\d{1,2}[.)] ")


@dataclass(frozen=True, slots=True)
class Read:
    """What a sentence says: whether it permits, forbids, asks or depends, of what, in which words, by which row."""

    kind: ClauseSays
    about: str
    words: str
    row: str
    line: int


def read_clauses(papers: Papers, texts: Iterable[LegalText]) -> tuple[tuple[ReadClause, ...], int]:
    """What the repository's unknown license texts say, by lines, and how many more such places were left out."""
    numbered = cache(lambda words: numbers(lines_of(words)))
    found = [
        _cited(papers, text, read, numbered(text.words))
        for text, sentence in _asked(papers, texts)
        for read in said_in([sentence], papers.snapshot.id)
    ]
    kept, kinds = list[ReadClause](), set[tuple[str, str]]()
    for item in found:
        if len(kept) < MAX_CLAUSES or (item.kind, item.about) not in kinds:
            kept.append(item)
            kinds.add((item.kind, item.about))
    return tuple(kept), len(found) - len(kept)


def said_in(sentences: Iterable[Sentence], model_id: str = "") -> Iterator[Read]:
    """What sentences of a license text say, each kind once a sentence."""
    for sentence in sentences:
        if not sentence.may_fit(_TABLE, "limits", "restrictions"):
            continue
        told = set[tuple[ClauseSays, str]]()
        for says, about, row, start, words in (*_by_rows(sentence), *_by_limits(sentence, model_id)):
            if (says, about) not in told:
                told.add((says, about))
                yield Read(says, about, words, row, sentence.line_at(start))


def numbers(lines: Sequence[str]) -> list[str]:
    """For each line the number of the clause that it stands in, "" where none is told."""
    found, main, item = list[str](), "", ""
    for line in lines:
        mark = _MARK.match(line)
        if mark and (mark["named"] or mark["main"]):
            main, item = mark["named"] or mark["main"], ""
        elif mark:
            item = f"({mark['item']})"
        found.append("" if _WITHIN.search(line) else main + item)  # several on one line: which is meant is not told
    return found


def _asked(papers: Papers, texts: Iterable[LegalText]) -> Iterator[tuple[LegalText, Sentence]]:
    """The sentences of unknown texts, up to the bound of a repository."""
    left = MOST_READ
    for text in texts:
        if text.kind in _NOT_OURS or text.of in _OF_OTHERS:
            continue
        known = any(match.answer != "similar" for match in text.found.licenses)
        for sentence in (beyond if known else sentences_of)(text, papers.vocabulary):
            left -= len(sentence.words)
            if left < 0:
                return
            yield text, sentence


def _cited(papers: Papers, text: LegalText, read: Read, numbered: Sequence[str]) -> ReadClause:
    return ReadClause(
        kind=read.kind,
        about=read.about,
        clause=numbered[read.line - 1] if read.line <= len(numbered) else "",
        words=read.words,
        citation=papers.at_line(*place(papers, text, read.line, read.words)),
        row=read.row,
    )


def _by_rows(sentence: Sentence) -> Iterator[tuple[ClauseSays, str, str, int, str]]:
    defines, places = sentence.fits(_DEFINITION), cache(lambda row: [*sentence.vocabulary.places(row, sentence)])
    for hit in sentence.vocabulary.places(_TABLE, sentence):
        says, about = kind_of(hit.says or "")
        row = _TAKES_BACK.get(says)
        if row and (defines or any(hit.start < other.end and other.start < hit.end for other in places(row))):
            continue
        if not _is_not(sentence, says, about):
            yield says, about, hit.row, hit.start, _around(sentence.words, hit)


def _by_limits(sentence: Sentence, model_id: str) -> Iterator[tuple[ClauseSays, str, str, int, str]]:
    for limit in limits_of(sentence, model_id):
        kind = _LIMITS.get(limit.kind)
        if kind and not _is_not(sentence, *kind):
            yield *kind, limit.row, limit.start, limit.words[:_SHOWN]


def _is_not(sentence: Sentence, says: ClauseSays, about: str) -> bool:
    """Whether a row says of the sentence that it is not this that it says: `no-may-not-termination`."""
    key = f"{_TABLE}/no-{says.value}-{about}"
    return key in sentence.vocabulary and sentence.fits(key)


def kind_of(says: str) -> tuple[ClauseSays, str]:
    """What a row's word means: `must-license-copy` asks for a copy of the license. Raises ValueError."""
    for kind in (ClauseSays.MAY_NOT, ClauseSays.MAY, ClauseSays.MUST, ClauseSays.IF):
        if says.startswith(f"{kind.value}-"):
            return kind, says.removeprefix(f"{kind.value}-")
    raise ValueError(f"{says!r} begins with nothing that a clause can say")


def _around(words: str, hit: Hit) -> str:
    """The sentence, or as much of a long one as stands around the words that were read."""
    if len(words) <= _SHOWN:
        return words
    start = max(0, hit.start - _BEFORE)
    start = words.rfind(" ", 0, start) + 1 if start else 0
    return words[start : start + _SHOWN]
