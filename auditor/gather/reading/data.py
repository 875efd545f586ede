"""What a card says of its data: sources, size, mixture, languages, cut-off, how it was made (OSAID 1.0, DI)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from auditor.gather.lineage.related import declared_datasets
from auditor.gather.papers import Papers
from auditor.gather.reading.corpora import Corpus
from auditor.gather.reading.corpora import found as corpora_in
from auditor.gather.reading.listing import enumerated, listing
from auditor.gather.reading.marks import DATA_PAGES
from auditor.gather.reading.parts import Listing, speaks
from auditor.gather.reading.stages import is_tuned, stage_of
from auditor.prose.sentences import Sentence
from auditor.schema.reading import DataAspect, DataStatement, Stage

MAX_SENTENCES = 60
EACH = 3

_TABLE = "data"
_PROCESSING = {DataAspect.FILTERING, DataAspect.DEDUPLICATION, DataAspect.DECONTAMINATION}


def data_statements(papers: Papers, found: list[Sentence]) -> tuple[DataStatement, ...]:
    """Statements on data, in the order of the card; of each aspect but the sources, the first few."""
    declared = tuple(item.id for item in declared_datasets(papers))
    own = papers.metadata.id or papers.snapshot.id
    lists = enumerated(found, declared)
    own_stage = Stage.TUNING if is_tuned(papers, found) else Stage.UNSTATED
    about = islice(((place, item) for place, item in enumerate(found) if is_about_data(item)), MAX_SENTENCES)
    said: Counter[DataAspect] = Counter()
    statements: list[DataStatement] = []
    for place, sentence in about:
        told = lists.get(place) or listing(sentence, own, declared)
        for statement in _of(papers, sentence, (told, own_stage), said):
            said[statement.aspect] += 1
            statements.append(statement)
    return tuple(statements)


def is_about_data(sentence: Sentence) -> bool:
    """Whether it speaks of data: by its own words, by what it is a label of, or by the headings above.

    A quotation does under such a heading alone: elsewhere it may be about anything.
    """
    if sentence.kind == "code":
        return False
    if sentence.under(f"{_TABLE}/heading"):
        return True
    if sentence.kind == "quote":
        return False
    if sentence.fits(f"{_TABLE}/about"):
        return True
    return bool(sentence.label) and sentence.part(sentence.label).fits(f"{_TABLE}/heading")


def _of(
    papers: Papers, sentence: Sentence, listed: tuple[Listing | None, Stage], said: Counter[DataAspect]
) -> Iterator[DataStatement]:
    told, own_stage = listed
    if len(sentence.words) < (2 if told else 8):
        return
    if sentence.fits(f"{_TABLE}/denied") or sentence.fits(f"{_TABLE}/promised"):
        return
    stage = stage_of(sentence)
    sources = _sources(papers, sentence, own_stage if stage is Stage.UNSTATED and told else stage, told)
    if sources:
        yield sources
    if stage is Stage.EVALUATION:
        return
    shown: set[DataAspect] = set()
    for hit in sentence.every(_TABLE):
        aspect = DataAspect(str(hit.says))
        if aspect not in shown and said[aspect] < EACH:
            shown.add(aspect)
            exact = aspect in _PROCESSING and sentence.fits(f"{_TABLE}/tool")
            citation = papers.in_card(sentence.line_at(hit.start))
            yield DataStatement(aspect=aspect, stage=stage, exact=exact, citation=citation, row=hit.row)


def _sources(papers: Papers, sentence: Sentence, stage: Stage, told: Listing | None) -> DataStatement | None:
    """The sources that it names, where it says that they are, and whether that is all."""
    links = tuple(link for link in sentence.links if DATA_PAGES.search(link))[:20]
    known = tuple(corpora_in(sentence))
    names = tuple(dict.fromkeys((*(told.names if told else ()), *(item.name for item in known))))[:20]
    if not (names or links or told):
        return None
    row, start = _told_by(sentence, told, known)
    # sets made for a task teach no model to read: it was there before
    stage = Stage.TUNING if told and told.tasks and stage is Stage.UNSTATED else stage
    return DataStatement(
        aspect=DataAspect.SOURCES,
        stage=stage,
        names=names,
        links=links,
        whole=bool(told and told.whole),
        placed=bool(told and told.placed),
        vague=told.more if told else speaks(sentence, "more") or sentence.fits(f"{_TABLE}/made"),
        gone=told.gone if told else (),
        citation=papers.in_card(sentence.line_at(start)),
        row=row,
    )


def _told_by(sentence: Sentence, told: Listing | None, known: tuple[Corpus, ...]) -> tuple[str | None, int]:
    """The row that read it as a list of sources, else that of the first corpus, and where its words begin."""
    if told and told.row:
        hit = sentence.first(told.row)
        return told.row, hit.start if hit else 0
    return (known[0].row, known[0].start) if known else (None, 0)
