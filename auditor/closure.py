"""From one reference to everything its audit rests on: fetch, ask what is named there, fetch that, in rounds."""

from __future__ import annotations

from auditor.fetch.rounds import MAX_DATASETS, MAX_DEPTH, Rounds
from auditor.fetch.source import Source
from auditor.files.reading import load_vocabulary
from auditor.gather.lineage.mentions import named_bases, named_data
from auditor.prose.vocabulary import Vocabulary
from auditor.schema.reference import ModelRef, RefKind
from auditor.schema.snapshot import Snapshot, Snapshots


def collect(ref: ModelRef, source: Source, vocabulary: Vocabulary | None = None) -> Snapshots:
    """Fetch a model, its bases to the root, its data sets, what these declare as their sources, and who wrote them.

    What they say is read with the vocabulary, ours where none is given.

    Never raises for trouble: it is kept as issues, weighed by what it is of. A bundle replays the same rounds.
    """
    words = vocabulary or load_vocabulary()
    rounds = Rounds(ref, source)
    first = rounds.first()
    if ref.kind is RefKind.SYSTEM:  # it is described whole, and its name names no base
        return rounds.snapshots()
    _rise(rounds, first, words)
    if rounds.subject is not None:
        declared = named_data(rounds.subject, words)
        found = rounds.data(declared)
        sources = tuple(dict.fromkeys(named for dataset in found for named in named_data(dataset, words)))
        room = MAX_DATASETS - len(found)
        above = rounds.data(sources, room)
        _rise(rounds, [*found, *above], words)
        if len(declared) > MAX_DATASETS or len(sources) > room:
            rounds.note_too_many(len(declared) + len(sources))
    return rounds.snapshots()


def _rise(rounds: Rounds, latest: list[Snapshot], words: Vocabulary) -> None:
    """Fetch the models that these name, and those that they name in turn."""
    for depth in range(MAX_DEPTH + 1):
        latest = rounds.models((named for snapshot in latest for named in named_bases(snapshot, words)), depth)
        if not latest:
            return
