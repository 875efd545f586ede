"""Data sets on which a card says in words that the model was trained, whatever its fields declare.

What stands nearest before a data set's name in its clause tells what was done with it, else what stands behind; where
the clause says nothing, its label, the sentence that opens the list, or the heading. High confidence: an address, and
words of training in the clause. Medium: an id alone, or the heading alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from auditor.gather.lineage.data_in_code import data_in_code
from auditor.gather.lineage.data_references import DataReference, DataText, data_text, may_name_data
from auditor.gather.lineage.named import Named
from auditor.gather.lineage.own_name import OwnName
from auditor.gather.lineage.references_in_text import may_name_a_model, naming_text
from auditor.gather.papers import Papers
from auditor.gather.reading.stages import stage_of
from auditor.gather.reading.subject import compared_rows
from auditor.parse.files import README
from auditor.prose.sentences import Sentence
from auditor.schema.evidence import Confidence, LineageEvidence, Relation
from auditor.schema.reading import Stage
from auditor.schema.reference import RepoType

TABLE = "trained-on"
MAX_DATA = 60
_CLAUSE = re.compile(r"[,;:,、;:。.](?=\s|\Z|[\u2e80-\ue2ff])| \| ")
_NEAR = 60  # characters before an id in which a word of training, or for data, makes it one of data
_BEHIND = 30
_BESIDE = 20
_LONGEST = 160
_LIKE_ID = re.compile(r"[-_.\d]")
_REFERENCE = re.compile("[\ue100-\ue1ff]")


@dataclass(frozen=True, slots=True)
class _Cue:
    """What was done with a data set: where the word for it stands, and the row that read it."""

    row: str
    start: int
    end: int

    @property
    def trains(self) -> bool:
        return self.row.endswith("/trained")


@lru_cache(maxsize=128)
def data_in_words(papers: Papers) -> tuple[Named, ...]:
    """Each data set once, where it is first named so. A data set's card is not asked."""
    if papers.readme is None or papers.snapshot.repo_type is RepoType.DATASET:
        return ()
    own = OwnName(papers.metadata.id or papers.snapshot.id)
    unique: dict[str, Named] = {}
    for item in (*_in_text(papers, own), *data_in_code(papers, own.id)):
        unique.setdefault(item.id.lower(), item)
    return tuple(unique.values())[:MAX_DATA]


def _in_text(papers: Papers, own: OwnName) -> Iterator[Named]:
    others = cache(lambda: compared_rows(papers.text.spoken, own.id))
    opened = ""
    for sentence in papers.text.spoken:
        if sentence.kind in ("code", "comment", "head"):
            continue
        if may_name_data(sentence.raw) and sentence.line not in others():
            text = data_text(sentence)
            for reference in text.found:
                row, firm = _read(sentence, text, reference, opened if sentence.kind in ("item", "row") else "", own)
                if row:
                    yield _named(sentence, reference, row, firm)
        if sentence.kind not in ("item", "row"):
            opened = _opener(sentence)


def _named(sentence: Sentence, reference: DataReference, row: str, firm: bool) -> Named:
    return Named(
        reference.id,
        Relation.DERIVED,
        README,
        line=sentence.line_at(_place(sentence, reference)),
        quote=sentence.words[:240],
        evidence=LineageEvidence.INFERRED,
        confidence=Confidence.HIGH if firm else Confidence.MEDIUM,
        row=row,
    )


def _place(sentence: Sentence, reference: DataReference) -> int:
    """Where it stands in the sentence's own words, as near as can be told."""
    found = sentence.words.find(reference.id)
    return found if found >= 0 else min(reference.place, len(sentence.words))


def _opener(sentence: Sentence) -> str:
    """The row by which a sentence opens a list of training data; nothing where it opens none."""
    words = sentence.words.rstrip("*_ ")
    if sentence.kind == "heading" or not words.endswith((":", "：")):
        return ""
    if sentence.fits(f"{TABLE}/label"):
        return f"{TABLE}/label"
    cues = _cues(sentence)
    trains = cues and all(cue.trains for cue in cues) and not sentence.fits(f"{TABLE}/taken-back")
    return cues[0].row if trains else ""


def _read(sentence: Sentence, text: DataText, reference: DataReference, opened: str, own: OwnName) -> tuple[str, bool]:
    """The row that says that the model was trained on it, and whether it says so firmly; no row where none does."""
    words = sentence.part(text.words) if text.words == sentence.words else _as_written(sentence, text.words)
    begin, end = _clause(text.words, reference.place)
    cue = _nearest(_cues(words), text, reference, begin, end)
    if not reference.is_sure and not _is_data(words, reference, cue):
        return "", False
    if cue is not None:
        if not cue.trains or _is_taken_back(words, cue, reference, own):
            return "", False
        return cue.row, reference.is_sure
    label = _label(words)
    if label:
        return label, reference.is_sure
    if opened:
        return opened, reference.is_sure
    if not reference.is_sure and sentence.kind not in ("item", "row"):
        return "", False
    headed = sentence.vocabulary.fits_heading(f"{TABLE}/heading", sentence.heading)
    if not headed or stage_of(sentence) is Stage.EVALUATION or words.fits(f"{TABLE}/taken-back"):
        return "", False
    if sentence.kind == "row" and any(
        sentence.vocabulary.fits_heading(f"{TABLE}/other-column", column) for column in sentence.columns[:1]
    ):
        return "", False
    return f"{TABLE}/heading", False


