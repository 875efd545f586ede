"""Reads policies/reading/: tables of phrases → the vocabulary that texts are read with.

The tables are what counsel reads; `reading.compiled.json` beside them is the same made ready, so that a run need not
compile a thousand phrases. Where it is older than the tables, the tables are compiled.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from auditor.errors import PolicyError
from auditor.files.checked import Fault, read_all, read_document, refuse
from auditor.names.families import writers
from auditor.names.table import SOURCE, FamilyTable, read
from auditor.parse.home import home
from auditor.parse.sealed import sealed, unsealed
from auditor.prose.phrases import Phrase, PhraseFault, compile_phrase
from auditor.prose.plain import plain
from auditor.prose.vocabulary import Entry, Vocabulary, Ways
from auditor.schema.phrases import Language, PhraseRow, PhraseTable

COMPILED = "reading.compiled.json"
SHARED = "lists"  # the table whose lists all tables may name
_TELLING = 2
_MOST_SETS = 4
_LONG = 24  # phrases of a row that are asked together
Lists = Mapping[str, Mapping[Language, tuple[str, ...]]]


def load_tables(root: Path | None = None) -> tuple[PhraseTable, ...]:
    """Every table, in order of its name. Raises PolicyError listing every fault."""
    paths = sorted(((root or home()) / "reading").glob("*.yaml"))
    return tuple(read_all(paths, PhraseTable, check=_named_like_file))


def load_vocabulary(root: Path | None = None) -> Vocabulary:
    """What texts are read with; one value a folder and process. Raises PolicyError."""
    return _loaded(root or home())


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> Vocabulary:
    kept = unsealed(folder / COMPILED, digest(folder))
    return _from_json(kept) if kept else compile_tables(load_tables(folder), folder)


def compiled(root: Path) -> str:
    """The content of the compiled file."""
    made = compile_tables(load_tables(root), root)
    rows = [
        [entry.id, entry.says, [[ways.patterns, ways.cased] for ways in entry.ways], entry.needles]
        for entry in made.entries
    ]
    kept = {"renamed": dict(made.renamed), "rows": rows}
    body = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).replace('],["', '],\n["') + "\n"
    return sealed(digest(root), body)


def digest(root: Path) -> str:
    """The sha256 over every table, and over the families that some of them name."""
    made = hashlib.sha256()
    for path in (*sorted((root / "reading").glob("*.yaml")), *root.glob(SOURCE)):
        made.update(f"{path.name}\0".encode() + path.read_bytes())
    return made.hexdigest()


def compile_tables(tables: Sequence[PhraseTable], root: Path | None = None) -> Vocabulary:
    """The tables made ready. Raises PolicyError naming file and line of every phrase that cannot be read."""
    shared = shared_lists(tables, root)
    faults: list[Fault] = []
    entries: list[Entry] = []
    renamed: dict[str, str] = {}
    for table in tables:
        for place, row in enumerate(table.rows):
            try:
                entries += entries_of(table, row, {**shared, **table.lists})
            except PhraseFault as fault:
                faults.append(at_row(root, table, place, str(fault)))
            renamed |= {f"{table.table}/{old}": f"{table.table}/{row.id}" for old in row.was}
        ids = [row.id for row in table.rows]
        faults += [
            at_row(root, table, place, f"the id `{name}` stands twice")
            for place, name in enumerate(ids)
            if name in ids[:place]
        ]
    refuse(faults)
    return Vocabulary(tuple(entries), renamed)


def shared_lists(tables: Iterable[PhraseTable], root: Path | None = None) -> Lists:
    """What every table may name: the lists of `lists.yaml`, and those that families.yaml fills."""
    folder = root or home()
    of_families = writers(FamilyTable.of(read(folder))) if (folder / SOURCE).exists() else {}
    written = next((table.lists for table in tables if table.table == SHARED), {})
    return {**{name: {"any": words} for name, words in of_families.items()}, **written}


F = TypeVar("F")


def misread(
    tables: Iterable[PhraseTable], vocabulary: Vocabulary, fault: Callable[[PhraseTable, int, str], F]
) -> list[F]:
    """Examples that do not do what they show: that do not fit, fit where they must not, or that another row takes.

    `fault` makes one of the table, the row's place in it, and what is wrong.
    """
    return [
        fault(table, place, message)
        for table in tables
        for place, row in enumerate(table.rows)
        if (key := f"{table.table}/{row.id}") in vocabulary
        for message in _misread(row, key, vocabulary)
    ]


def _misread(row: PhraseRow, key: str, vocabulary: Vocabulary) -> Iterator[str]:
    for example in row.fits:
        taken = vocabulary.first(key.partition("/")[0] if row.says else key, plain(example))
        if not vocabulary.fits(key, plain(example)):
            yield f"{key} does not fit its example {example!r}"
        elif taken and taken.row != key:
            yield f"{taken.row} takes the example {example!r} of {key}"
    for example in row.misses:
        if vocabulary.fits(key, plain(example)):
            yield f"{key} fits {example!r}, which it must not"


def entries_of(table: PhraseTable, row: PhraseRow, lists: Lists) -> Iterator[Entry]:
    """A row made ready: a long one language by language, so that a text meets the phrases of its own alone.

    Raises PhraseFault.
    """
    if sum(map(len, row.phrases.values())) <= _LONG:
        yield entry_of(table, row, lists)
        return
    rest: dict[str, object] = {"names": row.names, "expressions": row.expressions}
    for language, phrases in row.phrases.items():
        yield entry_of(table, row.model_copy(update={"phrases": {language: phrases}, **rest}), lists)
        rest = {"names": (), "expressions": ()}


def entry_of(table: PhraseTable, row: PhraseRow, lists: Lists) -> Entry:
    """A row made ready, its lists filled. Raises PhraseFault."""
    made = [
        compile_phrase(phrase, _of_language(lists, language))
        for language, phrases in row.phrases.items()
        for phrase in phrases
    ]
    names = [compile_phrase(name, _of_language(lists, "any"), name=True) for name in row.names]
    needles = sorted({needle for phrase in (*made, *names) for needle in phrase.needles})
    # a single Latin letter stands everywhere: to look for it costs more than to ask the row
    sure = all(
        phrase.needles and not any(word.isascii() and len(word) == 1 for word in phrase.needles)
        for phrase in (*made, *names)
    )
    return Entry(
        id=f"{table.table}/{row.id}",
        says=row.says,
        ways=(
            *_ways(made),
            *(Ways(((item.pattern, ()),)) for item in row.expressions if not item.cased),
            *_ways(names, cased=True),
            *(Ways(((item.pattern, ()),), cased=True) for item in row.expressions if item.cased),
        ),
        needles=_shortest(needles) if sure and not row.expressions else (),
    )


def _of_language(lists: Lists, language: Language) -> dict[str, tuple[str, ...]]:
    """The lists as this language fills them: its own words, and those of any language; none where it has neither."""
    return {name: (*by_language.get(language, ()), *by_language.get("any", ())) for name, by_language in lists.items()}


def _ways(phrases: Sequence[Phrase], *, cased: bool = False) -> Iterator[Ways]:
    """Those that remember nothing are alternatives; each that remembers something is asked by itself."""
    each = [((phrase.pattern, _sets(phrase, cased=cased)), "(?P<" in phrase.pattern) for phrase in phrases]
    alternatives = tuple(way for way, remembers in each if not remembers)
    if alternatives:
        yield Ways(alternatives, cased)
    yield from (Ways((way,), cased) for way, remembers in each if remembers)


def _sets(phrase: Phrase, *, cased: bool) -> tuple[tuple[str, ...], ...]:
    """The sets of words by which it is told whether a phrase need be compiled and asked: the first few that tell."""
    # of names only those that tell most: their letters are not those of the text that is looked through for words
    further = () if cased else phrase.beside
    return tuple(filter(None, (_shortest(list(words)) for words in (phrase.needles, *further))))[:_MOST_SETS]


def _shortest(needles: list[str]) -> tuple[str, ...]:
    """Without those that hold another one: where they stand, it stands. None where one stands in nearly every text."""
    if any(word.isascii() and len(word) < _TELLING for word in needles):
        return ()
    return tuple(word for word in needles if not any(other != word and other in word for other in needles))


def _from_json(kept: dict) -> Vocabulary:  # type: ignore[type-arg]
    entries = (
        Entry(
            row,
            says,
            tuple(Ways(tuple((it, tuple(map(tuple, sets))) for it, sets in each), cased) for each, cased in ways),
            tuple(needles),
        )
        for row, says, ways, needles in kept["rows"]
    )
    return Vocabulary(tuple(entries), kept["renamed"])


def at_row(root: Path | None, table: PhraseTable, place: int, message: str) -> Fault:
    """A fault of a row of ours, at its line."""
    path = (root or home()) / "reading" / f"{table.table}.yaml"
    try:
        return Fault(path, read_document(path).line("rows", place), message)
    except PolicyError:
        return Fault(path, 1, message)


def _named_like_file(path: Path, table: PhraseTable) -> str | None:
    return None if table.table == path.stem else f"its table is `{table.table}`, its file name says `{path.stem}`"
