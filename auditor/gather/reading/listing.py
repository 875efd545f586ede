"""Definite words on what a model was trained on: sentences, labels, lists and tables that say what was done.

No "can be fine-tuned on", no other model, no tokenizer, no comparison.
"""

from __future__ import annotations

import re
from dataclasses import replace

from auditor.gather.reading.corpora import corpora
from auditor.gather.reading.marks import MARKS, TO_DATA, TO_PAGE, marked
from auditor.gather.reading.parts import Listing, Part, part_of, speaks, taken_apart, together
from auditor.prose.sentences import Sentence

_TABLE = "data-sources"
_SUBJECT = re.compile(r"[A-Z][\w.+-]{2,}")
_REMARK = re.compile(r":\s|\s[-(]|,")
_CLAUSE = re.compile(r"[,。;；]")


def listing(sentence: Sentence, own: str, declared: tuple[str, ...]) -> Listing | None:
    """What the sentence says that the model `own` was trained on, among other things of its declared data sets."""
    if sentence.kind == "row":
        return _labelled(sentence, declared)
    words = sentence.part(marked(sentence.raw))
    report = min(words.every(_TABLE), key=lambda hit: hit.start, default=None)
    if report is None:
        return _labelled(sentence, declared) or _added(words) or _chinese(words, declared)
    before = words.words[: report.start]
    if speaks(words.part(f"{before} {report.words}"), "not-done") or not _is_own(words.part(before), own):
        return None
    told = taken_apart(words.part(words.words[report.end :]), declared)
    if told is None:
        return None
    return replace(told, whole=told.whole and not speaks(words.part(report.words), "some"), row=report.row)


def enumerated(found: list[Sentence], declared: tuple[str, ...]) -> dict[int, Listing]:
    """What lists and tables under a heading on training data hold, by the place of each item or row."""
    held: dict[int, Listing] = {}
    start = 0
    while start < len(found):
        first = found[start]
        if first.kind not in ("item", "row") or not _heads_list(first):
            start += 1
            continue
        end = start
        while end < len(found) and _continues(first, found[end]):
            end += 1
        held |= _members(found, range(start, end), declared)
        start = end
    return held


def _heads_list(first: Sentence) -> bool:
    return first.vocabulary.fits_heading(f"{_TABLE}/list-heading", first.heading)


def _added(words: Sentence) -> Listing | None:
    """ "Additionally, two sets were collected from ...": more than was listed before, whether it is named or not."""
    further = words.first(f"{_TABLE}/further") if speaks(words, "gathered") else None
    hit = further or words.first(f"{_TABLE}/enriched")
    if hit is None or not speaks(words, "unnamed"):
        return None
    names = corpora(words)
    return Listing(names, whole=bool(names), placed=False, more=not names, tasks=False, gone=(), row=hit.row)


def _is_own(before: Sentence, own: str) -> bool:
    """Whether the subject is this model: its own name, "the model", "we", or nothing at all."""
    words = (before.part(word.strip(".-")) for word in _SUBJECT.findall(before.words))
    named = [word.words for word in words if not speaks(word, "its-own")]
    name = re.sub(r"[\W_]+", "", own.rpartition("/")[2].lower())
    stems = (re.sub(r"[\W_]+", "", word.lower()) for word in named)
    return not named or any(stem[:4] in name for stem in stems if len(stem) > 2)


def _labelled(sentence: Sentence, declared: tuple[str, ...]) -> Listing | None:
    """ "Training data: A, B", or the same as a row of a table."""
    hit = sentence.part(sentence.label).first(f"{_TABLE}/label") if sentence.label else None
    if hit is None:
        return None
    mark = "|" if sentence.kind == "row" else ":"
    _, _, rest = marked(sentence.raw.strip().strip("|")).partition(mark)
    told = taken_apart(sentence.part(rest.replace(" | ", " ; ")), declared) if rest.strip() else None
    return replace(told, row=hit.row) if told else None


def _chinese(words: Sentence, declared: tuple[str, ...]) -> Listing | None:
    """A list behind "训练数据是", or between "使用" and "训练"."""
    hit = words.first(f"{_TABLE}/data-is")
    told = re.split("[。;；]", words.words[hit.end :], maxsplit=1)[0] if hit else _object(words)
    item = taken_apart(words.part(told), declared) if len(told) > 1 else None
    return replace(item, row=hit.row if hit else f"{_TABLE}/with") if item else None


def _object(words: Sentence) -> str:
    """What stands between words for "with" and for "trains" in one clause that denies nothing."""
    ends = [hit.start for hit in words.vocabulary.places(f"{_TABLE}/trains", words)]
    for hit in words.vocabulary.places(f"{_TABLE}/with", words) if ends else ():
        told = words.words[hit.end : next((end for end in ends if end > hit.end + 1), hit.end)]
        before = words.part(_CLAUSE.split(words.words[: hit.start])[-1])
        if told and not _CLAUSE.search(told) and not speaks(before, "not-done"):
            return told
    return ""


def _continues(first: Sentence, other: Sentence) -> bool:
    return (other.kind, other.headings, other.columns) == (first.kind, first.headings, first.columns)


def _members(found: list[Sentence], places: range, declared: tuple[str, ...]) -> dict[int, Listing]:
    """Whole where each member is named; where some are and others are a kind of text alone, there is more."""
    cells = {place: _cell(found[place]) for place in places}
    kept = {place: cell for place, cell in cells.items() if cell.words and not speaks(cell, "total")}
    parts = {place: part_of(cell, declared) or _titled(cell) for place, cell in kept.items()}
    named = {place: part for place, part in parts.items() if part}
    more = any(speaks(cell, "generic") for cell in kept.values())
    whole, row = len(named) == len(kept), f"{_TABLE}/list-heading"
    members = {place: together([part], more=more, whole=whole, row=row) for place, part in named.items()}
    return {place: member for place, member in members.items() if member}


def _cell(sentence: Sentence) -> Sentence:
    """The source's cell, with a mark where any cell of the row links to one; an item's words before a remark."""
    words = marked(sentence.raw)
    mark = TO_DATA if TO_DATA in words or TO_PAGE in words else ""
    if sentence.kind == "item":
        return sentence.part(_REMARK.split(words, maxsplit=1)[0] + mark)
    if not sentence.vocabulary.fits_heading(f"{_TABLE}/source-column", sentence.columns[0] if sentence.columns else ""):
        return sentence.part("")
    cell = words.strip().strip("|").partition("|")[0].strip()
    return sentence.part(cell + (mark if cell else ""))


def _titled(cell: Sentence) -> Part | None:
    bare = MARKS.sub("", cell.words).strip(" :*`'\"")
    if not bare[:1].isupper() or speaks(cell, "generic") or ":" in bare or len(bare) > 80:
        return None
    return Part(names=(bare,))
