"""Rows that a company's policy adds to our tables of phrases: checked like ours, and read before ours.

They are bounded: phrases only (no regular expressions, whose cost nobody can promise), examples that do what they
show, and a table and a meaning that exist.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.files.checked import Fault
from auditor.files.reading import Lists, entry_of, load_tables, misread, shared_lists
from auditor.parse.yaml import Document
from auditor.prose.phrases import PhraseFault
from auditor.prose.vocabulary import Entry, Vocabulary
from auditor.schema.phrases import PhraseAddition, PhraseRow, PhraseTable

MAX_ROWS = 200
MAX_GAPS = 3  # in one phrase: each may stand anywhere in its window, and the ways multiply
MAX_PHRASES = 200  # in one row
MAX_PHRASE = 300  # characters
MAX_BRACKETS = 60  # in one phrase
MAX_ENDINGS = 2  # in one word: each may take any letters, and the ways multiply
_SENTENCE = 1_200  # characters, the longest that a phrase is asked of
_SECONDS = 0.05  # of processor time for one such sentence, where a hundred times less is usual


def with_additions(vocabulary: Vocabulary, additions: Sequence[PhraseAddition]) -> Vocabulary:
    """The vocabulary with a company's rows before ours. The additions were checked. Raises PolicyError, KeyError."""
    if not additions:
        return vocabulary
    tables = {table.table: table for table in load_tables()}
    added = [entry for addition in additions for entry in _entries(addition, tables)]
    return Vocabulary((*added, *vocabulary.entries), vocabulary.renamed)


def faults_of(path: Path, document: Document, additions: Sequence[PhraseAddition]) -> Iterator[Fault]:
    """What is wrong with the rows of one policy file, each with its line."""
    tables = {table.table: table for table in load_tables()}
    if sum(len(addition.rows) for addition in additions) > MAX_ROWS:
        yield Fault(path, document.line("reading"), f"adds more than {MAX_ROWS} rows")
        return
    for place, addition in enumerate(additions):
        table = tables.get(addition.table)
        if table is None or not table.rows:
            known = ", ".join(name for name, item in tables.items() if item.rows)
            line = document.line("reading", place, "table")
            yield Fault(path, line, f"`{addition.table}` is no table of phrases; they are {known}")
            continue
        yield from _cut_phrases(path, document, place, addition)
        before = {row.id for other in additions[:place] if other.table == addition.table for row in other.rows}
        found = list(_of_rows(addition, table, tables, before))
        yield from (Fault(path, document.line("reading", place, "rows", row), message) for row, message in found)


def _cut_phrases(path: Path, document: Document, place: int, addition: PhraseAddition) -> Iterator[Fault]:
    """Phrases behind which a comment stands in their line: `#` may have been meant as a number."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    for index, row in enumerate(addition.rows):
        for language, phrases in row.phrases.items():
            for number, phrase in enumerate(phrases):
                line = document.line("reading", place, "rows", index, "phrases", language, number)
                if re.search(rf"{re.escape(phrase)}\s+#", lines[line - 1]):
                    yield Fault(
                        path, line, f"{phrase!r} ends before ` #`: put the phrase in quotes, or the comment above"
                    )


def _of_rows(
    addition: PhraseAddition, table: PhraseTable, tables: dict[str, PhraseTable], before: set[str]
) -> Iterator[tuple[int, str]]:
    """`before`: ids of rows that other additions to the same table have."""
    meanings = {row.says for row in table.rows if row.says}
    ours = {name for row in table.rows for name in (row.id, *row.was)}
    fit: list[Entry] = []
    for index, row in enumerate(addition.rows):
        if row.id in ours:
            yield index, f"`{row.id}` is a row of ours; give yours another id"
        elif row.id in before or row.id in (other.id for other in addition.rows[:index]):
            yield index, f"the id `{row.id}` stands twice"
        elif unfit := next(_unfit(row), None):
            yield index, unfit
        elif row.expressions:
            yield index, f"`{row.id}` holds a regular expression; a policy adds phrases only"
        elif row.says is None or row.says not in meanings:
            said = repr(row.says) if row.says else "nothing"
            yield index, f"`{row.id}` says {said}; rows of `{table.table}` say {', '.join(sorted(meanings))}"
        else:
            try:
                entry = entry_of(table, row, _lists(tables, table))
            except PhraseFault as fault:
                yield index, str(fault)
            else:
                fit.append(entry)
                yield from ((index, message) for message in _too_costly(row, entry))
    only = PhraseTable(table=table.table, title=table.title, about=table.about, rows=addition.rows)
    for index, message in misread([only], Vocabulary(tuple(fit)), lambda _table, place, said: (place, said)):
        yield index, message


def _unfit(row: PhraseRow) -> Iterator[str]:
    """Phrases that are too many, too long or too deep to be made ready at all."""
    written = [*(phrase for phrases in row.phrases.values() for phrase in phrases), *row.names]
    if len(written) > MAX_PHRASES:
        yield f"`{row.id}` has more than {MAX_PHRASES} phrases"
    for phrase in written:
        if len(phrase) > MAX_PHRASE:
            yield f"{phrase[:40]!r}… is longer than {MAX_PHRASE} characters; make it several phrases"
        elif sum(map(phrase.count, "([{<")) > MAX_BRACKETS:
            yield f"{phrase[:40]!r}… has more than {MAX_BRACKETS} brackets; make it several phrases"
        elif any(word.count("*") > MAX_ENDINGS for word in phrase.split()):
            yield f"{phrase!r} has more than {MAX_ENDINGS} `*` in one word"


def _too_costly(row: PhraseRow, entry: Entry) -> Iterator[str]:
    """Phrases that cost much where their own words are repeated."""
    for phrase in (phrase for phrases in row.phrases.values() for phrase in phrases):
        if phrase.count("…") + phrase.count("~") > MAX_GAPS:
            yield f"{phrase!r} has more than {MAX_GAPS} gaps"
    units = (*entry.needles, " ".join(entry.needles), *row.fits, "a ", " ", "-", "(")
    if any(_seconds(entry, unit) > _SECONDS for unit in units[:40] if unit):
        yield f"`{row.id}` takes too long where its own words are repeated: use fewer or shorter gaps"


def _seconds(entry: Entry, unit: str) -> float:
    """Of the longest sentence, or of a shorter one that takes too long already."""
    spent = 0.0
    for size in (_SENTENCE // 8, _SENTENCE // 4, _SENTENCE // 2, _SENTENCE):
        text = f"{unit.lower()} " * (size // (len(unit) + 1))
        started = time.process_time()
        for ways in entry.ways:
            ways.search(text, text)
        spent = time.process_time() - started
        if spent > _SECONDS:
            break
    return spent


def _entries(addition: PhraseAddition, tables: dict[str, PhraseTable]) -> Iterator[Entry]:
    table = tables[addition.table]
    for row in addition.rows:
        yield entry_of(table, row, _lists(tables, table))


def _lists(tables: dict[str, PhraseTable], table: PhraseTable) -> Lists:
    return {**shared_lists(tables.values()), **table.lists}
