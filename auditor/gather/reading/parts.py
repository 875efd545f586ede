"""What stands after "trained on", taken apart: is each part named, and can it be had?

"A, B and C" are three sources; "A and news data" names one and leaves another without a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.gather.reading.corpora import Supply, found, is_hub_id
from auditor.gather.reading.marks import MARKS, TO_DATA, TO_PAGE
from auditor.prose.sentences import Sentence

_TABLE = "data-sources"
# Marks at which a list stops, and marks that part it: a comma before a space, or beside an ideograph or a link.
_STOP = re.compile(r";| - |[.](?:\s|\Z)|:(?=\s)")
_COMMA = re.compile(r",\s+|、|(?<=[\u2e80-\u9fff\ue000-\ue002]),|,(?=[\u2e80-\u9fff\ue000-\ue002])")
_LINKED = re.compile("\ue000([^\ue000-\ue002]{1,120})[\ue001\ue002]")
_CAPITAL = re.compile(r"\b(?![A-Z]{1,2}\b)[A-Z]\w+", re.ASCII)
_VERSIONED = re.compile(r"\b\w+[-_/]\w*\d\w*\b")
_AMOUNT = re.compile(r"\W*(?:[\d.,~]+\s?\w{0,12}\W{0,3}\w{0,12})?\W*\Z")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a definite sentence lists.

    `whole`: each of its parts is named. `placed`: each can be had. `more`: there is more than it names. `tasks`: it
    names sets that were made for tasks, and nothing else. `gone` names those that nobody can have from their makers.
    `row` is what told that it is a list of sources.
    """

    names: tuple[str, ...]
    whole: bool
    placed: bool
    more: bool
    tasks: bool
    gone: tuple[str, ...]
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One source that a list names. `placed`, `tasks` and `gone` as in Listing."""

    names: tuple[str, ...] = ()
    placed: bool = False
    tasks: bool = False
    gone: tuple[str, ...] = ()


def taken_apart(told: Sentence, declared: tuple[str, ...]) -> Listing | None:
    """The parts of what stands after "trained on"."""
    joined = told.part(_joined(told))
    said = joined.part(_without_asides(joined.words[: _end(joined)]))
    parts: list[Part] = []
    more, known = speaks(told, "more"), True
    for between, piece in _pieces(said):
        part = part_of(piece, declared)
        if part:
            parts.append(part)
        elif parts and between.strip() == "," and speaks(piece, "apposed") and not speaks(piece, "more"):
            continue
        elif speaks(piece, "made-from") or (
            speaks(piece, "unnamed") and not _bears_name(piece) and not speaks(piece, "compute")
        ):
            more = True
        elif not (_is_aside(piece) or speaks(piece, "compute")):
            known = False
    return together(parts, more=more, whole=known and not speaks(said, "some"))


def together(parts: list[Part], *, more: bool, whole: bool, row: str | None = None) -> Listing | None:
    """The list that these sources make; None where it holds none, and speaks of none."""
    if not parts and not more:
        return None
    return Listing(
        names=tuple(dict.fromkeys(name for part in parts for name in part.names))[:20],
        whole=bool(parts) and whole and not more,
        placed=bool(parts) and all(part.placed for part in parts),
        more=more,
        tasks=bool(parts) and all(part.tasks for part in parts),
        gone=tuple(dict.fromkeys(name for part in parts for name in part.gone)),
        row=row,
    )


def part_of(piece: Sentence, declared: tuple[str, ...]) -> Part | None:
    """A source that is named: a known corpus, a declared data set, a link, or a name of its own."""
    words = piece.words
    linked = TO_DATA in words or TO_PAGE in words
    known = tuple(found(piece))
    held = tuple(name for name in declared if _is_named(name, piece))
    if speaks(piece, "made-from") and not (held or TO_DATA in words):
        return None
    if known:
        return Part(
            names=tuple(item.name for item in known),
            placed=all(_is_placed(item.supply, words, held=bool(held)) for item in known),
            tasks=all(item.supply is Supply.TASK for item in known),
            gone=tuple(item.name for item in known if item.is_lost),
        )
    if held:
        return Part(names=held, placed=all("/" in name or is_hub_id(name, piece.vocabulary) for name in held))
    name = _name(piece)
    if TO_DATA in words:
        return Part(names=(name,) if name else (), placed=True)
    if name and speaks(piece, "unnamed") and not speaks(piece, "more") and not speaks(piece, "compute"):
        return Part(names=(name,), placed=linked)
    return None


def speaks(piece: Sentence, row: str) -> bool:
    """Whether a row of the table of sources reads the piece."""
    return piece.fits(f"{_TABLE}/{row}")


def _joined(told: Sentence) -> str:
    """The words with commas for "mixed with": it joins, and would else be cut off with what follows."""
    words, place = "", 0
    for hit in told.vocabulary.places(f"{_TABLE}/joins", told):
        words += f"{told.words[place : hit.start]} , "
        place = hit.end
    return words + told.words[place:]


def _end(joined: Sentence) -> int:
    """Where the list ends."""
    word, mark = joined.first(f"{_TABLE}/stop"), _STOP.search(joined.words)
    return min(word.start if word else len(joined.words), mark.start() if mark else len(joined.words))


def _pieces(said: Sentence) -> Iterator[tuple[str, Sentence]]:
    """Each piece of a list, and what stands before it: marks, words, or both."""
    words = said.words
    spans = [match.span() for match in _COMMA.finditer(words)]
    spans += [(hit.start, hit.end) for hit in said.vocabulary.places(f"{_TABLE}/and", said)]
    begin, end = 0, 0  # of what parts two pieces
    for first, last in sorted(spans):
        if first > end or not end:
            yield words[begin:end], said.part(words[end:first])
            begin = first
        end = max(end, last)
    yield words[begin:end], said.part(words[end:])


def _is_placed(supply: Supply, words: str, *, held: bool) -> bool:
    """A place, or a part of it, is said by a link to a set alone; what was withdrawn, by any link."""
    if supply is Supply.RAW:
        return TO_DATA in words or held
    if supply in (Supply.CHANGED, Supply.WITHDRAWN):
        return TO_DATA in words or TO_PAGE in words or held
    return supply in (Supply.PUBLIC, Supply.TASK)


def _name(piece: Sentence) -> str:
    """The words of its link, else the piece itself where it holds a name."""
    link = _LINKED.search(piece.words)
    name = piece.part((link[1] if link else _without_lead(piece)).strip(" .:*`'\"“”")[:80])
    return name.words if (link or _bears_name(name)) and not speaks(name, "no-name") else ""


def _without_lead(piece: Sentence) -> str:
    bare = piece.part(MARKS.sub("", piece.words))
    while lead := bare.first(f"{_TABLE}/lead"):
        bare = bare.part(bare.words[lead.end :])
    return bare.words


def _bears_name(piece: Sentence) -> bool:
    """Whether a word in it looks like a name: a capital letter that no language and no field gives it, or a number."""
    capitals = (piece.part(word) for word in _CAPITAL.findall(piece.words))
    return any(not speaks(word, "common-name") for word in capitals) or bool(_VERSIONED.search(piece.words))


def _is_aside(piece: Sentence) -> bool:
    """Whether it is neither a source nor one left out: a license, an amount, a version, a date."""
    bare = MARKS.sub("", piece.words)
    return bool(_AMOUNT.match(bare)) or speaks(piece.part(bare), "aside")


def _is_named(dataset: str, piece: Sentence) -> bool:
    name = re.sub(r"[\W_]+", "", dataset.rpartition("/")[2].lower())
    if len(name) < 4 or name not in re.sub(r"[\W_]+", "", piece.words.lower()):
        return False
    return not piece.vocabulary.fits_heading(f"{_TABLE}/no-name", name)


def _without_asides(words: str) -> str:
    """What stands in brackets is left out, but for the mark of a link and for names."""
    return re.sub(r"\(([^()]{0,300})\)", lambda inside: _mark_in(inside[1]), words)


def _mark_in(words: str) -> str:
    return next((mark for mark in (TO_DATA, TO_PAGE) if mark in words), "")