def _as_written(sentence: Sentence, words: str) -> Sentence:
    return Sentence(
        words, words, sentence.line, sentence.kind, sentence.headings, sentence.columns, vocabulary=sentence.vocabulary
    )


def _cues(words: Sentence) -> list[_Cue]:
    places = [hit for row in ("trained", "measured") for hit in words.vocabulary.places(f"{TABLE}/{row}", words)]
    cues = sorted((_Cue(hit.row, hit.start, hit.end) for hit in places), key=lambda cue: (cue.start, -cue.end))
    # "trained and evaluated on" is one word for both
    return [cue for cue in cues if not any(other.start < cue.start < other.end for other in cues)]


def _clause(words: str, place: int) -> tuple[int, int]:
    """Where the clause begins and ends in which a reference stands; an enumeration of references is one clause."""
    cuts = [match.end() for match in _CLAUSE.finditer(words)]
    begin = max((cut for cut in cuts if cut <= place), default=0)
    end = min((cut for cut in cuts if cut > place), default=len(words))
    return begin, end


def _nearest(cues: list[_Cue], text: DataText, reference: DataReference, begin: int, end: int) -> _Cue | None:
    """The nearest before it in its clause, else the nearest behind it there, else the nearest before that clause.

    Behind another data set's name it is that one's, unless nothing stands before.
    """
    inside = [cue for cue in cues if begin <= cue.start < end]
    before = [cue for cue in inside if cue.end <= reference.place]
    behind = [cue for cue in inside if cue.start > reference.place]
    if before:
        # `A was used for training and B for testing`: what stands between two names may be said of the first
        between = [item.place for item in text.found if before[-1].end <= item.place < reference.place]
        first = not any(item.place < before[-1].start for item in text.found if item.place >= begin)
        if first or between or not behind:
            return before[-1]
        return behind[0]
    if behind:
        return behind[0]
    earlier = [cue for cue in cues if cue.end <= begin]
    if earlier:
        return earlier[-1]
    later = [cue for cue in cues if cue.start >= end]
    # `A, B and C were used for training`: nothing but names stands between
    if later and len(text.found) > 1:
        return later[0]
    return None


def _is_data(words: Sentence, reference: DataReference, cue: _Cue | None) -> bool:
    """Whether an id alone is one of data: a word for data stands beside it, or "trained on" right before it.

    A word with a stroke in it may be none (`his/her`): it has to look like an id, or to stand right beside that word.
    """
    before = words.words[max(0, reference.place - _NEAR) : reference.place]
    behind = words.words[reference.place + 1 : reference.place + 1 + _BEHIND]
    if words.part(before).fits(f"{TABLE}/from-it"):
        return False
    account, _, name = reference.id.partition("/")
    if not _LIKE_ID.search(name):
        beside = f"{before[-_BESIDE:]} {behind[:_BESIDE]}"
        return account.islower() and words.part(beside).fits(f"{TABLE}/data")
    if words.part(f"{before} {behind}").fits(f"{TABLE}/data"):
        return True
    return cue is not None and words.part(before).fits(f"{TABLE}/directly")


def _is_taken_back(words: Sentence, cue: _Cue, reference: DataReference, own: OwnName) -> bool:
    """Whether nothing was trained on it, or another's model: by what stands before the verb, and between the two."""
    text = words.words
    if cue.end <= reference.place and words.part(text[cue.end : reference.place]).fits(f"{TABLE}/turned-away"):
        return True
    first = start = _clause(text, cue.start)[0]
    while start and words.part(text[start : cue.start]).fits(f"{TABLE}/tells-on"):
        start = _clause(text, start - 1)[0]
    before = text[max(start, cue.start - _LONGEST) : cue.start]
    if words.part(before).fits(f"{TABLE}/taken-back"):
        return True
    if not before.strip() or not may_name_a_model(before):
        return False
    if start == first and words.part(before).fits(f"{TABLE}/own"):
        return False
    named = naming_text(_as_written(words, before)).models
    return bool(named) and not any(own.is_it(item.id, item.family) or own.is_meant_by(item.id) for item in named)


def _label(words: Sentence) -> str:
    """The label of an item, of a sentence or of a row in which it stands."""
    label = words.label.strip(" *_`-•")
    if not label or _REFERENCE.search(label):
        return ""
    return f"{TABLE}/label" if words.vocabulary.fits_heading(f"{TABLE}/label", label) else ""
